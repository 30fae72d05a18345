//! Headings of one file → their depth and their ids.

use crate::base::heading_id::HeadingIds;

/// Gives headings their depth and id, in the order in which they stand.
///
/// Authors choose signs by their looks: many posts begin with `###`. A page must not skip levels, so the depth is how
/// many headings stand above this one in the outline, whatever their signs.
#[derive(Debug, Default)]
pub(super) struct Outline {
    open: Vec<u8>,
    ids: HeadingIds,
}

/// A page has one `h1`, so five levels are left.
const DEEPEST: usize = 5;

impl Outline {
    /// The depth of a heading that was written with `level` signs.
    pub(super) fn depth(&mut self, level: u8) -> u8 {
        while self.open.last().is_some_and(|above| *above >= level) {
            self.open.pop();
        }
        self.open.push(level);
        self.open.len().min(DEEPEST) as u8
    }

    /// What comes next is the outermost heading, whatever came before.
    pub(super) fn begin_again(&mut self) {
        self.open.clear();
    }

    /// The id of a heading: what the author wrote, or by its words.
    pub(super) fn id(&mut self, written: Option<&str>, words: &str) -> Box<str> {
        match written {
            Some(id) => self.ids.claim(id.to_owned()).into(),
            None => self.ids.for_text(words).into(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_level_is_skipped() {
        let mut outline = Outline::default();
        let depths: Vec<u8> = [3, 5, 5, 4, 3, 1, 6, 2].into_iter().map(|level| outline.depth(level)).collect();
        assert_eq!(depths, [1, 2, 2, 2, 1, 1, 2, 2]);
    }
}
