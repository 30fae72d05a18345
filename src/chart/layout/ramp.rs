//! Values → a sequence of a few shades with round limits, and the legend that names the limits.
//!
//! Where values have both signs, shades part at zero: one hue below, another one above, the same distance as strong.

use super::values::Writer;
use crate::base::font::Weight;
use crate::chart::plot::Plot;
use crate::chart::scale::threshold::{breaks, class_of};
use crate::chart::scene::{Anchor, Area, Ink, Scene, Shape};
use crate::chart::spec::Axis;

/// Shades for values.
#[derive(Debug, Clone, PartialEq)]
pub struct Ramp {
    /// The limits between classes, ascending.
    limits: Vec<f64>,
    /// Whether values have both signs.
    diverging: bool,
    /// The first and the last class that the extent reaches.
    reached: [usize; 2],
}

/// As many classes as a reader tells apart.
const CLASSES: usize = 6;
/// The shades that the palette has.
const SHADES: usize = 7;

impl Ramp {
    /// Shades for values in an extent.
    pub fn new(extent: Option<[f64; 2]>) -> Self {
        let [low, high] = extent.unwrap_or([0.0, 0.0]);
        if low < 0.0 && high > 0.0 {
            let far = high.max(-low);
            let above = round_thirds(far);
            let below = above.iter().rev().map(|limit| -limit);
            let limits: Vec<f64> = below.chain([0.0]).chain(above.iter().copied()).collect();
            let reached = [class_of(low, &limits), class_of(high, &limits)];
            return Self { limits, diverging: true, reached };
        }
        let limits = breaks(low, high, CLASSES);
        Self { reached: [0, limits.len()], limits, diverging: false }
    }

    /// How many classes there are.
    fn classes(&self) -> usize {
        self.limits.len() + 1
    }

    /// Which of the palette's shades a class has, from 0 to 6.
    fn shade(&self, class: usize) -> u8 {
        let classes = self.classes();
        if self.diverging {
            // The middle shade belongs to zero alone.
            let side = classes / 2;
            let spread = |step: usize| if side <= 1 { 1 } else { step * 2 / (side - 1) };
            let shade = if class < side { spread(class) } else { SHADES - 1 - spread(classes - 1 - class) };
            return shade as u8;
        }
        // One class is neither little nor much.
        if classes == 1 { 3 } else { (class * (SHADES - 1) / (classes - 1)) as u8 }
    }

    /// The colour of a value, and of words on it.
    pub fn inks(&self, value: f64) -> [Ink; 2] {
        if self.diverging && value == 0.0 {
            return self.both(3);
        }
        self.both(self.shade(class_of(value, &self.limits)))
    }

    fn both(&self, shade: u8) -> [Ink; 2] {
        if self.diverging {
            [Ink::Diverging(shade), Ink::OnDiverging(shade)]
        } else {
            [Ink::Ramp(shade), Ink::OnRamp(shade)]
        }
    }
}

/// The two round values that part what lies between zero and `far` into three, about alike.
fn round_thirds(far: f64) -> [f64; 2] {
    let power = libm::log10(far / 2.4).floor() as i32;
    let step = |digits: f64, times: f64| format!("{}e{power}", digits * times).parse().unwrap_or(far);
    let fits = |digits: &f64| step(*digits, 1.0) <= far / 2.4;
    let digits = [5.0, 4.0, 3.0, 2.5, 2.0, 1.5].into_iter().find(fits).unwrap_or(1.0);
    [step(digits, 1.0), step(digits, 2.0)]
}

/// The height of the swatches.
const HEIGHT: f64 = 11.0;
/// The width of one.
const WIDEST: f64 = 56.0;

/// Draws the legend from `top` down, with a swatch for what is not known if `gaps`; gives its lower edge.
pub fn draw(scene: &mut Scene, plot: &Plot<'_>, ramp: &Ramp, gaps: bool, top: f64) -> f64 {
    let text = &plot.text;
    // A shade that no value has is not in the legend.
    let [first, last] = ramp.reached;
    let words = Writer::of(plot, Axis::Y).ticks(&ramp.limits[first..last]);
    let longest = words.iter().map(|words| text.width(words, Weight::Regular)).fold(0.0, f64::max);
    let classes = last + 1 - first;
    let width = (longest + 12.0).clamp(26.0, WIDEST.max(longest + 12.0)).min(plot.width / classes as f64);
    let mut bottom = top;
    let mut x = 0.0;
    if classes > 1 {
        for class in first..=last {
            let area = Area::new(x, top, x + width, top + HEIGHT);
            scene.guide(Shape::Rect { area, fill: ramp.both(ramp.shade(class))[0] });
            x += width;
        }
        let baseline = top + HEIGHT + 4.0 + text.ascent();
        let mut free = 0.0;
        for (at, limit) in words.iter().enumerate() {
            let center = width * (at + 1) as f64;
            let half = text.width(limit, Weight::Regular) / 2.0;
            // A limit that has no room goes without words; those around it say what it is.
            if center - half < free || center + half > plot.width {
                continue;
            }
            free = center + half + 6.0;
            scene.rule([center, top + HEIGHT], [center, top + HEIGHT + 3.0], Ink::Axis, 1.0);
            scene.text(text.place(limit, Weight::Regular, center, baseline, Anchor::Middle, Ink::Soft));
        }
        bottom = baseline + text.descent() + 10.0;
    }
    if gaps {
        let words = text.language.words.no_data;
        let needs = 16.0 + 5.0 + text.width(words, Weight::Regular);
        let mut y = top;
        x += 18.0;
        if x + needs > plot.width || classes == 1 {
            (x, y) = (0.0, bottom);
            bottom += HEIGHT + 10.0;
        }
        scene.guide(Shape::Rect { area: Area::new(x, y, x + 16.0, y + HEIGHT), fill: Ink::NoData });
        let baseline = y + HEIGHT / 2.0 + text.middle();
        scene.text(text.place(words, Weight::Regular, x + 21.0, baseline, Anchor::Start, Ink::Soft));
        // Half a line may stand above the swatch.
        bottom = bottom.max(baseline + text.descent() + 6.0);
    }
    bottom
}

/// The legend that panels share: one sequence of shades, unless each has its own.
pub fn of_panels(scene: &mut Scene, plot: &Plot<'_>, top: f64) -> f64 {
    if plot.spec.free_scales { top } else { draw(scene, plot, &Ramp::new(plot.extent.y), false, top) }
}
