//! The style sheet of a page, as far as it says what is bold, slanted, struck, raised or lowered; and pictures that stand in
//! their own addresses.

use super::super::tree::Element;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use std::collections::BTreeMap;

/// How an element looks, as far as it says so.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Looks {
    pub(super) strong: Option<bool>,
    pub(super) emphasis: Option<bool>,
    pub(super) struck: Option<bool>,
    pub(super) raised: Option<bool>,
    pub(super) lowered: Option<bool>,
}

impl Looks {
    fn read(declarations: &str) -> Self {
        let mut looks = Self::default();
        for (name, value) in declarations.split(';').filter_map(|one| one.split_once(':')) {
            let value = value.trim().trim_end_matches("!important").trim();
            match name.trim() {
                "font-weight" => {
                    let is_heavy = value.parse::<u32>().is_ok_and(|weight| weight >= 600);
                    looks.strong = Some(is_heavy || matches!(value, "bold" | "bolder"));
                }
                "font-style" => looks.emphasis = Some(matches!(value, "italic" | "oblique")),
                "text-decoration" | "text-decoration-line" => looks.struck = Some(value.contains("line-through")),
                "vertical-align" => {
                    (looks.raised, looks.lowered) = (Some(value == "super"), Some(value == "sub"));
                }
                _ => {}
            }
        }
        looks
    }

    fn and(self, other: Self) -> Self {
        Self {
            strong: other.strong.or(self.strong),
            emphasis: other.emphasis.or(self.emphasis),
            struck: other.struck.or(self.struck),
            raised: other.raised.or(self.raised),
            lowered: other.lowered.or(self.lowered),
        }
    }
}

/// What classes look like.
#[derive(Debug, Default)]
pub(super) struct Sheet(BTreeMap<String, Looks>);

impl Sheet {
    /// Reads the rules for single classes of all style elements.
    pub(super) fn read(root: &Element) -> Self {
        let mut sheet = Self::default();
        let mut text = String::new();
        collect(root, &mut text);
        for rule in text.split('}') {
            let Some((names, declarations)) = rule.rsplit_once('{') else { continue };
            for name in names.split(',').filter_map(|name| name.trim().strip_prefix('.')) {
                let is_one = name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(&byte));
                if is_one {
                    let looks = sheet.0.get(name).copied().unwrap_or_default().and(Looks::read(declarations));
                    sheet.0.insert(name.to_owned(), looks);
                }
            }
        }
        sheet
    }

    /// How an element looks by its classes and by its own style.
    pub(super) fn looks(&self, element: &Element) -> Looks {
        let classes = element.attribute("class").unwrap_or_default().split_whitespace();
        let looks = classes.filter_map(|class| self.0.get(class)).fold(Looks::default(), |all, one| all.and(*one));
        looks.and(element.attribute("style").map(Looks::read).unwrap_or_default())
    }
}

fn collect(parent: &Element, text: &mut String) {
    for element in parent.elements() {
        if element.name == "style" { text.push_str(&element.text()) } else { collect(element, text) }
    }
}

/// The picture in an address that begins with `data:` (RFC 2397): a name with its ending, and its bytes.
pub(super) fn embedded(address: &str) -> Option<(String, Vec<u8>)> {
    let (kind, data) = address.strip_prefix("data:image/")?.split_once(',')?;
    let ending = match kind.strip_suffix(";base64")? {
        "svg+xml" => "svg",
        "jpeg" => "jpg",
        kind => kind.split(';').next()?,
    };
    let is_plain = ending.bytes().all(|byte| byte.is_ascii_alphanumeric());
    let bytes = STANDARD.decode(data.replace(|sign: char| sign.is_ascii_whitespace(), "")).ok()?;
    is_plain.then(|| (format!("picture.{ending}"), bytes))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pictures_in_addresses_are_pictures() {
        assert_eq!(embedded("data:image/png;base64,aGVs\nbG8="), Some(("picture.png".to_owned(), b"hello".to_vec())));
        assert_eq!(embedded("data:image/png;base64,*"), None);
        assert_eq!(embedded("images/a.png"), None);
    }
}
