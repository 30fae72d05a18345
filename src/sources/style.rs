//! Citation styles of the Citation Style Language: what notes, marks and bibliographies say in APA, Chicago and their like.
//!
//! hayagriva, a processor of CSL 1.0.2, says what stands where; what is HTML is written here, because its own escapes
//! nothing. Styles and locales are read once. Archived copies and remarks, which no style knows, are added behind.

mod archive;
mod html;
mod item;
mod kind;
mod locator;

use super::citation::{short_form, write_archived, write_prefix, write_remark};
use super::{Cited, Publication};
use crate::base::escape;
use crate::base::language::Language;
use hayagriva::citationberg::json::Item;
use hayagriva::citationberg::{CitationFormat, IndependentStyle, LocaleCode, StyleCategory, StyleClass};
use hayagriva::{
    BibliographyDriver, BibliographyRequest, CitationItem, CitationRequest, LocatorPayload, Rendered, SpecificLocator,
};
use html::Around;
use std::sync::Arc;

/// A citation style.
#[derive(Debug)]
pub struct Style {
    csl: IndependentStyle,
    /// The same without its bibliography, which nobody asks for where notes are written.
    citations_only: IndependentStyle,
    form: Form,
}

/// How a style cites.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Form {
    /// A note says it all.
    Note,
    /// A number, or a label, leads to an entry.
    Number,
    /// Words in the text lead to an entry.
    Words,
}

/// What a page in a style of author and date says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InText {
    /// The words of each mark, as escaped HTML, in the order of the marks.
    pub marks: Vec<String>,
    /// The entries of the bibliography as escaped HTML in the order of the style, each with its key.
    pub entries: Vec<(String, String)>,
}

impl Style {
    /// The style of a name; none for `numbered`, which is [`super::write_cited`], and for names that there are not.
    pub fn named(name: &str) -> Option<Arc<Self>> {
        archive::style(name)
    }

    fn new(csl: IndependentStyle) -> Self {
        let format = csl.info.category.iter().find_map(|category| match category {
            StyleCategory::CitationFormat { format } => Some(*format),
            StyleCategory::Field { .. } => None,
        });
        let form = match (csl.settings.class, format) {
            (StyleClass::Note, _) => Form::Note,
            (StyleClass::InText, Some(CitationFormat::AuthorDate | CitationFormat::Author)) => Form::Words,
            (StyleClass::InText, _) => Form::Number,
        };
        let citations_only = IndependentStyle { bibliography: None, ..csl.clone() };
        Self { csl, citations_only, form }
    }

    /// Whether a mark in the text is words, not a number: styles of author and date.
    pub fn is_in_text(&self) -> bool {
        self.form == Form::Words
    }

