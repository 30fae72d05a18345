//! Names of countries and values, or groups → what is known of each place of a map.

use super::Encoding;
use crate::base::{Diagnostic, codes};
use crate::chart::frame::PlaceValue;
use crate::chart::geo::{TileGrid, geography};
use crate::data::{Column, Kind};
use rustc_hash::FxHashMap;

impl Encoding<'_> {
    /// What `value` (or `color`) says of the countries of `place`. A column `color` of words makes groups.
    pub fn places(&mut self) -> Option<Vec<PlaceValue>> {
        self.read_places(|encoding, column, row| encoding.is_place(column, row).then_some(None))
    }

    /// The same with a tile for each: where the numbers of `x` and `y` put it, or on the grid of Europe or the world.
    pub fn tiles(&mut self) -> Option<Vec<PlaceValue>> {
        if let (Some(x), Some(y)) = (self.column("x"), self.column("y")) {
            return self.read_places(|encoding, _, row| {
                let at = (encoding.number(x, row), encoding.number(y, row));
                let (Some(x), Some(y)) = at else { return Some(None) };
                Some(Some([x.round() as i32, y.round() as i32]))
            });
        }
        let place = self.column("place")?;
        // One grid for all panels, so it is chosen by all rows.
        let is_european = |text: &str| geography().find(text).is_none_or(|id| TileGrid::europe().tile(id).is_some());
        let all = place.cells.iter().map(|cell| &*cell.text).filter(|text| !text.is_empty());
        let (grid, name) = match all.clone().all(is_european) {
            true => (TileGrid::europe(), "Europe"),
            false => (TileGrid::world(), "the world"),
        };
        self.read_places(|encoding, column, row| {
            if !encoding.is_place(column, row) {
                return None;
            }
            let text = &*column.cells[row].text;
            let tile = geography().find(text).and_then(|id| grid.tile(id));
            if tile.is_none() {
                let message = format!("`{text}` has no tile on the grid of {name}");
                let help =
                    "leave it out, draw `type: choropleth`, or give each place a column and a row with `x:` and `y:`";
                encoding.refuse_place(column, row, message, help);
            }
            tile.map(|tile| Some([tile.column as i32, tile.row as i32]))
        })
    }

    fn read_places(
        &mut self,
        mut tile: impl FnMut(&mut Self, &Column, usize) -> Option<Option<[i32; 2]>>,
    ) -> Option<Vec<PlaceValue>> {
        let place = self.column("place")?;
        let value = self.either(["value", "color"])?;
        let grouped = self.spec.columns_of("value").is_empty() && !self.groups.is_empty();
        let label = self.column("label");
        let mut known: FxHashMap<String, usize> = FxHashMap::default();
        let mut places = Vec::with_capacity(self.rows.len());
        for row in self.rows.clone() {
            let name = place.cells[row].text.to_string();
            if name.is_empty() {
                continue;
            }
            let Some(tile) = tile(self, place, row) else { continue };
            if let Some(before) = known.insert(key(&name), row) {
                let message = format!("rows {} and {} are for the same place", before + 1, row + 1);
                let help = "keep one of them, or name the column that tells them apart as `facet:`";
                self.refuse_place(place, row, message, help);
                continue;
            }
            let group =
                grouped.then(|| self.groups.iter().position(|group| **group == *value.cells[row].text)).flatten();
            places.push(PlaceValue {
                value: if grouped { None } else { self.number(value, row) },
                group,
                label: label.map(|label| label.cells[row].text.to_string()).unwrap_or_default(),
                tile,
                name,
            });
        }
        // Panels show one part of the world, so each has the places of all, those of other panels without a value.
        let elsewhere = if self.spec.column_of("facet").is_some() { self.table.rows() } else { 0 };
        for row in 0..elsewhere {
            let name = place.cells[row].text.to_string();
            if name.is_empty() || known.contains_key(&key(&name)) {
                continue;
            }
            known.insert(key(&name), row);
            if let Some(tile) = tile(self, place, row) {
                places.push(PlaceValue { value: None, group: None, label: String::new(), tile, name });
            }
        }
        Some(places)
    }

    /// Whether a cell names a place of the map; tells of it where it does not.
    fn is_place(&mut self, column: &Column, row: usize) -> bool {
        let text = &*column.cells[row].text;
        if text.is_empty() || geography().find(text).is_some() {
            return true;
        }
        let help = match geography().nearest(text) {
            Some(near) => format!("did you mean `{near}`?"),
            None => "write the English name of a country, or its ISO code, such as Germany, DEU or DE".to_owned(),
        };
        let message = format!("there is no place `{text}` on the map");
        let found = Diagnostic::new(&codes::UNKNOWN_PLACE, self.table.place(row, column.index), message, help);
        self.diagnostics.push(found.and(self.spec.place.clone(), "the chart that shows it"));
        false
    }

    fn refuse_place(&mut self, column: &Column, row: usize, message: String, help: &str) {
        let found = Diagnostic::new(&codes::BAD_CHART, self.table.place(row, column.index), message, help);
        self.diagnostics.push(found.and(self.spec.place.clone(), "the chart that shows it"));
    }

    /// Whether `color` is a number that shades show, rather than the names of groups.
    pub(super) fn shades(&self) -> bool {
        let is_number = |name| self.table.column(name).is_some_and(|column| column.kind == Kind::Number);
        self.spec.kind.shades && self.spec.column_of("color").is_some_and(is_number)
    }
}

/// What two names of one place share.
fn key(name: &str) -> String {
    geography().find(name).map_or_else(|| name.to_owned(), |id| geography().place(id).alpha3.to_owned())
}
