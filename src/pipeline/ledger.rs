//! The numbers of all pages → the ledger of a site: how many are traced, and what a change of the data made of them.

use crate::base::Place;
pub use crate::lower::Coverage;
use crate::lower::{Checked, Mention, Page, Status, counted};
use crate::site::Facts;
use std::sync::Arc;

/// The numbers of a site.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Ledger {
    /// Its pages, in the order of their paths.
    pub pages: Vec<LedgerPage>,
}

/// The numbers of one page.
#[derive(Debug, Clone, PartialEq)]
pub struct LedgerPage {
    /// Its file, as it is shown.
    pub file: Arc<str>,
    /// Its title.
    pub title: String,
    /// Its numbers, headlines first.
    pub mentions: Vec<Mention>,
    /// Its charts.
    pub charts: Vec<LedgerChart>,
}

/// A chart and its data.
#[derive(Debug, Clone, PartialEq)]
pub struct LedgerChart {
    /// The name of its files, which tells it from others of the page.
    pub name: String,
    /// Its title.
    pub title: String,
    /// Where its block begins.
    pub place: Place,
    /// Its data as CSV.
    pub csv: String,
}

impl Ledger {
    /// Adds a page.
    pub(super) fn add(&mut self, facts: &Facts, page: &Page) {
        let chart = |chart: &crate::lower::ChartFiles| LedgerChart {
            name: chart.name.clone(),
            title: chart.title.clone(),
            place: chart.place.clone(),
            csv: chart.csv.clone(),
        };
        self.pages.push(LedgerPage {
            file: Arc::clone(&facts.shown),
            title: facts.title.clone(),
            mentions: counted(&page.mentions, &facts.front).cloned().collect(),
            charts: page.charts.iter().map(chart).collect(),
        });
    }

    /// The coverage of the whole site.
    pub fn coverage(&self) -> Coverage {
        Coverage::of(self.pages.iter().flat_map(|page| &page.mentions))
    }
}

/// What became of a number or a chart when the data changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Effect {
    /// The sentence was true and is not true any more, or was wrong and is still.
    Falsified,
    /// The value is another one; the sentence is true of it.
    Altered,
    /// The sentence was not true before, and is now.
    Mended,
}

impl Effect {
    /// Its word.
    pub fn word(self) -> &'static str {
        match self {
            Self::Falsified => "falsified",
            Self::Altered => "altered",
            Self::Mended => "mended",
        }
    }
}

/// What a change of the data touches.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum What {
    /// A number in a sentence or a headline.
    Number,
    /// A chart.
    Chart,
}

/// A number or a chart that a change of the data touches.
#[derive(Debug, Clone, PartialEq)]
pub struct Change {
    /// What became of it.
    pub effect: Effect,
    /// Whether it is a number or a chart.
    pub what: What,
    /// Where it stands.
    pub place: Place,
    /// The sentence or headline; the title of a chart.
    pub sentence: String,
    /// The words of the number; nothing for a chart.
    pub text: String,
    /// The value before; nothing where there was none.
    pub old: Option<String>,
    /// The value now; nothing where there is none.
    pub new: Option<String>,
    /// What to write instead, where the sentence is no longer true.
    pub better: Option<String>,
}

/// What a change of the data made of the same texts. Both ledgers are of the same pages, one with the data of before.
pub fn changes(old: &Ledger, new: &Ledger) -> Vec<Change> {
    let mut all = Vec::new();
    for now in &new.pages {
        let Some(before) = old.pages.iter().find(|page| page.file == now.file) else { continue };
        let mut own = Vec::new();
        // A chart that is not drawn has no numbers in its words: each number is looked for at its own place.
        let mut olds: Vec<&Mention> = before.mentions.iter().filter(|mention| is_stat(mention)).collect();
        for mention in now.mentions.iter().filter(|mention| is_stat(mention)) {
            let old = olds.iter().position(|old| old.place == mention.place).map(|at| olds.remove(at));
            own.extend(of_number(old, mention));
        }
        own.extend(now.charts.iter().filter_map(|chart| {
            let known = before.charts.iter().find(|old| old.name == chart.name);
            of_chart(known, chart)
        }));
        let gone = before.charts.iter().filter(|old| !now.charts.iter().any(|chart| chart.name == old.name));
        own.extend(gone.map(|chart| Change {
            effect: Effect::Falsified,
            old: Some(format!("{} rows", rows(chart).count())),
            new: None,
            ..of_words(chart)
        }));
        own.sort_by_key(|change| (change.place.line, change.place.column));
        all.append(&mut own);
    }
    all
}

/// Whether a number is a stat link, to which the data says something.
fn is_stat(mention: &Mention) -> bool {
    !matches!(mention.status, Status::Noted | Status::Untraced)
}

/// What became of a number; `old` is what it was before, if there was anything.
fn of_number(old: Option<&Mention>, new: &Mention) -> Option<Change> {
    let value = |mention: &Mention| mention.checked.as_ref().map(|checked: &Checked| checked.value.clone());
    let is_same = |old: &Mention| value(old) == value(new) && old.status == new.status && old.text == new.text;
    let effect = match (old.is_some_and(|old| old.status.is_traced()), new.status.is_traced()) {
        (true, false) => Effect::Falsified,
        (false, true) => Effect::Mended,
        _ if old.is_some_and(is_same) => return None,
        (_, true) => Effect::Altered,
        (_, false) => Effect::Falsified,
    };
    // Words that were to be filled in are those of before where there is nothing to fill in now.
    let texts = [Some(&new.text), old.map(|old| &old.text)];
    let text = texts.into_iter().flatten().find(|text| !text.is_empty());
    let (mut before, mut now) = (old.and_then(value), value(new));
    // Where the value is the same, what is said of it is not: others state another one, or it is of another year.
    if let Some(old) = old.filter(|_| before == now) {
        for (value, mention) in [(&mut before, old), (&mut now, new)] {
            if let Some(value) = value {
                value.push_str(&format!(" ({})", mention.status.word()));
            }
        }
    }
    Some(Change {
        effect,
        place: new.place.clone(),
        what: What::Number,
        sentence: new.sentence.to_string(),
        text: text.map_or("[]", String::as_str).to_owned(),
        old: before,
        new: now,
        better: new.checked.as_ref().and_then(|checked| checked.better.clone()).or_else(|| new.problem.clone()),
    })
}

fn rows(chart: &LedgerChart) -> impl Iterator<Item = &str> {
    chart.csv.lines().skip(1).filter(|line| !line.is_empty() && !line.starts_with('#'))
}

fn of_words(chart: &LedgerChart) -> Change {
    Change {
        effect: Effect::Altered,
        place: chart.place.clone(),
        what: What::Chart,
        sentence: chart.title.clone(),
        text: String::new(),
        old: None,
        new: None,
        better: None,
    }
}

fn of_chart(old: Option<&LedgerChart>, new: &LedgerChart) -> Option<Change> {
    /// Of more rows than these only the number is told.
    const SHOWN: usize = 3;
    if old.is_some_and(|old| old.csv == new.csv) {
        return None;
    }
    let differing = |one: &LedgerChart, other: Option<&LedgerChart>| {
        let all: Vec<&str> =
            rows(one).filter(|row| other.is_none_or(|other| rows(other).all(|known| known != *row))).collect();
        match all.len() {
            0 => "—".to_owned(),
            1..=SHOWN => all.join("; "),
            n => format!("{}; and {} more rows", all[..SHOWN].join("; "), n - SHOWN),
        }
    };
    Some(Change { old: old.map(|old| differing(old, Some(new))), new: Some(differing(new, old)), ..of_words(new) })
}
