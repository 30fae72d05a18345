//! Tile maps: one tile a place, all of one size, about where a reader would look for it; the code and the value in each
//! where they fit.

use super::ChartKind;
use super::choropleth::{extent, has_legend};
use crate::base::font::Weight;
use crate::chart::frame::{Frame, PlaceValue};
use crate::chart::geo::{TileGrid, geography};
use crate::chart::layout::classes::{self, Classes};
use crate::chart::layout::values::Writer;
use crate::chart::plot::Plot;
use crate::chart::scene::{Anchor, Area, Datum, Ink, Scene, Shape};
use crate::chart::spec::Axis;

pub(super) const KIND: ChartKind = ChartKind {
    name: "tile-map",
    about: "values of countries as tiles of one size, so that small ones are seen as well",
    needs: &["place"],
    lying: false,
    from_zero: false,
    joins: false,
    shades: true,
    narrowest: 200.0,
    legend: classes::of_panels,
    encode: |encoding| encoding.tiles().map(Frame::Places),
    extent,
    draw,
};

/// Between two tiles, and from the edge of a tile to its words.
const GAP: f64 = 2.0;
const INSET: f64 = 0.5;

/// A tile of the drawing: where, what is known of it, and what it may be called, the longest name first.
struct Tile<'a> {
    at: [i32; 2],
    own: Option<(u32, &'a PlaceValue)>,
    names: Vec<String>,
}

fn draw(plot: &Plot<'_>) -> Scene {
    let Frame::Places(places) = plot.frame else { return Scene::default() };
    let mut scene = Scene::default();
    let classes = Classes::of_places(plot, places);
    let tiles = tiles(plot, places);
    let Some([left, upper, right, lower]) = around(&tiles) else { return scene };
    let mut top = 0.0;
    if has_legend(plot) {
        let no_data = tiles.iter().any(|tile| tile.own.is_none_or(|(_, place)| !place.is_known()));
        top = classes.legend(&mut scene, plot, 0.0, no_data) + 10.0;
    }
    let (columns, rows) = (f64::from(right - left + 1), f64::from(lower - upper + 1));
    let width = (plot.width / columns).min(MOST[0]);
    let height = if plot.is_panel { width } else { width.clamp(plot.text.height(1) + GAP, MOST[1]) };
    let area = |[x, y]: [i32; 2]| {
        let (x, y) = (f64::from(x - left) * width, top + f64::from(y - upper) * height);
        Area::new(x, y, x + width - GAP, y + height - GAP)
    };
    let room = [width - GAP - 2.0 * INSET, height - GAP];
    let naming = naming(plot, &tiles, room);
    // Numbers without names say nothing in a panel whose neighbours may have none.
    let valued = (naming.is_some() || !plot.is_panel) && valued(plot, &tiles, naming.is_some(), room);
    for tile in &tiles {
        let area = area(tile.at);
        let class = tile.own.and_then(|(_, place)| classes.of(place));
        let on = match (class, tile.own) {
            (Some(class), Some((index, place))) => {
                let of = Datum { series: 0, index };
                scene.mark(of, Shape::Rect { area, fill: classes.ink(class) });
                if plot.spec.highlight.contains(&place.name) {
                    outline(&mut scene, &area);
                }
                classes.on_ink(class)
            }
            _ => {
                scene.guide(Shape::Rect { area, fill: Ink::NoData });
                Ink::OnNoData
            }
        };
        let name = naming.map(|naming| tile.names[naming.min(tile.names.len() - 1)].as_str());
        words(&mut scene, plot, tile, name, valued, &area, on);
    }
    scene.height = top + rows * height - GAP;
    scene
}

/// The largest tile.
const MOST: [f64; 2] = [150.0, 46.0];