    /// What each note of a page says, as escaped HTML, in their order: short forms and "ibid." follow from what was cited
    /// before. A note that cites nothing, because it is the author's own, is an empty list and gives an empty text.
    ///
    /// Where a style numbers its entries, a note is the entry, and [`Cited::first_in`] says what was named before.
    pub fn notes(&self, notes: &[Vec<Cited<'_>>], language: &str) -> Vec<String> {
        match self.form {
            Form::Note => self.note_by_note(notes, language),
            Form::Number | Form::Words => notes.iter().map(|note| self.entries_of_note(note, language)).collect(),
        }
    }

    /// The words of one mark in the text, `(Kolyandr 2025, p. 4)`, as escaped HTML. Only where
    /// [`is_in_text`](Self::is_in_text). Of a page as a whole, [`page`](Self::page) tells works of one year apart.
    pub fn in_text(&self, cited: &[Cited<'_>], language: &str) -> String {
        self.page(&[cited.to_vec()], language).marks.pop().unwrap_or_default()
    }

    /// All marks and the bibliography of a page: works of one author and year are told apart (2025a, 2025b), in both.
    pub fn page(&self, marks: &[Vec<Cited<'_>>], language: &str) -> InText {
        let works = Works::of(marks, language);
        let locale = archive::locale(language);
        let locators = Locators::of(marks);
        let requests = marks
            .iter()
            .zip(&locators.0)
            .map(|(mark, locators)| Request { items: works.items(mark, locators), note: None });
        let rendered = self.render(&self.csl, requests, &locale);
        let mut out = Vec::with_capacity(marks.len());
        for (mark, citation) in marks.iter().zip(&rendered.citations) {
            let mut html = String::new();
            html::write(&mut html, &citation.citation, &around_each(mark, None));
            out.push(html);
        }
        let entries = rendered.bibliography.map(|bibliography| bibliography.items).unwrap_or_default();
        let entry = |entry: hayagriva::BibliographyItem| {
            let cited = *works.all.get(entry.key.parse::<usize>().ok()?)?;
            let mut html = String::new();
            html::write(&mut html, &entry.content, &[Around::of(cited.publication)]);
            add_tail(&mut html, cited.publication, Language::of(language));
            Some((cited.key.to_owned(), html))
        };
        InText { marks: out, entries: entries.into_iter().filter_map(entry).collect() }
    }

    /// The entry of a publication as the bibliography of the style has it, without a number, as escaped HTML. A style
    /// without a bibliography gives what its note says.
    pub fn entry(&self, cited: &Cited<'_>, language: &str) -> String {
        let mut out = self.bare_entry(cited, language);
        add_tail(&mut out, cited.publication, Language::of(language));
        out
    }

    fn bare_entry(&self, cited: &Cited<'_>, language: &str) -> String {
        let bare = Cited { prefix: "", locator: "", first_in: None, ..*cited };
        let marks = [vec![bare]];
        let works = Works::of(&marks, language);
        let locale = archive::locale(language);
        let request = Request { items: works.items(&marks[0], &[None]), note: Some(1) };
        let rendered = self.render(&self.csl, std::iter::once(request), &locale);
        let entry = rendered.bibliography.and_then(|bibliography| bibliography.items.into_iter().next());
        let content = match &entry {
            Some(entry) => Some(&entry.content),
            None => rendered.citations.first().map(|citation| &citation.citation),
        };
        let mut out = String::new();
        if let Some(content) = content {
            html::write(&mut out, content, &[Around::of(cited.publication)]);
        }
        out
    }

    /// Notes of a style that numbers its entries, or cites in the text.
    fn entries_of_note(&self, note: &[Cited<'_>], language: &str) -> String {
        let words = Language::of(language);
        let mut out = String::new();
        for (at, cited) in note.iter().enumerate() {
            if at > 0 {
                out.push(' ');
            }
            write_prefix(&mut out, cited.prefix, true);
            match cited.first_in {
                Some(number) => short_form(&mut out, cited.publication, number, words),
                None => out.push_str(&self.bare_entry(cited, language)),
            }
            if !cited.locator.is_empty() {
                out.truncate(out.trim_end_matches('.').len());
                out.push_str(", ");
                escape::text(&mut out, cited.locator);
            }
            if !out.ends_with('.') {
                out.push('.');
            }
            if cited.first_in.is_none() {
                add_tail(&mut out, cited.publication, words);
            }
        }
        out
    }

    /// Notes of a style that says it all in notes.
    fn note_by_note(&self, notes: &[Vec<Cited<'_>>], language: &str) -> Vec<String> {
        let words = Language::of(language);
        let works = Works::of(notes, language);
        let locale = archive::locale(language);
        let locators = Locators::of(notes);
        let between = item::of_nothing();
        let mut requests = Vec::with_capacity(notes.len());
        for (at, (note, locators)) in notes.iter().zip(&locators.0).enumerate() {
            if !note.is_empty() {
                requests.push(Request { items: works.items(note, locators), note: Some(at + 1) });
            }
            // "Ibid." means the one work of the note before. The processor looks for the last work that was cited,
            // wherever that was, so that something that is not shown stands in between.
            if note.len() != 1 {
                let hidden = CitationItem::new(&between, None, None, true, None);
                requests.push(Request { items: vec![hidden], note: None });
            }
        }
        let rendered = self.render(&self.citations_only, requests.into_iter(), &locale);
        let mut citations = rendered.citations.into_iter().filter(|citation| citation.note_number.is_some());
        let say = |note: &Vec<Cited<'_>>| {
            let mut out = String::new();
            if note.is_empty() {
                return out;
            }
            if let Some(citation) = citations.next() {
                html::write(&mut out, &citation.citation, &around_each(note, Some(words)));
            }
            if let [Cited { publication, first_in: None, .. }] = note[..] {
                add_tail(&mut out, publication, words);
            }
            out
        };
        notes.iter().map(say).collect()
    }

    fn render<'a>(
        &'a self,
        csl: &'a IndependentStyle,
        requests: impl Iterator<Item = Request<'a>>,
        locale: &'a archive::Locale,
    ) -> Rendered {
        let code = || Some(LocaleCode(locale.code.to_owned()));
        let mut driver = BibliographyDriver::new();
        for request in requests {
            driver.citation(CitationRequest::new(request.items, csl, code(), &locale.files, request.note));
        }
        driver.finish(BibliographyRequest::new(csl, code(), &locale.files))
    }
}

/// What the processor is asked to write at one place.
struct Request<'a> {
    items: Vec<CitationItem<'a, Item>>,
    /// The number of the note.
    note: Option<usize>,
}

/// The publications of a page, each once.
struct Works<'a> {
    all: Vec<Cited<'a>>,
    items: Vec<Item>,
}

impl<'a> Works<'a> {
    fn of(groups: &[Vec<Cited<'a>>], language: &str) -> Self {
        let mut all: Vec<Cited<'a>> = Vec::new();
        for cited in groups.iter().flatten() {
            if !all.iter().any(|known| is_same(known, cited)) {
                all.push(*cited);
            }
        }
        let items = all.iter().enumerate().map(|(at, cited)| item::of(at, cited.publication, language)).collect();
        Self { all, items }
    }

    fn items<'b>(&'b self, group: &[Cited<'_>], locators: &'b [Option<locator::Part>]) -> Vec<CitationItem<'b, Item>> {
        let item = |(cited, locator): (&Cited<'_>, &'b Option<locator::Part>)| {
            let at = self.all.iter().position(|known| is_same(known, cited))?;
            let locator = locator.as_ref().map(|part| SpecificLocator(part.of, LocatorPayload::Str(&part.which)));
            Some(CitationItem::with_locator(&self.items[at], locator))
        };
        group.iter().zip(locators).filter_map(item).collect()
    }
}

/// Whether two cite one publication. Sources of a brief and of the site may share a key.
fn is_same(a: &Cited<'_>, b: &Cited<'_>) -> bool {
    a.key == b.key && (std::ptr::eq(a.publication, b.publication) || a.publication == b.publication)
}

/// The locators of all places, read.
struct Locators(Vec<Vec<Option<locator::Part>>>);

impl Locators {
    fn of(groups: &[Vec<Cited<'_>>]) -> Self {
        Self(groups.iter().map(|group| group.iter().map(|cited| locator::read(cited.locator)).collect()).collect())
    }
}

/// What stands around each publication of a place. A note, of which the language is given, is a sentence, and names
/// archived copies; where it cites one work alone, the copy is a sentence behind it.
fn around_each<'a>(group: &[Cited<'a>], note: Option<&'a Language>) -> Vec<Around<'a>> {
    let one = |(at, cited): (usize, &Cited<'a>)| {
        let shows_copy = group.len() > 1 && cited.first_in.is_none() && cited.publication.archived.is_some();
        Around {
            prefix: cited.prefix,
            begins: note.is_some() && at == 0,
            copy: note.filter(|_| shows_copy).map(|language| (cited.publication, language)),
            date: cited.publication.date,
        }
    };
    group.iter().enumerate().map(one).collect()
}

/// What no style knows: where a copy stays, and the author's remark.
fn add_tail(out: &mut String, publication: &Publication, language: &Language) {
    let copy = publication.archived.is_some();
    if (copy || publication.note.is_some()) && !out.ends_with(['.', '!', '?']) && !out.ends_with(".</a>") {
        out.push('.');
    }
    write_archived(out, publication, language);
    write_remark(out, publication);
}
