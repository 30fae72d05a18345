//! Numbers of a running text: stat links are held against the data, and every other number is looked for a note.
//!
//! This happens once for each paragraph, cell or headline, before its links are written, since words are true or not by
//! the sentence around them.

mod flow;
mod headlines;
mod mention;
mod note;

pub(super) use headlines::unread_link;
pub use mention::{Checked, Coverage, Mention, Status, counted};

use super::Lowerer;
use super::page::{Question, Use};
use crate::base::address::is_stat;
use crate::base::language::Language;
use crate::base::yaml::{self, Step};
use crate::base::{Code, Diagnostic, Place, Span, codes, escape};
use crate::data::prose;
use crate::data::stat::{Answer, Argument, CellAt, Problem, Reference, Stat, read_stat, resolve};
use crate::data::wording::{self, Objection, ObjectionKind, Phrase};
use crate::doc::{Inline, Link, plain_text};
pub(super) use flow::has_marks;
use flow::{Flow, Masked};
use std::fmt::Write;
use std::ops::Range;
use std::sync::Arc;

/// What is known of a stat link when it is written.
#[derive(Debug, Clone)]
pub(super) enum Ready {
    /// Its words are published as they are: part of a name, or there is an error.
    Plain,
    /// It leads to the note of this key; where its author left the words out, these stand in.
    Noted { key: String, words: Option<String>, is_disputed: bool },
}

/// What the note of a checked number is made of.
#[derive(Debug)]
pub(super) struct StatNote {
    reference: Reference,
    answer: Answer,
}

/// Where a text stands that is checked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Stretch {
    /// Running text: each sentence for itself.
    Prose,
    /// A row of a table, or a headline: one statement.
    Whole,
    /// A title, which is published without links: nothing is filled in.
    Title,
    /// A caption: each link to another site is a note.
    Caption,
    /// Words that stand in the text once more; only what is checked in them counts.
    Repeated,
}

/// Where a number stands: found out only where somebody is told.
#[derive(Debug, Clone, Copy)]
pub(super) enum At<'p> {
    Span(Span),
    Place(&'p Place),
    /// In front matter, below this key.
    Key(&'static str),
}

/// A checked number and the words around it.
struct Claim<'t> {
    address: &'t str,
    phrase: Phrase<'t>,
    sentence: &'t str,
    /// The sentence in which years of other numbers can be hidden, and which of its numbers this one is.
    masked: Option<(&'t Masked<'t>, usize)>,
    at: At<'t>,
    /// Whether an empty text is filled in.
    may_fill: bool,
}

impl Claim<'_> {
    /// Holds the words against the number. A year that another number of the sentence brings with it is none of this
    /// one's, and a sentence may name only the year with which something is compared.
    fn judge(&self, answer: &Answer, language: &Language) -> Result<(), Objection> {
        let (measured, years) = (&answer.measured, &answer.years);
        let objection = match wording::judge(&self.phrase, measured, years, language) {
            Err(objection) if matches!(objection.kind, ObjectionKind::Year) => objection,
            judged => return judged,
        };
        let mut all = years.clone();
        if !wording::names_its_year(&self.phrase, language) {
            all.extend(&answer.years_compared);
        }
        let holds = |phrase: &Phrase<'_>| wording::judge(phrase, measured, &all, language).is_ok();
        let is_of_another = self.masked.is_some_and(|(masked, nth)| {
            let (before, after) = masked.around(nth);
            holds(&Phrase { before: &before, text: self.phrase.text, after: &after })
        });
        if is_of_another || holds(&self.phrase) { Ok(()) } else { Err(objection) }
    }
}

