//! A scene → SVG: inside a page, where classes and custom properties colour it, or alone, where everything it needs is in
//! it.
//!
//! A plain walk: what stands where was decided before. Shapes of one look in a row become one path, which is what keeps a
//! figure small.

use super::palette;
use super::scene::{Anchor, Area, Ink, Item, Scene, Shape, Text};
use super::typography::Typography;
use crate::base::escape;
use crate::base::font::Weight;
use std::fmt::Write;

/// What a drawing says to those who do not see it.
#[derive(Debug, Clone, Copy)]
pub struct Spoken<'a> {
    /// Its title.
    pub title: &'a str,
    /// What it looks like.
    pub description: &'a str,
    /// An id that no other drawing of the page has.
    pub id: &'a str,
}

/// Whether colours are classes or values.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Colours {
    Classes,
    Values,
}

/// Writes a drawing for a page. `class` tells a style sheet when it is shown, `details` is the id of what describes it at
/// length: its data.
pub fn inline(out: &mut String, scene: &Scene, spoken: Spoken<'_>, class: &str, details: &str) {
    let _ = write!(
        out,
        "<svg class=\"{class}\" viewBox=\"0 0 {} {}\" role=\"img\" aria-labelledby=\"{}:t {}:d\" aria-details=\"{}\">",
        Number(scene.width),
        Number(scene.height),
        spoken.id,
        spoken.id,
        details
    );
    title(out, spoken);
    walk(out, scene, Colours::Classes);
    out.push_str("</svg>");
}

/// Opens a drawing of this size that stands alone.
pub(super) fn open_alone([width, height]: [f64; 2], spoken: Spoken<'_>, text: Typography<'_>) -> String {
    let mut out = String::with_capacity(4096);
    let _ = write!(
        out,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {0} {1}\" width=\"{0}\" height=\"{1}\" role=\"img\" aria-labelledby=\"{2}:t {2}:d\" font-family=\"",
        Number(width),
        Number(height),
        spoken.id
    );
    escape::attribute(&mut out, &format!("{}, Arial, sans-serif", text.font.family));
    let _ = write!(out, "\" font-size=\"{}\" fill=\"none\">", Number(text.size));
    title(&mut out, spoken);
    out
}

/// Writes the shapes and words of a scene, their colours resolved for a light ground.
pub(super) fn walk_alone(out: &mut String, scene: &Scene) {
    walk(out, scene, Colours::Values);
}

/// Writes words of another size than those of a scene.
pub(super) fn write_alone(out: &mut String, text: &Text, size: f64) {
    out.push_str("<text");
    let shared = Look::Words(text.ink, text.anchor, text.weight, text.rim);
    attributes(out, &shared, Colours::Values);
    let _ = write!(out, " font-size=\"{}\" x=\"{}\" y=\"{}\">", Number(size), Number(text.x), Number(text.y));
    write_words(out, &text.words);
    out.push_str("</text>");
}

/// Writes words. Signs that XML 1.0 forbids even as references (its production `Char`) are shown as what they are: none.
fn write_words(out: &mut String, words: &str) {
    let forbidden = |c: char| (c < ' ' && !matches!(c, '\t' | '\n' | '\r')) || matches!(c, '\u{fffe}' | '\u{ffff}');
    if words.contains(forbidden) {
        escape::text(out, &words.replace(forbidden, "\u{fffd}"));
    } else {
        escape::text(out, words);
    }
}

fn title(out: &mut String, spoken: Spoken<'_>) {
    let _ = write!(out, "<title id=\"{}:t\">", spoken.id);
    write_words(out, spoken.title);
    let _ = write!(out, "</title><desc id=\"{}:d\">", spoken.id);
    write_words(out, spoken.description);
    out.push_str("</desc>");
}

/// What things must share to stand in one element.
#[derive(Debug, Clone, PartialEq)]
enum Look {
    Fill(Ink),
    Stroke(Ink, f64, bool),
    Disc(Ink),
    Ring(Ink),
    Ribbon(Ink),
    Words(Ink, Anchor, Weight, bool),
}

fn look(item: &Item) -> Look {
    match item {
        Item::Text(text) => Look::Words(text.ink, text.anchor, text.weight, text.rim),
        Item::Mark { shape, .. } | Item::Guide(shape) => match shape {
            Shape::Rect { fill, .. } | Shape::Polygon { fill, .. } => Look::Fill(*fill),
            Shape::Circle { fill, hollow: false, .. } => Look::Disc(*fill),
            Shape::Circle { fill, hollow: true, .. } => Look::Ring(*fill),
            Shape::Line { stroke, width, dashed, .. } => Look::Stroke(*stroke, *width, *dashed),
            Shape::Ribbon { fill, .. } => Look::Ribbon(*fill),
        },
    }
}

