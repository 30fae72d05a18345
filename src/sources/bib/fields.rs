//! The fields of an entry → a publication. What cannot be read is told and left out; the entry stays.

use super::dates::{self, Known};
use super::inherit::FieldsByName;
use super::places::Places;
use super::scan::{RawEntry, RawField};
use super::{languages, latex, names};
use crate::base::partial_date::PartialDate;
use crate::base::{Diagnostic, Diagnostics, codes};
use crate::sources::library::{Archived, Publication};
use crate::sources::name::NameParts;

/// The fields of one entry, and what is found while they are read.
pub(super) struct Reader<'a> {
    pub(super) places: &'a Places<'a>,
    pub(super) entry: &'a RawEntry,
    pub(super) fields: FieldsByName<'a>,
    pub(super) diagnostics: &'a mut Diagnostics,
}

impl<'a> Reader<'a> {
    /// The publication that the entry is of.
    pub(super) fn publication(mut self) -> Publication {
        let mut publication = Publication { title: self.title(), ..Publication::default() };
        self.people(&mut publication);
        let url = self.url();
        publication.container = self.container();
        publication.volume = self.first(&["volume"]);
        publication.issue = self.first(&["number", "issue", "eid"]);
        publication.pages = self.first(&["pages"]).map(|pages| pages.replace('-', "–").replace("––", "–"));
        publication.edition = self.first(&["edition"]);
        publication.place = self.list(&["location", "address"]);
        publication.isbn = self.verbatim(&["isbn"]);
        publication.publisher = self.list(&["publisher", "institution", "organization", "school"]);
        publication.date = self.date();
        publication.doi = self.doi();
        publication.url = url.or_else(|| self.eprint().filter(|_| publication.doi.is_none()));
        publication.archived = self.archived();
        publication.accessed = self.date_of(&["urldate", "lastaccessed", "lastchecked", "accessed"]);
        publication.licence = self.first(&["license", "licence", "rights"]);
        publication.kind = Some(self.kind());
        publication.language = self.language();
        publication.quote = self.first(&["quote"]);
        publication.note = self.note();
        publication
    }

