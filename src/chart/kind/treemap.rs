//! Treemaps: parts of a whole as areas, the largest first, perhaps in groups that have a heading each.
//!
//! Areas are in proportion to values, over all groups (within a hundredth where groups have headings, else exactly): the
//! room that headings take is given back to their groups, and what divides neighbours is a line drawn over them. Words
//! that do not fit into a part are in the table of the data.

use super::ChartKind;
use super::bars::{ink, on_ink};
use crate::base::font::Weight;
use crate::chart::frame::{Frame, Part};
use crate::chart::geometry::treemap::{Rect, Treemap};
use crate::chart::layout::legend;
use crate::chart::layout::values::Writer;
use crate::chart::plot::{Extent, Plot};
use crate::chart::scene::{Anchor, Area, Datum, Ink, Scene, Shape};
use crate::chart::spec::{Axis, Spec};

pub(super) const KIND: ChartKind = ChartKind {
    name: "treemap",
    about: "parts of a whole, too many for bars: areas, perhaps in groups",
    needs: &[],
    lying: false,
    from_zero: true,
    joins: false,
    shades: false,
    narrowest: 200.0,
    legend: legend::of_panels,
    encode: |encoding| encoding.parts().map(Frame::Parts),
    extent,
    draw,
};

/// The values of the parts, and from zero to the whole: panels that share a scale have areas that can be compared.
fn extent(_: &Spec, frame: &Frame) -> Extent {
    let Frame::Parts(parts) = frame else { return Extent::default() };
    let values = || parts.iter().filter_map(|part| part.value);
    Extent { x: Some([0.0, values().sum()]), y: Extent::of_values(values()) }
}

/// Lines between the parts of a group, and between groups.
const BETWEEN_PARTS: f64 = 1.5;
const BETWEEN_GROUPS: f64 = 4.0;
/// Beside groups with headings, areas may be wrong by this share.
const SLACK: f64 = 0.01;
/// From the edge of a part to its words.
const INSET: f64 = 7.0;

/// The parts of one group, the largest first.
struct Group<'a> {
    index: usize,
    name: &'a str,
    parts: Vec<(usize, &'a Part, f64)>,
    sum: f64,
}

fn draw(plot: &Plot<'_>) -> Scene {
    let Frame::Parts(parts) = plot.frame else { return Scene::default() };
    let mut scene = Scene::default();
    let groups = groups(plot, parts);
    let [width, height] = size(plot, groups.iter().map(|group| group.sum).sum());
    let heading = plot.text.line_height() + 3.0;
    let titled = groups.len() > 1 && !plot.is_panel;
    let with_headings = titled.then(|| arrange(&groups, [width, height], heading)).filter(|(wrong, areas)| {
        // Where no arrangement gives the room of headings back, a legend serves.
        let fits = |(group, (area, _)): (&Group<'_>, &(Rect, Vec<Rect>))| {
            plot.text.width(group.name, Weight::Bold) <= area.width() - BETWEEN_GROUPS && area.height() > heading * 2.0
        };
        *wrong <= SLACK && groups.iter().zip(areas).all(fits)
    });
    let mut top = 0.0;
    let has_headings = with_headings.is_some();
    let (_, areas) = with_headings.unwrap_or_else(|| arrange(&groups, [width, height], 0.0));
    let by_part = plot.spec.highlight.iter().any(|name| !plot.groups.contains(name));
    // Where parts are highlighted, the colours of groups are not seen.
    if titled && !has_headings && !by_part {
        top = legend::draw(&mut scene, plot, &legend::of_groups(plot), 0.0, plot.width) + 8.0;
    }
    for (group, (_, parts)) in groups.iter().zip(&areas) {
        marks(&mut scene, plot, group, parts, top);
        // What divides neighbours is drawn over them, so that it takes nothing from their areas.
        for part in parts {
            edges(&mut scene, part, [width, height], top, BETWEEN_PARTS);
        }
    }
    if groups.len() > 1 {
        for (area, _) in &areas {
            edges(&mut scene, area, [width, height], top, BETWEEN_GROUPS);
        }
    }
    for (group, (area, parts)) in groups.iter().zip(&areas) {
        if has_headings {
            let x = if area.x0 > 0.5 { area.x0 + BETWEEN_GROUPS / 2.0 } else { 0.0 };
            let y = top + area.y0 + heading - 5.0;
            let colour = plot.text_ink(group.index, group.name);
            scene.text(plot.text.place(group.name, Weight::Bold, x, y, Anchor::Start, colour));
        }
        for ((index, part, value), area) in group.parts.iter().zip(parts) {
            let of = Datum { series: group.index as u32, index: *index as u32 };
            let area = Area::new(area.x0, area.y0 + top, area.x1, area.y1 + top);
            words(&mut scene, plot, group, part, *value, &area, of);
        }
    }
    scene.height = top + height;
    scene
}

