//! Rules about what stands where in a drawing.

use super::Finding;
use crate::chart::Chart;
use crate::chart::scene::{Scene, Text};

/// What may be lost at an edge to rounding, in pixels.
const TOLERANCE: f64 = 0.6;

/// 19: no words over words, none over a mark that is not their own, none over the edge.
pub(super) fn overlap(_: &Chart, scene: &Scene) -> Vec<Finding> {
    problems(scene)
        .into_iter()
        .map(|message| {
            let help = "shorten the words, name fewer things, or write `height:` for more room";
            Finding::new("type", format!("in the drawing {} pixels wide, {message}", scene.width), help)
        })
        .collect()
}

/// Everything that lies where it must not, in words.
pub fn problems(scene: &Scene) -> Vec<String> {
    let texts: Vec<&Text> = scene.texts().collect();
    let mut found = Vec::new();
    for (at, text) in texts.iter().enumerate() {
        let own = text.area.grown(-TOLERANCE);
        let over_edge = own.x0 < 0.0 || own.y0 < 0.0 || own.x1 > scene.width || own.y1 > scene.height;
        if over_edge {
            found.push(format!("`{}` is cut off at the edge", text.words));
        }
        for other in &texts[at + 1..] {
            if own.meets(&other.area.grown(-TOLERANCE), 0.0) {
                found.push(format!("`{}` lies on `{}`", text.words, other.words));
            }
        }
        // Marks that are drawn later, or that belong to other data, hide words or are hidden by them.
        let foreign = scene.marks().find(|(shape, of)| text.of != Some(*of) && shape.meets(&own));
        if foreign.is_some() {
            found.push(format!("`{}` lies on a mark", text.words));
        }
    }
    found
}

/// 21: words that found no place.
pub(super) fn left_out(_: &Chart, scene: &Scene) -> Vec<Finding> {
    let finding = |words: &String| {
        let message = format!("`{words}` finds no free place in the drawing {} pixels wide", scene.width);
        Finding::new("notes", message, "shorten it, move it, or write `height:` for more room")
    };
    scene.left_out.iter().map(finding).collect()
}
