//! What an author lays over a plot: shaded spans, lines of reference, words at places. For plots that stand and for
//! those that lie.

use crate::base::font::Weight;
use crate::chart::geometry::spread;
use crate::chart::plot::Plot;
use crate::chart::scene::{Anchor, Area, Ink, Item, Scene, Shape, Text};
use crate::chart::spec::{Axis, AxisValue, Spec};
use crate::chart::typography::Lines;

/// Where a position of the axis stands, as it was written.
pub type Place<'a> = dyn Fn(&str) -> Option<f64> + 'a;

/// Where a value stands.
pub type Map<'a> = dyn Fn(f64) -> f64 + 'a;

/// The room above a plot for the words of bands and of lines that stand in it.
pub fn head_room(plot: &Plot<'_>) -> f64 {
    room_above(plot, Axis::X)
}

/// The room above a plot that lies, for the words of its bands and lines of reference.
pub fn head_room_lying(plot: &Plot<'_>) -> f64 {
    room_above(plot, Axis::Y)
}

fn room_above(plot: &Plot<'_>, across: Axis) -> f64 {
    let most = headings(plot, across).iter().map(|heading| heading.lines.lines.len()).max();
    most.map_or(0.0, |most| plot.text.height(most) + TO_PLOT)
}

fn wrapped(plot: &Plot<'_>, words: &str) -> Lines {
    let room = if plot.narrow() { plot.width * 0.4 } else { plot.width * 0.26 };
    plot.text.wrap(words, room, Weight::Regular, 3)
}

fn value(at: &AxisValue) -> Option<f64> {
    at.0.trim().replace('\u{2212}', "-").parse().ok().filter(|value: &f64| value.is_finite())
}

/// From words above a plot down to the plot.
const TO_PLOT: f64 = 6.0;
/// Between two such words.
const BETWEEN: f64 = 8.0;

/// Words that stand above a plot, and from where to where what they are about goes, as it was written.
struct Heading<'a> {
    lines: Lines,
    words: &'a str,
    span: [&'a AxisValue; 2],
}

/// The words of the bands and lines that stand on the axis from left to right; narrow where there are many.
fn headings<'a>(plot: &Plot<'a>, across: Axis) -> Vec<Heading<'a>> {
    let bands = plot.spec.bands.iter().filter(|band| band.axis == across);
    let bands = bands.map(|band| (band.text.as_str(), [&band.from, &band.to]));
    let lines = plot.spec.reference_lines.iter().filter(|line| line.axis == across);
    let lines = lines.map(|line| (line.text.as_str(), [&line.at, &line.at]));
    let all: Vec<(&str, [&AxisValue; 2])> = bands.chain(lines).filter(|(words, _)| !words.is_empty()).collect();
    let share = plot.width / all.len().max(1) as f64 - BETWEEN;
    let heading = |(words, span): (&'a str, [&'a AxisValue; 2])| {
        let usual = wrapped(plot, words);
        let lines = if usual.width > share { plot.text.wrap(words, share, Weight::Regular, 4) } else { usual };
        Heading { lines, words, span }
    };
    all.into_iter().map(heading).collect()
}

/// The values at which lines of reference lie: an axis that need not hold zero must hold these.
pub fn reference_values(spec: &Spec) -> impl Iterator<Item = f64> + '_ {
    let on_axis = spec.reference_lines.iter().filter(|line| line.axis == Axis::Y);
    on_axis.filter_map(|line| value(&line.at)).filter(|value| !spec.logarithmic[1] || *value > 0.0)
}

/// The values at which bands on the axis of values begin and end: an axis must hold these, too.
pub fn band_values(spec: &Spec) -> impl Iterator<Item = f64> + '_ {
    let on_axis = spec.bands.iter().filter(|band| band.axis == Axis::Y);
    let ends = on_axis.flat_map(|band| [&band.from, &band.to]).filter_map(value);
    ends.filter(|value| !spec.logarithmic[1] || *value > 0.0)
}

