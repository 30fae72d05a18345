//! A `chart` block → a figure: words, two drawings of which one is shown, sources, the data, and files to take away.

mod rivals;
pub(super) mod table;
mod words;

use super::page::{ChartFiles, Question, Rests, Use};
use super::{Lowerer, code};
use crate::base::address::is_stat;
use crate::base::font::Weight;
use crate::base::language::Language;
use crate::base::{Diagnostic, Severity, Source, Span, codes, escape, slug, suggest};
use crate::chart::download::{self, Around};
use crate::chart::scene::Scene;
use crate::chart::spec::{DataOrigin, Spec};
use crate::chart::svg::{self, Spoken};
use crate::chart::typography::Typography;
use crate::chart::{self, Chart, NARROW, WIDE, rule, spec};
use crate::data::Table;
use crate::doc::CodeBlock;
use std::borrow::Cow;
use std::fmt::Write;
use std::ops::Range;
use std::sync::Arc;

/// The longest name of a chart's files, in bytes.
const LONGEST_NAME: usize = 60;

/// The word behind a fence whose block is a chart.
pub(super) const CHART: &str = "chart";

/// The word behind `chart` that shows the block itself below its figure, for manuals and galleries.
const SHOWN: &str = "source";

impl Lowerer<'_> {
    /// Writes the figure of a block; nothing where there is an error, for then nothing is published.
    pub(super) fn chart(&mut self, out: &mut String, block: &CodeBlock, fence: Span) {
        let before = self.diagnostics.len();
        let more = more_words(block);
        if !matches!(more, "" | SHOWN) {
            let message = format!("`{more}` means nothing behind `chart`");
            let help = format!("write ```chart alone, or ```chart {SHOWN} to show the block below its drawing");
            self.find(&codes::BAD_CHART, fence, message, help);
        }
        let Some((source, span)) = text_of(self.source, block).filter(|(source, span)| !is_blank(source, *span)) else {
            let help = "write `type:`, `title:` and `data:` into it, or take it out";
            self.find(&codes::BAD_CHART, fence, "this chart block is empty", help);
            return;
        };
        let Some(mut spec) = spec::read(&source, span).take(&mut self.diagnostics) else { return };
        self.page.questions.push(Question::Font);
        let rivals = self.rivals_of(&mut spec);
        let sources = self.sources_of(&spec);
        // A number in a title may be false; the drawing is right all the same.
        let words_from = self.diagnostics.len();
        self.checked_words(&mut spec);
        let of_words = words_from..self.diagnostics.len();
        self.diagnostics.extend(rule::check_spec(&spec));
        let found = rivals.or_else(|| self.table_of(&spec));
        if spec.unknown_kind {
            return;
        }
        let Some(chart) = chart::encode(spec, found).take(&mut self.diagnostics) else { return };
        let language = self.language_of_page();
        let set = |(_, size): (f64, f64)| Typography { font: self.world.font, size, language };
        let wide = chart::draw(&chart, WIDE.0, set(WIDE));
        let narrow = chart::draw(&chart, NARROW.0, set(NARROW));
        // What is wrong with a drawing may follow from what is wrong with the block.
        let drawings: &[&Scene] = if self.has_error_since(before, &of_words) { &[] } else { &[&wide, &narrow] };
        self.diagnostics.extend(rule::check(&chart, drawings));
        let name = self.chart_name(&chart.spec.title);
        let note = labelled(language.words.note, &note(&chart, &wide, language), language);
        let around = Around { sources: &source_words(&sources, language), note: &note };
        let svg = download::svg(&chart, &wide, set(WIDE), around);
        let files = self.endings(&svg);
        let id = escape::attribute_string(&format!("chart:{name}"));

        let _ = write!(out, "<figure class=\"chart chart-{}\" id=\"{id}\">", chart.spec.kind.name);
        out.push_str("<figcaption>");
        words(out, "chart-title", &chart.spec.title);
        words(out, "chart-subtitle", &subtitle(&chart.spec));
        // Feeds, whose readers drop drawings, show this picture instead.
        let picture = files.last().map_or("svg", |(ending, _)| ending);
        let address = self.chart_address(&name, picture);
        let _ = write!(
            out,
            "</figcaption>\n<div class=\"chart-drawing\" data-image=\"{}\">",
            escape::attribute_string(&address)
        );
        for (class, letter, scene) in [("wide", 'w', &wide), ("narrow", 'n', &narrow)] {
            let spoken =
                Spoken { title: &chart.spec.title, description: &chart.spec.alt, id: &format!("{id}:{letter}") };
            svg::inline(out, scene, spoken, class, &format!("{id}:data"));
        }
        out.push_str("</div>\n<div class=\"chart-foot\">");
        words(out, "chart-note", &note);
        self.sources(out, &sources, &chart.spec.title, language);
        self.downloads(out, &name, files, language);
        out.push_str("</div>\n");
        table::write(out, &chart, &id, language);
        out.push_str("</figure>\n");
        if more == SHOWN {
            let shown = CodeBlock { info: "yaml".into(), text: block.text.clone() };
            code::write(out, &shown, self.text());
        }

        if !self.has_error_since(before, &of_words) {
            let (csv, place) = (download::csv(&chart), chart.spec.place.clone());
            let title = chart.spec.title.clone();
            if self.world.cards && self.page.charts.is_empty() && files.len() > super::page::FILES_OF_TEXT {
                self.page.first_chart = Some(download::drawing(&narrow, set(NARROW)));
            }
            self.page.charts.push(ChartFiles { name, title, csv, svg, endings: files, place });
        }
    }

    /// Tells of a word behind a fence that was meant as `chart`; true if it was.
    pub(super) fn slip_of_chart(&mut self, block: &CodeBlock, fence: Span) -> bool {
        let word = block.language();
        let is_slip = word != CHART && matches!(&*word.to_lowercase(), CHART | "charts");
        if is_slip {
            let help = "write ```chart";
            self.find(&codes::BAD_CHART, fence, format!("`{word}` makes no chart of this block"), help);
        }
        is_slip
    }

    /// Remembers what the page takes from a dataset.
    pub(super) fn uses(&mut self, it: Use) {
        if self.used.insert(it.clone()) {
            self.page.uses.push(it);
        }
    }

    /// Whether there is an error since so many findings, but for some of them.
    fn has_error_since(&self, before: usize, but: &Range<usize>) -> bool {
        let is_error = |at: usize| self.diagnostics[at].severity == Severity::Error;
        (before..self.diagnostics.len()).any(|at| !but.contains(&at) && is_error(at))
    }

    /// The table that a chart names.
    fn table_of(&mut self, spec: &Spec) -> Option<Arc<Table>> {
        // What is wrong with the address of a figure was told.
        let DataOrigin::Named(name) = &spec.data else { return None };
        if is_stat(name) {
            return None;
        }
        self.page.questions.push(Question::Table(name.as_str().into()));
        let from = &self.entry.facts.path;
        match self.world.tables.find(from, name) {
            Some(found) => {
                self.diagnostics.extend(found.diagnostics.iter().cloned());
                if let Some(dataset) = found.dataset {
                    self.uses(Use { dataset: dataset.name.as_str().into(), figure: None });
                }
                found.table.cloned()
            }
            None if name.contains('@') => self.stated_table(spec, name),
            None => {
                let why = self.world.tables.why_not(name);
                let (message, help) = why.unwrap_or_else(|| {
                    let message = format!("there is neither a file nor a dataset `{name}`");
                    (message, self.world.tables.hint(from, name))
                });
                self.diagnostics.push(Diagnostic::new(&codes::UNKNOWN_DATASET, spec.place_of("data"), message, help));
                None
            }
        }
    }

    /// The table that a chart names with the source whose values it draws: `data: trade@customs`.
    fn stated_table(&mut self, spec: &Spec, name: &str) -> Option<Arc<Table>> {
        let (wanted, source) = name.rsplit_once('@')?;
        self.page.questions.push(Question::Table(wanted.into()));
        let from = &self.entry.facts.path;
        let place = || spec.place_of("data");
        let Some(dataset) = self.world.tables.find(from, wanted).and_then(|found| found.dataset) else {
            let why = self.world.tables.why_not(wanted);
            let (message, help) = why
                .unwrap_or_else(|| (format!("there is no dataset `{wanted}`"), self.world.tables.hint(from, wanted)));
            self.diagnostics.push(Diagnostic::new(&codes::UNKNOWN_DATASET, place(), message, help));
            return None;
        };
        self.uses(Use { dataset: dataset.name.as_str().into(), figure: None });
        let table = dataset.as_stated_by(source);
        if table.is_none() {
            let message = format!("the source `{source}` states no row of the dataset `{wanted}`");
            let help = suggest::hint(source, dataset.cited().iter().map(|(key, _)| *key));
            self.diagnostics.push(Diagnostic::new(&codes::UNKNOWN_ROW, place(), message, help));
        }
        table.map(Arc::new)
    }

    /// A name for the files of a chart, from its headline; no two charts of a page share one.
    fn chart_name(&self, title: &str) -> String {
        let mut base: String = slug::slug(title).split('-').take(6).collect::<Vec<_>>().join("-");
        // A slug is of ASCII; names of files are short on some disks.
        base.truncate(LONGEST_NAME);
        let base = if base.is_empty() { "chart".to_owned() } else { base };
        let taken = |name: &str| self.page.charts.iter().any(|chart| chart.name == name);
        let mut name = base.clone();
        let mut at = 2;
        while taken(&name) {
            name = format!("{base}-{at}");
            at += 1;
        }
        name
    }

    /// The sources that a chart names: the sign of the note of each, and its name.
    fn sources_of(&mut self, spec: &Spec) -> Vec<(String, String)> {
        spec.sources.iter().filter_map(|key| self.source_named(key, spec.place_of("source"))).collect()
    }

    /// Writes the sources, each a numbered note.
    fn sources(&mut self, out: &mut String, sources: &[(String, String)], title: &str, language: &Language) {
        for (at, (marked, name)) in sources.iter().enumerate() {
            if at == 0 {
                out.push_str("<p class=\"chart-source\">");
                escape::text(out, source_label(sources, language));
                out.push_str(language.colon());
            } else {
                out.push_str(", ");
            }
            escape::text(out, name);
            let anchor = self.mark(out, marked);
            self.rests_on(&[marked], &anchor, sources.len() == 1, || Rests::Chart(title.into()));
        }
        if !sources.is_empty() {
            out.push_str("</p>");
        }
    }

    /// The files of a chart. There is no picture where the font of charts lacks a sign: it would show boxes.
    fn endings(&self, svg: &str) -> &'static [(&'static str, &'static str)] {
        let has =
            |c: char| c.is_ascii() || (self.world.font.has(c, Weight::Regular) && self.world.font.has(c, Weight::Bold));
        let all = super::page::CHART_FILES;
        if svg.chars().all(has) { all } else { &all[..super::page::FILES_OF_TEXT] }
    }

    /// The address of a file of a chart.
    fn chart_address(&self, name: &str, ending: &str) -> String {
        let file = super::page::chart_folder(&self.entry.route).join(&format!("{name}.{ending}"));
        file.href(self.world.config.base_path())
    }

    /// Links to the files of a chart, which stand in the folder of the page.
    fn downloads(&self, out: &mut String, name: &str, files: &[(&str, &str)], language: &Language) {
        out.push_str("<p class=\"chart-downloads\">");
        escape::text(out, language.words.download);
        out.push_str(language.colon().trim_end());
        for (ending, label) in files {
            out.push_str(" <a href=\"");
            escape::attribute(out, &self.chart_address(name, ending));
            let _ = write!(out, "\" download>{label}</a>");
        }
        out.push_str("</p>");
    }
}

