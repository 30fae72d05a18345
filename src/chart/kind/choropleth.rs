//! Maps whose countries are shaded by classes of values, or coloured by groups. Small states are circles.

use super::ChartKind;
use super::map_frame::MapFrame;
use super::map_labels::{self, Wanted};
use crate::chart::frame::{Frame, PlaceValue};
use crate::chart::geo::{PlaceId, geography};
use crate::chart::layout::classes::{self, Classes};
use crate::chart::layout::values::Writer;
use crate::chart::plot::{Extent, Plot};
use crate::chart::scene::{Datum, Ink, Scene, Shape};
use crate::chart::spec::{Axis, Spec};

pub(super) const KIND: ChartKind = ChartKind {
    name: "choropleth",
    about: "values of countries as shades of a map; rates and shares, not amounts",
    needs: &["place"],
    lying: false,
    from_zero: false,
    joins: false,
    shades: true,
    narrowest: 200.0,
    legend: classes::of_panels,
    encode: |encoding| encoding.places().map(Frame::Places),
    extent,
    draw,
};

/// The values of the places.
pub(super) fn extent(_: &Spec, frame: &Frame) -> Extent {
    let Frame::Places(places) = frame else { return Extent::default() };
    Extent { x: None, y: Extent::of_values(places.iter().filter_map(|place| place.value)) }
}

/// Whether a panel has a legend of its own: it does not where all panels share one.
pub(super) fn has_legend(plot: &Plot<'_>) -> bool {
    !plot.is_panel || (plot.spec.free_scales && plot.groups.is_empty())
}

/// The words on a place that is highlighted or has a label: what it is called, and its value.
fn label(plot: &Plot<'_>, place: &PlaceValue) -> Option<[String; 2]> {
    if !place.label.is_empty() {
        return Some([place.label.clone(), String::new()]);
    }
    let value = || place.value.map(|value| Writer::of(plot, Axis::Y).value(value)).unwrap_or_default();
    plot.spec.highlight.contains(&place.name).then(|| [place.name.clone(), value()])
}

fn draw(plot: &Plot<'_>) -> Scene {
    let Frame::Places(places) = plot.frame else { return Scene::default() };
    let mut scene = Scene::default();
    let classes = Classes::of_places(plot, places);
    let known: Vec<(PlaceId, u32, usize)> = places
        .iter()
        .enumerate()
        .filter_map(|(at, place)| Some((geography().find(&place.name)?, at as u32, classes.of(place)?)))
        .collect();
    let ids: Vec<PlaceId> = places.iter().filter_map(|place| geography().find(&place.name)).collect();
    let frame = MapFrame::new(plot, &ids);
    let mut top = 0.0;
    if has_legend(plot) {
        top = classes.legend(&mut scene, plot, 0.0, true) + 10.0;
    }
    let mut class_of: Vec<Option<(u32, usize)>> = vec![None; geography().places().len()];
    for (id, at, class) in &known {
        class_of[usize::from(id.0)] = Some((*at, *class));
    }
    land(&mut scene, &frame, &classes, &class_of, top);
    for border in geography().borders(frame.detail) {
        for points in frame.line(&border.line) {
            let points = points.into_iter().map(|[x, y]| [x, y + top]).collect();
            scene.guide(Shape::Line { points, stroke: Ink::Ground, width: 0.6, dashed: false });
        }
    }
    let wanted: Vec<Wanted> = known
        .iter()
        .filter_map(|(id, at, class)| {
            let [words, value] = label(plot, &places[*at as usize])?;
            let anchor = frame.anchor(*id);
            let of = Datum { series: 0, index: *at };
            Some(Wanted { words, value, anchor: [anchor[0], anchor[1] + top], of, on: classes.on_ink(*class) })
        })
        .collect();
    for want in wanted.iter().filter(|want| plot.spec.highlight.contains(&places[want.of.index as usize].name)) {
        outline(&mut scene, want.of);
    }
    scene.height = top + frame.size[1];
    map_labels::draw(&mut scene, plot, &wanted, [0.0, top, plot.width, top + frame.size[1]]);
    scene
}

/// Fills all places that are shown, class by class, so that each class is one path of the drawing; circles come last.
fn land(scene: &mut Scene, frame: &MapFrame, classes: &Classes, class_of: &[Option<(u32, usize)>], top: f64) {
    let mut layers: Vec<Vec<(Option<Datum>, Shape)>> = vec![Vec::new(); classes.len() + 1];
    let mut circles: Vec<(usize, Datum, Shape)> = Vec::new();
    for (id, place) in geography().places().filter(|(_, place)| frame.shows(&place.bounds)) {
        let own = class_of[usize::from(id.0)];
        let (layer, fill) = own.map_or((0, Ink::NoData), |(_, class)| (class + 1, classes.ink(class)));
        let of = own.map(|(at, _)| Datum { series: 0, index: at });
        let polygons = geography().polygons(id, frame.detail);
        let mut is_seen = false;
        for polygon in polygons {
            let rings: Vec<Vec<[f64; 2]>> = polygon
                .iter()
                .filter_map(|ring| frame.ring(ring))
                .map(|ring| ring.into_iter().map(|[x, y]| [x, y + top]).collect())
                .collect();
            if !rings.is_empty() {
                is_seen = true;
                layers[layer].push((of, Shape::Polygon { rings, fill }));
            }
        }
        let [x, y] = frame.map(place.anchor);
        if let Some((of, (_, class))) = of.zip(own)
            && (!is_seen || place.needs_circle(frame.scale))
            && frame.holds([x, y])
        {
            // At the edge of the world a circle keeps inside.
            let [x, y] = [0, 1].map(|axis| [x, y][axis].clamp(CIRCLE, frame.size[axis] - CIRCLE));
            let shape = Shape::Circle { at: [x, y + top], radius: CIRCLE, fill, hollow: false };
            circles.push((class, of, shape));
        }
    }
    for (of, shape) in layers.into_iter().flatten() {
        match of {
            Some(of) => scene.mark(of, shape),
            None => scene.guide(shape),
        }
    }
    circles.sort_by_key(|(class, of, _)| (*class, of.index));
    for (_, of, shape) in circles {
        scene.mark(of, shape);
    }
}

/// The radius of the circle that stands for a small state.
const CIRCLE: f64 = 3.5;

/// Draws a line around a place.
fn outline(scene: &mut Scene, of: Datum) {
    let rings: Vec<Vec<[f64; 2]>> = scene
        .marks()
        .filter(|(_, other)| *other == of)
        .filter_map(|(shape, _)| match shape {
            Shape::Polygon { rings, .. } => rings.first().cloned(),
            _ => None,
        })
        .collect();
    for mut points in rings {
        points.extend(points.first().copied());
        scene.guide(Shape::Line { points, stroke: Ink::Text, width: 1.2, dashed: false });
    }
}
