//! A finished body and its notes → which notes have room in the margin, beside the line that they belong to.
//!
//! The style sheet puts a note at its line, or below the note before it, so that no two of them overlap. What it cannot do
//! is stop one from running into a wide figure or past the end of the text. So lengths are estimated here, in lines of
//! running text, with something to spare; a note without room stays in the list at the end.

use memchr::memchr;
use std::ops::ControlFlow;

/// How much a line holds of the page of a brief, in signs.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Columns {
    /// A line of running text.
    pub text: f64,
    /// A line in the margin.
    pub side: f64,
}

impl Default for Columns {
    /// Those of the default theme: 36 and 15.5 times the size of the page's root element.
    fn default() -> Self {
        Self { text: 66.0, side: 36.0 }
    }
}

impl std::hash::Hash for Columns {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        [self.text, self.side].map(f64::to_bits).hash(state);
    }
}

/// The height of a line in the margin, and what is between two notes, in lines of running text.
const SIDE_HEIGHT: f64 = 0.72;
const SIDE_GAP: f64 = 0.7;
/// How far below its line a note may begin: further down nobody sees what it belongs to.
const FURTHEST: f64 = 9.0;
/// How much of an estimated distance is counted on.
const SURE: f64 = 0.8;
/// More notes than these have no name in the style sheet.
const MOST: usize = 200;

/// For each note whether it has room.
pub(super) fn have_room<'b>(content: &str, bodies: impl Iterator<Item = &'b str>, columns: Columns) -> Vec<bool> {
    let layout = Layout::of(content, columns.text);
    let mut free_from = 0.0;
    let mut all = Vec::new();
    for (at, body) in bodies.enumerate() {
        let place = layout.marks.get(at).copied().flatten();
        let room = place.filter(|_| at < MOST && is_plain(body)).and_then(|line: f64| {
            let top = line.max(free_from);
            let bottom = top + height(body, columns.side);
            let barrier = layout.barrier_after(line);
            let is_near = top - line <= FURTHEST;
            (is_near && bottom <= line + (barrier - line) * SURE).then_some(bottom)
        });
        all.push(room.is_some());
        free_from = room.map_or(free_from, |bottom| bottom + SIDE_GAP);
    }
    all
}

/// What is wider than the margin stays out of it.
fn is_plain(body: &str) -> bool {
    !["<table", "<img", "<pre", "<svg", "<math"].iter().any(|wide| body.contains(wide))
}

/// The lines that a note takes in the margin.
fn height(body: &str, line: f64) -> f64 {
    let mut lines = 0.0;
    for block in body.split("</p>").flat_map(|part| part.split("</li>")) {
        let signs = signs(block);
        if signs > 0.0 {
            lines += (signs / line).ceil() + 0.3;
        }
    }
    lines * SIDE_HEIGHT
}

/// Where the lines of a body are.
struct Layout {
    /// The line of the first mark of each note, by number less one; nothing for a note that only other notes use.
    marks: Vec<Option<f64>>,
    /// Lines at which something begins that may be wide, and the end of the text; in order.
    barriers: Vec<f64>,
}

impl Layout {
    fn of(content: &str, per_line: f64) -> Self {
        let mut walk = Walk { per_line, line: 0.0, signs: 0.0, in_wide: 0, marks: Vec::new(), barriers: Vec::new() };
        let mut rest = content;
        while let Some(open) = memchr(b'<', rest.as_bytes()) {
            walk.signs += signs_of_text(&rest[..open]);
            let close = memchr(b'>', &rest.as_bytes()[open..]).map_or(rest.len(), |at| open + at + 1);
            let tag = &rest[open..close];
            rest = &rest[close..];
            if let ControlFlow::Break(end) = walk.tag(tag) {
                rest = rest.find(end).map_or("", |at| &rest[at + end.len()..]);
            }
        }
        walk.end_block(0.0);
        walk.barriers.push(walk.line);
        Self { marks: walk.marks, barriers: walk.barriers }
    }

    fn barrier_after(&self, line: f64) -> f64 {
        let at = self.barriers.partition_point(|barrier| *barrier <= line);
        self.barriers.get(at).or(self.barriers.last()).copied().unwrap_or(0.0)
    }
}

/// A walk through the tags of a body that we wrote, where text has no `<` of its own.
struct Walk {
    /// Signs of a line.
    per_line: f64,
    line: f64,
    /// Signs of the block so far.
    signs: f64,
    /// How many elements that may be wide it is inside of.
    in_wide: usize,
    marks: Vec<Option<f64>>,
    barriers: Vec<f64>,
}

