//! Moments → places on a line that runs downwards, true to scale but for long empty stretches, which are cut out and marked.

use crate::base::partial_date::PartialDate;
use crate::chart::scale::from_civil;

/// When a date begins and when it is over, in milliseconds since 1970.
pub(super) fn period(date: PartialDate) -> [f64; 2] {
    let (year, month, day) = date.start();
    let (year, month, day) = (i32::from(year), i32::from(month), i32::from(day));
    let end = match date {
        PartialDate::Year(_) => from_civil(year + 1, 1, 1),
        PartialDate::Years(_, last) => from_civil(i32::from(last) + 1, 1, 1),
        PartialDate::Quarter(..) => from_civil(year, month + 3, 1),
        PartialDate::Month(..) => from_civil(year, month + 1, 1),
        PartialDate::Day(..) => from_civil(year, month, day + 1),
    };
    [from_civil(year, month, day), end]
}

/// A stretch of time and its place.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Piece {
    times: [f64; 2],
    places: [f64; 2],
}

/// Times → places.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Spine {
    pieces: Vec<Piece>,
}

/// The height of a stretch that is cut out, in pixels.
const CUT: f64 = 30.0;
/// A stretch is cut out if it is longer than this part of all that is shown …
const LARGE: f64 = 0.25;
/// … and so many times as long as the stretches between events usually are.
const UNUSUAL: f64 = 3.0;

impl Spine {
    /// A spine from `y0` down to `y1` for what happened in `spans`, which are in the order of their beginnings.
    pub(super) fn new(spans: &[[f64; 2]], domain: [f64; 2], [y0, y1]: [f64; 2]) -> Self {
        let mut cuts: Vec<[f64; 2]> = Vec::new();
        let mut gaps = gaps(spans);
        let mut lengths: Vec<f64> = gaps.iter().map(|gap| gap[1] - gap[0]).collect();
        lengths.sort_by(f64::total_cmp);
        let usual = lengths.get(lengths.len() / 2).copied().unwrap_or(0.0);
        let mut shown = domain[1] - domain[0];
        // What is left after a cut makes other stretches long in comparison.
        loop {
            let long = |gap: &[f64; 2]| gap[1] - gap[0] > LARGE * shown && gap[1] - gap[0] > UNUSUAL * usual;
            let (found, rest): (Vec<_>, Vec<_>) = gaps.into_iter().partition(long);
            gaps = rest;
            if found.is_empty() {
                break;
            }
            shown -= found.iter().map(|gap| gap[1] - gap[0]).sum::<f64>();
            cuts.extend(found);
        }
        cuts.sort_by(|a, b| a[0].total_cmp(&b[0]));
        let removed: f64 = cuts.iter().map(|cut| cut[1] - cut[0]).sum();
        let to_scale = (domain[1] - domain[0] - removed).max(0.0);
        let cut = if to_scale > 0.0 { CUT } else { (y1 - y0) / cuts.len().max(1) as f64 };
        let per_time = if to_scale > 0.0 { (y1 - y0 - cut * cuts.len() as f64).max(0.0) / to_scale } else { 0.0 };
        let (mut time, mut place) = (domain[0], y0);
        let mut pieces = Vec::with_capacity(cuts.len() + 1);
        for end in cuts.iter().map(|cut| cut[0]).chain([domain[1]]) {
            let next = place + (end - time) * per_time;
            pieces.push(Piece { times: [time, end], places: [place, next] });
            if let Some(after) = cuts.get(pieces.len() - 1) {
                (time, place) = (after[1], next + cut);
            }
        }
        Self { pieces }
    }

    /// The place of a time; in the middle where all is one moment.
    pub(super) fn map(&self, time: f64) -> f64 {
        let piece = self.pieces.iter().rfind(|piece| piece.times[0] <= time).or(self.pieces.first());
        let Some(Piece { times, places }) = piece else { return 0.0 };
        let length = times[1] - times[0];
        let part = if length > 0.0 { ((time - times[0]) / length).clamp(0.0, 1.0) } else { 0.0 };
        places[0] + (places[1] - places[0]) * part
    }

    /// From where to where the line is true to scale.
    pub(super) fn pieces(&self) -> impl Iterator<Item = [f64; 2]> + '_ {
        self.pieces.iter().map(|piece| piece.places)
    }

    /// Whether something is cut out.
    pub(super) fn is_cut(&self) -> bool {
        self.pieces.len() > 1
    }
}

/// The stretches in which nothing happened.
fn gaps(spans: &[[f64; 2]]) -> Vec<[f64; 2]> {
    let mut gaps = Vec::new();
    let mut until: Option<f64> = None;
    for [from, to] in spans {
        if let Some(until) = until.filter(|until| from > until) {
            gaps.push([until, *from]);
        }
        until = Some(until.map_or(*to, |until| until.max(*to)));
    }
    gaps
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_empty_stretch_is_cut_and_the_rest_is_true_to_scale() {
        let spans = [[0.0, 0.0], [1000.0, 1000.0], [1001.0, 1001.0], [1003.0, 1003.0]];
        let spine = Spine::new(&spans, [0.0, 1003.0], [0.0, 130.0]);
        assert_eq!([0.0, 1000.0, 1001.0, 1003.0].map(|time| spine.map(time).round()), [0.0, 30.0, 63.0, 130.0]);
        assert!(spine.is_cut());
    }

    #[test]
    fn even_stretches_stay_whole() {
        let spans = [0.0, 10.0, 20.0, 30.0].map(|time| [time, time]);
        assert!(!Spine::new(&spans, [0.0, 30.0], [0.0, 100.0]).is_cut());
    }

    #[test]
    fn a_date_lasts_as_long_as_it_is_not_known_better() {
        let days = |text: &str| {
            let [from, to] = period(PartialDate::parse(text).unwrap());
            (to - from) / 86_400_000.0
        };
        assert_eq!(
            ["2024", "2023-Q4", "2023-02", "2024-02-29", "1996..1999"].map(days),
            [366.0, 92.0, 28.0, 1.0, 1461.0]
        );
    }
}
