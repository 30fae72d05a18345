//! One file's text → [`Draft`]: front matter, Markdown, and the conventions of existing posts.
//!
//! A parser knows one file. Whether a link leads anywhere, or a note is defined, is found out later.

mod citations;
mod conventions;
mod front_matter;
mod html;
mod html_blocks;
mod inlines;
mod markdown;
mod markers;
mod marks;
mod outline;

pub use front_matter::KEYS as FRONT_MATTER_KEYS;

use crate::base::{Report, Source, signs};
use crate::config::Config;
use crate::doc::Draft;

/// What a site decides about the syntax.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct ParseOptions {
    /// Whether HTML passes as it is.
    pub raw_html: bool,
    /// Whether straight quotes, `--` and `...` are replaced.
    pub smart_punctuation: bool,
    /// Whether `$…$` is a formula.
    pub math: bool,
    /// The names of the taxonomies, which are keys of front matter.
    pub taxonomies: Vec<String>,
}

impl ParseOptions {
    /// The options of a site.
    pub fn of(config: &Config) -> Self {
        Self {
            raw_html: config.raw_html,
            smart_punctuation: config.smart_punctuation,
            math: config.math,
            taxonomies: config.all_taxonomies().map(str::to_owned).collect(),
        }
    }
}

/// Parses one file.
pub fn parse(source: &Source, options: &ParseOptions) -> Report<Draft> {
    let mut diagnostics = Vec::new();
    signs::tell(source, &mut diagnostics);
    let (front, body) = front_matter::read(source, options, &mut diagnostics);
    let parsed = markdown::parse(source, body, &front, options, &mut diagnostics);
    let mut headlines = front.headlines;
    headlines.extend(parsed.headlines);
    let draft = Draft {
        front: front.fields.into(),
        headlines,
        blocks: parsed.blocks,
        notes: parsed.notes,
        excerpt_end: parsed.excerpt_end,
    };
    Report::new(draft, diagnostics)
}