impl Walk {
    /// Goes over one tag; breaks with the end of what need not be looked at.
    fn tag(&mut self, tag: &str) -> ControlFlow<&'static str> {
        let name = tag[1..].split([' ', '>', '\n']).next().unwrap_or_default();
        match name {
            "svg" => return ControlFlow::Break("</svg>"),
            "math" => return ControlFlow::Break("</math>"),
            "a" => self.mark(tag),
            "br" | "/li" | "/dt" | "/tr" => self.end_block(0.25),
            "/p" | "/dd" | "/blockquote" | "/summary" => self.end_block(0.6),
            "/h2" | "/h3" | "/h4" | "/h5" | "/h6" => {
                self.signs *= 1.4;
                self.end_block(1.8);
            }
            "figure" => {
                self.barrier();
                self.in_wide += 1;
                // A drawing or a picture is so high, as a rule; a row of pictures is lower.
                self.line += 15.0;
            }
            "/figure" => {
                self.in_wide = self.in_wide.saturating_sub(1);
                self.end_block(1.5);
            }
            "table" | "pre" => {
                self.barrier();
                self.in_wide += 1;
            }
            "/table" | "/pre" => {
                self.in_wide = self.in_wide.saturating_sub(1);
                self.end_block(0.6);
            }
            "hr" => self.end_block(2.5),
            _ => {}
        }
        ControlFlow::Continue(())
    }

    /// What comes now may reach into the margin.
    fn barrier(&mut self) {
        self.end_block(0.5);
        if self.in_wide == 0 {
            self.barriers.push(self.line);
        }
    }

    fn end_block(&mut self, gap: f64) {
        self.line += (self.signs / self.per_line).ceil() + gap;
        self.signs = 0.0;
    }

    /// The first mark of a note has the letter a. One inside of what may be wide has no room beside it.
    fn mark(&mut self, tag: &str) {
        let Some(at) = tag.find("id=\"ref:") else { return };
        let Some((number, rest)) = tag[at + 8..].split_once(':') else { return };
        let Ok(number) = number.parse::<usize>() else { return };
        // Raw HTML of the author's may hold any number.
        if !rest.starts_with("a\"") || !(1..=MOST).contains(&number) {
            return;
        }
        if self.marks.len() < number {
            self.marks.resize(number, None);
        }
        self.marks[number - 1] = (self.in_wide == 0).then(|| self.line + (self.signs / self.per_line).floor());
    }
}

/// The signs of some HTML, without its tags.
fn signs(html: &str) -> f64 {
    let mut signs = 0.0;
    let mut rest = html;
    while let Some(open) = memchr(b'<', rest.as_bytes()) {
        signs += signs_of_text(&rest[..open]);
        rest = memchr(b'>', &rest.as_bytes()[open..]).map_or("", |at| &rest[open + at + 1..]);
    }
    signs + signs_of_text(rest)
}

/// How wide a text is, in signs of Latin letters; those of Chinese and its neighbours are twice as wide.
fn signs_of_text(text: &str) -> f64 {
    if text.is_ascii() {
        return text.len() as f64;
    }
    let is_wide = |c: &char| matches!(c, '\u{2e80}'..='\u{9fff}' | '\u{ac00}'..='\u{d7af}' | '\u{ff00}'..='\u{ff60}');
    // All of them begin with one of these bytes; where there is none, signs can be counted without being read.
    let wide = match text.bytes().any(|byte| (0xe2..=0xef).contains(&byte)) {
        true => text.chars().filter(is_wide).count(),
        false => 0,
    };
    (text.chars().count() + wide) as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mark(number: usize) -> String {
        format!("<sup><a id=\"ref:{number}:a\" href=\"#note:{number}\">{number}</a></sup>")
    }

    fn text(lines: usize) -> String {
        "x".repeat(66 * lines)
    }

    #[test]
    fn a_note_beside_long_text_has_room_and_one_at_the_end_has_none() {
        let content = format!("<p>{}{}{}</p><p>End.{}</p>", text(2), mark(1), text(30), mark(2));
        assert_eq!(
            have_room(
                &content,
                ["<p>Short.</p>", "<p>A note that takes two lines or so, at the end.</p>"].into_iter(),
                Columns::default()
            ),
            [true, false]
        );
    }

    #[test]
    fn a_note_that_would_run_into_a_figure_stays_in_the_list() {
        let long = format!("<p>{}</p>", "y".repeat(36 * 12));
        let content = format!("<p>{}{}</p><figure></figure><p>{}</p>", text(4), mark(1), text(30));
        assert_eq!(have_room(&content, [long.as_str()].into_iter(), Columns::default()), [false]);
        let content = format!("<p>{}{}</p><p>{}</p>", text(4), mark(1), text(30));
        assert_eq!(have_room(&content, [long.as_str()].into_iter(), Columns::default()), [true]);
    }

    #[test]
    fn of_many_notes_at_one_line_the_first_have_room() {
        let marks: String = (1..=9).map(mark).collect();
        let content = format!("<p>{}{marks}</p><p>{}</p>", text(1), text(60));
        let body = format!("<p>{}</p>", "y".repeat(36 * 3));
        let room = have_room(&content, std::iter::repeat_n(body.as_str(), 9), Columns::default());
        assert!(room[0] && room[2] && !room[8]);
        assert!(room.windows(2).all(|pair| pair[0] || !pair[1]));
    }
}
