//! The parts of a style sheet, `styles/*.css` of a theme → one sheet, `site.css`, in the order of their names.
//!
//! Readers load one file; a site lays its own over any one part, or adds one. A theme with an `assets/site.css` has no parts:
//! the values of the theme are a sheet of their own there, `values.css`.

use super::load::Layer;
use std::borrow::Cow;

/// The sheet that the parts make.
const SHEET: &str = "assets/site.css";

/// The sheet of the values, for themes that have no parts.
const VALUES: &str = "assets/values.css";

/// The folder of the parts.
const PARTS: &str = "styles/";

/// Joins the parts into the sheet, `head` before them.
pub(super) fn join(layers: &mut Layer<'_>, head: &str) {
    if layers.contains_key(SHEET) {
        let values = || (VALUES.into(), Cow::Owned(head.as_bytes().to_vec()));
        layers.entry(VALUES.to_owned()).or_insert_with(values);
        return;
    }
    let is_part = |path: &&String| path.starts_with(PARTS) && path.ends_with(".css");
    let mut sheet = head.as_bytes().to_vec();
    for path in layers.keys().filter(is_part) {
        if !sheet.is_empty() {
            sheet.push(b'\n');
        }
        sheet.extend_from_slice(&layers[path].1);
    }
    layers.insert(SHEET.to_owned(), (SHEET.into(), Cow::Owned(sheet)));
}
