//! Words → lines with measured boxes, so that a layout knows what fits before anything is drawn.

use super::scene::{Anchor, Area, Datum, Ink, Text};
use crate::base::font::{FontMetrics, Weight};
use crate::base::language::Language;

/// Widths are sums of advances; kerning and the rounding of browsers are allowed for with this much.
const ALLOWANCE: f64 = 1.03;

/// The font, the size and the language of a drawing.
#[derive(Debug, Clone, Copy)]
pub struct Typography<'a> {
    /// The widths of its characters.
    pub font: &'a FontMetrics,
    /// The size of all text, in pixels.
    pub size: f64,
    /// The language that numbers and dates are written in.
    pub language: &'static Language,
}

/// Words that are ready to be placed: lines, and the width of the longest.
#[derive(Debug, Clone, PartialEq)]
pub struct Lines {
    /// The lines.
    pub lines: Vec<String>,
    /// The width of the longest.
    pub width: f64,
    /// How heavy they are.
    pub weight: Weight,
}

impl<'a> Typography<'a> {
    /// The width of words in pixels, with the allowance.
    pub fn width(&self, words: &str, weight: Weight) -> f64 {
        self.font.width(words, self.size, weight) * ALLOWANCE
    }

    /// From one baseline to the next.
    pub fn line_height(&self) -> f64 {
        (self.size * 1.25).round()
    }

    /// From the baseline up to the top of what a line covers.
    pub fn ascent(&self) -> f64 {
        self.size * 0.78
    }

    /// From the baseline down to the bottom of what a line covers.
    pub fn descent(&self) -> f64 {
        self.size * 0.22
    }

    /// How far below the middle of a line its baseline is: half of a capital.
    pub fn middle(&self) -> f64 {
        self.size * 0.36
    }

    /// Words broken at spaces into lines of at most `width`. A word that is longer is broken anywhere; where there are
    /// more than `most` lines, the last one ends in an ellipsis.
    pub fn wrap(&self, words: &str, width: f64, weight: Weight, most: usize) -> Lines {
        let mut lines: Vec<String> = Vec::new();
        let mut line = String::new();
        for word in words.split_whitespace() {
            let candidate = if line.is_empty() { word.to_owned() } else { format!("{line} {word}") };
            if self.width(&candidate, weight) <= width {
                line = candidate;
                continue;
            }
            if !line.is_empty() {
                lines.push(std::mem::take(&mut line));
            }
            line = self.broken(word, width, weight, &mut lines);
        }
        if !line.is_empty() || lines.is_empty() {
            lines.push(line);
        }
        if lines.len() > most {
            lines.truncate(most.max(1));
            if let Some(last) = lines.last_mut() {
                *last = self.cut(&format!("{last}\u{2026}"), width, weight);
            }
        }
        let width = lines.iter().map(|line| self.width(line, weight)).fold(0.0, f64::max);
        Lines { lines, width, weight }
    }

    /// One line of any width.
    pub fn line(&self, words: &str, weight: Weight) -> Lines {
        Lines { width: self.width(words, weight), lines: vec![words.to_owned()], weight }
    }

    /// The last piece of a word that is too long for a line; the pieces before it become lines.
    fn broken(&self, word: &str, width: f64, weight: Weight, lines: &mut Vec<String>) -> String {
        let mut piece = String::new();
        if self.width(word, weight) <= width {
            return word.to_owned();
        }
        for c in word.chars() {
            piece.push(c);
            if self.width(&piece, weight) > width && piece.chars().count() > 1 {
                piece.pop();
                lines.push(std::mem::take(&mut piece));
                piece.push(c);
            }
        }
        piece
    }

    /// Words that end in an ellipsis, shortened until they fit.
    fn cut(&self, words: &str, width: f64, weight: Weight) -> String {
        let mut kept: Vec<char> = words.chars().filter(|c| *c != '\u{2026}').collect();
        loop {
            let text: String = kept.iter().collect::<String>().trim_end().to_owned() + "\u{2026}";
            if self.width(&text, weight) <= width || kept.len() <= 1 {
                return text;
            }
            kept.pop();
        }
    }

    /// One line of words at a place.
    pub fn place(&self, words: &str, weight: Weight, x: f64, y: f64, anchor: Anchor, ink: Ink) -> Text {
        let width = self.width(words, weight);
        let x0 = match anchor {
            Anchor::Start => x,
            Anchor::Middle => x - width / 2.0,
            Anchor::End => x - width,
        };
        let area = Area { x0, y0: y - self.ascent(), x1: x0 + width, y1: y + self.descent() };
        Text { x, y, words: words.to_owned(), anchor, ink, weight, area, rim: false, of: None }
    }

    /// Lines of words, the first baseline at `y`.
    pub fn place_lines(
        &self,
        lines: &Lines,
        x: f64,
        y: f64,
        anchor: Anchor,
        ink: Ink,
    ) -> impl Iterator<Item = Text> + use<'_, 'a> {
        let placed: Vec<Text> = (lines.lines.iter().enumerate())
            .map(|(at, line)| self.place(line, lines.weight, x, y + at as f64 * self.line_height(), anchor, ink))
            .collect();
        placed.into_iter()
    }

    /// The first baseline of lines whose middle is at `center`.
    pub fn first_baseline(&self, lines: usize, center: f64) -> f64 {
        center + self.middle() - (lines.saturating_sub(1)) as f64 * self.line_height() / 2.0
    }

    /// What so many lines cover from top to bottom.
    pub fn height(&self, lines: usize) -> f64 {
        lines.saturating_sub(1) as f64 * self.line_height() + self.ascent() + self.descent()
    }
}

impl Text {
    /// The same words, about a piece of data.
    #[must_use]
    pub fn about(mut self, of: Datum) -> Self {
        self.of = Some(of);
        self
    }

    /// The same words with a rim in the colour of the ground.
    #[must_use]
    pub fn rimmed(mut self) -> Self {
        self.rim = true;
        self
    }
}
