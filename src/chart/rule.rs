//! The editorial rules of charts: each is tested on the specification, on the data, or on a drawing, and has a code.
//!
//! The numbers are those of the rules' list in the manual. Rules that no author can break, because there is no way to
//! write what they forbid, are in the table too, with what makes sure of them.

mod choice;
pub mod drawing;
mod scale;
mod words;

pub use drawing::problems;

use super::Chart;
use super::scene::Scene;
use super::spec::Spec;
use crate::base::{Code, Diagnostic, Diagnostics, Severity, codes};

/// An editorial rule.
pub struct Rule {
    /// Its number.
    pub number: u8,
    /// What it asks for.
    pub about: &'static str,
    /// How it is made sure of.
    pub test: Test,
}

/// How a rule is made sure of.
pub enum Test {
    /// On the specification alone, so that no fault of the data hides what it says.
    Spec(&'static Code, fn(&Spec) -> Vec<Finding>),
    /// On the specification and the data.
    Chart(&'static Code, fn(&Chart) -> Vec<Finding>),
    /// On each drawing.
    Drawing(&'static Code, fn(&Chart, &Scene) -> Vec<Finding>),
    /// While the block is read: this code is given where it is broken.
    Reading(&'static Code),
    /// By how charts are drawn and written; these tests prove it.
    Construction(&'static str),
}

/// What breaks a rule: at which word of the block, what is wrong, what to do.
pub struct Finding {
    word: &'static str,
    message: String,
    help: String,
}

impl Finding {
    fn new(word: &'static str, message: impl Into<String>, help: impl Into<String>) -> Self {
        Self { word, message: message.into(), help: help.into() }
    }
}

/// All rules.
pub static RULES: &[Rule] = &[
    rule(1, "bars, columns, areas and waterfalls hold zero", Test::Spec(&codes::BARS_WITHOUT_ZERO, scale::zero)),
    rule(1, "lengths end inside of their axis", Test::Chart(&codes::BAD_CHART, scale::holds)),
    rule(1, "what is stacked has one sign", Test::Chart(&codes::BAD_CHART, scale::signs)),
    rule(2, "a line that does not start at zero has room below it", Test::Chart(&codes::CUT_AXIS, scale::room)),
    rule(3, "no second axis of values", Test::Reading(&codes::SECOND_AXIS)),
    rule(4, "a blank cell is a gap, and the note says so", Test::Construction("charts::blank_cells_are_never_drawn")),
    rule(5, "3 to 8 round ticks", Test::Spec(&codes::TICK_COUNT, scale::ticks)),
    rule(6, "a logarithmic axis refuses zero", Test::Chart(&codes::LOG_NOT_POSITIVE, scale::logarithm)),
    rule(7, "stacked shares add up to 100", Test::Chart(&codes::SHARES_NOT_WHOLE, scale::shares)),
    rule(8, "time on the x axis", Test::Chart(&codes::TIME_ON_BARS, choice::time)),
    rule(8, "lines only where x is ordered", Test::Chart(&codes::UNORDERED_LINE, choice::order)),
    rule(9, "at most 8 colours", Test::Chart(&codes::TOO_MANY_COLOURS, choice::too_many_colours)),
    rule(9, "better at most 4", Test::Chart(&codes::MANY_COLOURS, choice::many_colours)),
    rule(10, "no pie, no 3-D, no patterns", Test::Reading(&codes::UNKNOWN_CHART_TYPE)),
    rule(11, "bars are sorted", Test::Chart(&codes::UNSORTED_BARS, choice::sorted)),
    rule(12, "two numbers are a sentence", Test::Chart(&codes::A_SENTENCE_INSTEAD, choice::sentence)),
    rule(13, "a headline that says what the chart shows", Test::Spec(&codes::WEAK_HEADLINE, words::headline)),
    rule(13, "a subtitle that says what is measured", Test::Spec(&codes::MISSING_SUBTITLE, words::subtitle)),
    rule(14, "the unit once, numbers for people", Test::Construction("charts::units_stand_once")),
    rule(14, "percent are no fractions", Test::Chart(&codes::PERCENT_OF_FRACTIONS, scale::fractions)),
    rule(15, "a source", Test::Spec(&codes::CHART_WITHOUT_SOURCE, words::source)),
    rule(16, "words for those who do not see it", Test::Spec(&codes::CHART_WITHOUT_ALT, words::alt)),
    rule(17, "at most 4 annotations", Test::Spec(&codes::MANY_ANNOTATIONS, words::annotations)),
    rule(18, "all text is horizontal", Test::Construction("a scene has no way to turn a text")),
    rule(19, "no text over text or foreign marks, none cut off", Test::Drawing(&codes::TEXT_OVERLAP, drawing::overlap)),
    rule(20, "text of at least 12 pixels", Test::Construction("charts::text_is_large_enough")),
    rule(21, "direct labels where they fit", Test::Drawing(&codes::NOTE_WITHOUT_ROOM, drawing::left_out)),
    rule(22, "fewer than 10 bars carry their values", Test::Construction("charts::few_bars_carry_values")),
    rule(23, "light gridlines, a darker zero line", Test::Construction("charts::contrast_of_marks")),
    rule(24, "contrast of words and marks", Test::Construction("charts::contrast_of_words")),
    rule(25, "hues that stay apart", Test::Construction("charts::hues_stay_apart")),
    rule(26, "a figure with words, drawing, data and downloads", Test::Construction("markup/charts.md")),
    rule(27, "two drawings, one shown", Test::Construction("markup/charts.md")),
    rule(28, "colours by class; downloads stand alone", Test::Construction("charts::downloads_stand_alone")),
];

const fn rule(number: u8, about: &'static str, test: Test) -> Rule {
    Rule { number, about, test }
}

/// What a block breaks whatever its data is.
pub fn check_spec(spec: &Spec) -> Diagnostics {
    let mut diagnostics = Diagnostics::new();
    for rule in RULES {
        let Test::Spec(code, test) = &rule.test else { continue };
        if !spec.allow.iter().any(|(word, _)| word == code.word) {
            let findings = test(spec).into_iter();
            diagnostics.extend(
                findings.map(|found| Diagnostic::new(code, spec.place_of(found.word), found.message, found.help)),
            );
        }
    }
    diagnostics
}

/// What a chart breaks, apart from what it is allowed to. Where the specification or the data is wrong, the drawings are
/// not looked at: what is wrong with them may follow from that.
pub fn check(chart: &Chart, drawings: &[&Scene]) -> Diagnostics {
    let mut diagnostics = Diagnostics::new();
    let (of_drawings, of_charts): (Vec<&Rule>, Vec<&Rule>) =
        RULES.iter().partition(|rule| matches!(rule.test, Test::Drawing(..)));
    apply(&of_charts, chart, drawings, &mut diagnostics);
    if !diagnostics.iter().any(|found| found.severity == Severity::Error) {
        apply(&of_drawings, chart, drawings, &mut diagnostics);
    }
    diagnostics
}

fn apply(rules: &[&Rule], chart: &Chart, drawings: &[&Scene], diagnostics: &mut Diagnostics) {
    for rule in rules {
        let (code, findings) = match &rule.test {
            Test::Chart(code, test) => (*code, test(chart)),
            Test::Drawing(code, test) => (*code, drawings.iter().flat_map(|scene| test(chart, scene)).collect()),
            Test::Spec(..) | Test::Reading(_) | Test::Construction(_) => continue,
        };
        if chart.spec.allow.iter().any(|(word, _)| word == code.word) {
            continue;
        }
        for found in findings {
            diagnostics.push(Diagnostic::new(code, chart.spec.place_of(found.word), found.message, found.help));
        }
    }
}
