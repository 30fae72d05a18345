//! Timelines: events on a line that runs downwards, true to scale, and their words beside it, spread so that all can be
//! read, each with a line that leads to its moment.

mod spine;

use super::{ChartKind, bars};
use crate::base::font::Weight;
use crate::base::format::date::DateFormat;
use crate::base::partial_date::PartialDate;
use crate::chart::frame::{Event, Frame};
use crate::chart::geometry::spread::spread;
use crate::chart::layout::legend;
use crate::chart::plot::{Extent, Plot};
use crate::chart::scale::{civil, time_ticks};
use crate::chart::scene::{Anchor, Area, Datum, Ink, Scene, Shape};
use crate::chart::typography::Lines;
use spine::{Spine, period};

pub(super) const KIND: ChartKind = ChartKind {
    name: "timeline",
    about: "events in the order in which they happened, and how long was between them",
    needs: &["start", "event"],
    lying: true,
    from_zero: false,
    joins: false,
    shades: false,
    narrowest: 260.0,
    legend: legend::of_panels,
    encode: |encoding| encoding.events().map(Frame::Events),
    extent: |_, _| Extent::default(),
    draw,
};

/// From when to when an event lasted; one moment where only its beginning is known.
fn span(event: &Event) -> [f64; 2] {
    let [from, to] = period(event.start);
    match (event.end, event.start) {
        (Some(end), _) => [from, period(end)[1].max(from)],
        // Somewhen in these years.
        (None, PartialDate::Years(..)) => [from, to],
        (None, _) => [from, from],
    }
}

const RADIUS: f64 = 5.0;
/// The width of what lasted, and of a moment that is not known exactly.
const WIDTHS: [f64; 2] = [7.0, 3.0];
/// From one lane of what lasted to the next.
const LANE: f64 = 11.0;
/// The least gap between the words of two events.
const GAP: f64 = 9.0;
/// More than the words need, so that fewer of them must move.
const LOOSE: f64 = 1.12;

/// The words of an event.
struct Label {
    date: Lines,
    words: Lines,
    height: f64,
}

fn draw(plot: &Plot<'_>) -> Scene {
    let Frame::Events(events) = plot.frame else { return Scene::default() };
    let mut scene = Scene::default();
    let mut top = 0.0;
    if plot.groups.len() > 1 && !plot.is_panel {
        top = legend::draw(&mut scene, plot, &legend::of_groups(plot), 0.0, plot.width) + 10.0;
    }
    // A list has no second axis for words to stand at.
    let bands = plot.spec.bands.iter().map(|band| &band.text);
    let lines = plot.spec.reference_lines.iter().map(|line| &line.text);
    let others = plot.spec.annotations.iter().map(|note| &note.text).chain(bands).chain(lines);
    scene.left_out = others.filter(|words| !words.is_empty()).cloned().collect();
    // A spine is as long as its words need, so panels cannot share a scale.
    if let Some(domain) = Extent::of_values(events.iter().flat_map(span)) {
        scene.height = Layout::new(plot, events, domain, top).draw(&mut scene);
    }
    scene
}

struct Layout<'a> {
    plot: &'a Plot<'a>,
    events: &'a [Event],
    spans: Vec<[f64; 2]>,
    /// The lane of each event: 0 is the spine itself.
    lanes: Vec<usize>,
    lane_step: f64,
    labels: Vec<Label>,
    spine: Spine,
    ticks: Vec<(f64, String)>,
    spine_x: f64,
    /// Where dates begin, and where words begin; the same where dates stand above the words.
    date_x: f64,
    words_x: f64,
    top: f64,
    bottom: f64,
}

