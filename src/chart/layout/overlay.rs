//! What an author lays over a plot: shaded spans, lines of reference, words at places. For plots that stand and for
//! those that lie.

use crate::base::font::Weight;
use crate::chart::plot::Plot;
use crate::chart::scene::{Anchor, Area, Ink, Item, Scene, Shape, Text};
use crate::chart::spec::{Axis, AxisValue};
use crate::chart::typography::Lines;

/// Where a position of the axis stands, as it was written.
pub type Place<'a> = dyn Fn(&str) -> Option<f64> + 'a;

/// Where a value stands.
pub type Map<'a> = dyn Fn(f64) -> f64 + 'a;

/// The room above a plot for the words of bands and of lines that stand in it.
pub fn head_room(plot: &Plot<'_>) -> f64 {
    let words = plot.spec.bands.iter().filter(|band| band.axis == Axis::X).map(|band| &band.text);
    let lines = plot.spec.reference_lines.iter().filter(|line| line.axis == Axis::X).map(|line| &line.text);
    let most = words.chain(lines).map(|words| wrapped(plot, words).lines.len()).max().unwrap_or(0);
    if plot.spec.bands.is_empty() && plot.spec.reference_lines.is_empty() || most == 0 {
        return 0.0;
    }
    plot.text.height(most) + 6.0
}

/// The room above a plot that lies, for the words of its lines of reference.
pub fn head_room_lying(plot: &Plot<'_>) -> f64 {
    let words = plot.spec.bands.iter().filter(|band| band.axis == Axis::Y).map(|band| &band.text);
    let lines = plot.spec.reference_lines.iter().filter(|line| line.axis == Axis::Y).map(|line| &line.text);
    let most = words.chain(lines).filter(|words| !words.is_empty()).map(|words| wrapped(plot, words).lines.len()).max();
    most.map_or(0.0, |most| plot.text.height(most) + 6.0)
}

fn wrapped(plot: &Plot<'_>, words: &str) -> Lines {
    let room = if plot.narrow() { plot.width * 0.4 } else { plot.width * 0.26 };
    plot.text.wrap(words, room, Weight::Regular, 3)
}

fn value(at: &AxisValue) -> Option<f64> {
    at.0.trim().replace('\u{2212}', "-").parse().ok().filter(|value: &f64| value.is_finite())
}

/// Shaded spans of a plot that stands, behind its marks.
pub fn bands(scene: &mut Scene, plot: &Plot<'_>, inside: &Area, place_x: &Place<'_>, map_y: &Map<'_>) {
    for band in &plot.spec.bands {
        let ends = match band.axis {
            Axis::X => place_x(&band.from.0).zip(place_x(&band.to.0)),
            Axis::Y => value(&band.from).map(map_y).zip(value(&band.to).map(map_y)),
        };
        let Some((from, to)) = ends else { continue };
        let area = match band.axis {
            Axis::X => {
                Area::new(from.clamp(inside.x0, inside.x1), inside.y0, to.clamp(inside.x0, inside.x1), inside.y1)
            }
            Axis::Y => {
                Area::new(inside.x0, from.clamp(inside.y0, inside.y1), inside.x1, to.clamp(inside.y0, inside.y1))
            }
        };
        scene.guide(Shape::Rect { area, fill: Ink::Band });
        if band.axis == Axis::X && !band.text.is_empty() {
            above(scene, plot, inside, area.center_x(), &wrapped(plot, &band.text));
        }
    }
}

/// Shaded spans of a plot that lies.
pub fn bands_lying(scene: &mut Scene, plot: &Plot<'_>, inside: &Area, map_x: &Map<'_>, place_y: &Place<'_>) {
    for band in &plot.spec.bands {
        let ends = match band.axis {
            Axis::Y => value(&band.from).map(map_x).zip(value(&band.to).map(map_x)),
            Axis::X => place_y(&band.from.0).zip(place_y(&band.to.0)),
        };
        let Some((from, to)) = ends else { continue };
        let area = match band.axis {
            Axis::Y => {
                Area::new(from.clamp(inside.x0, inside.x1), inside.y0, to.clamp(inside.x0, inside.x1), inside.y1)
            }
            Axis::X => {
                Area::new(inside.x0, from.clamp(inside.y0, inside.y1), inside.x1, to.clamp(inside.y0, inside.y1))
            }
        };
        scene.guide(Shape::Rect { area, fill: Ink::Band });
        if band.axis == Axis::Y && !band.text.is_empty() {
            above(scene, plot, inside, area.center_x(), &wrapped(plot, &band.text));
        }
    }
}