impl Lowerer<'_> {
    /// True if there is anything to do: a stat link somewhere in the file, or a ledger to be kept.
    fn looks_at_numbers(&self) -> bool {
        self.has_stats || self.world.lists_numbers
    }

    /// Tells of what looks like a stat link and is none: with a space in its address, or without its closing bracket.
    fn unread_links(&mut self, flow: &Flow<'_>) {
        for sign in ["](stat:", "][stat:"] {
            for (at, _) in flow.text.match_indices(sign) {
                if flow.skips.iter().any(|skip| skip.contains(&at)) {
                    continue;
                }
                let span = flow.span_at(at);
                if self.tally.admits(&codes::BAD_STAT) {
                    let place = self.source.place(span);
                    self.diagnostics.push(unread_link(place));
                }
            }
        }
    }

    /// Looks at the numbers of a running text.
    pub(super) fn trace(&mut self, parts: &[&[Inline]], stretch: Stretch) {
        self.trace_cells(parts, stretch, &[]);
    }

    /// The same, where a note elsewhere says where the numbers of some parts come from.
    pub(super) fn trace_cells(&mut self, parts: &[&[Inline]], stretch: Stretch, noted: &[bool]) {
        let is_caption = stretch == Stretch::Caption;
        let has_marks = stretch != Stretch::Repeated && parts.iter().any(|part| has_marks(part, is_caption));
        if !has_marks && !self.looks_at_numbers() {
            return;
        }
        let flow = Flow::of(parts, self.text(), is_caption, &|key| self.name_of_source(key));
        if !has_marks && flow.stats.is_empty() && !self.world.lists_numbers {
            return;
        }
        self.unread_links(&flow);
        let mut sentences = match stretch {
            Stretch::Whole | Stretch::Title => Vec::new(),
            _ => prose::sentences(&flow.text),
        };
        if sentences.is_empty() {
            sentences.push(0..flow.text.len());
        }
        // A mark before the first word belongs to what follows, and one that stands alone to the whole text.
        let whole: Arc<str> = one_line(&flow.text[sentences[0].clone()]).into();
        self.sentences.extend(flow.notes.iter().map(|(_, start)| (*start, Arc::clone(&whole))));
        let mut next = 0;
        for index in 0..sentences.len() {
            let sentence = sentences[index].clone();
            let words = &flow.text[sentence.clone()];
            // A mark behind the full stop belongs to what it ends, and so does a link whose words are to be filled in.
            let is_inside = |at: &usize| *at > sentence.start && *at <= sentence.end;
            let is_noted = flow.notes.iter().any(|(at, _)| is_inside(at));
            let behind = sentences.get(index + 1).map_or(usize::MAX, |next| next.start);
            let from = next;
            next += flow.stats[from..].iter().take_while(|(at, _)| at.start < behind).count();
            let own: Vec<Range<usize>> = flow.stats[from..next].iter().map(|(at, _)| at.clone()).collect();
            if is_noted || !own.is_empty() {
                let words: Arc<str> = one_line(words).into();
                let marks = flow.notes.iter().filter(|(at, _)| is_inside(at)).map(|(_, start)| *start);
                let numbers = flow.stats[from..next].iter().map(|(_, link)| link.span.start);
                self.sentences.extend(marks.chain(numbers).map(|start| (start, Arc::clone(&words))));
            }
            let masked = Masked::of(&flow.text, &sentence, &own);
            for (nth, (at, link)) in flow.stats[from..next].iter().enumerate() {
                let address = link.address.get(self.text());
                // `<stat:…>` has no words but its address.
                let text = Some(&flow.text[at.clone()]).filter(|text| *text != address).unwrap_or_default();
                let (before, after) = masked.whole(nth);
                let may_fill = stretch != Stretch::Title;
                let phrase = Phrase { before, text, after };
                let (at, masked) = (At::Span(link.span), Some((&masked, nth)));
                let ready = self.claim(&Claim { address, phrase, masked, sentence: words, at, may_fill });
                self.ready.insert(link.span.start, ready);
            }
            if self.world.lists_numbers && stretch != Stretch::Repeated {
                let inside =
                    |at: &Range<usize>| own.iter().chain(&flow.skips).any(|s| s.start < at.end && at.start < s.end);
                for number in prose::numbers(words, self.language_of_page()) {
                    let at = number.start + sentence.start..number.end + sentence.start;
                    if !inside(&at) {
                        let is_noted = is_noted || noted.get(flow.part_at(at.start)).is_some_and(|noted| *noted);
                        let status = if is_noted { Status::Noted } else { Status::Untraced };
                        self.mention(At::Span(flow.span_at(at.start)), words, &flow.text[at], status, None);
                    }
                }
            }
        }
    }

    /// Holds one number against the data.
    fn claim(&mut self, claim: &Claim<'_>) -> Ready {
        let reference = match read_stat(claim.address) {
            Ok(Stat::Name) => {
                if claim.phrase.text.trim().is_empty() && self.tally.admits(&codes::BAD_STAT) {
                    let place = self.place_at(claim.at);
                    let (message, help) = ("this name has no words", "write the name between the square brackets");
                    self.diagnostics.push(Diagnostic::new(&codes::BAD_STAT, place, message, help));
                }
                return Ready::Plain;
            }
            Ok(Stat::Reference(reference)) => reference,
            Err((message, help)) => {
                if self.tally.admits(&codes::BAD_STAT) {
                    let place = self.place_at(claim.at);
                    self.diagnostics.push(Diagnostic::new(&codes::BAD_STAT, place, message, help));
                }
                self.mention(claim.at, claim.sentence, claim.phrase.text, Status::Unresolved, None);
                return Ready::Plain;
            }
        };
        let language = self.language_of_page();
        let at = match self.noted.get(claim.address) {
            Some(at) => *at,
            None => {
                self.ask_for(&reference);
                match resolve(&reference, self.world.tables, language) {
                    Ok(answer) => {
                        self.takes(&answer.cells);
                        self.noted.insert(claim.address.into(), self.stat_notes.len());
                        self.stat_notes.push(StatNote { reference, answer });
                        self.stat_notes.len() - 1
                    }
                    Err(problem) => {
                        self.refused(claim, problem);
                        return Ready::Plain;
                    }
                }
            }
        };
        let is_empty = claim.phrase.text.trim().is_empty();
        let mut status = if self.stat_notes[at].answer.dispute.is_some() { Status::Disputed } else { Status::Checked };
        let mut better = None;
        let words = if is_empty && claim.may_fill {
            Some(wording::wording(&self.stat_notes[at].answer.measured, None, language))
        } else {
            if let Err(objection) = claim.judge(&self.stat_notes[at].answer, language) {
                status = Status::Contradicted;
                better = Some(objection.help.clone());
                let cell = self.stat_notes[at].answer.cells.first().cloned();
                self.objects(claim, objection, cell.as_ref());
            }
            None
        };
        if self.world.lists_numbers {
            let checked = self.checked(at, claim.address, better);
            match &words {
                // What readers see is the sentence with the number in it.
                Some(words) => {
                    let sentence = format!("{}{words}{}", claim.phrase.before, claim.phrase.after);
                    self.mention(claim.at, &sentence, words, status, Some(checked));
                }
                None => self.mention(claim.at, claim.sentence, claim.phrase.text, status, Some(checked)),
            }
        }
        let is_disputed = self.stat_notes[at].answer.dispute.is_some();
        Ready::Noted { key: super::notes::stat_key(at), words, is_disputed }
    }

    fn checked(&self, at: usize, address: &str, better: Option<String>) -> Checked {
        let note = &self.stat_notes[at];
        let language = self.language_of_page();
        let mut sources: Vec<String> = Vec::new();
        for cell in &note.answer.cells {
            let source = cell.dataset.source_of(cell.row).map(str::to_owned);
            sources.extend(source.filter(|source| !sources.contains(source)));
        }
        Checked {
            reference: address.to_owned(),
            value: wording::wording(&note.answer.measured, None, language),
            derivation: note.answer.working.clone(),
            sources,
            better,
        }
    }

    fn place_at(&self, at: At<'_>) -> Place {
        match at {
            At::Span(span) => self.source.place(span),
            At::Place(place) => place.clone(),
            At::Key(key) => self.source.place(self.in_front_matter(key, "")),
        }
    }

    /// Where words stand below a key of the front matter; where they cannot be found as they are, since YAML may fold and
    /// quote a text, the key.
    fn in_front_matter(&self, key: &str, words: &str) -> Span {
        let block = self.draft.front.block.unwrap_or_default();
        let yaml = self.source.slice(block);
        let located = yaml::locate(yaml, &[Step::Key(key.to_owned())]);
        let span = located.map(|located| {
            let behind = located.key.end as usize;
            let found = yaml[behind..].find(words).filter(|_| !words.is_empty());
            found.map_or(located.key, |found| Span::new(behind + found, behind + found + words.len()))
        });
        span.unwrap_or_default().shifted(block.start as usize)
    }

    fn mention(&mut self, at: At<'_>, sentence: &str, text: &str, status: Status, checked: Option<Checked>) {
        if self.world.lists_numbers {
            let place = match at {
                At::Key(key) => self.source.place(self.in_front_matter(key, text)),
                at => self.place_at(at),
            };
            // A sentence may have many numbers, and is kept once.
            let sentence: Arc<str> = match &self.last_sentence {
                Some((written, kept)) if **written == *sentence => Arc::clone(kept),
                _ => {
                    let kept: Arc<str> = one_line(sentence).into();
                    self.last_sentence = Some((sentence.into(), Arc::clone(&kept)));
                    kept
                }
            };
            self.page.mentions.push(Mention { place, sentence, text: one_line(text), status, problem: None, checked });
        }
    }

    fn refused(&mut self, claim: &Claim<'_>, problem: Problem) {
        let why = format!("{} ({})", problem.message, problem.help);
        if self.tally.admits(problem.code) {
            let mut found = Diagnostic::new(problem.code, self.place_at(claim.at), problem.message, problem.help);
            found.related = problem.related;
            self.diagnostics.push(found);
        }
        self.mention(claim.at, claim.sentence, claim.phrase.text, Status::Unresolved, None);
        if let Some(mention) = self.page.mentions.last_mut().filter(|_| self.world.lists_numbers) {
            mention.problem = Some(why);
        }
    }

    fn objects(&mut self, claim: &Claim<'_>, objection: Objection, cell: Option<&CellAt>) {
        let code: &'static Code = match objection.kind {
            ObjectionKind::Unread => &codes::UNREAD_NUMBER,
            ObjectionKind::Number => &codes::CONTRADICTED_NUMBER,
            ObjectionKind::Year => &codes::CONTRADICTED_YEAR,
        };
        if !self.tally.admits(code) {
            return;
        }
        let mut found = Diagnostic::new(code, self.place_at(claim.at), objection.message, objection.help);
        if let Some(cell) = cell {
            found = found.and(cell.dataset.table.place(cell.row, cell.column), "what the data says");
        }
        self.diagnostics.push(found);
    }

    /// Remembers what the page asked the data.
    fn ask_for(&mut self, reference: &Reference) {
        self.page.questions.push(Question::Dataset(reference.path.dataset.as_str().into()));
        for step in &reference.steps {
            if let Some(Argument::Reference(inner)) = &step.argument {
                self.ask_for(inner);
            }
        }
    }

    /// Remembers what the page takes from datasets.
    fn takes(&mut self, cells: &[CellAt]) {
        /// What rests on more cells than these rests on the dataset.
        const FEW: usize = 12;
        for cell in cells {
            let figure = (cells.len() <= FEW).then(|| (cell.dataset.key_of(cell.row).into(), cell.of().name.clone()));
            self.uses(Use { dataset: cell.dataset.name.as_str().into(), figure });
        }
    }

    /// Writes a stat link: text that leads to its note.
    pub(super) fn stat(&mut self, out: &mut String, link: &Link) {
        let Some(Ready::Noted { key, words, is_disputed }) = self.ready.remove(&link.span.start) else {
            return self.inlines(out, &link.content);
        };
        let (number, letter) = self.refer(&key);
        let class = if is_disputed { "stat disputed" } else { "stat" };
        let shown = words.clone().unwrap_or_else(|| words_of(link, self.text()));
        self.number_rests(&key, &shown, link.span, &format!("ref:{number}:{letter}"));
        let _ = write!(
            out,
            "<a class=\"{class}\" id=\"ref:{number}:{letter}\" href=\"#note:{number}\" role=\"doc-noteref\" data-note=\"{number}\">"
        );
        match words {
            Some(words) => escape::text(out, &words),
            None => self.inlines(out, &link.content),
        }
        if is_disputed {
            let _ = write!(out, "<span class=\"unseen\"> ({})</span>", self.language_of_page().words.sources_disagree);
        }
        out.push_str("</a>");
    }
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Whether a link asks for a figure of a dataset.
pub(super) fn is_stat_link(link: &Link, source: &str) -> bool {
    is_stat(link.address.get(source))
}

/// The words of a stat link.
fn words_of(link: &Link, source: &str) -> String {
    plain_text(source, &link.content)
}