fn source_label<'a>(sources: &[(String, String)], language: &'a Language) -> &'a str {
    if sources.len() == 1 { language.words.source } else { language.words.sources }
}

/// The sources in plain words.
fn source_words(sources: &[(String, String)], language: &Language) -> String {
    if sources.is_empty() {
        return String::new();
    }
    let names: Vec<&str> = sources.iter().map(|(_, name)| name.as_str()).collect();
    format!("{}{}{}", source_label(sources, language), language.colon(), names.join(", "))
}

/// What stands behind `chart` on the line of the fence.
fn more_words(block: &CodeBlock) -> &str {
    block.info[block.language().len()..].trim()
}

fn is_blank(source: &Source, span: Span) -> bool {
    source.slice(span).trim().is_empty()
}

/// The text of a block with its places in the file. In quotations and lists what stands before the lines of the block
/// counts as spaces, so that every place stays what it is.
fn text_of<'a>(source: &'a Source, block: &CodeBlock) -> Option<(Cow<'a, Source>, Span)> {
    let spans: Vec<Span> = block.text.iter().map(crate::doc::Text::span).collect();
    let span = spans.iter().copied().reduce(Span::to)?;
    let line = source.text[..span.start as usize].rfind('\n').map_or(0, |at| at + 1);
    if spans.len() == 1 && line == span.start as usize {
        return Some((Cow::Borrowed(source), span));
    }
    let mut text = source.text.clone();
    let span = Span { start: line as u32, ..span };
    let mut masked = String::with_capacity(span.len());
    let mut at = line;
    for piece in &spans {
        let between = &source.text[at..piece.start as usize];
        masked.extend(between.bytes().map(|byte| if byte == b'\n' { '\n' } else { ' ' }));
        masked.push_str(source.slice(*piece));
        at = piece.end as usize;
    }
    text.replace_range(span.range(), &masked);
    Some((Cow::Owned(Source { text, ..source.clone() }), span))
}

fn words(out: &mut String, class: &str, words: &str) {
    if words.is_empty() {
        return;
    }
    let _ = write!(out, "<p class=\"{class}\">");
    escape::text(out, words);
    out.push_str("</p>");
}

fn labelled(label: &str, words: &str, language: &Language) -> String {
    if words.is_empty() { String::new() } else { format!("{label}{}{words}", language.colon()) }
}

/// The subtitle, with the unit where it does not name it.
fn subtitle(spec: &Spec) -> String {
    match (spec.subtitle.is_empty(), spec.unit.is_empty() || spec.subtitle.contains(&spec.unit)) {
        (_, true) => spec.subtitle.clone(),
        (true, false) => spec.unit.clone(),
        (false, false) => format!("{}, {}", spec.subtitle, spec.unit),
    }
}

/// The author's note, and what a reader must be told: that an axis is cut, that values are missing.
fn note(chart: &Chart, drawing: &Scene, language: &Language) -> String {
    let mut note = chart.spec.note.clone();
    for more in chart::told(chart, drawing, language) {
        if !note.is_empty() {
            if !note.ends_with(['.', '!', '?', '\u{3002}']) {
                note.push('.');
            }
            note.push(' ');
        }
        note.push_str(&more);
    }
    note
}