/// The groups that have something to show, the largest first.
fn groups<'a>(plot: &Plot<'a>, parts: &'a [Part]) -> Vec<Group<'a>> {
    let mut groups: Vec<Group<'a>> = (0..plot.groups.len().max(1))
        .map(|index| {
            let mut own: Vec<(usize, &Part, f64)> = parts
                .iter()
                .enumerate()
                .filter(|(_, part)| part.group == index)
                .filter_map(|(at, part)| Some((at, part, part.value.filter(|value| *value > 0.0)?)))
                .collect();
            own.sort_by(|a, b| b.2.total_cmp(&a.2));
            let sum = own.iter().map(|(.., value)| value).sum();
            Group { index, name: plot.groups.get(index).map_or("", String::as_str), parts: own, sum }
        })
        .filter(|group| !group.parts.is_empty())
        .collect();
    groups.sort_by(|a, b| b.sum.total_cmp(&a.sum));
    groups
}

/// Width and height. A panel whose whole is smaller than that of another one is smaller by as much.
fn size(plot: &Plot<'_>, whole: f64) -> [f64; 2] {
    let usual = match (plot.is_panel, plot.narrow()) {
        (true, _) => plot.width * 0.8,
        (false, true) => plot.width * 1.2,
        (false, false) => plot.width * 0.56,
    };
    let height = plot.spec.height.filter(|_| !plot.is_panel).unwrap_or(usual).round();
    let share = match plot.extent.x {
        Some([_, largest]) if plot.is_panel && largest > 0.0 => (whole / largest).clamp(0.0, 1.0).sqrt(),
        _ => 1.0,
    };
    [plot.width * share, height * share]
}

