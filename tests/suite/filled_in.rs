//! Whatever a dataset holds, and whatever is worked out from it: the words that are filled in are true of it.

use crate::harness::Site;
use expound::base::Severity;
use expound::lower::{Mention, Status};
use proptest::prelude::*;

const PARTNERS: [&str; 3] = ["China", "Korea, South", "Österreich"];
const YEARS: [&str; 3] = ["2022", "2023", "2024"];

/// A number as a cell has it.
fn number() -> impl Strategy<Value = String> {
    let size = prop_oneof![4 => 1..100_000i64, 2 => 1..100i64, 1 => 1_000_000..9_000_000_000i64, 1 => Just(0i64)];
    (prop_oneof![6 => Just(""), 1 => Just("-")], size, 0..4usize).prop_map(|(sign, size, decimals)| {
        let (whole, rest) = (size / 10i64.pow(decimals as u32), size % 10i64.pow(decimals as u32));
        let sign = if size == 0 { "" } else { sign };
        if decimals == 0 { format!("{sign}{size}") } else { format!("{sign}{whole}.{rest:0decimals$}") }
    })
}

/// A growth in percent.
fn growth() -> impl Strategy<Value = String> {
    (-900..3000i64)
        .prop_map(|tenths| format!("{}{}.{}", if tenths < 0 { "-" } else { "" }, tenths.abs() / 10, tenths.abs() % 10))
}

/// What a cell may be hedged with.
fn qualifier() -> impl Strategy<Value = &'static str> {
    prop_oneof![8 => Just(""), 1 => Just("about"), 1 => Just("under"), 1 => Just("over"), 1 => Just("at-least"), 1 => Just("up-to")]
}

/// The site but for its brief: a dataset of which one row is disputed.
fn site() -> impl Strategy<Value = Site> {
    let units =
        ["", "$ billion", "EUR million", "%", "tonnes", "thousand", "million barrels per day", "times", "UAH trillion"];
    let rows = PARTNERS.len() * YEARS.len() + 1;
    let row = (number(), qualifier(), number(), growth(), 1..500u32);
    let language = prop_oneof![3 => Just("en"), 1 => Just("de"), 1 => Just("fr")];
    (proptest::collection::vec(row, rows), proptest::sample::select(units.to_vec()), language).prop_map(
        |(cells, unit, language)| {
            let mut csv = String::from("partner,year,value,value_qualifier,other,growth,count,source\n");
            let keys = PARTNERS.iter().flat_map(|partner| YEARS.map(|year| (*partner, year)));
            let keys = keys.map(|(partner, year)| (partner, year, "one")).chain([("China", "2024", "two")]);
            for ((partner, year, source), (value, qualifier, other, growth, count)) in keys.zip(cells) {
                csv.push_str(&format!("\"{partner}\",{year},{value},{qualifier},{other},{growth},{count},{source}\n"));
            }
            let descriptor = format!(
                "name: data\npath: data.csv\nkey: [partner, year]\nschema:\n  fields:\n    - {{name: partner}}\n    - {{name: year, type: year}}\n    \
                 - {{name: value, type: number, unit: \"{unit}\"}}\n    - {{name: other, type: number, unit: \"{unit}\"}}\n    \
                 - {{name: growth, type: number, unit: \"%\"}}\n    - {{name: count, type: integer, unit: ships}}\n"
            );
            Site::of([
                ("expound.yaml", &*format!("title: Site\nbase_url: https://example.org/\nlanguage: {language}\n")),
                ("content/sources.yaml", "one: {title: One}\ntwo: {title: Two}\n"),
                ("content/data.csv", &csv),
                ("content/data.yaml", &descriptor),
            ])
        },
    )
}

