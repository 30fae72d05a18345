//! Pictures of charts: what they show, that they are the same on any number of threads, and what a cache may do to them.

use super::FONT;
use crate::harness::Site;
use expound::base::cache::{Cache, MemoryCache, NoCache};
use expound::base::font::ChartFont;
use expound::chart::png::Painter;
use std::collections::BTreeMap;

fn site() -> Site {
    let block = |at: usize| {
        format!(
            "```chart\ntype: bar\ntitle: Chart {at}\nsubtitle: Units\nsource: a\nalt: Bars.\nx: name\ny: value\n\
             rows:\n  - [name, value]\n  - [A, {at}]\n  - [B, 2]\n  - [C, 3]\n```\n\n"
        )
    };
    let brief = format!("---\ntitle: A\n---\n\n{}", (1..7).map(block).collect::<String>());
    Site::of([("expound.yaml", "title: T\n"), ("content/sources.yaml", "a: {title: A}\n"), ("content/a.md", &brief)])
}

/// The pictures of a site that is built on so many threads.
fn pictures(threads: usize, cache: &dyn Cache) -> BTreeMap<String, String> {
    let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
    let built = pool.install(|| site().build_with(cache));
    built.hashes().into_iter().filter(|(path, _)| path.ends_with(".png")).collect()
}

#[test]
fn pictures_are_the_same_on_any_number_of_threads_and_from_any_cache() {
    let cache = MemoryCache::default();
    let one = pictures(1, &NoCache);
    assert_eq!(one.len(), 6);
    assert_eq!(one, pictures(8, &NoCache));
    assert_eq!(one, pictures(8, &cache));
    assert_eq!(cache.len(), 6);
    assert_eq!(one, pictures(1, &cache));
}

#[test]
fn words_are_drawn_in_the_font_of_charts_whatever_the_file_calls_itself() {
    let mut font: ChartFont = FONT.clone();
    font.metrics.family = "Name of a Style Sheet".to_owned();
    let painter = Painter::new(&font);
    let with = |attributes: &str, words: &str| {
        let svg = format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 80 20\" width=\"80\" height=\"20\" \
             font-family=\"{attributes}\" font-size=\"13\"><text x=\"2\" y=\"15\" fill=\"#000000\">{words}</text></svg>"
        );
        painter.paint(&svg).unwrap()
    };
    let named = "Name of a Style Sheet, Arial, sans-serif";
    assert!(with(named, "Words") != with(named, ""), "words are drawn");
    assert!(with(named, "Words") != with("Name of a Style Sheet\" font-weight=\"600", "Words"), "bold is bold");
    assert!(with("Name of a Style Sheet", "\u{2212}5 \u{00e4}").starts_with(b"\x89PNG"));
}