impl<'a> Layout<'a> {
    fn new(plot: &'a Plot<'a>, events: &'a [Event], domain: [f64; 2], top: f64) -> Self {
        let text = &plot.text;
        let spans: Vec<[f64; 2]> = events.iter().map(span).collect();
        let lanes = lanes(&spans);
        let most = lanes.iter().copied().max().unwrap_or(0);
        let lane_step = LANE.min(plot.width * 0.12 / most.max(1) as f64);
        let is_cut = Spine::new(&spans, domain, [0.0, 1000.0]).is_cut();
        // On a phone, and where stretches are cut out, the dates of the events are scale enough.
        let ticks = if plot.narrow() || is_cut { Vec::new() } else { ticks(domain, events.len()) };
        let widest = ticks.iter().map(|(_, words)| text.width(words, Weight::Regular)).fold(0.0, f64::max);
        let spine_x = if ticks.is_empty() { RADIUS + 1.0 } else { widest + 14.0 };
        let leader = if plot.narrow() { 26.0 } else { 40.0 };
        let date_x = spine_x + lane_step * most as f64 + leader;
        let room = plot.width - date_x;
        let dates: Vec<String> = events.iter().map(|event| date_words(plot, event)).collect();
        let beside = room * 0.4;
        let dates: Vec<Lines> = dates.iter().map(|date| text.wrap(date, beside, Weight::Bold, 3)).collect();
        let widest = dates.iter().map(|date| date.width).fold(0.0, f64::max);
        let words_x = date_x + widest + 10.0;
        let labels: Vec<Label> = events
            .iter()
            .zip(dates)
            .map(|(event, date)| {
                let words = text.wrap(&event.words, plot.width - words_x, Weight::Regular, 12);
                let height = text.height(date.lines.len().max(words.lines.len()));
                Label { date, words, height }
            })
            .collect();
        let needs = labels.iter().map(|label| label.height).sum::<f64>() + GAP * (events.len() - 1) as f64;
        let own = plot.spec.height.unwrap_or(0.0);
        let bottom = top + f64::max(needs * LOOSE, own);
        let half = first_middle(plot);
        let last = labels.last().map_or(0.0, |label| label.height) - half;
        let spine = Spine::new(&spans, domain, [top + half, (bottom - last).max(top + half)]);
        Self { plot, events, spans, lanes, lane_step, labels, spine, ticks, spine_x, date_x, words_x, top, bottom }
    }

    fn draw(&self, scene: &mut Scene) -> f64 {
        let (plot, text) = (self.plot, &self.plot.text);
        let x = self.spine_x;
        let mut free = self.top - 4.0;
        for (time, words) in &self.ticks {
            let y = self.spine.map(*time);
            if y - text.line_height() / 2.0 < free {
                continue;
            }
            free = y + text.line_height() / 2.0;
            scene.rule([x - 8.0, y], [x, y], Ink::Axis, 1.0);
            let tick = text.place(words, Weight::Regular, x - 11.0, y + text.middle(), Anchor::End, Ink::Soft);
            // A tick at the end may have no room below.
            if tick.area.y1 <= self.bottom {
                scene.text(tick);
            }
        }
        let pieces: Vec<[f64; 2]> = self.spine.pieces().collect();
        for [y0, y1] in &pieces {
            scene.rule([x, *y0], [x, *y1], Ink::Axis, 1.5);
        }
        for pair in pieces.windows(2) {
            self.cut(scene, pair[0][1], pair[1][0]);
        }
        let half = first_middle(plot);
        let wanted: Vec<f64> = (0..self.events.len())
            .map(|at| self.spine.map(self.spans[at][0]) - half + self.labels[at].height / 2.0)
            .collect();
        let heights: Vec<f64> = self.labels.iter().map(|label| label.height).collect();
        let centers = spread(&by_order(&wanted), &heights, [self.top, self.bottom], GAP);
        for (at, center) in centers.iter().enumerate() {
            let y = center - heights[at] / 2.0 + half;
            self.leader(scene, at, y);
        }
        // What stands out lies over what does not.
        let (muted, others): (Vec<usize>, Vec<usize>) =
            (0..self.events.len()).partition(|at| bars::is_muted(plot, &self.events[*at].words));
        for at in muted.into_iter().chain(others) {
            self.mark(scene, at);
        }
        for (at, center) in centers.iter().enumerate() {
            let (event, label) = (&self.events[at], &self.labels[at]);
            let first = center - heights[at] / 2.0 + text.ascent();
            let muted = bars::is_muted(plot, &event.words);
            let name = plot.groups.get(event.group).map_or("", String::as_str);
            let ink = if muted { Ink::Soft } else { plot.text_ink(event.group, name) };
            let of = self.of(at);
            for line in text.place_lines(&label.date, self.date_x, first, Anchor::Start, ink) {
                scene.text(line.about(of));
            }
            let ink = if muted { Ink::Soft } else { Ink::Text };
            for line in text.place_lines(&label.words, self.words_x, first, Anchor::Start, ink) {
                scene.text(line.about(of));
            }
        }
        self.bottom
    }

    fn of(&self, at: usize) -> Datum {
        Datum { series: self.events[at].group as u32, index: at as u32 }
    }

