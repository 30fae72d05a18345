//! Citation styles of the Citation Style Language: what notes, marks and bibliographies say in APA, Chicago and their like.
//!
//! hayagriva, a processor of CSL 1.0.2, says what stands where; what is HTML is written here, because its own escapes
//! nothing. Styles and locales are read once. Archived copies and remarks, which no style knows, are added behind.

mod archive;
mod html;
mod item;
mod kind;
mod locator;
mod works;

use super::citation::{short_form, write_archived, write_prefix, write_remark};
use super::{Cited, InText, Mark, MarkPart, Publication};
use crate::base::escape;
use crate::base::language::Language;
use hayagriva::citationberg::json::Item;
use hayagriva::citationberg::{CitationFormat, IndependentStyle, LocaleCode, StyleCategory, StyleClass};
use hayagriva::{BibliographyDriver, BibliographyRequest, CitationItem, CitationRequest, Rendered};
use html::Around;
use locator::Place;
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};
use works::{Position, Works};

/// A citation style.
#[derive(Debug)]
pub struct Style {
    csl: IndependentStyle,
    /// The same without its bibliography, which nobody asks for where notes are written.
    citations_only: IndependentStyle,
    form: Form,
    /// Whether it says of what a locator is the number: `fig. 1`, not `1`. Found out when it first matters.
    names_places: OnceLock<bool>,
    /// Whether it has room for a kind of place in a publication of these fields, by where that is cited. The same.
    room: Mutex<BTreeMap<(String, String, Position), bool>>,
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

impl Style {
    /// The style of a name; none for `numbered`, which is [`super::write_cited`], and for names that there are not.
    pub fn named(name: &str) -> Option<Arc<Self>> {
        archive::style(name)
    }

    fn new(mut csl: IndependentStyle) -> Self {
        // A dash for the author of the entry above means that of a list in the order of names; notes are in another.
        if let Some(bibliography) = &mut csl.bibliography {
            bibliography.subsequent_author_substitute = None;
        }
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
        Self { csl, citations_only, form, names_places: OnceLock::new(), room: Mutex::default() }
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
        self.page(&[cited.to_vec()], language).marks.pop().unwrap_or_default().words()
    }

