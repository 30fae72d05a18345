//! Waterfalls: changes one after the other, each from where the last one ended, and their sum.

use super::{ChartKind, bars};
use crate::base::font::Weight;
use crate::chart::frame::{Frame, Positions, Steps};
use crate::chart::layout::names::{self, Names};
use crate::chart::layout::track::{Beside, Side, Track};
use crate::chart::layout::values::{ValueAxis, Wanted, Writer};
use crate::chart::layout::{legend, overlay};
use crate::chart::plot::{Extent, Plot};
use crate::chart::scale::Band;
use crate::chart::scene::{Anchor, Area, Datum, Ink, Scene, Shape};
use crate::chart::spec::{Axis, Spec};

pub(super) const KIND: ChartKind = ChartKind {
    name: "waterfall",
    about: "how changes add up, one after the other, to a total",
    needs: &["x", "y"],
    lying: false,
    from_zero: true,
    joins: false,
    shades: false,
    narrowest: 260.0,
    legend: legend::of_panels,
    encode: |encoding| encoding.steps().map(Frame::Steps),
    extent,
    draw,
};

fn extent(_: &Spec, frame: &Frame) -> Extent {
    let Frame::Steps(steps) = frame else { return Extent::default() };
    Extent { x: None, y: Extent::of_values(steps.ends.iter().flatten().flatten().copied().chain([0.0])) }
}

/// What a bar shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Change {
    Increase,
    Decrease,
    Total,
}

impl Change {
    /// Increases and decreases differ in lightness, too, so that they stay apart in grey.
    fn ink(self) -> Ink {
        match self {
            Self::Increase => Ink::Series(0),
            Self::Decrease => Ink::Series(3),
            Self::Total => Ink::Axis,
        }
    }
}

/// A step as it is drawn.
struct Bar {
    /// From where to where; none where that is not known.
    ends: Option<[f64; 2]>,
    change: Change,
    /// Its value, with its sign where it is a change.
    words: String,
    ink: Ink,
}

/// Bars are about twice as wide as the gaps between them.
const PADDING: f64 = 0.32;

/// What stands where a change is not known, or the sum that it begins from.
const UNKNOWN: &str = "\u{2013}";

fn draw(plot: &Plot<'_>) -> Scene {
    let Frame::Steps(steps) = plot.frame else { return Scene::default() };
    let (x, bars) = bars_of(plot, steps);
    let mut scene = Scene::default();
    let mut top = 0.0;
    if !plot.is_panel {
        let words = &plot.text.language.words;
        let known =
            [(Change::Increase, words.increase), (Change::Decrease, words.decrease), (Change::Total, words.total)];
        let occurs = |change: Change| bars.iter().any(|bar| bar.change == change && bar.ends.is_some());
        let entries: Vec<legend::Entry> = known
            .into_iter()
            .filter(|(change, _)| occurs(*change))
            .map(|(change, name)| legend::Entry { name: name.to_owned(), ink: change.ink() })
            .collect();
        if entries.len() > 1 {
            top = legend::draw(&mut scene, plot, &entries, 0.0, plot.width) + 8.0;
        }
    }
    let band = Band::new(bars.len(), [0.0, plot.width], PADDING);
    let values_fit = bars.iter().all(|bar| plot.text.width(&bar.words, Weight::Regular) <= band.step() - 4.0);
    match names::side_by_side(plot, &x, &band).filter(|_| values_fit) {
        Some(names) => standing(scene, plot, &x, &bars, &band, &names, top),
        None => lying(scene, plot, &x, &bars, top),
    }
}

/// The steps with their words, and a total at the end where the data names none.
fn bars_of(plot: &Plot<'_>, steps: &Steps) -> (Positions, Vec<Bar>) {
    let writer = Writer::of(plot, Axis::Y);
    let mut names: Vec<String> = (0..steps.x.len()).map(|at| names::shown(plot, &steps.x, at)).collect();
    let mut bars: Vec<Bar> = Vec::with_capacity(names.len() + 1);
    for (at, ends) in steps.ends.iter().enumerate() {
        let value = steps.changes[at];
        let change = match value {
            _ if steps.totals[at] => Change::Total,
            Some(value) if value < 0.0 => Change::Decrease,
            _ => Change::Increase,
        };
        let plain = value.filter(|_| ends.is_some()).map(|value| writer.value(value)).unwrap_or_default();
        let words = if change == Change::Increase && value.is_some_and(|value| value > 0.0) && !plain.is_empty() {
            format!("+{}", plain.trim_start_matches('+'))
        } else {
            plain
        };
        let muted = bars::is_muted(plot, &names::written(&steps.x, at));
        let ink = if muted { Ink::Muted } else { change.ink() };
        bars.push(Bar { ends: *ends, change, words, ink });
    }
    let sum = steps.ends.last().copied().flatten().map(|[_, end]| end);
    if let Some(sum) = sum.filter(|_| !steps.totals.contains(&true)) {
        // Sums of decimal fractions carry the noise of binary ones.
        let sum = tidy(sum, &steps.changes);
        let name = plot.text.language.words.total;
        let ink = if bars::is_muted(plot, name) { Ink::Muted } else { Change::Total.ink() };
        bars.push(Bar { ends: Some([0.0, sum]), change: Change::Total, words: writer.value(sum), ink });
        names.push(name.to_owned());
    }
    (Positions::Names(names), bars)
}

/// A sum with no more decimals than what was added up.
fn tidy(sum: f64, changes: &[Option<f64>]) -> f64 {
    let known: Vec<f64> = changes.iter().flatten().copied().collect();
    let decimals = crate::base::format::number::decimals_for(&known);
    let rounded: f64 = format!("{sum:.decimals$}").parse().unwrap_or(sum);
    let size = known.iter().fold(0.0_f64, |most, value| most.max(value.abs()));
    if (rounded - sum).abs() <= size * 1e-9 { rounded } else { sum }
}

