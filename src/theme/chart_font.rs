//! `chart_font` of theme.yaml and the files that it names → the font that charts are measured and drawn in.
//!
//! There is always one: where a theme's font cannot be used, that is said, and the built-in one takes its place. What
//! browsers load is not known here: that are assets, which the theme's style sheet names.

use super::builtin;
use super::load::Layer;
use crate::base::font::{ChartFont, FontError, Weight};
use crate::base::yaml::{Fields, Form, Key};
use crate::base::{Diagnostic, Diagnostics, Place, codes, suggest};

const REGULAR: &str = "fonts/inter-400.ttf";
const BOLD: &str = "fonts/inter-600.ttf";

pub(super) const KEYS: &[Key] = &[
    Key::new("family", Form::Text, "the name in the theme's @font-face; that in the file if it is not given"),
    Key::new("regular", Form::Text, "the path of the regular face in the theme: TrueType or OpenType"),
    Key::new("bold", Form::Text, "the path of the bold face"),
];

/// What the nearest `theme.yaml` says of the font.
#[derive(Debug, Default)]
pub(super) struct Named {
    family: Option<String>,
    regular: Option<(String, Option<Place>)>,
    bold: Option<(String, Option<Place>)>,
}

impl Named {
    /// The same, where no author wrote it: what is wrong with a file is then said of the file.
    pub(super) fn by_nobody(mut self) -> Self {
        [&mut self.regular, &mut self.bold].into_iter().flatten().for_each(|(_, place)| *place = None);
        self
    }
}

/// Reads `chart_font`, if it is there.
pub(super) fn read(fields: &mut Fields<'_>) -> Option<Named> {
    fields.inner("chart_font", |group| {
        group.refuse_unknown(KEYS, &[], &[]);
        let mut path = |key: &str| Some((group.text(key)?, Some(group.place(key))));
        let (regular, bold) = (path("regular"), path("bold"));
        Named { family: group.text("family"), regular, bold }
    })
}

/// Loads what is named from all files of the theme.
pub(super) fn load(named: &Named, layers: &Layer<'_>, diagnostics: &mut Diagnostics) -> ChartFont {
    let mut found = |named: &Option<(String, Option<Place>)>, usual: &str| {
        let (path, place) = named.as_ref().map_or((usual, None), |(path, place)| (path.as_str(), place.clone()));
        if let Some((shown, bytes)) = layers.get(path) {
            return Some((&**bytes, place.unwrap_or_else(|| Place::file(shown))));
        }
        let fonts = layers.keys().map(String::as_str).filter(|path| path.ends_with(".ttf") || path.ends_with(".otf"));
        diagnostics.push(Diagnostic::new(
            &codes::BAD_FONT,
            place.unwrap_or_else(|| Place::file("theme.yaml")),
            format!("the theme has no file `{path}`"),
            suggest::hint(path, fonts),
        ));
        None
    };
    let (regular, bold) = (found(&named.regular, REGULAR), found(&named.bold, BOLD));
    let (Some((regular, regular_place)), Some((bold, bold_place))) = (regular, bold) else { return built_in() };
    match ChartFont::read(regular, bold) {
        Ok(mut font) => {
            if let Some(family) = &named.family {
                font.metrics.family.clone_from(family);
            }
            font
        }
        Err(error) => {
            let place = if error.weight == Weight::Regular { regular_place } else { bold_place };
            diagnostics.push(Diagnostic::new(
                &codes::BAD_FONT,
                place,
                format!("this font cannot be used: {error}"),
                advice(error.cause),
            ));
            built_in()
        }
    }
}

fn advice(cause: FontError) -> &'static str {
    match cause {
        FontError::Woff => "name the TTF file that it was made of here, and the WOFF2 in the theme's @font-face",
        FontError::Collection => "take the one face out of it, as a TTF file",
        FontError::Variable => "make a TTF file of each of the two weights",
        FontError::NoFont | FontError::Table(_) | FontError::NoCharacters => "name a TrueType or OpenType file",
    }
}

/// The font of the built-in theme.
pub(super) fn built_in() -> ChartFont {
    let file = |wanted: &str| {
        builtin::FILES.iter().find(|(path, _)| *path == wanted).map(|(_, bytes)| *bytes).unwrap_or_default()
    };
    ChartFont::read(file(REGULAR), file(BOLD)).expect("the fonts are part of the program, and a test reads them")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_built_in_font_can_be_read_and_is_that_of_the_style_sheet() {
        let font = built_in();
        let style = builtin::FILES.iter().find(|(path, _)| *path == "styles/05-fonts.css").unwrap().1;
        let style = std::str::from_utf8(style).unwrap();
        assert_eq!(style.matches(&format!("@font-face {{ font-family: \"{}\"", font.metrics.family)).count(), 2);
    }
}
