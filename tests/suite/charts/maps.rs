//! What holds of maps: whom they show, in which class, and that words lie on nothing.

use super::sample::{WORDS, cells, list, quoted};
use super::{WIDTHS, chart, draw, faults};
use expound::chart::geo::{TileGrid, geography};
use expound::chart::scene::Shape;
use proptest::prelude::*;

fn map() -> impl Strategy<Value = String> {
    let kind = prop_oneof![Just("choropleth"), Just("tile-map")];
    let names = || {
        let all: Vec<&'static str> =
            TileGrid::world().tiles.iter().map(|tile| geography().place(tile.place).name).collect();
        all
    };
    let european = || {
        let all: Vec<&'static str> =
            TileGrid::europe().tiles.iter().map(|tile| geography().place(tile.place).name).collect();
        all
    };
    (kind, prop_oneof![1..8usize, 8..45usize], any::<bool>(), 0..4usize)
        .prop_flat_map(move |(kind, count, europe, highlighted)| {
            let pool = if europe { european() } else { names() };
            let count = count.min(pool.len());
            (Just(kind), proptest::sample::subsequence(pool, count), cells(1, count, false), Just(highlighted))
        })
        .prop_map(|(kind, places, cells, highlighted)| {
            let marked: Vec<String> = places.iter().take(highlighted).map(|name| (*name).to_owned()).collect();
            let mut block = format!("type: {kind}\nplace: place\nvalue: value\nhighlight: {}\n{WORDS}", list(&marked));
            block.push_str("rows:\n  - [place, value]\n");
            for (at, place) in places.iter().enumerate() {
                let value = cells[0][at].map_or_else(|| "\"\"".to_owned(), |value| value.to_string());
                block.push_str(&format!("  - [{}, {value}]\n", quoted(place)));
            }
            block
        })
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 32, ..ProptestConfig::default() })]

    #[test]
    fn words_of_maps_lie_on_nothing(block in map().prop_filter("a value", |block| super::has_value(block))) {
        let chart = chart(&block);
        let faults = faults(&chart);
        prop_assert!(faults.is_empty(), "{}\n{block}", faults.join("\n"));
        for width in WIDTHS {
            let scene = draw(&chart, width);
            let is_in = |[x, y]: &[f64; 2]| (-0.1..=width + 0.1).contains(x) && (-0.1..=scene.height + 0.1).contains(y);
            let inside = scene.marks().all(|(shape, _)| match shape {
                Shape::Polygon { rings, .. } => rings.iter().flatten().all(is_in),
                Shape::Circle { at, .. } => is_in(at),
                Shape::Rect { area, .. } => is_in(&[area.x0, area.y0]) && is_in(&[area.x1, area.y1]),
                _ => true,
            });
            prop_assert!(inside, "{width}\n{block}");
        }
    }

    #[test]
    fn each_known_place_is_drawn_and_no_other(block in map().prop_filter("a value", |block| super::has_value(block))) {
        let chart = chart(&block);
        let expound::chart::frame::Frame::Places(places) = &chart.panels[0].frame else { panic!("no places") };
        let mut drawn: Vec<u32> = draw(&chart, 680.0).marks().map(|(_, of)| of.index).collect();
        drawn.sort_unstable();
        drawn.dedup();
        let known = places.iter().enumerate().filter(|(_, place)| place.value.is_some()).map(|(at, _)| at as u32);
        prop_assert_eq!(drawn, known.collect::<Vec<u32>>(), "{}", block);
    }
}