fn standing(
    mut scene: Scene,
    plot: &Plot<'_>,
    x: &Positions,
    bars: &[Bar],
    band: &Band,
    names: &Names,
    top: f64,
) -> Scene {
    let text = &plot.text;
    let below = |bar: &Bar| bar.ends.is_some_and(|[from, to]| from.max(to) <= 0.0 && from.min(to) < 0.0);
    let line = text.line_height() + 2.0;
    let y0 = top + overlay::head_room(plot).max(line);
    let under = if bars.iter().any(below) { line } else { 0.0 };
    let inside = Area::new(0.0, y0, plot.width, y0 + plot.plot_height());
    let range = [inside.y1 - under, inside.y0];
    let axis = ValueAxis::new(plot, Wanted { axis: Axis::Y, extent: plot.extent.y, zero: true, range, lying: false });
    let map = |value: f64| axis.scale.map(value);
    let place_x = |written: &str| names::position(x, written).map(|at| band.center(at));
    overlay::bands(&mut scene, plot, &inside, band.step() / 2.0, &place_x, &map);
    let base = axis.scale.base();
    scene.rule([inside.x0, base], [inside.x1, base], Ink::Axis, 1.0);
    for (from, to, level) in connections(bars) {
        let (a, b) = (band.start(from) + band.bandwidth(), band.start(to));
        scene.rule([a, map(level)], [b, map(level)], Ink::Axis, 1.0);
    }
    let mut labels = Vec::with_capacity(bars.len());
    for (at, bar) in bars.iter().enumerate() {
        let Some([from, to]) = bar.ends else {
            let y = base - 4.0 - text.descent();
            labels.push(text.place(UNKNOWN, Weight::Regular, band.center(at), y, Anchor::Middle, Ink::Soft));
            continue;
        };
        let area = Area::new(band.start(at), map(from), band.start(at) + band.bandwidth(), map(to));
        scene.mark(of(at), Shape::Rect { area, fill: bar.ink });
        let y = if below(bar) { area.y1 + 4.0 + text.ascent() } else { area.y0 - 4.0 - text.descent() };
        let words = text.place(&bar.words, Weight::Regular, area.center_x(), y, Anchor::Middle, Ink::Text);
        labels.push(words.about(of(at)).rimmed());
    }
    let (from, count) = (scene.items.len(), labels.len());
    labels.into_iter().for_each(|label| scene.text(label));
    let bottom = names.draw(&mut scene, plot, inside.y1 + 6.0);
    overlay::over(&mut scene, plot, &inside, &place_x, &map);
    overlay::bring_to_front(&mut scene, from, count);
    scene.height = bottom;
    scene
}

fn lying(mut scene: Scene, plot: &Plot<'_>, x: &Positions, bars: &[Bar], top: f64) -> Scene {
    let beside = |(row, bar): (usize, &Bar)| {
        let [from, to] = bar.ends?;
        // Words stand where the bar points to.
        let side = if to < from { Side::Left } else { Side::Right };
        Some(Beside { row, value: to, side, away: 6.0, words: bar.words.clone(), ink: Ink::Text, of: of(row) })
    };
    let labels: Vec<Beside> = bars.iter().enumerate().filter_map(beside).collect();
    let track = Track::new(plot, x, [top + overlay::head_room_lying(plot), 18.0], true, &labels);
    let map = |value: f64| track.axis.scale.map(value);
    let place_y = |written: &str| names::position(x, written).map(|row| track.middle(row));
    overlay::bands_lying(&mut scene, plot, &track.inside, track.rows.reach(), &map, &place_y);
    let mut bottom = track.inside.y1;
    if !track.valued {
        bottom = track.draw_axis(&mut scene, plot, bars.len());
    }
    track.draw_zero(&mut scene, plot, bars.len());
    let base = track.axis.scale.base();
    for (from, to, level) in connections(bars) {
        // No line runs through a name that stands between two bars.
        if map(level) > track.rows.width_above(to) + 3.0 {
            scene.rule([map(level), track.rows.bar(from)[1]], [map(level), track.rows.bar(to)[0]], Ink::Axis, 1.0);
        }
    }
    for (at, bar) in bars.iter().enumerate() {
        let Some([from, to]) = bar.ends else {
            let y = track.middle(at) + plot.text.middle();
            let dash = |x, anchor| plot.text.place(UNKNOWN, Weight::Regular, x, y, anchor, Ink::Soft);
            let after = dash(base + 6.0, Anchor::Start);
            // Where all is below zero, there is no room behind it.
            scene.text(if after.area.x1 <= plot.width { after } else { dash(base - 6.0, Anchor::End) });
            continue;
        };
        let [y0, y1] = track.rows.bar(at);
        scene.mark(of(at), Shape::Rect { area: Area::new(map(from), y0, map(to), y1), fill: bar.ink });
    }
    track.rows.draw_names(&mut scene, plot, true);
    track.draw_labels_last(&mut scene, plot, &labels, &mut |scene| {
        overlay::over_lying(scene, plot, &track.inside, &map, &place_y);
    });
    scene.height = bottom;
    scene
}

/// The lines from where a bar ends to where the next one begins: from which, to which, at which value.
fn connections(bars: &[Bar]) -> impl Iterator<Item = (usize, usize, f64)> + '_ {
    let known = |at: usize| bars[at + 1].ends.and(bars[at].ends).map(|[_, end]| (at, at + 1, end));
    (0..bars.len().saturating_sub(1)).filter_map(known)
}

fn of(at: usize) -> Datum {
    Datum { series: 0, index: at as u32 }
}