fn walk(out: &mut String, scene: &Scene, colours: Colours) {
    let mut at = 0;
    while at < scene.items.len() {
        let shared = look(&scene.items[at]);
        // Half transparent shapes that overlap must stay apart.
        let alone = matches!(shared, Look::Ribbon(_));
        let run = scene.items[at..].iter().take_while(|item| look(item) == shared).count();
        let run = if alone { 1 } else { run };
        write_run(out, &scene.items[at..at + run], &shared, colours);
        at += run;
    }
}

fn write_run(out: &mut String, items: &[Item], shared: &Look, colours: Colours) {
    if let Look::Words(..) = shared {
        let texts: Vec<&Text> = items
            .iter()
            .filter_map(|item| match item {
                Item::Text(text) => Some(text),
                _ => None,
            })
            .collect();
        return write_texts(out, &texts, shared, colours);
    }
    out.push_str("<path");
    attributes(out, shared, colours);
    out.push_str(" d=\"");
    for item in items {
        if let Item::Mark { shape, .. } | Item::Guide(shape) = item {
            write_shape(out, shape);
        }
    }
    out.push_str("\"/>");
}

fn write_texts(out: &mut String, texts: &[&Text], shared: &Look, colours: Colours) {
    let single = texts.len() == 1 && !(colours == Colours::Classes && texts[0].rim);
    if !single {
        out.push_str("<g");
        attributes(out, shared, colours);
        out.push('>');
    }
    for text in texts {
        out.push_str("<text");
        if single {
            attributes(out, shared, colours);
        }
        let _ = write!(out, " x=\"{}\" y=\"{}\">", Number(text.x), Number(text.y));
        write_words(out, &text.words);
        out.push_str("</text>");
    }
    if !single {
        out.push_str("</g>");
    }
}

/// The attributes of a look: classes inside a page, values outside of one.
fn attributes(out: &mut String, look: &Look, colours: Colours) {
    match colours {
        Colours::Classes => {
            let (classes, ink) = match look {
                Look::Fill(ink) => (String::new(), ink),
                Look::Stroke(ink, _, dashed) => (if *dashed { "L D " } else { "L " }.to_owned(), ink),
                Look::Disc(ink) => ("C ".to_owned(), ink),
                Look::Ring(ink) => ("O ".to_owned(), ink),
                Look::Ribbon(ink) => ("R ".to_owned(), ink),
                Look::Words(ink, anchor, weight, rim) => {
                    let anchor = match anchor {
                        Anchor::Start => "",
                        Anchor::Middle => "M ",
                        Anchor::End => "E ",
                    };
                    let weight = if *weight == Weight::Bold { "B " } else { "" };
                    let rim = if *rim { "H " } else { "" };
                    (format!("{anchor}{weight}{rim}"), ink)
                }
            };
            let class = format!("{classes}{}", palette::class(*ink));
            let quote = if class.contains(' ') { "\"" } else { "" };
            let _ = write!(out, " class={quote}{class}{quote}");
            if matches!(look, Look::Words(.., true)) {
                out.push_str(" paint-order=stroke");
            }
            if let Look::Stroke(_, width, _) = look
                && *width != 1.0
            {
                let _ = write!(out, " stroke-width=\"{}\"", Number(*width));
            }
        }
        Colours::Values => values(out, look),
    }
}

fn values(out: &mut String, look: &Look) {
    let colour = |ink: &Ink| palette::of(*ink).light;
    let ground = palette::of(Ink::Ground).light;
    let _ = match look {
        Look::Fill(ink) => write!(out, " fill=\"{}\"", colour(ink)),
        Look::Stroke(ink, width, dashed) => {
            let dashes = if *dashed { " stroke-dasharray=\"4 3\"" } else { "" };
            write!(
                out,
                " stroke=\"{}\" stroke-width=\"{}\" stroke-linejoin=\"round\" stroke-linecap=\"round\"{dashes}",
                colour(ink),
                Number(*width)
            )
        }
        Look::Disc(ink) => write!(out, " fill=\"{}\" stroke=\"{ground}\"", colour(ink)),
        Look::Ring(ink) => write!(out, " fill=\"{ground}\" stroke=\"{}\" stroke-width=\"2\"", colour(ink)),
        Look::Ribbon(ink) => write!(out, " fill=\"{}\" fill-opacity=\".55\"", colour(ink)),
        Look::Words(ink, anchor, weight, rim) => {
            let anchor = match anchor {
                Anchor::Start => "",
                Anchor::Middle => " text-anchor=\"middle\"",
                Anchor::End => " text-anchor=\"end\"",
            };
            let weight = if *weight == Weight::Bold { " font-weight=\"600\"" } else { "" };
            let rim = if *rim {
                format!(" stroke=\"{ground}\" stroke-width=\"4\" stroke-linejoin=\"round\" paint-order=\"stroke\"")
            } else {
                String::new()
            };
            write!(out, " fill=\"{}\"{anchor}{weight}{rim}", colour(ink))
        }
    };
}