    fn field(&self, names: &[&str]) -> Option<&'a RawField> {
        names.iter().find_map(|name| self.fields.get(name)).copied()
    }

    fn first(&self, names: &[&str]) -> Option<String> {
        self.field(names).map(|field| latex::text(&field.value)).filter(|text| !text.is_empty())
    }

    fn verbatim(&self, names: &[&str]) -> Option<String> {
        self.field(names).map(|field| latex::verbatim(&field.value)).filter(|text| !text.is_empty())
    }

    fn list(&self, names: &[&str]) -> Option<String> {
        self.field(names).map(|field| names::items(&field.value).join(", ")).filter(|text| !text.is_empty())
    }

    /// A title and its subtitle.
    fn titled(&self, title: &[&str], subtitle: &str) -> Option<String> {
        let mut title = self.first(title)?;
        if let Some(subtitle) = self.first(&[subtitle]).filter(|subtitle| !title.contains(subtitle.as_str())) {
            title.push_str(if title.ends_with([':', '?', '!', '.']) { " " } else { ": " });
            title.push_str(&subtitle);
        }
        Some(title)
    }

    /// The title. Entries of periodicals, sets and reviews have other names.
    fn title(&mut self) -> String {
        let title = self
            .titled(&["title"], "subtitle")
            .or_else(|| self.titled(&["booktitle"], "booksubtitle"))
            .or_else(|| self.titled(&["maintitle"], "mainsubtitle"))
            .or_else(|| {
                self.first(&["journaltitle", "journal", "issuetitle", "eventtitle", "shorttitle", "titleaddon"])
            });
        title.unwrap_or_else(|| {
            let key = &self.entry.key;
            let place = self.places.of_span(self.entry.span);
            let message = format!("the source `{key}` has no title");
            let found = Diagnostic::new(&codes::SOURCE_WITHOUT_TITLE, place, message, "give it a field `title`");
            self.diagnostics.push(found);
            key.clone()
        })
    }

    fn people(&self, publication: &mut Publication) {
        let mut add = |field: &str| -> (Vec<String>, bool) {
            let Some(field) = self.field(&[field]) else { return (Vec::new(), false) };
            let (parts, others) = names::names(&field.value);
            let shown: Vec<String> = parts.iter().map(NameParts::shown).collect();
            publication.parts.extend(shown.iter().cloned().zip(parts));
            (shown, others)
        };
        let (authors, others) = add("author");
        let (editors, _) = add("editor");
        (publication.authors, publication.has_more_authors, publication.editors) = (authors, others, editors);
    }

    fn container(&self) -> Option<String> {
        let journal = || self.titled(&["journaltitle", "journal"], "journalsubtitle");
        let book = || self.titled(&["booktitle"], "booksubtitle");
        let main = || self.titled(&["maintitle"], "mainsubtitle");
        let own = self.first(&["title"]);
        let container = journal().or_else(book).or_else(main).or_else(|| self.first(&["eventtitle"]));
        container.filter(|container| own.as_ref().is_some_and(|own| own != container))
    }

    fn kind(&self) -> String {
        let subtype = self.first(&["entrysubtype"]).map(|subtype| subtype.to_lowercase());
        match (self.entry.kind.as_str(), subtype.as_deref()) {
            ("article" | "suppperiodical", Some(kind @ ("newspaper" | "magazine"))) => kind,
            ("electronic" | "www", _) => "online",
            ("conference", _) => "inproceedings",
            ("phdthesis" | "mastersthesis", _) => "thesis",
            ("techreport", _) => "report",
            (kind, _) => kind,
        }
        .to_owned()
    }

    fn language(&self) -> Option<String> {
        let field = self.field(&["langid", "language", "hyphenation"])?;
        let name = names::items(&field.value).into_iter().next()?;
        Some(languages::code(&name).map_or(name, str::to_owned))
    }

    fn date(&mut self) -> Option<PartialDate> {
        if let Some(date) = self.date_of(&["date"]) {
            return Some(date);
        }
        let Some(year) = self.field(&["year"]) else { return self.date_of(&["origdate", "eventdate"]) };
        let text = |name: &str| self.first(&[name]);
        let (month, day) = (text("month"), text("day"));
        let known = dates::year_month_day(&latex::text(&year.value), month.as_deref(), day.as_deref());
        if let Some(name) = known.1
            && let Some(field) = self.field(&[name])
        {
            self.not_a_date(field);
        }
        match known.0 {
            Some(Known::Date(date)) => Some(date),
            Some(Known::Nothing) | None => None,
        }
    }

    fn date_of(&mut self, names: &[&str]) -> Option<PartialDate> {
        let field = self.field(names)?;
        match dates::date(&latex::text(&field.value)) {
            Some(Known::Date(date)) => Some(date),
            Some(Known::Nothing) => None,
            None => {
                self.not_a_date(field);
                None
            }
        }
    }

    fn not_a_date(&mut self, field: &RawField) {
        let message = format!("`{}` is not a date", latex::text(&field.value));
        self.find(field, &message, "write 2025, 2022-02, 2024-06-07 or 1996/1999");
    }

    fn find(&mut self, field: &RawField, message: &str, help: &str) {
        let place = self.places.of_span(field.span);
        let message = format!("{message}, so `{}` is read without its field `{}`", self.entry.key, field.name);
        self.diagnostics.push(Diagnostic::new(&codes::BAD_BIB_FIELD, place, message, help));
    }

    /// A full address; one without a scheme that can be nothing else is given one.
    fn address(&mut self, field: &RawField) -> Option<String> {
        let url = latex::verbatim(&field.value);
        if url.is_empty() {
            return None;
        }
        let lower = url.to_ascii_lowercase();
        if lower.starts_with("https://") || lower.starts_with("http://") {
            return Some(url);
        }
        if lower.starts_with("www.") {
            return Some(format!("https://{url}"));
        }
        self.find(field, &format!("`{url}` is not a full address"), "begin it with https://");
        None
    }

    fn url(&mut self) -> Option<String> {
        if let Some(field) = self.field(&["url"]) {
            return self.address(field);
        }
        // BibTeX has no field for addresses: they are where the way of publication is.
        let field = self.field(&["howpublished"]).filter(|field| is_address(&field.value))?;
        self.address(field)
    }

    fn doi(&mut self) -> Option<String> {
        let field = self.field(&["doi"])?;
        let text = latex::verbatim(&field.value);
        let bare = ["https://", "http://", "dx.", "doi.org/", "doi:", "DOI:"];
        let doi = bare.iter().fold(text.as_str(), |rest, front| rest.strip_prefix(front).unwrap_or(rest));
        if doi.starts_with("10.") && doi.contains('/') {
            return Some(doi.to_owned());
        }
        if !text.is_empty() {
            let message = format!("`{text}` is not a DOI");
            self.find(field, &message, "write what begins with 10., such as 10.1000/182");
        }
        None
    }

    /// The address of what an archive of preprints or books holds.
    fn eprint(&self) -> Option<String> {
        let eprint = self.verbatim(&["eprint"])?;
        if is_address(&eprint) {
            return Some(eprint);
        }
        let archive = self.first(&["eprinttype", "archiveprefix"])?.to_lowercase();
        Some(match archive.as_str() {
            "arxiv" => format!("https://arxiv.org/abs/{}", eprint.trim_start_matches("arXiv:")),
            "jstor" => format!("https://www.jstor.org/stable/{eprint}"),
            "pubmed" => format!("https://pubmed.ncbi.nlm.nih.gov/{eprint}/"),
            "hdl" => format!("https://hdl.handle.net/{eprint}"),
            "googlebooks" => format!("https://books.google.com/books?id={eprint}"),
            _ => return None,
        })
    }

    fn archived(&mut self) -> Option<Archived> {
        let field = self.field(&["archiveurl", "archive-url", "archivedurl", "archived"])?;
        let url = self.address(field)?;
        Some(Archived { url, date: self.date_of(&["archivedate", "archive-date", "archiveddate"]) })
    }

    /// All remarks, each a sentence.
    fn note(&self) -> Option<String> {
        let medium = self.field(&["howpublished"]).filter(|field| !is_address(&field.value));
        let parts = [
            self.first(&["type"]).filter(|kind| kind.contains(' ')),
            medium.map(|field| latex::text(&field.value)),
            self.first(&["note"]),
            self.first(&["addendum"]),
            self.first(&["pubstate"]),
        ];
        let mut note = String::new();
        for part in parts.into_iter().flatten().filter(|part| !part.is_empty()) {
            if !note.is_empty() {
                note.push_str(if note.ends_with(['.', '!', '?']) { " " } else { ". " });
            }
            note.push_str(&part);
        }
        Some(note).filter(|note| !note.is_empty())
    }
}

fn is_address(tex: &str) -> bool {
    let text = tex.trim().trim_start_matches("\\url").trim_start_matches(['{', '<']).to_ascii_lowercase();
    text.starts_with("https://") || text.starts_with("http://") || text.starts_with("www.")
}
