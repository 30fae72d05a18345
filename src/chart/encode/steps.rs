//! Columns → [`Steps`]: changes that add up, and the sums that the data names.

use super::Encoding;
use super::grid::positions;
use crate::base::format::number::decimals_for;
use crate::base::language::LANGUAGES;
use crate::base::{Diagnostic, codes};
use crate::chart::frame::Steps;

impl Encoding<'_> {
    /// The steps of `x` and `y`. Where `color` says `total`, in any language, a step is no change but the sum of those
    /// before it: it may leave its value out, and a value that contradicts the sum is an error.
    pub fn steps(&mut self) -> Option<Steps> {
        self.groups.clear();
        let (x, y) = (self.column("x")?, self.columns("y"));
        let [y] = y[..] else {
            let help = "name one column of changes, and tell groups apart with `facet:`";
            self.find(&codes::BAD_CHART, "y", "a waterfall has one change a step".to_owned(), help);
            return None;
        };
        let color = self.column("color");
        let (keys, of_row) = self.keys(x);
        let changes = self.series("", y, None, &keys, &of_row).values;
        let is_total = |row: &usize| {
            let word = color.map(|color| color.cells[*row].text.trim().to_lowercase()).unwrap_or_default();
            !word.is_empty() && LANGUAGES.iter().any(|language| language.words.total.to_lowercase() == word)
        };
        let totals: Vec<bool> = keys.iter().map(is_total).collect();
        let known: Vec<f64> = changes.iter().flatten().copied().collect();
        // Each number may have been rounded by half of its last digit.
        let half = 0.5 * 10f64.powi(-(decimals_for(&known) as i32));
        let mut sum = Some(0.0);
        let mut ends = Vec::with_capacity(keys.len());
        let mut summed = 0;
        let mut shown = changes.clone();
        for (at, change) in changes.iter().enumerate() {
            let before: Option<f64> = sum;
            if !totals[at] {
                if before.is_none() && change.is_some() {
                    let name = x.cells[keys[at]].text.clone();
                    let message = format!("`{name}` comes after a step without a value, so that it has no place");
                    let help = "give that step a value, or state a total after it: a row whose `color` says total";
                    self.find(&codes::NOT_DRAWN, "y", message, help);
                }
                sum = before.zip(*change).map(|(before, change)| before + change);
                ends.push(before.zip(sum).map(|(before, after)| [before, after]));
                summed += 1;
                continue;
            }
            if let (Some(before), Some(stated)) = (before.filter(|_| summed > 0), *change) {
                let size = known.iter().fold(0.0_f64, |most, value| most.max(value.abs()));
                if (before - stated).abs() > half * (summed + 1) as f64 + 1e-9 * size {
                    let name = &x.cells[keys[at]].text;
                    let message = format!("`{name}` is {stated}, but the steps before it add up to {}", tidy(before));
                    let help =
                        "correct the steps or the total, or leave the total's value out: it follows from the steps";
                    let place = self.table.place(keys[at], y.index);
                    let found = Diagnostic::new(&codes::BAD_CHART, place, message, help);
                    self.diagnostics.push(found.and(self.spec.place.clone(), "the chart that shows it"));
                }
            }
            sum = change.or(before);
            shown[at] = sum;
            ends.push(sum.map(|sum| [0.0, sum]));
            summed = 1;
        }
        Some(Steps { x: positions(x, &keys, self), changes: shown, ends, totals })
    }
}

/// A sum without the noise of binary fractions.
fn tidy(value: f64) -> f64 {
    format!("{value:.9}").parse().unwrap_or(value)
}
