//! The parts of a `.docx` beside its text: what styles mean, how lists are numbered, where relations lead, who wrote it.

use super::super::archive;
use super::super::tree::{self, Element};
use super::super::{Document, DocumentError};
use crate::base::Moment;
use std::collections::BTreeMap;

/// Where the relations of a part lead, by their names: addresses, and paths in the archive.
pub(super) type Relations = BTreeMap<String, String>;

/// What a style makes of a paragraph.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    Title,
    Subtitle,
    Heading(usize),
    Caption,
    Quote,
    Code,
    /// What the front matter says: who wrote it, and when.
    Author,
    Date,
    Plain,
}

/// How the items of a list are marked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Numbering {
    Bullet,
    /// By numbers, from this one.
    Numbers(usize),
}

/// All parts that are read.
pub(super) struct Parts {
    files: BTreeMap<String, Vec<u8>>,
    /// The part that holds the text, and where the parts are that it names, by their kinds.
    main: String,
    kinds: BTreeMap<String, String>,
    styles: BTreeMap<String, Element>,
    numbering: Element,
}

impl Parts {
    pub(super) fn read(bytes: &[u8]) -> Result<Self, DocumentError> {
        let files = archive::parts(bytes, |_| true).map_err(DocumentError::Archive)?;
        let main = "word/document.xml".to_owned();
        let mut parts =
            Self { files, main, kinds: BTreeMap::new(), styles: BTreeMap::new(), numbering: Element::default() };
        if let Some(main) = parts.related("").into_iter().find(|(_, kind, _)| kind == "officeDocument") {
            parts.main = main.2;
        }
        parts.kinds = parts.related(&parts.main).into_iter().map(|(_, kind, path)| (kind, path)).collect();
        let styles = parts.of_kind("styles")?;
        let all =
            styles.child("styles").into_iter().flat_map(Element::elements).filter(|element| element.name == "style");
        parts.styles = all.filter_map(|style| Some((style.attribute("styleId")?.to_owned(), style.clone()))).collect();
        parts.numbering = parts.of_kind("numbering")?.child("numbering").cloned().unwrap_or_default();
        Ok(parts)
    }

    /// The part that holds the text, and its relations.
    pub(super) fn main(&self) -> Result<(Element, Relations), DocumentError> {
        if !self.files.contains_key(&self.main) {
            return Err(DocumentError::Part(self.main.clone(), "it is missing".to_owned()));
        }
        Ok((self.optional(&self.main)?, self.relations(&self.main)))
    }

    /// The part of a kind, such as `footnotes`, or an empty one.
    pub(super) fn of_kind(&self, kind: &str) -> Result<Element, DocumentError> {
        self.optional(&self.path_of(kind))
    }

    /// The relations of the part of a kind.
    pub(super) fn relations_of_kind(&self, kind: &str) -> Relations {
        self.relations(&self.path_of(kind))
    }

    /// Where the part of a kind is: where the text says so, or where every program puts it.
    fn path_of(&self, kind: &str) -> String {
        let folder = self.main.rsplit_once('/').map_or("word", |(folder, _)| folder);
        self.kinds.get(kind).cloned().unwrap_or_else(|| format!("{folder}/{kind}.xml"))
    }

    /// A part, or an empty one.
    fn optional(&self, path: &str) -> Result<Element, DocumentError> {
        let Some(bytes) = self.files.get(path) else { return Ok(Element::default()) };
        tree::xml(bytes).map_err(|why| DocumentError::Part(path.to_owned(), why))
    }

    /// The bytes of a picture.
    pub(super) fn media(&self, path: &str) -> Option<Vec<u8>> {
        self.files.get(path).cloned()
    }

    fn relations(&self, path: &str) -> Relations {
        self.related(path).into_iter().map(|(id, _, target)| (id, target)).collect()
    }

    /// The relations of a part, or of the whole archive: name, kind, and where it leads. Those that cannot be read are none.
    fn related(&self, path: &str) -> Vec<(String, String, String)> {
        let (folder, name) = path.rsplit_once('/').map_or(("", path), |(folder, name)| (folder, name));
        let in_folder = |path: &str| if folder.is_empty() { path.to_owned() } else { format!("{folder}/{path}") };
        let root = self.optional(&in_folder(&format!("_rels/{name}.rels"))).unwrap_or_default();
        let all = root.child("Relationships").into_iter().flat_map(Element::elements);
        all.filter_map(|relation| {
            let (id, target) = (relation.attribute("Id")?, relation.attribute("Target")?);
            let kind = relation.attribute("Type").unwrap_or_default().rsplit('/').next().unwrap_or_default();
            let is_outside = relation.attribute("TargetMode") == Some("External");
            let target = match target.strip_prefix('/') {
                _ if is_outside => target.to_owned(),
                Some(from_root) => from_root.to_owned(),
                None => in_folder(target.trim_start_matches("./")),
            };
            Some((id.to_owned(), kind.to_owned(), target))
        })
        .collect()
    }