    /// Two strokes across the spine where years are cut out.
    fn cut(&self, scene: &mut Scene, y0: f64, y1: f64) {
        let (x, middle) = (self.spine_x, f64::midpoint(y0, y1));
        let dotted =
            |a: f64, b: f64| Shape::Line { points: vec![[x, a], [x, b]], stroke: Ink::Axis, width: 1.5, dashed: true };
        scene.guide(dotted(y0, middle - 3.0));
        scene.guide(dotted(middle + 3.0, y1));
        for y in [middle - 3.0, middle + 3.0] {
            scene.rule([x - 5.0, y + 2.0], [x + 5.0, y - 2.0], Ink::Axis, 1.5);
        }
    }

    fn lane_x(&self, at: usize) -> f64 {
        self.spine_x + self.lane_step * self.lanes[at] as f64
    }

    /// From the mark to the words.
    fn leader(&self, scene: &mut Scene, at: usize, to: f64) {
        let from = self.spine.map(self.spans[at][0]);
        let lanes = self.spine_x + self.lane_step * self.lanes.iter().copied().max().unwrap_or(0) as f64;
        let (x0, x1) = (self.lane_x(at), self.date_x - 5.0);
        let points = vec![[x0, from], [lanes + RADIUS + 3.0, from], [x1 - 4.0, to], [x1, to]];
        scene.guide(Shape::Line { points, stroke: Ink::Grid, width: 1.5, dashed: false });
    }

    fn mark(&self, scene: &mut Scene, at: usize) {
        let event = &self.events[at];
        let name = self.plot.groups.get(event.group).map_or("", String::as_str);
        let muted = bars::is_muted(self.plot, &event.words);
        let fill = if muted { Ink::Muted } else { self.plot.ink(event.group, name) };
        let x = self.lane_x(at);
        let [y0, y1] = self.spans[at].map(|time| self.spine.map(time));
        // What is too short to be seen as a length is a moment.
        if y1 - y0 < WIDTHS[0] {
            return scene.mark(self.of(at), Shape::Circle { at: [x, y0], radius: RADIUS, fill, hollow: false });
        }
        let half = WIDTHS[usize::from(event.end.is_none())] / 2.0;
        scene.mark(self.of(at), Shape::Rect { area: Area::new(x - half, y0, x + half, y1), fill });
    }
}

/// Wishes that never come before that of an earlier event, so that the order of events is kept.
fn by_order(wanted: &[f64]) -> Vec<f64> {
    let mut least = f64::NEG_INFINITY;
    let keep = |wish: &f64| {
        least = least.max(*wish);
        least
    };
    wanted.iter().map(keep).collect()
}

/// The middle of the first line of words, from their upper edge.
fn first_middle(plot: &Plot<'_>) -> f64 {
    plot.text.ascent() - plot.text.middle()
}

/// What lasted stands beside the spine, in the first lane that is free.
fn lanes(spans: &[[f64; 2]]) -> Vec<usize> {
    let mut free_from: Vec<f64> = Vec::new();
    spans
        .iter()
        .map(|[from, to]| {
            if to <= from {
                return 0;
            }
            let lane = free_from.iter().position(|free| free <= from).unwrap_or_else(|| {
                free_from.push(*to);
                free_from.len() - 1
            });
            free_from[lane] = *to;
            lane + 1
        })
        .collect()
}

/// When an event was, in words.
fn date_words(plot: &Plot<'_>, event: &Event) -> String {
    if let Some(words) = &event.date_words {
        return words.clone();
    }
    let format = plot.spec.x_format.as_ref().and_then(|text| DateFormat::parse(text).ok()).unwrap_or(DateFormat::Day);
    let write = |date: PartialDate| format.write(date, plot.text.language);
    match (event.start, event.end) {
        (start, None) => write(start),
        (start, Some(end)) if write(start) == write(end) => write(start),
        (PartialDate::Year(from), Some(PartialDate::Year(to))) => write(PartialDate::Years(from, to)),
        (start, Some(end)) => format!("{} \u{2013} {}", write(start), write(end)),
    }
}

/// Round years along the spine; none where it is shorter than that.
fn ticks([from, to]: [f64; 2], events: usize) -> Vec<(f64, String)> {
    // Words of events are what makes a spine long: about as many lines as there are events.
    let times = time_ticks(from, to, (events as f64 / 2.0).clamp(2.0, 6.0));
    let is_year = |time: &f64| matches!(civil(*time), (_, 1, 1));
    if times.len() < 2 || !times.iter().all(is_year) {
        return Vec::new();
    }
    times.into_iter().map(|time| (time, civil(time).0.to_string())).collect()
}
