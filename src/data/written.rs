//! Where the cells of a table were written: the text that was read, and the places of names and cells in it.
//!
//! A table outlives the brief or the file that it was read from, so that a chart which draws it later can still point
//! at a cell. What the cells mean is not known here.

use crate::base::{Place, Source, Span};
use std::sync::{Arc, OnceLock};

/// A text and the places of a table in it.
#[derive(Debug, Clone)]
pub(super) struct Written {
    shown: Arc<str>,
    /// Whole lines: those that the table stands on.
    text: Box<str>,
    /// Where each of them begins in it, found when the first place is asked for.
    lines: OnceLock<Vec<u32>>,
    /// How many lines of the file come before them.
    lines_before: u32,
    /// How many bytes of the file come before them.
    bytes_before: usize,
    places: Places,
}

/// Where names and cells are, in bytes of the file.
#[derive(Debug, Clone)]
enum Places {
    /// Only the whole is known.
    Whole(Span),
    /// Each name and each cell, row by row.
    Cells { header: Vec<Span>, cells: Vec<Span> },
}

impl Written {
    /// The lines of a span, of which only the span as a whole can be pointed at.
    pub(super) fn whole(source: &Source, span: Span) -> Self {
        let text = &source.text;
        let start = text[..span.start as usize].rfind('\n').map_or(0, |at| at + 1);
        let end = text[span.end as usize..].find('\n').map_or(text.len(), |at| span.end as usize + at);
        Self {
            shown: Arc::clone(&source.shown),
            text: text[start..end].into(),
            lines: OnceLock::new(),
            lines_before: memchr::memchr_iter(b'\n', &text.as_bytes()[..start]).count() as u32,
            bytes_before: start,
            places: Places::Whole(span),
        }
    }

    /// The same lines with the place of each name and, row by row, of each cell. There are as many in each row as in the
    /// header.
    pub(super) fn with_cells(self, header: Vec<Span>, cells: Vec<Span>) -> Self {
        Self { places: Places::Cells { header, cells }, ..self }
    }

    /// The places for a table of other columns, each row of which is made of one cell of this one.
    pub(super) fn of_cells(&self, column: usize, rows: &[usize], columns: usize) -> Self {
        let Places::Cells { header, cells } = &self.places else { return self.clone() };
        let name = header.get(column).copied().unwrap_or_default();
        let of = |row: &usize| cells.get(row * header.len() + column).copied().unwrap_or(name);
        let cells = rows.iter().flat_map(|row| std::iter::repeat_n(of(row), columns)).collect();
        self.clone().with_cells(vec![name; columns], cells)
    }

    /// The places for a table of the same columns, of some of the rows.
    pub(super) fn of_rows(&self, rows: &[usize]) -> Self {
        let Places::Cells { header, cells } = &self.places else { return self.clone() };
        let row = |row: &usize| cells.iter().skip(row * header.len()).take(header.len()).copied();
        let cells = rows.iter().flat_map(row).collect();
        self.clone().with_cells(header.clone(), cells)
    }

    /// The file, as it is shown.
    pub(super) fn shown(&self) -> &Arc<str> {
        &self.shown
    }

    /// The place of a cell, or of its row, or of the whole.
    pub(super) fn cell(&self, row: usize, column: usize) -> Place {
        let span = match &self.places {
            Places::Whole(span) => *span,
            Places::Cells { header, cells } => {
                let at = row * header.len() + column.min(header.len().saturating_sub(1));
                cells.get(at).or(cells.last()).copied().unwrap_or_default()
            }
        };
        self.place(span)
    }

    /// The place of a column's name, or of the whole.
    pub(super) fn header(&self, column: usize) -> Place {
        let span = match &self.places {
            Places::Whole(span) => *span,
            Places::Cells { header, .. } => header.get(column).or(header.last()).copied().unwrap_or_default(),
        };
        self.place(span)
    }

    fn place(&self, span: Span) -> Place {
        let by = self.bytes_before;
        let (from, to) = ((span.start as usize).saturating_sub(by), (span.end as usize).saturating_sub(by));
        let lines = self.lines.get_or_init(|| {
            let ends = memchr::memchr_iter(b'\n', self.text.as_bytes());
            std::iter::once(0).chain(ends.map(|at| at as u32 + 1)).collect()
        });
        let line = lines.partition_point(|start| *start as usize <= from).saturating_sub(1);
        let start = lines[line] as usize;
        let end = lines.get(line + 1).map_or(self.text.len(), |next| *next as usize);
        let inside = Span::new(from.saturating_sub(start), to.saturating_sub(start));
        let mut place = Place::in_text(&self.shown, &self.text[start..end], inside);
        place.line += self.lines_before + line as u32;
        place
    }
}