    /// What the style of a paragraph makes of it: by its own name, which Word keeps in English, or by what it is based on.
    pub(super) fn role(&self, style: &str) -> Role {
        let mut id = Some(style);
        // Styles that are based on each other in a circle end here.
        for _ in 0..20 {
            let Some(style) = id.and_then(|id| self.styles.get(id)) else { break };
            let value = |name: &str| style.child(name).and_then(|child| child.attribute("val"));
            let name = value("name").unwrap_or_default().to_ascii_lowercase();
            let level = name.strip_prefix("heading ").and_then(|level| level.trim().parse().ok());
            let outline =
                style.child("pPr").and_then(|own| own.child("outlineLvl")).and_then(|level| level.attribute("val"));
            let outline = outline.and_then(|level| level.parse::<usize>().ok()).filter(|level| *level < 9);
            match name.as_str() {
                "title" => return Role::Title,
                "subtitle" => return Role::Subtitle,
                "caption" => return Role::Caption,
                "quote" | "intense quote" | "block text" => return Role::Quote,
                "source code" | "html preformatted" => return Role::Code,
                "author" => return Role::Author,
                "date" => return Role::Date,
                _ => {}
            }
            if let Some(level) = level.filter(|level| (1..=9).contains(level)).or(outline.map(|level| level + 1)) {
                return Role::Heading(level);
            }
            id = value("basedOn");
        }
        // A file without styles names those that every program has.
        match style.to_ascii_lowercase().as_str() {
            "title" => Role::Title,
            "subtitle" => Role::Subtitle,
            "caption" => Role::Caption,
            "quote" => Role::Quote,
            name => name
                .strip_prefix("heading")
                .and_then(|level| level.trim().parse().ok())
                .filter(|level| (1..=9).contains(level))
                .map_or(Role::Plain, Role::Heading),
        }
    }

    /// What the style of a run says of it: the element with its properties, and whether it is one for code.
    pub(super) fn of_run(&self, style: &str) -> (Option<&Element>, bool) {
        let style = self.styles.get(style);
        let name = style.and_then(|style| style.child("name")).and_then(|name| name.attribute("val"));
        let is_code = matches!(name, Some("Verbatim Char" | "HTML Code" | "HTML Typewriter" | "HTML Keyboard"));
        (style.and_then(|style| style.child("rPr")), is_code)
    }

    /// The list that a style puts its paragraphs into.
    pub(super) fn numbering_of(&self, style: &str) -> Option<&Element> {
        let mut id = Some(style);
        for _ in 0..20 {
            let style = self.styles.get(id?)?;
            if let Some(numbering) = style.child("pPr").and_then(|own| own.child("numPr")) {
                return Some(numbering);
            }
            id = style.child("basedOn").and_then(|base| base.attribute("val"));
        }
        None
    }

    /// How the items of a list are marked at a depth.
    pub(super) fn numbering(&self, list: &str, depth: usize) -> Numbering {
        let by = |name: &'static str, key: &'static str, value: String| {
            self.numbering.elements().find(move |one| one.name == name && one.attribute(key) == Some(&value))
        };
        let abstract_id = by("num", "numId", list.to_owned())
            .and_then(|num| num.child("abstractNumId"))
            .and_then(|id| id.attribute("val"));
        let levels = abstract_id.and_then(|id| by("abstractNum", "abstractNumId", id.to_owned()));
        let depth = depth.to_string();
        let level = levels.and_then(|levels| {
            levels.elements().find(|level| level.name == "lvl" && level.attribute("ilvl") == Some(&depth))
        });
        let value = |name: &str| level.and_then(|level| level.child(name)).and_then(|child| child.attribute("val"));
        match value("numFmt") {
            None | Some("bullet" | "none") => Numbering::Bullet,
            Some(_) => Numbering::Numbers(value("start").and_then(|start| start.parse().ok()).unwrap_or(1)),
        }
    }

    /// A document with what the file says about itself, and nothing else.
    pub(super) fn properties(&self) -> Document {
        let root = self.optional("docProps/core.xml").unwrap_or_default();
        let text = |name: &str| {
            let text = root.find(name).map(|element| element.text().trim().to_owned());
            text.filter(|text| !text.is_empty())
        };
        let list = |text: Option<String>, between: &[char]| -> Vec<String> {
            let text = text.unwrap_or_default();
            let all = text.split(between).map(str::trim).filter(|one| !one.is_empty());
            all.map(str::to_owned).collect()
        };
        let day = text("modified").or_else(|| text("created")).and_then(|moment| moment.get(..10).map(str::to_owned));
        Document {
            title: text("title"),
            description: text("description"),
            authors: list(text("creator"), &[';']),
            date: day.filter(|day| is_day(day)),
            tags: list(text("keywords"), &[',', ';']),
            ..Document::default()
        }
    }
}

/// Whether a text is a day as briefs write it.
pub(super) fn is_day(text: &str) -> bool {
    Moment::parse(text).is_ok_and(|moment| moment.time.is_none())
}