/// What is asked of the dataset.
fn address() -> impl Strategy<Value = String> {
    let key = || {
        (proptest::sample::select(vec!["China", "korea-south", "Österreich"]), proptest::sample::select(YEARS.to_vec()))
    };
    let field = || proptest::sample::select(vec!["value", "other", "growth", "count"]);
    let direct = (key(), field()).prop_map(|((partner, year), field)| format!("{partner},{year}/{field}@one"));
    let two = (key(), field(), proptest::sample::select(vec!["change", "ratio", "difference", "share"]), key())
        .prop_map(|((partner, year), field, operation, (other, before))| {
            format!("{partner},{year}/{field}@one?{operation}=data/{other},{before}/{field}@one")
        });
    let rows = proptest::sample::select(vec!["*", "China,*", "*,2023", "korea-south,2022..2024", "*,2024"]);
    let many = (rows, field(), proptest::sample::select(vec!["sum", "mean", "max", "min", "range"]))
        .prop_map(|(rows, field, operation)| format!("{rows}/{field}@one?{operation}"));
    let before = key().prop_map(|(partner, year)| format!("{partner},{year}/value@one?before=growth"));
    let rank = (key(), field()).prop_map(|((partner, year), field)| format!("{partner},{year}/{field}@one?rank"));
    let rivals = (field(), proptest::sample::select(vec!["range", "max", "min"]))
        .prop_map(|(field, operation)| format!("China,2024/{field}?{operation}"));
    let whole = (key(), field(), 0..3usize).prop_map(|((partner, year), field, how)| match how {
        0 => format!("{partner},{year}/{field}@one?share=*"),
        1 => format!("{partner},{year}/{field}@one?difference=2022&ratio=data/{partner},2022/{field}@one"),
        _ => format!("*,{year}/{field}@one?sum&change=(data/*,2022/{field}@one?sum)"),
    });
    prop_oneof![3 => direct, 3 => two, 2 => many, 1 => before, 1 => rank, 1 => rivals, 1 => whole]
        .prop_map(|address| format!("stat:data/{address}"))
}

/// The numbers of a brief with a paragraph for each of these links.
fn mentions(site: &Site, links: &[(String, String)]) -> (Vec<Mention>, String) {
    let mut site = site.clone();
    let paragraphs = links.iter().map(|(words, address)| format!("[{words}](<{address}>)\n\n"));
    site.0.insert("content/a.md".to_owned(), format!("---\ntitle: A\n---\n\n{}", paragraphs.collect::<String>()));
    let built = site.build_with_ledger();
    let errors = built.outcome.diagnostics.iter().filter(|found| found.severity == Severity::Error);
    let errors: Vec<String> =
        errors.map(|found| format!("{}: {} ({})", found.place.line, found.message, found.help)).collect();
    let page = built.outcome.ledger.pages.iter().find(|page| &*page.file == "content/a.md").unwrap();
    (page.mentions.clone(), errors.join("\n"))
}

proptest! {
    // A failure is told, not kept in a file beside the tests.
    #![proptest_config(ProptestConfig { cases: 96, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_is_filled_in_is_true(site in site(), addresses in proptest::collection::vec(address(), 1..24)) {
        let empty: Vec<(String, String)> = addresses.iter().map(|address| (String::new(), address.clone())).collect();
        let (filled, errors) = mentions(&site, &empty);
        prop_assert_eq!(filled.len(), addresses.len(), "{}", errors);
        let mut written = Vec::new();
        for (mention, address) in filled.iter().zip(&addresses) {
            match mention.status {
                Status::Checked | Status::Disputed => written.push((mention.text.clone(), address.clone())),
                // By what may be zero nothing is divided, nothing grows from below it, and rivals may happen to agree.
                Status::Unresolved => {
                    prop_assert!(address.contains('=') || address.contains("China,2024/"), "{address}: {errors}");
                }
                status => prop_assert!(false, "{address} is {status:?}"),
            }
        }
        let (judged, errors) = mentions(&site, &written);
        for (mention, (words, address)) in judged.iter().zip(&written) {
            prop_assert!(mention.status.is_traced(), "“{words}” of {address}: {:?}\n{errors}\n{}", mention.status, site.0["content/data.csv"]);
            prop_assert!(mention.checked.is_some());
        }
        prop_assert_eq!(judged.len(), written.len());
    }
}