/// All tiles: those of the author's own grid, or those of the grid that the places are on.
fn tiles<'a>(plot: &Plot<'_>, places: &'a [PlaceValue]) -> Vec<Tile<'a>> {
    let own = |place: &PlaceValue| if place.label.is_empty() { place.name.clone() } else { place.label.clone() };
    if plot.spec.column_of("x").is_some() {
        let tile = |(at, place): (usize, &'a PlaceValue)| {
            Some(Tile { at: place.tile?, own: Some((at as u32, place)), names: vec![own(place)] })
        };
        return places.iter().enumerate().filter_map(tile).collect();
    }
    let found: Vec<_> = places.iter().map(|place| geography().find(&place.name)).collect();
    let is_on = |grid: &TileGrid| {
        found.iter().zip(places).all(|(id, place)| {
            let tile = id.and_then(|id| grid.tile(id)).map(|tile| [tile.column as i32, tile.row as i32]);
            tile == place.tile
        })
    };
    let grid = if is_on(TileGrid::europe()) { TileGrid::europe() } else { TileGrid::world() };
    let tile = |tile: &crate::chart::geo::Tile| {
        let at = found.iter().position(|id| *id == Some(tile.place));
        let place = geography().place(tile.place);
        let labelled = at.map(|at| &places[at].label).filter(|label| !label.is_empty());
        Tile {
            at: [tile.column as i32, tile.row as i32],
            own: at.map(|at| (at as u32, &places[at])),
            names: match labelled {
                Some(label) => vec![label.clone(), place.alpha3.to_owned(), place.alpha2.to_owned()],
                None => vec![place.alpha3.to_owned(), place.alpha3.to_owned(), place.alpha2.to_owned()],
            },
        }
    };
    grid.tiles.iter().map(tile).collect()
}

fn around(tiles: &[Tile<'_>]) -> Option<[i32; 4]> {
    let boxes = tiles.iter().map(|Tile { at: [x, y], .. }| [*x, *y, *x, *y]);
    boxes.reduce(|a, b| [a[0].min(b[0]), a[1].min(b[1]), a[2].max(b[2]), a[3].max(b[3])])
}

/// Which of their names all tiles can bear; none where even the shortest does not fit.
fn naming(plot: &Plot<'_>, tiles: &[Tile<'_>], [width, height]: [f64; 2]) -> Option<usize> {
    let name = |tile: &Tile<'_>, naming: usize| {
        plot.text.width(&tile.names[naming.min(tile.names.len() - 1)], weight(tile)) <= width
    };
    let fits = |naming: &usize| tiles.iter().all(|tile| name(tile, *naming));
    (0..3).find(fits).filter(|_| plot.text.height(1) <= height)
}

fn weight(tile: &Tile<'_>) -> Weight {
    let is_known = tile.own.is_some_and(|(_, place)| place.is_known());
    if is_known { Weight::Bold } else { Weight::Regular }
}

fn value(plot: &Plot<'_>, tile: &Tile<'_>) -> Option<String> {
    tile.own.and_then(|(_, place)| place.value).map(|value| Writer::of(plot, Axis::Y).value(value))
}

/// Whether all tiles can bear their value.
fn valued(plot: &Plot<'_>, tiles: &[Tile<'_>], named: bool, [width, height]: [f64; 2]) -> bool {
    let fits =
        |tile: &Tile<'_>| value(plot, tile).is_none_or(|value| plot.text.width(&value, Weight::Regular) <= width);
    plot.text.height(1 + usize::from(named)) <= height && tiles.iter().all(fits)
}

fn words(scene: &mut Scene, plot: &Plot<'_>, tile: &Tile<'_>, name: Option<&str>, valued: bool, area: &Area, ink: Ink) {
    let text = &plot.text;
    let known = tile.own.filter(|(_, place)| place.is_known());
    let value = value(plot, tile).filter(|_| valued);
    let lines: Vec<(&str, Weight)> = name
        .map(|name| (name, weight(tile)))
        .into_iter()
        .chain(value.as_deref().map(|value| (value, Weight::Regular)))
        .collect();
    let first = text.first_baseline(lines.len(), area.center_y());
    for (at, (words, weight)) in lines.into_iter().enumerate() {
        let y = first + at as f64 * text.line_height();
        let placed = text.place(words, weight, area.center_x(), y, Anchor::Middle, ink);
        scene.text(match known {
            Some((index, _)) => placed.about(Datum { series: 0, index }),
            None => placed,
        });
    }
}

fn outline(scene: &mut Scene, area: &Area) {
    let Area { x0, y0, x1, y1 } = area.grown(-1.0);
    let points = vec![[x0, y0], [x1, y0], [x1, y1], [x0, y1], [x0, y0]];
    scene.guide(Shape::Line { points, stroke: Ink::Text, width: 2.0, dashed: false });
}
