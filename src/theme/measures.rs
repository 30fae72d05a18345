//! The values of a theme → how wide text is on its pages, for what is worked out before a browser sees them. Widths that a
//! browser alone can tell are taken to be those of the built-in theme.

use super::Theme;
use crate::lower::Columns;
use serde_json::Value;

/// The widths of the column and of the margin in the built-in theme, in pixels.
const MEASURE: f64 = 576.0;
const SIDE: f64 = 248.0;

impl Theme {
    /// How much a line holds of running text and in the margin beside it.
    pub fn columns(&self) -> Columns {
        columns(&self.values)
    }

    /// How wide running text is, as a length of CSS.
    pub fn measure(&self) -> &str {
        size(&self.values, "measure").filter(|text| length(text).is_some()).unwrap_or("36rem")
    }
}

fn size<'v>(values: &'v Value, name: &str) -> Option<&'v str> {
    values.get("sizes")?.get(name)?.as_str().map(str::trim)
}

/// The number and the unit of a length.
fn length(text: &str) -> Option<(f64, &str)> {
    let (number, unit) = text.split_at(text.find(|c: char| c.is_ascii_alphabetic())?);
    let is_known = matches!(unit, "rem" | "em" | "px" | "ch");
    number.parse().ok().filter(|number| is_known && *number > 0.0).map(|number| (number, unit))
}

fn columns(values: &Value) -> Columns {
    let usual = Columns::default();
    let pixels = |name: &str| match length(size(values, name)?)? {
        (number, "rem") => Some(number * 16.0),
        (number, "px") => Some(number),
        _ => None,
    };
    Columns {
        text: pixels("measure").map_or(usual.text, |width| usual.text * width / MEASURE),
        side: pixels("side").map_or(usual.side, |width| usual.side * width / SIDE),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::Place;
    use crate::config::Config;
    use serde_json::json;

    #[test]
    fn wider_columns_hold_more() {
        assert_eq!(columns(&json!({"sizes": {"measure": "36rem", "side": "15.5rem"}})), Columns::default());
        assert_eq!(
            columns(&json!({"sizes": {"measure": "288px", "side": "31rem"}})),
            Columns { text: 33.0, side: 72.0 }
        );
        assert_eq!(columns(&json!({"sizes": {"measure": "50ch"}})), Columns::default());
    }

    #[test]
    fn the_built_in_theme_is_as_wide_as_is_taken_for_granted() {
        let theme = super::super::load(&[], &Config::default(), &|_| Place::file("expound.yaml")).value;
        assert_eq!(size(&theme.values, "measure"), Some(theme.measure()));
        assert_eq!(length(theme.measure()).map(|(number, _)| number * 16.0), Some(MEASURE));
        assert_eq!(size(&theme.values, "side").and_then(length).map(|(number, _)| number * 16.0), Some(SIDE));
    }

    #[test]
    fn what_is_no_plain_length_is_taken_to_be_that_of_the_built_in_theme() {
        for text in ["calc(1rem + 3vw)", "", "rem", "1..2rem", "0px", "3parsec"] {
            assert_eq!(length(text), None, "{text}");
        }
        assert_eq!(length("60ch"), Some((60.0, "ch")));
    }
}
