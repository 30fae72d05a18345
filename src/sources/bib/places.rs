//! Where something stands in a long file: the beginnings of lines are looked for once, not for each place.

use crate::base::{Place, Source, Span};

/// The lines of a file.
pub(super) struct Places<'a> {
    /// The file.
    pub(super) source: &'a Source,
    /// Where each line begins.
    lines: Vec<usize>,
}

impl<'a> Places<'a> {
    pub(super) fn of(source: &'a Source) -> Self {
        let ends = memchr::memchr_iter(b'\n', source.text.as_bytes());
        Self { source, lines: std::iter::once(0).chain(ends.map(|end| end + 1)).collect() }
    }

    /// The place of a span.
    pub(super) fn of_span(&self, span: Span) -> Place {
        let before = self.lines.partition_point(|start| *start <= span.start as usize).saturating_sub(1);
        let start = self.lines[before];
        let inside = Span::new(span.start as usize - start, (span.end as usize).max(span.start as usize) - start);
        let place = Place::in_text(&self.source.shown, &self.source.text[start..], inside);
        Place { line: place.line + u32::try_from(before).unwrap_or(u32::MAX - place.line), ..place }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_that_of_the_source() {
        let source = Source::new("a.bib", "one\r\nzwei für\n\nthree");
        let places = Places::of(&source);
        for (start, end) in [(0, 3), (5, 6), (10, 13), (15, 15), (16, 18), (21, 21)] {
            let span = Span::new(start, end);
            assert_eq!(places.of_span(span), source.place(span), "{span:?}");
        }
    }
}
