//! `citations:` of `expound.yaml` → the name of a citation style, and which names there are.
//!
//! The names are those of the archive of styles that is built in; how a style writes is `sources::Style`.

use crate::base::yaml::{Fields, Form, Key, Table};
use crate::base::{codes, suggest};

/// The style of our own, which every build has.
pub const NUMBERED: &str = "numbered";

pub(super) const KEYS: &[Key] = &[Key::new(
    "style",
    Form::Entry(Table::Styles),
    "how sources are cited: `numbered`, or a name of `expound explain styles`",
)
.or(NUMBERED)];

/// A style that is built in.
#[derive(Debug, Clone, Copy)]
pub struct StyleName {
    /// The names by which it is known, the longest first where there are several.
    pub names: &'static [&'static str],
    /// What it is called.
    pub about: &'static str,
}

/// All styles that are built in, in the order of their names; none in a build without the feature `citations`.
pub fn styles() -> Vec<StyleName> {
    #[cfg(feature = "citations")]
    {
        let all = hayagriva::archive::ArchivedStyle::all().iter();
        let mut styles: Vec<StyleName> =
            all.map(|style| StyleName { names: style.names(), about: style.display_name() }).collect();
        styles.sort_by_key(|style| style.names);
        styles
    }
    #[cfg(not(feature = "citations"))]
    Vec::new()
}

/// The name of the style that the site chooses; none for the style of our own.
pub(super) fn read(group: &mut Fields<'_>) -> Option<String> {
    group.refuse_unknown(KEYS, &[], &[]);
    let name = group.text("style").filter(|name| name != NUMBERED)?;
    let styles = styles();
    if styles.is_empty() {
        let help = "build it with the feature `citations`, or write `style: numbered`";
        group.find(&codes::UNKNOWN_STYLE, "style", "this program was built without citation styles", help);
        return None;
    }
    let known = || styles.iter().flat_map(|style| style.names.iter().copied()).chain([NUMBERED]);
    if known().any(|known| known == name) {
        return Some(name);
    }
    let help = match suggest::nearest(&name, known()) {
        Some(near) => format!("did you mean `{near}`? `expound explain styles` lists all"),
        None => "`expound explain styles` lists those that there are".to_owned(),
    };
    group.find(&codes::UNKNOWN_STYLE, "style", format!("there is no citation style `{name}`"), help);
    None
}
