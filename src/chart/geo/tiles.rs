//! `tiles-*.txt` → grids where each country has one tile, about where a reader would look for it.

use super::{Geography, PlaceId, geography};
use std::sync::OnceLock;

/// A grid of tiles.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TileGrid {
    /// How many columns.
    pub columns: usize,
    /// How many rows.
    pub rows: usize,
    /// The tiles, row by row.
    pub tiles: Vec<Tile>,
}

/// The tile of a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Tile {
    /// Whose it is.
    pub place: PlaceId,
    /// From the left, from 0.
    pub column: usize,
    /// From the top, from 0.
    pub row: usize,
}

impl TileGrid {
    /// The world: the members of the United Nations and those whose figures are usually told apart.
    pub fn world() -> &'static Self {
        static WORLD: OnceLock<TileGrid> = OnceLock::new();
        WORLD.get_or_init(|| Self::read(include_str!("tiles-world.txt"), geography()).expect(KNOWN))
    }

    /// Europe: the European Union, EFTA, the United Kingdom, the candidates, Belarus, Russia, Armenia and Azerbaijan.
    pub fn europe() -> &'static Self {
        static EUROPE: OnceLock<TileGrid> = OnceLock::new();
        EUROPE.get_or_init(|| Self::read(include_str!("tiles-europe.txt"), geography()).expect(KNOWN))
    }

    /// The tile of a place, if the grid has one.
    pub fn tile(&self, place: PlaceId) -> Option<Tile> {
        self.tiles.iter().copied().find(|tile| tile.place == place)
    }

    /// Reads rows of alpha-3 codes, with `...` where there is no tile.
    fn read(text: &str, geography: &Geography) -> Option<Self> {
        let cells: Vec<Vec<&str>> = text.lines().map(|line| line.split(' ').collect()).collect();
        let mut tiles = Vec::new();
        for (row, line) in cells.iter().enumerate() {
            for (column, code) in line.iter().enumerate().filter(|(_, code)| **code != "...") {
                tiles.push(Tile { place: geography.find(code)?, column, row });
            }
        }
        Some(Self { columns: cells.iter().map(Vec::len).max()?, rows: cells.len(), tiles })
    }
}

const KNOWN: &str = "the grid is part of the program, and a test reads it";
