//! The words that say what of a publication is counted: `p.`, `table`, `Kap.`. Authors write them behind a key, and styles know
//! some of them.

/// What of a publication is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PartKind {
    /// A page, or a run of pages.
    Page,
    /// A chapter.
    Chapter,
    /// A section.
    Section,
    /// A figure.
    Figure,
    /// A table.
    Table,
    /// A volume.
    Volume,
    /// A note.
    Note,
    /// A paragraph.
    Paragraph,
    /// A line.
    Line,
    /// A column.
    Column,
    /// A part.
    Part,
    /// An article of a law or a treaty.
    Article,
    /// An appendix.
    Appendix,
    /// An equation.
    Equation,
    /// A book of a work.
    Book,
    /// A supplement.
    Supplement,
}

impl PartKind {
    /// What a word counts, in whatever case; nothing if it counts nothing.
    pub fn of(word: &str) -> Option<Self> {
        let word = word.to_lowercase();
        WORDS.iter().find(|(words, _)| words.contains(&word.as_str())).map(|(_, kind)| *kind)
    }
}

const WORDS: &[(&[&str], PartKind)] = &[
    (&["p.", "pp.", "page", "pages", "s.", "seite", "seiten", "с.", "стор.", "pág.", "págs.", "页"], PartKind::Page),
    (
        &["ch.", "chap.", "chs.", "chapter", "chapters", "kap.", "розд.", "kapitel", "chapitre", "cap.", "гл."],
        PartKind::Chapter,
    ),
    (&["§", "§§", "sec.", "sect.", "section", "sections", "abschn.", "розділ"], PartKind::Section),
    (&["fig.", "figs.", "figure", "figures", "abb.", "рис."], PartKind::Figure),
    (&["table", "tables", "tab.", "tabl.", "tabelle", "tableau", "tabla", "табл.", "表", "cuadro"], PartKind::Table),
    (&["vol.", "vols.", "volume", "volumes", "bd.", "band"], PartKind::Volume),
    (&["n.", "nn.", "note", "notes", "fn."], PartKind::Note),
    (&["para.", "paras.", "par.", "paragraph", "paragraphs", "¶", "¶¶"], PartKind::Paragraph),
    (&["l.", "ll.", "line", "lines"], PartKind::Line),
    (&["col.", "cols.", "column", "columns"], PartKind::Column),
    (&["pt.", "pts.", "part", "parts", "teil"], PartKind::Part),
    (&["art.", "arts.", "article", "articles"], PartKind::Article),
    (&["app.", "appendix", "anhang", "annex", "додаток"], PartKind::Appendix),
    (&["eq.", "eqs.", "equation", "equations"], PartKind::Equation),
    (&["bk.", "bks.", "book", "books"], PartKind::Book),
    (&["suppl.", "supplement"], PartKind::Supplement),
];
