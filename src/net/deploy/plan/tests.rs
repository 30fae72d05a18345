//! Plans of made-up sites and stores.

use super::super::store::Object;
use super::*;

fn file(path: &str, text: &str) -> PublishedFile {
    let hash = ContentHash::of(text.as_bytes());
    let is_copy = path.contains(".html.");
    PublishedFile { path: path.to_owned(), disk: PathBuf::from("/nowhere"), hash, length: text.len() as u64, is_copy }
}

fn site(files: &[(&str, &str)]) -> Vec<Wanted> {
    wanted(files.iter().map(|(path, text)| file(path, text)).collect(), false)
}

/// A store in which each of these was written at a moment.
fn store(objects: &[(&str, &str, i64)]) -> Listing {
    let object = |text: &str, written| Object { length: text.len() as u64, written, tag: tag_of(text.as_bytes()) };
    objects.iter().map(|(path, text, written)| ((*path).to_owned(), object(text, *written))).collect()
}

fn record(files: &[(&str, &str)]) -> Record {
    Record(site(files).iter().map(|wanted| (wanted.path.clone(), wanted.sent())).collect())
}

fn uploads(plan: &Plan, wanted: &[Wanted]) -> Vec<String> {
    plan.uploads.iter().flatten().map(|at| wanted[*at].path.clone()).collect()
}

#[test]
fn nothing_goes_up_before_what_it_needs() {
    let sheet = format!("assets/site.{}.css", ContentHash::of(b"s").short(8));
    let wanted = site(&[
        ("feed.xml", "f"),
        ("index.html", "i"),
        ("a/map.png", "m"),
        (&sheet, "s"),
        ("sitemap.xml", "x"),
        ("a/index.html", "a"),
    ]);
    let plan = Plan::new(&wanted, &Listing::new(), &Record::default(), &Record::default(), false);
    assert_eq!(
        uploads(&plan, &wanted),
        [sheet.as_str(), "a/map.png", "a/index.html", "index.html", "feed.xml", "sitemap.xml"]
    );
    assert!(!plan.is_done(&Listing::new()));
}

#[test]
fn only_what_is_other_goes_up_and_only_what_was_ours_goes_away() {
    let before = [("a.html", "a"), ("b.html", "b"), ("gone.html", "g"), ("touched.html", "t")];
    let wanted = site(&[("a.html", "a"), ("b.html", "other"), ("touched.html", "t")]);
    let listing = store(&[
        ("a.html", "a", 1),
        ("b.html", "b", 1),
        ("gone.html", "g", 1),
        ("foreign.html", "f", 1),
        // Somebody wrote over it.
        ("touched.html", "x", 3),
        (DEPLOYED, "", 2),
    ]);
    let plan = Plan::new(&wanted, &listing, &record(&before), &Record::default(), false);
    assert_eq!(uploads(&plan, &wanted), ["b.html", "touched.html"]);
    assert_eq!((plan.deletions.as_slice(), plan.unchanged), (["gone.html".to_owned()].as_slice(), 1));
    assert!(plan.intention.0.contains_key("gone.html") && !plan.record.0.contains_key("gone.html"));
    // What is kept stays ours, so that it can be deleted another time.
    let keeping = Plan::new(&wanted, &listing, &record(&before), &Record::default(), true);
    assert!(keeping.deletions.is_empty() && keeping.record.0.contains_key("gone.html"));
}

#[test]
fn a_site_that_is_there_is_done() {
    let files = [("a.html", "a"), ("b.png", "b")];
    let mut listing = store(&[("a.html", "a", 1), ("b.png", "b", 1), (DEPLOYED, "", 1)]);
    let wanted = site(&files);
    let plan = Plan::new(&wanted, &listing, &record(&files), &Record::default(), false);
    assert!(plan.is_done(&listing));
    // An intention that was left is cleared away.
    listing.extend(store(&[(DEPLOYING, "", 1)]));
    assert!(!plan.is_done(&listing));
    // What is told of a file is part of it.
    let mut other = wanted;
    other[0].caching = headers::FOREVER;
    let plan = Plan::new(&other, &listing, &record(&files), &Record::default(), false);
    assert_eq!(uploads(&plan, &other), ["a.html"]);
}

#[test]
fn an_interrupted_deployment_goes_on() {
    let folder = tempfile::tempdir().unwrap();
    let mut wanted = site(&[("a.html", "a"), ("b.html", "b"), ("early.html", "e")]);
    for one in &mut wanted {
        one.disk = folder.path().join(&one.path);
        std::fs::write(&one.disk, &one.path[..1]).unwrap();
    }
    let intended = record(&[("a.html", "a"), ("b.html", "b"), ("early.html", "e"), ("old.html", "o")]);
    let listing = store(&[
        ("a.html", "a", 6),
        ("b.html", "x", 6),
        ("early.html", "e", 4),
        ("old.html", "o", 2),
        (DEPLOYING, "", 5),
    ]);
    let plan = Plan::new(&wanted, &listing, &Record::default(), &intended, false);
    // Other bytes, and an object from before the intention, go up again.
    assert_eq!(uploads(&plan, &wanted), ["b.html", "early.html"]);
    assert_eq!(plan.deletions, ["old.html"]);
}

#[test]
fn a_store_has_one_form_of_each_file() {
    let files = || {
        ["a.html", "a.html.gz", "a.html.br", "own.zip", "dump.csv.gz", "picture.png", "picture.png.gz"]
            .map(|path| file(path, path))
            .to_vec()
    };
    let paths = |all: &[Wanted]| all.iter().map(|one| (one.path.clone(), one.coding)).collect::<Vec<_>>();
    let expect = |coding| {
        let plain = ["dump.csv.gz", "own.zip", "picture.png", "picture.png.gz"].map(|path| (path.to_owned(), None));
        [("a.html".to_owned(), coding)].into_iter().chain(plain).collect::<Vec<_>>()
    };
    assert_eq!(paths(&wanted(files(), false)), expect(None));
    let compressed = wanted(files(), true);
    assert_eq!(paths(&compressed), expect(Some("gzip")));
    assert_eq!((compressed[0].media, compressed[0].hash), (media::HTML, ContentHash::of(b"a.html.gz")));
}