/// The positions at which lines of reference stand, where positions are numbers.
pub fn reference_positions(spec: &Spec) -> impl Iterator<Item = f64> + '_ {
    let on_axis = spec.reference_lines.iter().filter(|line| line.axis == Axis::X);
    on_axis.filter_map(|line| value(&line.at)).filter(|value| !spec.logarithmic[0] || *value > 0.0)
}

/// Where what is written for one of the axes stands.
type At<'a> = dyn Fn(Axis, &AxisValue) -> Option<f64> + 'a;

/// Shaded spans of a plot that stands, behind its marks. `reach` is how far a position reaches to both sides of its
/// middle: half a step where positions are names, nothing where they are moments.
pub fn bands(scene: &mut Scene, plot: &Plot<'_>, inside: &Area, reach: f64, place_x: &Place<'_>, map_y: &Map<'_>) {
    shade(scene, plot, inside, reach, Axis::X, &standing(place_x, map_y));
}

/// Shaded spans of a plot that lies.
pub fn bands_lying(
    scene: &mut Scene,
    plot: &Plot<'_>,
    inside: &Area,
    reach: f64,
    map_x: &Map<'_>,
    place_y: &Place<'_>,
) {
    shade(scene, plot, inside, reach, Axis::Y, &standing(place_y, map_x));
}

/// Lines of reference and words, over the marks of a plot that stands.
pub fn over(scene: &mut Scene, plot: &Plot<'_>, inside: &Area, place_x: &Place<'_>, map_y: &Map<'_>) {
    lay_over(scene, plot, inside, Axis::X, &standing(place_x, map_y));
}

/// Lines of reference and words, over the marks of a plot that lies.
pub fn over_lying(scene: &mut Scene, plot: &Plot<'_>, inside: &Area, map_x: &Map<'_>, place_y: &Place<'_>) {
    lay_over(scene, plot, inside, Axis::Y, &standing(place_y, map_x));
}

/// `X` is the axis of positions and `Y` that of values, whichever way they run.
fn standing<'a>(place: &'a Place<'_>, map: &'a Map<'_>) -> impl Fn(Axis, &AxisValue) -> Option<f64> + 'a {
    move |axis, at| {
        let at = match axis {
            Axis::X => place(&at.0),
            Axis::Y => value(at).map(map),
        };
        at.filter(|at| at.is_finite())
    }
}

/// The narrowest band, so that one of a single moment can be seen.
const THINNEST: f64 = 3.0;

/// Draws bands, and the words of what stands on the axis `across`, which runs from left to right.
fn shade(scene: &mut Scene, plot: &Plot<'_>, inside: &Area, reach: f64, across: Axis, at: &At<'_>) {
    for band in &plot.spec.bands {
        let Some((from, to)) = at(band.axis, &band.from).zip(at(band.axis, &band.to)) else { continue };
        let reach = if band.axis == Axis::X { reach } else { 0.0 };
        let (from, to) = (from.min(to) - reach, from.max(to) + reach);
        let thin = ((THINNEST - (to - from)) / 2.0).max(0.0);
        let (low, high) = if band.axis == across { (inside.x0, inside.x1) } else { (inside.y0, inside.y1) };
        if to < low || from > high {
            continue;
        }
        let (from, to) = ((from - thin).clamp(low, high), (to + thin).clamp(low, high));
        let area = if band.axis == across {
            Area::new(from, inside.y0, to, inside.y1)
        } else {
            Area::new(inside.x0, from, inside.x1, to)
        };
        scene.guide(Shape::Rect { area, fill: Ink::Band });
    }
    above(scene, plot, inside, &|written| at(across, written), headings(plot, across));
}

