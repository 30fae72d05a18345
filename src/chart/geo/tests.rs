//! What maps rely on: names that are found, outlines that neither overlap nor leave the frame, tiles that are unique.

use super::*;
use crate::chart::geo::outlines::area;
use std::collections::BTreeSet;

fn code(word: &str) -> Option<&'static str> {
    geography().find(word).map(|id| geography().place(id).alpha3)
}

/// Whether a ring holds a point: a line to the right crosses it an odd number of times.
fn holds(ring: &Ring, [x, y]: Point) -> bool {
    let crossed = ring.windows(2).filter(|pair| {
        let ([ax, ay], [bx, by]) = (pair[0], pair[1]);
        (ay > y) != (by > y) && x < (bx - ax) * (y - ay) / (by - ay) + ax
    });
    crossed.count() % 2 == 1
}

/// All polygons of a level, with the boxes around them.
fn polygons(detail: Detail) -> Vec<(&'static str, Bounds, Polygon)> {
    let all = geography().places().flat_map(|(id, place)| {
        geography().polygons(id, detail).into_iter().map(move |polygon| (place.alpha3, polygon))
    });
    all.map(|(code, polygon)| (code, Bounds::around(polygon[0].iter().copied()).unwrap(), polygon)).collect()
}

/// Who is at a point.
fn at(polygons: &[(&'static str, Bounds, Polygon)], point: Point) -> Vec<&'static str> {
    let near = polygons
        .iter()
        .filter(|(_, bounds, _)| (0..2).all(|i| bounds.least[i] <= point[i] && point[i] <= bounds.most[i]));
    let over = near.filter(|(_, _, rings)| rings.iter().filter(|ring| holds(ring, point)).count() % 2 == 1);
    over.map(|(code, ..)| *code).collect()
}

#[test]
fn every_place_is_found_by_its_codes_and_names() {
    for (id, place) in geography().places() {
        let words = names::words(place).chain(place.numeric);
        for word in words.flat_map(|word| [word.to_owned(), word.to_uppercase(), format!(" {} ", word.to_lowercase())])
        {
            assert_eq!(geography().find(&word), Some(id), "{word} of {}", place.name);
        }
        assert!(place.alpha3.len() == 3 && place.alpha2.len() == 2, "{}", place.name);
        assert!(place.numeric.is_none_or(|code| code.len() == 3 && code.bytes().all(|b| b.is_ascii_digit())));
    }
    let codes: Vec<&str> = geography().places().map(|(_, place)| place.alpha3).collect();
    assert!(codes.is_sorted_by(|a, b| a < b), "the order is that of the codes, each once");
    assert_eq!(codes.len(), 231);
}

#[test]
fn what_authors_write_is_understood() {
    for (word, wanted) in [
        ("Russian Federation", "RUS"),
        ("the UK", "GBR"),
        ("U.K.", "GBR"),
        ("u.s.a.", "USA"),
        ("Turkiye", "TUR"),
        ("TURKEY", "TUR"),
        ("korea, rep.", "KOR"),
        ("Cote d'Ivoire", "CIV"),
        ("Côte d’Ivoire", "CIV"),
        ("Bosnia & Herzegovina", "BIH"),
        ("St Lucia", "LCA"),
        ("Czech Republic", "CZE"),
        ("The Gambia", "GMB"),
        ("8", "ALB"),
        ("Sao Tome and Principe", "STP"),
        ("Democratic Republic of the Congo", "COD"),
        ("Congo", "COG"),
    ] {
        assert_eq!(code(word), Some(wanted), "{word}");
    }
    for word in ["", "…", "Atlantis", "ZZ", "0", "Europe"] {
        assert_eq!(code(word), None, "{word}");
    }
    assert_eq!(geography().nearest("Ukrane"), Some("Ukraine"));
    assert_eq!(geography().nearest("Kirgyzstan"), Some("Kyrgyzstan"));
    assert_eq!(geography().nearest("Cote d'Ivoir"), Some("Côte d’Ivoire"));
    assert_eq!(geography().nearest("Middle-earth"), None);
}

#[test]
fn outlines_are_closed_and_inside_the_frame() {
    for detail in Detail::ALL {
        for (code, bounds, rings) in polygons(detail) {
            assert!(bounds.least[0] >= 0.0 && bounds.most[0] <= Geography::WIDTH, "{code} {detail:?}");
            assert!(bounds.least[1] >= 0.0 && bounds.most[1] <= geography().height(), "{code} {detail:?}");
            assert!(rings.iter().all(|ring| ring.len() >= 4 && ring.first() == ring.last()), "{code} {detail:?}");
        }
    }
    let all = Bounds::around(polygons(Detail::Region).iter().flat_map(|(_, b, _)| [b.least, b.most])).unwrap();
    assert!(all.least[1] < 0.1 && all.most[1] > geography().height() - 1.0, "the frame fits: {all:?}");
}

#[test]
fn places_do_not_overlap_and_keep_their_size() {
    // Simplifying moves lines by about a pixel, and lines of two places may then cross here and there.
    for (detail, overlaps, share) in [(Detail::Narrow, 12, 0.2), (Detail::Wide, 4, 0.1), (Detail::Region, 0, 0.02)] {
        let shown = polygons(detail);
        let points =
            (0..500).flat_map(|x| (0..222).map(move |y| [f64::from(x) * 2.0 + 0.43, f64::from(y) * 2.0 + 0.37]));
        let twice = points.filter(|point| at(&shown, *point).len() > 1).count();
        assert!(twice <= overlaps, "{detail:?}: {twice} points of 111000 are in two places");
        for (id, place) in geography().places().filter(|(_, place)| place.area > 150.0) {
            let now: f64 = geography()
                .polygons(id, detail)
                .iter()
                .map(|rings| area(&rings[0]) - rings[1..].iter().map(|ring| area(ring)).sum::<f64>())
                .sum();
            assert!((now / place.area - 1.0).abs() < share, "{detail:?} {}: {now} of {}", place.name, place.area);
        }
    }
}

#[test]
fn cities_are_in_their_countries() {
    // Their places in the frame, as bake.mjs prints them.
    for (city, point, wanted) in [
        ("Simferopol", [546.0, 85.2], "UKR"),
        ("Kerch", [551.5, 84.0], "UKR"),
        ("north of Nicosia", [547.3, 117.6], "CYP"),
        ("Hargeisa", [583.5, 212.5], "SOM"),
        ("Pristina", [514.6, 92.8], "XKX"),
        ("Paris", [468.4, 73.0], "FRA"),
        ("Moscow", [549.1, 52.8], "RUS"),
        ("Anadyr", [822.8, 27.0], "RUS"),
    ] {
        assert_eq!(at(&polygons(Detail::Region), point), [wanted], "{city}");
    }
}

#[test]
fn anchors_are_inside_and_small_places_get_a_circle() {
    let shown = polygons(Detail::Region);
    for (_, place) in geography().places() {
        let found = at(&shown, place.anchor);
        assert!(found == [place.alpha3] || place.area < 1.0, "{} at {:?}: {found:?}", place.name, place.anchor);
    }
    let circled = |code: &str, scale: f64| geography().place(geography().find(code).unwrap()).needs_circle(scale);
    for code in ["SGP", "MLT", "LUX", "BHR", "MUS", "HKG", "KIR", "MCO"] {
        assert!(circled(code, 0.68), "{code}");
    }
    assert!(!circled("LUX", 3.0) && !circled("UKR", 0.32) && !circled("BEL", 0.68));
}

#[test]
fn every_place_can_be_seen_as_a_polygon_or_a_circle() {
    for (detail, scale) in [(Detail::Narrow, 0.32), (Detail::Wide, 0.68), (Detail::Region, 2.5)] {
        assert_eq!(Detail::at_scale(scale), detail);
        for (id, place) in geography().places().filter(|(_, place)| !place.needs_circle(scale)) {
            assert!(!geography().polygons(id, detail).is_empty(), "{} has no outline at {detail:?}", place.name);
        }
    }
}

#[test]
fn borders_are_drawn_once_between_those_that_touch() {
    for detail in Detail::ALL {
        let borders = geography().borders(detail);
        let pairs: BTreeSet<[&str; 2]> =
            borders.iter().map(|border| border.between.map(|id| geography().place(id).alpha3)).collect();
        for pair in [["RUS", "UKR"], ["CAN", "USA"], ["CHN", "RUS"], ["FRA", "ESP"], ["IND", "PAK"], ["LSO", "ZAF"]] {
            let mut pair = pair;
            pair.sort_unstable();
            assert!(pairs.contains(&pair), "{detail:?} {pair:?}");
        }
        assert!(borders.iter().all(|border| border.line.len() >= 2));
        assert!(!pairs.contains(&["RUS", "TUR"]));
    }
    assert!(geography().borders(Detail::Narrow).len() > 250);
}

#[test]
fn coarser_levels_have_fewer_points() {
    let points = |detail| polygons(detail).iter().flat_map(|(_, _, rings)| rings).map(Vec::len).sum::<usize>();
    let all = Detail::ALL.map(points);
    assert!(all[0] < 3500 && all[0] * 2 < all[1] && all[1] < 7500 && all[1] * 2 < all[2], "{all:?}");
}

#[test]
fn tiles_are_unique_and_cover_whom_they_promise() {
    for grid in [TileGrid::world(), TileGrid::europe()] {
        let cells: BTreeSet<(usize, usize)> = grid.tiles.iter().map(|tile| (tile.row, tile.column)).collect();
        let places: BTreeSet<PlaceId> = grid.tiles.iter().map(|tile| tile.place).collect();
        assert_eq!((cells.len(), places.len()), (grid.tiles.len(), grid.tiles.len()));
        assert!(grid.tiles.iter().all(|tile| tile.row < grid.rows && tile.column < grid.columns));
    }
    assert_eq!((TileGrid::world().tiles.len(), TileGrid::europe().tiles.len()), (200, 46));
    // Each tile of Europe is one of the world; who is west or north of whom is so on both.
    let tile = |grid: &TileGrid, code: &str| grid.tile(geography().find(code).unwrap()).unwrap();
    assert!(TileGrid::europe().tiles.iter().all(|own| TileGrid::world().tile(own.place).is_some()));
    for grid in [TileGrid::world(), TileGrid::europe()] {
        for (west, east) in [("PRT", "ESP"), ("IRL", "GBR"), ("DEU", "POL"), ("MKD", "TUR"), ("FRA", "ITA")] {
            assert!(tile(grid, west).column < tile(grid, east).column, "{west} {east}");
        }
        for (north, south) in [("SWE", "POL"), ("POL", "HUN"), ("UKR", "TUR"), ("DEU", "ITA"), ("FIN", "BLR")] {
            assert!(tile(grid, north).row < tile(grid, south).row, "{north} {south}");
        }
    }
}

#[test]
fn a_damaged_file_is_refused() {
    let bytes = include_bytes!("world.bin");
    assert!(Outlines::read(bytes, 231).is_some());
    assert!(Outlines::read(&bytes[..bytes.len() - 1], 231).is_none());
    assert!(Outlines::read(bytes, 230).is_none());
    assert!(names::read("ABW\tAW").is_none());
}
