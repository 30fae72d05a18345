//! What pages may know of the site's pictures: dimensions, further sizes, and what is wrong with those that have none.

use super::header::Format;
use super::suffix;
use crate::base::Route;
use rustc_hash::FxHashMap;

/// A picture of the site.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Picture {
    /// The width in CSS pixels.
    pub width: u32,
    /// The height.
    pub height: u32,
    /// How wide its further sizes are, from narrow to wide. The files are there.
    pub sizes: Vec<u32>,
}

impl Picture {
    /// The `srcset` of a picture at a route; nothing where it has no further sizes. The picture itself is among them
    /// where it is smaller, as a file, than the same in WebP would be.
    pub fn srcset(&self, route: &Route, base_path: &str) -> Option<String> {
        let widest = self.sizes.last()?;
        let href = route.href(base_path);
        let mut all: Vec<String> =
            self.sizes.iter().map(|width| format!("{href}{} {width}w", suffix(*width))).collect();
        if *widest < self.width.min(super::WIDTHS[super::WIDTHS.len() - 1]) {
            all.push(format!("{href} {}w", self.width));
        }
        Some(all.join(", "))
    }
}

/// What is wrong with a picture.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Problem {
    /// It could not be read.
    Unread(String),
    /// It has no bytes.
    Empty,
    /// It is no picture that browsers show.
    Unrecognised,
    /// It is of another format than its name says.
    Misnamed(Format),
    /// It has too many pixels.
    TooLarge(u32, u32),
    /// Its colours are those of print.
    PrintColours,
    /// Its header can be read and its pixels cannot.
    Damaged(String),
}

impl Problem {
    /// What is wrong with the picture at an address, and what to do.
    pub fn words(&self, address: &str) -> (String, String) {
        let (message, help) = match self {
            Self::Unread(cause) => (format!("cannot be read: {cause}"), "check its permissions".to_owned()),
            Self::Empty => ("is empty".to_owned(), "put the picture there once more".to_owned()),
            Self::Unrecognised => (
                "is no picture that browsers show".to_owned(),
                "save it as PNG, JPEG, WebP, AVIF, GIF or SVG".to_owned(),
            ),
            Self::Misnamed(format) => {
                let ending = format.ending();
                (
                    format!("is of the format {}, which its name does not say", ending.to_uppercase()),
                    format!("let its name end in .{ending}"),
                )
            }
            Self::TooLarge(width, height) => (
                format!("has {width} times {height} pixels, so that no smaller sizes are made of it"),
                "save it smaller: no page is wider than 2,400 pixels".to_owned(),
            ),
            Self::PrintColours => (
                "has the four colours of print, which each browser shows in its own way".to_owned(),
                "save it with the colours of screens, RGB".to_owned(),
            ),
            Self::Damaged(cause) => (format!("is damaged: {cause}"), "save it once more from the original".to_owned()),
        };
        (format!("the picture `{address}` {message}"), help)
    }
}

/// What is known of one picture.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct Known {
    /// The picture, where its dimensions are known.
    pub picture: Option<Picture>,
    /// What is wrong with it.
    pub problem: Option<Problem>,
}

/// The pictures that pages name.
#[derive(Debug, Clone, Default)]
pub struct Pictures {
    known: FxHashMap<Route, Known>,
}

impl Pictures {
    /// The pictures at their routes.
    pub fn new(known: FxHashMap<Route, Known>) -> Self {
        Self { known }
    }

    /// What is known of the picture at a route.
    pub fn known(&self, route: &str) -> Option<&Known> {
        self.known.get(route)
    }

    /// The picture at a route.
    pub fn get(&self, route: &Route) -> Option<&Picture> {
        self.known(route.as_str())?.picture.as_ref()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn browsers_choose_among_sizes_and_the_picture_itself() {
        let route = Route::new("a/b c.png");
        let of = |width, sizes: &[u32]| Picture { width, height: 1, sizes: sizes.to_vec() }.srcset(&route, "/s/");
        assert_eq!(of(500, &[]), None);
        assert_eq!(of(640, &[480, 640]).unwrap(), "/s/a/b%20c.png.480w.webp 480w, /s/a/b%20c.png.640w.webp 640w");
        assert_eq!(of(640, &[480]).unwrap(), "/s/a/b%20c.png.480w.webp 480w, /s/a/b%20c.png 640w");
        assert!(of(5000, &[480, 2400]).unwrap().ends_with("2400w"));
    }
}