/// Words above the plot, each as near to the middle of what it is about as the others and the edges allow.
fn above(
    scene: &mut Scene,
    plot: &Plot<'_>,
    inside: &Area,
    at: &dyn Fn(&AxisValue) -> Option<f64>,
    headings: Vec<Heading<'_>>,
) {
    let text = &plot.text;
    let middle = |heading: &Heading<'_>| {
        let [from, to] = heading.span.map(at);
        let (from, to) = (from?.clamp(inside.x0, inside.x1), to?.clamp(inside.x0, inside.x1));
        Some((from + to) / 2.0)
    };
    let placed: Vec<(Heading<'_>, f64)> =
        headings.into_iter().filter_map(|heading| middle(&heading).map(|x| (heading, x))).collect();
    let wanted: Vec<f64> = placed.iter().map(|(_, x)| *x).collect();
    let widths: Vec<f64> = placed.iter().map(|(heading, _)| heading.lines.width).collect();
    let centers = spread(&wanted, &widths, [0.0, plot.width], BETWEEN);
    for ((heading, wanted), center) in placed.into_iter().zip(centers) {
        let lines = &heading.lines;
        let first = inside.y0 - TO_PLOT - text.descent() - (lines.lines.len() - 1) as f64 * text.line_height();
        let words: Vec<Text> = text.place_lines(lines, center, first, Anchor::Middle, Ink::Soft).collect();
        let holds = words.iter().all(|line| line.area.x0 >= -0.5 && line.area.x1 <= plot.width + 0.5);
        if !holds || !free(scene, &words) {
            scene.left_out.push(heading.words.to_owned());
            continue;
        }
        // Words that had to leave what they are about point to it.
        if (center - wanted).abs() > lines.width / 2.0 {
            let from = wanted.clamp(center - lines.width / 2.0, center + lines.width / 2.0);
            scene.rule([from, inside.y0 - TO_PLOT + 1.0], [wanted, inside.y0], Ink::Axis, 1.0);
        }
        words.into_iter().for_each(|line| scene.text(line));
    }
}