/// The rectangles of groups, and of the parts in each below its heading. What headings take from a group is added to its
/// share until the parts of all groups have one scale; that moves the headings, so it is done again, and the best is kept.
/// Also gives by how much the worst group is too large or too small.
fn arrange(groups: &[Group<'_>], [width, height]: [f64; 2], heading: f64) -> (f64, Vec<(Rect, Vec<Rect>)>) {
    const ROUNDS: usize = 48;
    let whole: f64 = groups.iter().map(|group| group.sum).sum();
    let map = |width: f64, height: f64, values: &[f64]| {
        Treemap { width, height, padding_inner: 0.0, padding_top: 0.0 }.leaves(values)
    };
    let mut shares: Vec<f64> = groups.iter().map(|group| group.sum / whole * width * height).collect();
    let mut best: Option<(f64, Vec<Rect>)> = None;
    for _ in 0..if heading > 0.0 { ROUNDS } else { 1 } {
        let areas = map(width, height, &shares);
        let left = |area: &Rect| (area.width() * (area.height() - heading)).max(0.0);
        let all: f64 = areas.iter().map(left).sum();
        let wrong = areas.iter().zip(groups).map(|(area, group)| {
            let wanted = group.sum / whole * all;
            (left(area) / wanted - 1.0).abs()
        });
        let wrong = wrong.fold(0.0, f64::max);
        let next = areas.iter().zip(groups).zip(&shares).map(|((area, group), share)| {
            let wanted = group.sum / whole * all + area.width() * heading;
            (share + wanted) / 2.0
        });
        shares = next.collect();
        if best.as_ref().is_none_or(|(least, _)| wrong < *least) {
            best = Some((wrong, areas));
        }
    }
    let (wrong, areas) = best.unwrap_or_default();
    let inside = |(area, group): (Rect, &Group<'_>)| {
        let values: Vec<f64> = group.parts.iter().map(|(.., value)| *value).collect();
        let top = heading.min(area.height());
        let parts = map(area.width(), area.height() - top, &values);
        let moved = |part: Rect| Rect {
            x0: part.x0 + area.x0,
            x1: part.x1 + area.x0,
            y0: part.y0 + area.y0 + top,
            y1: part.y1 + area.y0 + top,
        };
        (area, parts.into_iter().map(moved).collect())
    };
    (wrong, areas.into_iter().zip(groups).map(inside).collect())
}

fn marks(scene: &mut Scene, plot: &Plot<'_>, group: &Group<'_>, parts: &[Rect], top: f64) {
    for ((index, part, _), area) in group.parts.iter().zip(parts) {
        let of = Datum { series: group.index as u32, index: *index as u32 };
        let area = Area::new(area.x0, area.y0 + top, area.x1, area.y1 + top);
        scene.mark(of, Shape::Rect { area, fill: ink(plot, group.index, group.name, &part.name) });
    }
}

/// Lines in the colour of the ground along those edges of a rectangle that are not edges of the whole.
fn edges(scene: &mut Scene, area: &Rect, [width, height]: [f64; 2], top: f64, stroke: f64) {
    for x in [area.x0, area.x1].into_iter().filter(|x| *x > 0.1 && *x < width - 0.1) {
        scene.rule([x, top + area.y0], [x, top + area.y1], Ink::Ground, stroke);
    }
    for y in [area.y0, area.y1].into_iter().filter(|y| *y > 0.1 && *y < height - 0.1) {
        scene.rule([area.x0, top + y], [area.x1, top + y], Ink::Ground, stroke);
    }
}

/// The name and the value of a part, in the fullest form that fits into it.
fn words(scene: &mut Scene, plot: &Plot<'_>, group: &Group<'_>, part: &Part, value: f64, area: &Area, of: Datum) {
    let text = &plot.text;
    let (width, height) = (area.width() - 2.0 * INSET, area.height() - 2.0 * INSET + 4.0);
    if width < text.size || height < text.height(1) {
        return;
    }
    let written = Writer::of(plot, Axis::Y).value(value);
    let value_width = text.width(&written, Weight::Regular);
    let longest = part.name.split_whitespace().map(|word| text.width(word, Weight::Bold)).fold(0.0, f64::max);
    if longest > width {
        return;
    }
    let name = text.wrap(&part.name, width, Weight::Bold, 12);
    let colour = on_ink(plot, group.index, group.name, &part.name);
    let (x, y) = (area.x0 + INSET, area.y0 + INSET - 2.0 + text.ascent());
    let fits = |lines: usize| text.height(lines) <= height;
    let last = name.lines.last().map_or(0.0, |line| text.width(line, Weight::Bold));
    let beside = last + text.size * 0.5 + value_width <= width;
    let below = value_width <= width && fits(name.lines.len() + 1);
    if !fits(name.lines.len()) {
        return;
    }
    for line in text.place_lines(&name, x, y, Anchor::Start, colour) {
        scene.text(line.about(of));
    }
    let last_y = y + (name.lines.len() - 1) as f64 * text.line_height();
    if below {
        let y = last_y + text.line_height();
        scene.text(text.place(&written, Weight::Regular, x, y, Anchor::Start, colour).about(of));
    } else if beside {
        let x = x + last + text.size * 0.5;
        scene.text(text.place(&written, Weight::Regular, x, last_y, Anchor::Start, colour).about(of));
    }
}