/// Words above the plot, as near to `x` as the edges and the words that are there already allow.
fn above(scene: &mut Scene, plot: &Plot<'_>, inside: &Area, x: f64, lines: &Lines) {
    let text = &plot.text;
    let half = lines.width / 2.0;
    let x = x.clamp(half, (plot.width - half).max(half));
    let first = inside.y0 - 6.0 - text.descent() - (lines.lines.len() - 1) as f64 * text.line_height();
    let placed: Vec<Text> = text.place_lines(lines, x, first, Anchor::Middle, Ink::Soft).collect();
    if free(scene, &placed) {
        placed.into_iter().for_each(|line| scene.text(line));
    } else {
        scene.left_out.push(lines.lines.join(" "));
    }
}

/// Lines of reference and words, over the marks of a plot that stands.
pub fn over(scene: &mut Scene, plot: &Plot<'_>, inside: &Area, place_x: &Place<'_>, map_y: &Map<'_>) {
    for line in &plot.spec.reference_lines {
        let at = match line.axis {
            Axis::X => place_x(&line.at.0),
            Axis::Y => value(&line.at).map(map_y),
        };
        let Some(at) = at else { continue };
        let points = match line.axis {
            Axis::X => vec![[at, inside.y0], [at, inside.y1]],
            Axis::Y => vec![[inside.x0, at], [inside.x1, at]],
        };
        scene.guide(Shape::Line { points, stroke: Ink::Reference, width: 1.5, dashed: true });
        if line.text.is_empty() {
            continue;
        }
        match line.axis {
            Axis::X => above(scene, plot, inside, at, &wrapped(plot, &line.text)),
            Axis::Y => beside_line(scene, plot, inside, at, &line.text),
        }
    }
    for note in &plot.spec.annotations {
        let x = note.x.as_ref().and_then(|x| place_x(&x.0));
        let y = note.y.as_ref().and_then(value).map(map_y);
        annotate(scene, plot, inside, [x, y], &note.text);
    }
}

/// Lines of reference and words, over the marks of a plot that lies.
pub fn over_lying(scene: &mut Scene, plot: &Plot<'_>, inside: &Area, map_x: &Map<'_>, place_y: &Place<'_>) {
    for line in &plot.spec.reference_lines {
        let at = match line.axis {
            Axis::Y => value(&line.at).map(map_x),
            Axis::X => place_y(&line.at.0),
        };
        let Some(at) = at else { continue };
        let points = match line.axis {
            Axis::Y => vec![[at, inside.y0], [at, inside.y1]],
            Axis::X => vec![[inside.x0, at], [inside.x1, at]],
        };
        scene.guide(Shape::Line { points, stroke: Ink::Reference, width: 1.5, dashed: true });
        if line.axis == Axis::Y && !line.text.is_empty() {
            above(scene, plot, inside, at, &wrapped(plot, &line.text));
        }
    }
    for note in &plot.spec.annotations {
        let x = note.y.as_ref().and_then(value).map(map_x);
        let y = note.x.as_ref().and_then(|x| place_y(&x.0));
        annotate(scene, plot, inside, [x, y], &note.text);
    }
}

/// Brings the `count` items from `from` on, which are words beside marks, over what was drawn after them, and keeps lines of
/// reference from running through them.
pub fn bring_to_front(scene: &mut Scene, from: usize, count: usize) {
    scene.items[from..].rotate_left(count);
    let first = scene.items.len() - count;
    let lines = scene.items[from..first].iter().filter_map(|item| match item {
        Item::Guide(Shape::Line { points, stroke: Ink::Reference, .. }) => Some(points.clone()),
        _ => None,
    });
    let lines: Vec<Vec<[f64; 2]>> = lines.collect();
    let crossed = |area: &Area| lines.iter().any(|line| line.windows(2).any(|pair| area.crossed_by(pair[0], pair[1])));
    let behind: Vec<Item> = scene.items[first..]
        .iter()
        .filter_map(|item| match item {
            Item::Text(text) if crossed(&text.area) => {
                Some(Item::Guide(Shape::Rect { area: text.area, fill: Ink::Ground }))
            }
            _ => None,
        })
        .collect();
    scene.items.splice(first..first, behind);
}