/// Draws lines of reference and words at places, over the marks.
fn lay_over(scene: &mut Scene, plot: &Plot<'_>, inside: &Area, across: Axis, at: &At<'_>) {
    let mut beside = Vec::new();
    for line in &plot.spec.reference_lines {
        let Some(place) = at(line.axis, &line.at) else { continue };
        let upright = line.axis == across;
        let ends = if upright { inside.x0..=inside.x1 } else { inside.y0..=inside.y1 };
        if !(ends.start() - 0.5..=ends.end() + 0.5).contains(&place) {
            continue;
        }
        let points = match upright {
            true => vec![[place, inside.y0], [place, inside.y1]],
            false => vec![[inside.x0, place], [inside.x1, place]],
        };
        scene.guide(Shape::Line { points, stroke: Ink::Reference, width: 1.5, dashed: true });
        if !upright && !line.text.is_empty() {
            beside.push((place, line.text.as_str()));
        }
    }
    for (place, words) in beside {
        beside_line(scene, plot, inside, place, words);
    }
    for note in &plot.spec.annotations {
        let x = note.x.as_ref().and_then(|written| at(Axis::X, written));
        let y = note.y.as_ref().and_then(|written| at(Axis::Y, written));
        let point = if across == Axis::X { [x, y] } else { [y, x] };
        annotate(scene, plot, inside, point, &note.text);
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
    let steps = 24;
    let whole = text.width(words, Weight::Regular);
    // No word is broken for want of room.
    let longest = words.split_whitespace().map(|word| text.width(word, Weight::Regular)).fold(0.0, f64::max) + 0.5;
    // In one line if there is room, else in two or three.
    for parts in 1..=3 {
        let lines = text.wrap(words, (whole / f64::from(parts) * 1.15 + 1.0).max(longest), Weight::Regular, 3);
        let height = text.height(lines.lines.len());
        let room = (plot.width - inside.x0 - 2.0 - lines.width).max(0.0);
        for top in [y - 4.0 - height, y + 4.0] {
            for step in 0..=steps {
                let x = inside.x0 + 2.0 + room * f64::from(step) / f64::from(steps);
                let placed: Vec<Text> = (text.place_lines(&lines, x, top + text.ascent(), Anchor::Start, Ink::Soft))
                    .map(Text::rimmed)
                    .collect();
                let area = Area::new(x, top, x + lines.width, top + height);
                let holds = area.x1 <= plot.width && area.y0 >= inside.y0 - text.ascent() && area.y1 <= inside.y1;
                if holds && area.x0 < inside.x1 - 24.0 && is_free(scene, &area.grown(1.0)) {
                    return placed.into_iter().for_each(|line| scene.text(line));
                }
            }
        }
    }
    // Where all of the line is crowded, the words stand farther away and point to it.
    let lines = text.wrap(words, (whole * 0.6).max(40.0).max(longest), Weight::Regular, 3);
    let steps = [0.02, 0.2, 0.4, 0.6, 0.8, 0.98].map(|part| [inside.x0 + inside.width() * part, y]);
    let places = steps
        .into_iter()
        .filter_map(|point| nearest(scene, plot, inside, point, &lines, true).map(|(cost, area)| (cost, area, point)));
    match places.min_by(|a, b| a.0.total_cmp(&b.0)) {
        Some((_, area, point)) => point_out(scene, plot, area, &lines, Some(point), Ink::Soft),
        None => above_right_end(scene, plot, inside, y, words),
    }
}

/// The words of a line that finds no room in the plot: above its right end, in one line; a line leads down to it.
fn above_right_end(scene: &mut Scene, plot: &Plot<'_>, inside: &Area, y: f64, words: &str) {
    let text = &plot.text;
    let lines = text.line(words, Weight::Regular);
    let height = text.height(1);
    let area = |bottom: f64| Area::new(inside.x1 - lines.width, bottom - height, inside.x1, bottom);
    let places = [inside.y0 - 2.0, inside.y0 + text.descent()].map(area);
    let holds = |area: &Area| area.x0 >= 0.0 && area.y0 >= 0.0 && is_free(scene, &area.grown(1.0));
    match places.into_iter().find(holds) {
        Some(area) => point_out(scene, plot, area, &lines, Some([inside.x1 - 1.0, y]), Ink::Soft),
        None => scene.left_out.push(words.to_owned()),
    }
}

/// What a leader line that runs through a mark costs, in pixels of its length.
const CROSSING: f64 = 60.0;

/// Words near a point, where they lie on nothing; a line leads to the point.
fn annotate(scene: &mut Scene, plot: &Plot<'_>, inside: &Area, at: [Option<f64>; 2], words: &str) {
    let leads = at[0].is_some() && at[1].is_some();
    let point = [at[0].unwrap_or(inside.center_x()), at[1].unwrap_or(inside.y0 + plot.text.height(3))];
    let holds_point = inside.grown(1.0);
    let is_inside =
        (holds_point.x0..=holds_point.x1).contains(&point[0]) && (holds_point.y0..=holds_point.y1).contains(&point[1]);
    // In lines as long as they like, or in shorter ones where these find no room.
    let found = [1.0, 0.72, 0.5].into_iter().filter(|_| is_inside).find_map(|part| {
        let usual = wrapped(plot, words);
        let lines = if part < 1.0 { plot.text.wrap(words, usual.width * part, Weight::Regular, 5) } else { usual };
        nearest(scene, plot, inside, point, &lines, leads).map(|(_, area)| (area, lines))
    });
    match found {
        Some((area, lines)) => point_out(scene, plot, area, &lines, leads.then_some(point), Ink::Text),
        None => scene.left_out.push(words.to_owned()),
    }
}

/// The place nearest to a point where words lie on nothing, and what it costs.
fn nearest(
    scene: &Scene,
    plot: &Plot<'_>,
    inside: &Area,
    point: [f64; 2],
    lines: &Lines,
    leads: bool,
) -> Option<(f64, Area)> {
    let (width, height) = (lines.width, plot.text.height(lines.lines.len()));
    let mut best: Option<(f64, Area)> = None;
    let leftmost = inside.x0 + width / 2.0;
    let rightmost = f64::max(plot.width - width / 2.0, leftmost);
    for [dx, dy] in candidates(width, height) {
        let (cx, cy) = ((point[0] + dx).clamp(leftmost, rightmost), point[1] + dy);
        let area = Area::new(cx - width / 2.0, cy - height / 2.0, cx + width / 2.0, cy + height / 2.0);
        let holds = area.y0 >= inside.y0 - 2.0 && area.y1 <= inside.y1 && area.x1 <= plot.width;
        // A point that the words cover cannot be pointed to.
        let covers = leads && area.meets(&Area::new(point[0], point[1], point[0], point[1]), 3.5);
        let least = best.map_or(f64::INFINITY, |(least, _)| least);
        let [from, to] = leader(&area, point);
        let length = (to[0] - from[0]).hypot(to[1] - from[1]);
        if !holds || covers || length >= least || !is_free(scene, &area.grown(3.0)) {
            continue;
        }
        let cost = length + if leads && is_crossed(scene, from, to) { CROSSING } else { 0.0 };
        if cost < least {
            best = Some((cost, area));
        }
    }
    best
}

/// Draws words in an area, and a line to what they point out.
fn point_out(scene: &mut Scene, plot: &Plot<'_>, area: Area, lines: &Lines, point: Option<[f64; 2]>, ink: Ink) {
    if let Some(point) = point {
        let [from, to] = leader(&area, point);
        if (to[0] - from[0]).hypot(to[1] - from[1]) > 3.0 {
            scene.rule(from, to, Ink::Axis, 1.0);
        }
    }
    for line in plot.text.place_lines(lines, area.x0, area.y0 + plot.text.ascent(), Anchor::Start, ink) {
        scene.text(line.rimmed());
    }
}

/// The line from words to what they are about: from their nearest edge, to a little before the point.
fn leader(area: &Area, [x, y]: [f64; 2]) -> [[f64; 2]; 2] {
    let from = [x.clamp(area.x0, area.x1), y.clamp(area.y0, area.y1)];
    let length = (x - from[0]).hypot(y - from[1]);
    let kept = if length > 0.0 { ((length - 2.0) / length).max(0.0) } else { 0.0 };
    [from, [from[0] + (x - from[0]) * kept, from[1] + (y - from[1]) * kept]]
}

/// Whether a line from words runs through other words, or through a mark before it comes to its point.
fn is_crossed(scene: &Scene, from: [f64; 2], to: [f64; 2]) -> bool {
    // The last pixels are those of the mark that the words are about.
    let length = (to[0] - from[0]).hypot(to[1] - from[1]).max(1e-9);
    let part = ((length - 8.0) / length).max(0.0);
    let steps = (length / 4.0).ceil().clamp(1.0, 60.0) as usize;
    (0..=steps).any(|step| {
        let t = part * step as f64 / steps as f64;
        let at = [from[0] + (to[0] - from[0]) * t, from[1] + (to[1] - from[1]) * t];
        !is_free(scene, &Area::new(at[0], at[1], at[0], at[1]).grown(1.0))
    })
}

/// From a point to the middle of words of this size: around it in sixteen directions, ever farther.
fn candidates(width: f64, height: f64) -> impl Iterator<Item = [f64; 2]> {
    const DIRECTIONS: [[f64; 2]; 16] = [
        [0.0, -1.0],
        [1.0, 0.0],
        [-1.0, 0.0],
        [0.0, 1.0],
        [0.5, -1.0],
        [-0.5, -1.0],
        [1.0, -1.0],
        [-1.0, -1.0],
        [0.5, 1.0],
        [-0.5, 1.0],
        [1.0, 1.0],
        [-1.0, 1.0],
        [1.0, -0.5],
        [-1.0, -0.5],
        [1.0, 0.5],
        [-1.0, 0.5],
    ];
    (0..10).flat_map(move |ring| {
        let far = 10.0 + 12.0 * f64::from(ring);
        DIRECTIONS.map(|[x, y]| [x * (width / 2.0 + far), y * (height / 2.0 + far)])
    })
}

fn free(scene: &Scene, lines: &[Text]) -> bool {
    lines.iter().all(|line| is_free(scene, &line.area))
}

/// Whether nothing lies where words are to stand: no words, no marks, no line of reference.
pub fn is_free(scene: &Scene, area: &Area) -> bool {
    scene.items.iter().all(|item| match item {
        Item::Text(text) => !text.area.meets(area, 1.0),
        Item::Mark { shape, .. } | Item::Guide(shape @ Shape::Line { stroke: Ink::Reference, .. }) => {
            !shape.meets(area)
        }
        Item::Guide(_) => true,
    })
}
