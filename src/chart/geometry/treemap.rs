//! Values, in groups or alone → rectangles whose areas are in proportion to them. d3-hierarchy `treemap` with
//! `treemapSquarify`, after Bruls, Huizing and van Wijk, "Squarified treemaps" (2000).

/// How much longer than broad a rectangle may well be: the golden ratio, as in d3.
const RATIO: f64 = 1.618_033_988_749_895;

/// A rectangle, in the unit of the drawing.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Rect {
    /// The left edge.
    pub x0: f64,
    /// The upper edge.
    pub y0: f64,
    /// The right edge.
    pub x1: f64,
    /// The lower edge.
    pub y1: f64,
}

impl Rect {
    /// From left to right.
    pub fn width(&self) -> f64 {
        self.x1 - self.x0
    }

    /// From top to bottom.
    pub fn height(&self) -> f64 {
        self.y1 - self.y0
    }

    /// The rectangle without a margin on each side; where margins meet, a line in the middle.
    fn within(self, [left, top, right, bottom]: [f64; 4]) -> Self {
        let middle = |a: f64, b: f64| if b < a { ((a + b) / 2.0, (a + b) / 2.0) } else { (a, b) };
        let (x0, x1) = middle(self.x0 + left, self.x1 - right);
        let (y0, y1) = middle(self.y0 + top, self.y1 - bottom);
        Self { x0, y0, x1, y1 }
    }
}

/// What a treemap looks like. Values must not be negative; those that are, and those that are no numbers, count as zero.
/// Order is kept: give values in descending order, as d3 advises, to have rectangles that are nearly squares. What is
/// thinner than the padding is a line or a point without area, not to be drawn.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Treemap {
    /// Its width.
    pub width: f64,
    /// Its height.
    pub height: f64,
    /// The distance between neighbours.
    pub padding_inner: f64,
    /// The room at the top of each group, for its name. The whole has none.
    pub padding_top: f64,
}

impl Treemap {
    /// The rectangles of one level.
    pub fn leaves(&self, values: &[f64]) -> Vec<Rect> {
        self.children(self.frame(), &values.iter().map(|value| clean(*value)).collect::<Vec<_>>(), 0.0)
    }

    /// The rectangles of two levels: of each group, and of what is in it.
    pub fn groups(&self, groups: &[Vec<f64>]) -> Vec<(Rect, Vec<Rect>)> {
        // Sums run from the last to the first, as d3's do, so that they agree in the last digit.
        let sum = |values: &Vec<f64>| values.iter().rev().fold(0.0, |sum, value| sum + clean(*value));
        let outer = self.children(self.frame(), &groups.iter().map(sum).collect::<Vec<_>>(), 0.0);
        let inner = |(rect, values): (Rect, &Vec<f64>)| {
            let values: Vec<f64> = values.iter().map(|value| clean(*value)).collect();
            (rect, self.children(rect, &values, self.padding_top))
        };
        outer.into_iter().zip(groups).map(inner).collect()
    }

    fn frame(&self) -> Rect {
        Rect { x0: 0.0, y0: 0.0, x1: self.width, y1: self.height }
    }

    /// Lays children out in a rectangle. Half of the inner padding is taken from each of them, so it is first added around.
    fn children(&self, parent: Rect, values: &[f64], top: f64) -> Vec<Rect> {
        let half = self.padding_inner / 2.0;
        let room = parent.within([-half, top - half, -half, -half]);
        squarify(room, values).into_iter().map(|rect| rect.within([half; 4])).collect()
    }
}

fn clean(value: f64) -> f64 {
    if value > 0.0 && value.is_finite() { value } else { 0.0 }
}

/// Fills a rectangle row by row, each along the shorter side, and each as long as that makes its worst member squarer.
fn squarify(room: Rect, values: &[f64]) -> Vec<Rect> {
    let Rect { mut x0, mut y0, x1, y1 } = room;
    let mut rest = values.iter().rev().fold(0.0, |sum, value| sum + value);
    let mut rects = Vec::with_capacity(values.len());
    let mut next = 0;
    while rects.len() < values.len() {
        let (dx, dy) = (x1 - x0, y1 - y0);
        let begin = next;
        // A row begins with something that has an area.
        let mut sum = values[next];
        next += 1;
        while sum == 0.0 && next < values.len() {
            sum = values[next];
            next += 1;
        }
        let (mut least, mut greatest) = (sum, sum);
        let alpha = greater(dy / dx, dx / dy) / (rest * RATIO);
        let worst = |sum: f64, least: f64, greatest: f64| {
            let beta = sum * sum * alpha;
            greater(greatest / beta, beta / least)
        };
        let mut ratio = worst(sum, least, greatest);
        while let Some(value) = values.get(next) {
            sum += value;
            least = least.min(*value);
            greatest = greatest.max(*value);
            let longer = worst(sum, least, greatest);
            if longer > ratio {
                sum -= value;
                break;
            }
            ratio = longer;
            next += 1;
        }
        let row = &values[begin..next];
        let share = |length: f64| length * sum / rest;
        if dx < dy {
            let bottom = if rest == 0.0 { y1 } else { y0 + share(dy) };
            let scale = if sum == 0.0 { sum } else { (x1 - x0) / sum };
            let mut x = x0;
            for value in row {
                let left = x;
                x += value * scale;
                rects.push(Rect { x0: left, y0, x1: x, y1: bottom });
            }
            if rest != 0.0 {
                y0 = bottom;
            }
        } else {
            let right = if rest == 0.0 { x1 } else { x0 + share(dx) };
            let scale = if sum == 0.0 { sum } else { (y1 - y0) / sum };
            let mut y = y0;
            for value in row {
                let upper = y;
                y += value * scale;
                rects.push(Rect { x0, y0: upper, x1: right, y1: y });
            }
            if rest != 0.0 {
                x0 = right;
            }
        }
        rest -= sum;
    }
    rects
}

/// The greater of two numbers, and no number if one is none, as in JavaScript: an empty room has no ratio.
fn greater(a: f64, b: f64) -> f64 {
    if a.is_nan() || b.is_nan() { f64::NAN } else { a.max(b) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_example_of_the_paper() {
        let map = Treemap { width: 600.0, height: 400.0, padding_inner: 0.0, padding_top: 0.0 };
        let rects = map.leaves(&[6.0, 6.0, 4.0, 3.0, 2.0, 2.0, 1.0]);
        let areas: Vec<f64> = rects.iter().map(|rect| (rect.width() * rect.height() / 1e4).round()).collect();
        assert_eq!(areas, [6.0, 6.0, 4.0, 3.0, 2.0, 2.0, 1.0]);
        assert_eq!((rects[0].width(), rects[0].height()), (300.0, 200.0));
    }

    #[test]
    fn nothing_has_no_area() {
        let map = Treemap { width: 10.0, height: 10.0, padding_inner: 1.0, padding_top: 2.0 };
        assert!(map.leaves(&[]).is_empty());
        for rect in map.leaves(&[0.0, -1.0, f64::NAN]) {
            assert_eq!(rect.width() * rect.height(), 0.0);
        }
        assert_eq!(map.groups(&[vec![], vec![1.0]])[1].1.len(), 1);
    }
}