/// The words of a line that lies: above it at the left, or wherever else along it there is room.
fn beside_line(scene: &mut Scene, plot: &Plot<'_>, inside: &Area, y: f64, words: &str) {
    let text = &plot.text;
    let lines = text.line(words, Weight::Regular);
    let steps = 12;
    let room = (inside.width() - lines.width - 4.0).max(0.0);
    for below in [false, true] {
        let baseline = if below { y + 4.0 + text.ascent() } else { y - 4.0 - text.descent() };
        for step in 0..=steps {
            let x = inside.x0 + 2.0 + room * f64::from(step) / f64::from(steps);
            let line = text.place(words, Weight::Regular, x, baseline, Anchor::Start, Ink::Soft).rimmed();
            if line.area.x1 <= plot.width && line.area.y0 >= 0.0 && free(scene, std::slice::from_ref(&line)) {
                return scene.text(line);
            }
        }
    }
    scene.left_out.push(words.to_owned());
}

/// Words near a point, where they lie on nothing; a line leads to the point where they had to move away.
fn annotate(scene: &mut Scene, plot: &Plot<'_>, inside: &Area, at: [Option<f64>; 2], words: &str) {
    let text = &plot.text;
    let lines = wrapped(plot, words);
    let (width, height) = (lines.width, text.height(lines.lines.len()));
    let point = [at[0].unwrap_or(inside.center_x()), at[1].unwrap_or(inside.y0 + height)];
    let mut best: Option<(f64, Area)> = None;
    for (dx, dy) in candidates() {
        let (cx, cy) = (point[0] + dx * (width / 2.0 + 8.0) + dx * 14.0, point[1] + dy * (height / 2.0 + 10.0));
        let cx = cx.clamp(width / 2.0, (plot.width - width / 2.0).max(width / 2.0));
        let area = Area::new(cx - width / 2.0, cy - height / 2.0, cx + width / 2.0, cy + height / 2.0);
        if area.y0 < inside.y0 - 2.0 || area.y1 > inside.y1 || area.x0 < inside.x0 || area.x1 > plot.width {
            continue;
        }
        let distance = (cx - point[0]).hypot(cy - point[1]);
        if best.is_none_or(|(least, _)| distance < least) && is_free(scene, &area.grown(2.0)) {
            best = Some((distance, area));
        }
    }
    let Some((_, area)) = best else {
        return scene.left_out.push(words.to_owned());
    };
    if at[0].is_some() && at[1].is_some() {
        let end = [point[0].clamp(area.x0, area.x1), if area.center_y() < point[1] { area.y1 } else { area.y0 }];
        let end = if (area.y0..area.y1).contains(&point[1]) {
            [if area.center_x() < point[0] { area.x1 } else { area.x0 }, point[1]]
        } else {
            end
        };
        scene.rule(end, point, Ink::Axis, 1.0);
    }
    for line in text.place_lines(&lines, area.x0, area.y0 + text.ascent(), Anchor::Start, Ink::Text) {
        scene.text(line.rimmed());
    }
}

/// Directions to try, nearest first: above, the sides, below, and ever farther.
fn candidates() -> impl Iterator<Item = (f64, f64)> {
    (1..=8).flat_map(|ring| {
        let far = f64::from(ring);
        [
            (0.0, -1.0),
            (1.0, 0.0),
            (-1.0, 0.0),
            (0.0, 1.0),
            (1.0, -1.0),
            (-1.0, -1.0),
            (1.0, 1.0),
            (-1.0, 1.0),
            (0.5, -1.0),
            (-0.5, -1.0),
        ]
        .map(|(dx, dy): (f64, f64)| (dx * far.sqrt(), dy * far))
    })
}

fn free(scene: &Scene, lines: &[Text]) -> bool {
    lines.iter().all(|line| is_free(scene, &line.area))
}

/// Whether nothing lies where words are to stand.
pub fn is_free(scene: &Scene, area: &Area) -> bool {
    scene.texts().all(|text| !text.area.meets(area, 1.0)) && scene.marks().all(|(shape, _)| !shape.meets(area))
}