fn write_shape(out: &mut String, shape: &Shape) {
    match shape {
        Shape::Rect { area, .. } => rect(out, area),
        Shape::Circle { at: [x, y], radius, .. } => {
            let (r, d) = (Number(*radius), Number(radius * 2.0));
            let _ = write!(
                out,
                "M{}{}a{r} {r} 0 1 1 {d} 0a{r} {r} 0 1 1{}0z",
                Number(x - radius),
                Next(*y),
                Next(-radius * 2.0).spaced()
            );
        }
        Shape::Line { points, .. } => path(out, points, false),
        Shape::Polygon { rings, .. } => rings.iter().for_each(|ring| path(out, ring, true)),
        Shape::Ribbon { from, to, height, .. } => {
            let middle = (from[0] + to[0]) / 2.0;
            let _ = write!(
                out,
                "M{}{}C{}{}{}{}{}{}v{}C{}{}{}{}{}{}z",
                Number(from[0]),
                Next(from[1]),
                Number(middle),
                Next(from[1]),
                Next(middle),
                Next(to[1]),
                Next(to[0]),
                Next(to[1]),
                Number(*height),
                Number(middle),
                Next(to[1] + height),
                Next(middle),
                Next(from[1] + height),
                Next(from[0]),
                Next(from[1] + height)
            );
        }
    }
}

/// A rectangle to a hundredth of a pixel: its length is data.
fn rect(out: &mut String, area: &Area) {
    let (x0, y0) = (hundredth(area.x0), hundredth(area.y0));
    let (width, height) = (hundredth(hundredth(area.x1) - x0), hundredth(hundredth(area.y1) - y0));
    let _ = write!(out, "M{}{}h{}v{}h{}z", Exact(x0), Spaced(y0), Exact(width), Exact(height), Exact(-width));
}

/// A line of straight pieces, each written from the end of the one before.
fn path(out: &mut String, points: &[[f64; 2]], closed: bool) {
    let rounded = |at: &[f64; 2]| [tenth(at[0]), tenth(at[1])];
    let mut points = points.iter().map(rounded);
    let Some(mut last) = points.next() else { return };
    let _ = write!(out, "M{}{}", Number(last[0]), Next(last[1]));
    for at in points {
        let (dx, dy) = (tenth(at[0] - last[0]), tenth(at[1] - last[1]));
        if dx == 0.0 && dy == 0.0 {
            continue;
        }
        let _ = match (dx == 0.0, dy == 0.0) {
            (true, _) => write!(out, "v{}", Number(dy)),
            (_, true) => write!(out, "h{}", Number(dx)),
            _ => write!(out, "l{}{}", Number(dx), Next(dy)),
        };
        last = at;
    }
    if closed {
        out.push('z');
    }
}

fn tenth(value: f64) -> f64 {
    (value * 10.0).round() / 10.0 + 0.0
}

fn hundredth(value: f64) -> f64 {
    (value * 100.0).round() / 100.0 + 0.0
}

/// A number to a tenth of a pixel, as short as it can be written.
#[derive(Clone, Copy)]
struct Number(f64);

impl std::fmt::Display for Number {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        short(f, tenth(self.0))
    }
}

/// A number to a hundredth.
#[derive(Clone, Copy)]
struct Exact(f64);

impl std::fmt::Display for Exact {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        short(f, hundredth(self.0))
    }
}

/// A second number to a hundredth: a space before it unless its sign keeps the two apart.
struct Spaced(f64);

impl std::fmt::Display for Spaced {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        if hundredth(self.0) >= 0.0 {
            f.write_str(" ")?;
        }
        short(f, hundredth(self.0))
    }
}

/// A number behind another one: a space before it unless its sign keeps the two apart.
struct Next(f64);

impl Next {
    fn spaced(self) -> String {
        format!("{self} ")
    }
}

impl std::fmt::Display for Next {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let value = tenth(self.0);
        if value >= 0.0 {
            f.write_str(" ")?;
        }
        short(f, value)
    }
}

/// `0.5` is `.5`, `-0.5` is `-.5`, `3.0` is `3`.
fn short(f: &mut std::fmt::Formatter<'_>, value: f64) -> std::fmt::Result {
    let text = format!("{}", value + 0.0);
    match (text.strip_prefix("0."), text.strip_prefix("-0.")) {
        (Some(rest), _) => write!(f, ".{rest}"),
        (_, Some(rest)) => write!(f, "-.{rest}"),
        _ => f.write_str(if text == "-0" { "0" } else { &text }),
    }
}
