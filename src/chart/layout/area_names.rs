//! Areas → their names inside them, where a name lies wholly on its own area.

use crate::base::font::Weight;
use crate::chart::plot::Plot;
use crate::chart::scene::{Anchor, Datum, Ink, Scene};

/// One connected area: places from left to right, each with the upper and the lower edge there.
pub type Band = Vec<[f64; 3]>;

/// A name inside its area.
#[derive(Debug, Clone, PartialEq)]
pub struct Inside {
    /// Which series.
    pub series: usize,
    name: String,
    weight: Weight,
    center: [f64; 2],
    of: Datum,
}

/// What must be free around a name.
const MARGIN: f64 = 3.0;
/// From the ends of an area to its name.
const FROM_ENDS: f64 = 8.0;
/// More room than this is not better.
const AMPLE: f64 = 12.0;
/// How many places are tried along an area.
const TRIED: usize = 60;

/// The place in the areas of a series where its name has the most room above and below; none where it has too little.
/// Each area has the index of its first position.
pub fn within(plot: &Plot<'_>, series: usize, name: &str, weight: Weight, bands: &[(u32, Band)]) -> Option<Inside> {
    let text = &plot.text;
    let half = text.width(name, weight) / 2.0 + FROM_ENDS;
    let height = text.ascent() + text.descent();
    let mut best: Option<(f64, [f64; 2], u32)> = None;
    for (index, band) in bands {
        let (Some([from, ..]), Some([to, ..])) = (band.first().copied(), band.last().copied()) else { continue };
        if to - from < 2.0 * half {
            continue;
        }
        for step in 0..=TRIED {
            let x = from + half + (to - from - 2.0 * half) * step as f64 / TRIED as f64;
            let Some([top, bottom]) = channel(band, x - half, x + half) else { continue };
            let room = bottom - top - height;
            // Of places with enough room the one farthest to the right is nearest to the present.
            let room = room.min(AMPLE);
            if room >= MARGIN && best.is_none_or(|(most, ..)| room >= most) {
                best = Some((room, [x, (top + bottom) / 2.0], *index));
            }
        }
    }
    best.map(|(_, center, index)| {
        let of = Datum { series: series as u32, index };
        Inside { series, name: name.to_owned(), weight, center, of }
    })
}

/// The lowest upper edge and the highest lower edge of an area between two places: what is free over the whole stretch.
fn channel(band: &Band, from: f64, to: f64) -> Option<[f64; 2]> {
    let first = band.partition_point(|[x, ..]| *x <= from).checked_sub(1)?;
    let last = band.partition_point(|[x, ..]| *x < to);
    if last >= band.len() {
        return None;
    }
    let at = |x: f64, pair: &[[f64; 3]]| {
        let [[a, top_a, bottom_a], [b, top_b, bottom_b]] = [pair[0], pair[1]];
        let t = if b > a { (x - a) / (b - a) } else { 0.0 };
        [top_a + (top_b - top_a) * t, bottom_a + (bottom_b - bottom_a) * t]
    };
    let left = at(from, band.get(first..first + 2)?);
    let right = at(to, band.get(last - 1..=last)?);
    let between = band[first + 1..last].iter().map(|[_, top, bottom]| [*top, *bottom]);
    Some(between.chain([right]).fold(left, |[top, bottom], [a, b]| [top.max(a), bottom.min(b)]))
}

impl Inside {
    /// Draws the name.
    pub fn draw(&self, scene: &mut Scene, plot: &Plot<'_>, ink: Ink) {
        let [x, y] = self.center;
        let y = y + (plot.text.ascent() - plot.text.descent()) / 2.0;
        scene.text(plot.text.place(&self.name, self.weight, x, y, Anchor::Middle, ink).about(self.of));
    }
}