    /// All marks and the bibliography of a page: works of one author and year are told apart (2025a, 2025b), in both.
    pub fn page(&self, marks: &[Vec<Cited<'_>>], language: &str) -> InText {
        let works = Works::of(marks, language);
        let locale = archive::locale(language, self.csl.default_locale.as_ref());
        let places = self.places(marks);
        let rendered = self.render(&self.csl, self.requests(marks, &works, &places, false), &locale);
        let mut out = Vec::with_capacity(marks.len());
        for ((mark, places), citation) in marks.iter().zip(&places).zip(&rendered.citations) {
            let mut html = String::new();
            let entries = html::write_with_entries(&mut html, &citation.citation, &around_each(mark, places, None));
            out.push(Mark { parts: parts(&html, &entries) });
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
        let locale = archive::locale(language, self.csl.default_locale.as_ref());
        let places = [vec![Place::default()]];
        let rendered = self.render(&self.csl, self.requests(&marks, &works, &places, false), &locale);
        let entry = rendered.bibliography.and_then(|bibliography| bibliography.items.into_iter().next());
        let content = match &entry {
            Some(entry) => Some(&entry.content),
            None => rendered.citations.first().map(|citation| &citation.citation),
        };
        let mut out = String::new();
        if let Some(content) = content {
            html::write(&mut out, content, &[Around::of(cited.publication)]);
        }
        // A style that only knows labels, or leaves titles out, tells nobody what the work is.
        if names(&out, &cited.publication.title) {
            return out;
        }
        let mut plain = String::new();
        super::citation::body(&mut plain, cited.publication, Language::of(language));
        plain
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
            if !ends_sentence(&out) {
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
        let locale = archive::locale(language, self.csl.default_locale.as_ref());
        let places = self.places(notes);
        let rendered = self.render(&self.citations_only, self.requests(notes, &works, &places, false), &locale);
        let mut citations = rendered.citations.into_iter().filter(|citation| citation.note_number.is_some());
        let say = |(note, places): (&Vec<Cited<'_>>, &Vec<Place>)| {
            let mut out = String::new();
            if note.is_empty() {
                return out;
            }
            if let Some(citation) = citations.next() {
                html::write(&mut out, &citation.citation, &around_each(note, places, Some(words)));
            }
            // The stop of a note goes into American quotes as those inside of it do.
            if locale.code == "en-US" && out.ends_with("\u{201d}.") {
                out.truncate(out.len() - "\u{201d}.".len());
                out.push_str(".\u{201d}");
            }
            if let [Cited { publication, first_in: None, .. }] = note[..] {
                add_tail(&mut out, publication, words);
            }
            out
        };
        notes.iter().zip(&places).map(say).collect()
    }

    /// The places in all publications that are cited, each in the form in which the style can show it. A style may have no
    /// room for a chapter or a table: then it stands behind, because no word of the author's is lost.
    fn places(&self, groups: &[Vec<Cited<'_>>]) -> Vec<Vec<Place>> {
        let read = |cited: &Cited<'_>| Place::read(cited.locator);
        let mut places: Vec<Vec<Place>> = groups.iter().map(|group| group.iter().map(read).collect()).collect();
        if !places.iter().flatten().all(Place::is_of_pages) && !self.names_places() {
            places.iter_mut().flatten().for_each(Place::name_it);
        }
        for (at, (group, places)) in groups.iter().zip(&mut places).enumerate() {
            for (of, place) in places.iter_mut().enumerate().filter(|(_, place)| place.is_some()) {
                let position = works::position(groups, at, of);
                // "Ibid." alone means the same place too.
                let says_it = self.form == Form::Note && position == Position::SamePlace;
                if !says_it && !self.has_room(group[of].publication, place, position) {
                    place.put_behind();
                }
            }
        }
        places
    }

    /// Whether the style tells a figure from a page.
    fn names_places(&self) -> bool {
        *self.names_places.get_or_init(|| {
            let text = |locator: &str| {
                let (outline, _) = item::outline(&Publication::default());
                let rendered = self.trial(&outline, &Place::read(locator), Position::Later, false);
                rendered.citations.into_iter().map(|citation| format!("{:#}", citation.citation)).collect::<String>()
            };
            text("fig. 98765") != text("p. 98765")
        })
    }

    /// Whether the style has room for a kind of place in such a publication, where it is cited first and later.
    fn has_room(&self, publication: &Publication, place: &Place, position: Position) -> bool {
        let (outline, fields) = item::outline(publication);
        let key = (fields, place.kind(), position);
        let mut known = self.room.lock().unwrap_or_else(PoisonError::into_inner);
        *known.entry(key).or_insert_with(|| {
            let rendered = self.trial(&outline, place, position, true);
            rendered.citations.last().is_some_and(|citation| html::shows_place(&citation.citation, 0))
        })
    }

    /// What the style makes of an item that is cited at this place, perhaps again.
    fn trial(&self, outline: &Item, place: &Place, position: Position, is_blank: bool) -> Rendered {
        let publication = Publication::default();
        let cited = || vec![Cited { key: "", publication: &publication, prefix: "", locator: "", first_in: None }];
        let (groups, places) = match position {
            Position::First => (vec![cited()], vec![vec![place.clone()]]),
            Position::Ibid | Position::SamePlace => {
                (vec![cited(), cited()], vec![vec![Place::default()], vec![place.clone()]])
            }
            Position::Later => {
                (vec![cited(), vec![], cited()], vec![vec![Place::default()], vec![], vec![place.clone()]])
            }
        };
        let works = Works::of(&groups, "en").outlined(outline);
        let locale = archive::locale("en-US", None);
        self.render(&self.citations_only, self.requests(&groups, &works, &places, is_blank), &locale)
    }

    /// What the processor is asked for a page. Blank places show where they would stand, not what they are.
    fn requests<'a>(
        &self,
        groups: &[Vec<Cited<'_>>],
        works: &'a Works<'_>,
        places: &'a [Vec<Place>],
        is_blank: bool,
    ) -> Vec<Request<'a>> {
        let mut requests = Vec::with_capacity(groups.len());
        for (at, (group, places)) in groups.iter().zip(places).enumerate() {
            let is_note = self.form == Form::Note;
            if !is_note || !group.is_empty() {
                requests.push(Request { items: works.items(group, places, is_blank), note: Some(at + 1) });
            }
            // "Ibid." means the one work of the note before. The processor looks for the last work that was cited,
            // wherever that was, so that something that is not shown stands in between.
            if is_note && group.len() != 1 {
                let hidden = CitationItem::new(&works.nothing, None, None, true, None);
                requests.push(Request { items: vec![hidden], note: None });
            }
        }
        requests
    }

    fn render<'a>(
        &'a self,
        csl: &'a IndependentStyle,
        requests: Vec<Request<'a>>,
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

/// A mark, divided into what names a publication and what stands between and around.
fn parts(html: &str, entries: &[html::Stretch]) -> Vec<MarkPart> {
    let mut parts = Vec::with_capacity(entries.len() * 2 + 1);
    let mut from = 0;
    for (nth, at) in entries {
        // What the end of the mark cut off is white space.
        let end = at.end.min(html.len());
        if at.start < from || at.start > end {
            continue;
        }
        parts.push(MarkPart::Words(html[from..at.start].replace("  ", " ")));
        parts.push(MarkPart::Entry(*nth, html[at.start..end].replace("  ", " ")));
        from = end;
    }
    let rest = html[from..].to_owned();
    parts.push(if parts.is_empty() { MarkPart::Entry(0, rest) } else { MarkPart::Words(rest) });
    parts
}

/// What the processor is asked to write at one place.
struct Request<'a> {
    items: Vec<CitationItem<'a, Item>>,
    /// The number of the note.
    note: Option<usize>,
}

/// What stands around each publication of a place. A note, of which the language is given, is a sentence, and names
/// archived copies; where it cites one work alone, the copy is a sentence behind it.
fn around_each<'a>(group: &[Cited<'a>], places: &'a [Place], note: Option<&'a Language>) -> Vec<Around<'a>> {
    let one = |(at, (cited, place)): (usize, (&Cited<'a>, &'a Place))| {
        let has_tail = group.len() > 1 && cited.first_in.is_none();
        Around {
            prefix: cited.prefix,
            begins: note.is_some() && at == 0,
            behind: &place.behind,
            tail: note.filter(|_| has_tail).map(|language| (cited.publication, language)),
            date: cited.publication.date,
            more_authors: html::more_authors(cited.publication),
        }
    };
    group.iter().zip(places).enumerate().map(one).collect()
}

/// What no style knows: where a copy stays, and the author's remark.
fn add_tail(out: &mut String, publication: &Publication, language: &Language) {
    let copy = publication.archived.is_some();
    if (copy || publication.note.is_some()) && !ends_sentence(out) {
        out.push('.');
    }
    write_archived(out, publication, language);
    write_remark(out, publication);
}

/// Whether a text ends a sentence, perhaps inside quotes or an element.
fn ends_sentence(html: &str) -> bool {
    let mut rest = html.trim_end();
    loop {
        let shorter = match rest.strip_suffix('>').and_then(|_| rest.rfind("</")) {
            Some(open) => &rest[..open],
            None => rest.trim_end_matches(['\u{2019}', '\u{201d}', '\u{201c}', '»', '"', '\'']),
        };
        if shorter.len() == rest.len() {
            return rest.ends_with(['.', '!', '?']);
        }
        rest = shorter;
    }
}

/// Whether a text has a title in it, in whatever case and with whatever signs.
fn names(html: &str, title: &str) -> bool {
    let letters =
        |text: &str| -> String { text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect() };
    let mut text = String::new();
    let mut rest = html;
    while let Some(open) = rest.find('<') {
        text.push_str(&rest[..open]);
        rest = rest[open..].find('>').map_or("", |close| &rest[open + close + 1..]);
    }
    text.push_str(rest);
    let text = text.replace("&amp;", "&").replace("&lt;", "<").replace("&gt;", ">");
    letters(&text).contains(&letters(title))
}
