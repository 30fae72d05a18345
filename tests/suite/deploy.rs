//! `expound deploy` against a store on this machine. Needs `moto_server`, which `.ci/run` installs; where it is not there a
//! test says so and is skipped; with `EXPOUND_TEST_ALL=1` it fails.

use crate::harness::{NOW, Ran, Scratch, Store, expound, program, published};
use std::collections::{BTreeMap, BTreeSet};
use std::process::{Command, Stdio};
use std::time::Duration;

const FOREVER: &str = "public, max-age=31536000, immutable";
const ASK_AGAIN: &str = "public, max-age=0, must-revalidate";

fn brief(title: &str, body: &str) -> String {
    format!("---\ntitle: {title}\ndate: 2025-01-01\n---\n\n{body}\n")
}

/// A small site, built.
fn site() -> Scratch {
    let site = Scratch::new(&[
        ("expound.yaml", "title: Site\nbase_url: https://example.org/\n"),
        ("content/a.md", &brief("A", "Words.")),
        ("content/b.md", &brief("B", &"More words. ".repeat(60))),
        ("content/a picture+100%.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"/>"),
        ("content/größe.csv", "a,b\n1,2\n"),
    ]);
    build(&site, &[]);
    site
}

fn build(site: &Scratch, more: &[&str]) {
    let ran = expound(site.path(), &[&["build", "--quiet", "--now", NOW], more].concat());
    assert_eq!(ran.code, 0, "{}", ran.err);
}

/// The program with keys, and nothing else of the environment that is about stores.
fn command(site: &Scratch, url: &str, args: &[&str]) -> Command {
    let mut command = program(site.path());
    for name in ["AWS_SESSION_TOKEN", "AWS_REGION", "AWS_DEFAULT_REGION", "AWS_ENDPOINT_URL", "AWS_ENDPOINT_URL_S3"] {
        command.env_remove(name);
    }
    command.env("AWS_ACCESS_KEY_ID", "ours").env("AWS_SECRET_ACCESS_KEY", "unspeakable");
    command.args(["deploy", "--to", "s3://site", "--endpoint", url]).args(args);
    command
}

fn deploy(site: &Scratch, store: &Store, args: &[&str]) -> Ran {
    run(command(site, &store.url, args))
}

fn run(mut command: Command) -> Ran {
    let output = command.output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    let ran = Ran { code: output.status.code().unwrap(), out: text(output.stdout), err: text(output.stderr) };
    assert!(!ran.out.contains("unspeakable") && !ran.err.contains("unspeakable"), "{ran:?}");
    ran
}

/// What a deployment puts: all that was published.
fn files(site: &Scratch) -> BTreeMap<String, Vec<u8>> {
    published(&site.path().join("public")).into_iter().filter(|(path, _)| path != ".expound-manifest").collect()
}

/// The paths that were put, in order, without the records.
fn put(asked: &[String]) -> Vec<String> {
    let paths = asked.iter().filter_map(|line| line.strip_prefix("PUT /site/"));
    paths.filter(|path| !path.starts_with(".expound")).map(str::to_owned).collect()
}

fn at(asked: &[String], line: &str) -> usize {
    asked.iter().position(|asked| asked == line).unwrap_or_else(|| panic!("{line} is not in {asked:#?}"))
}

#[test]
fn only_what_changed_goes_up_and_only_what_was_ours_goes_away() {
    let Some(store) = Store::start(false) else { return };
    let site = site();
    store.put("/site/letter.txt", b"not ours");
    store.put("/site/a.html", b"not ours either");
    store.asked();

    let first = deploy(&site, &store, &[]);
    assert_eq!(first.code, 0, "{}", first.err);
    let all = files(&site);
    assert!(first.out.starts_with(&format!("Deployed to s3://site: {} files uploaded", all.len())), "{}", first.out);
    let asked = store.asked();
    assert_eq!(put(&asked).len(), all.len());
    // What a page needs is there before it, and what tells of it comes after it.
    let order = |path: &str| match path {
        path if path.starts_with("assets/") || path.starts_with("search/parts/") => 0,
        path if path.ends_with("feed.xml") || path.ends_with("feed.json") => 3,
        "sitemap.xml" | "robots.txt" | "manifest.json" | "search/manifest.json" => 3,
        path if path.ends_with(".html") => 2,
        _ => 1,
    };
    let steps: Vec<u8> = put(&asked).iter().map(|path| order(path)).collect();
    assert!(steps.is_sorted() && BTreeSet::from_iter(&steps).len() == 4, "{:#?}", put(&asked));
    assert!(asked.iter().position(|line| line.starts_with("PUT")) == Some(at(&asked, "PUT /site/.expound-deploying")));
    assert!(asked.iter().rposition(|line| line.starts_with("PUT")) == Some(at(&asked, "PUT /site/.expound-deployed")));
    for (path, bytes) in &all {
        let key = path.replace('%', "%25").replace('+', "%2B").replace(' ', "%20");
        assert_eq!(store.object(&key).map(|object| object.bytes).as_ref(), Some(bytes), "{path}");
    }
    assert_eq!(store.object("letter.txt").unwrap().bytes, b"not ours");
    assert_eq!(store.object(".expound-deploying"), None);

    let told = |path: &str| store.object(path).map(|object| (object.media, object.caching)).unwrap();
    let style = all.keys().find(|path| path.ends_with(".css")).unwrap();
    assert_eq!(told(style), ("text/css; charset=utf-8".to_owned(), FOREVER.to_owned()));
    assert_eq!(told("index.html"), ("text/html; charset=utf-8".to_owned(), ASK_AGAIN.to_owned()));
    assert_eq!(told("feed.xml"), ("application/xml".to_owned(), ASK_AGAIN.to_owned()));
    assert_eq!(told("search/manifest.json").0, "application/json");
    assert_eq!(told("größe.csv"), ("text/csv; charset=utf-8".to_owned(), ASK_AGAIN.to_owned()));

    store.asked();
    let second = deploy(&site, &store, &[]);
    assert_eq!((second.code, second.out), (0, format!("s3://site has all {} files already.\n", all.len())));
    let asked = store.asked();
    assert!(asked.iter().all(|line| line.starts_with("GET ")), "{asked:#?}");

    site.write("content/a.md", brief("A", "Other words."));
    build(&site, &[]);
    let now = files(&site);
    let changed: BTreeSet<&String> =
        now.iter().filter(|(path, bytes)| all.get(*path) != Some(bytes)).map(|(p, _)| p).collect();
    let third = deploy(&site, &store, &[]);
    assert_eq!(third.code, 0, "{}", third.err);
    let asked = store.asked();
    let put_now = put(&asked);
    assert_eq!(put_now.iter().collect::<BTreeSet<_>>(), changed);
    assert!(changed.len() < all.len() / 2 && store.object("a/index.html").unwrap().bytes == now["a/index.html"]);

    std::fs::remove_file(site.path().join("content/b.md")).unwrap();
    build(&site, &[]);
    let kept = deploy(&site, &store, &["--keep"]);
    assert!(kept.out.contains(" 0 deleted"), "{}", kept.out);
    assert!(store.object("b/index.html").is_some());
    store.asked();
    let fourth = deploy(&site, &store, &[]);
    assert_eq!(fourth.code, 0, "{}", fourth.err);
    let asked = store.asked();
    assert_eq!(store.object("b/index.html"), None);
    let deletes = asked.iter().position(|line| line.starts_with("POST /site?delete") || line.starts_with("DELETE"));
    assert!(deletes > Some(at(&asked, "PUT /site/.expound-deployed")), "{asked:#?}");
    let mut expected: Vec<String> = files(&site).into_keys().collect();
    expected.extend(["letter.txt", "a.html", ".expound-deployed"].map(str::to_owned));
    expected.sort();
    assert_eq!(store.keys(), expected);
}

#[test]
fn a_dry_run_changes_nothing() {
    let Some(store) = Store::start(false) else { return };
    let site = site();
    store.asked();
    let ran = deploy(&site, &store, &["--dry-run"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert!(ran.out.contains("upload  a/index.html\n") && ran.out.ends_with("Nothing was done.\n"), "{}", ran.out);
    assert!(store.asked().iter().all(|line| line.starts_with("GET ")) && store.keys().is_empty());
}

#[test]
fn a_deployment_that_was_killed_goes_on_where_it_was() {
    let Some(store) = Store::start(false) else { return };
    let site = Scratch::new(&[("expound.yaml", "title: Site\nbase_url: https://example.org/\n")]);
    (0..80).for_each(|n| site.write(&format!("content/brief-{n}.md"), brief(&format!("Brief {n}"), "Words.")));
    build(&site, &[]);
    store.asked();
    let mut child =
        command(&site, &store.url, &["--quiet"]).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
    while store.puts() < 60 {
        assert!(child.try_wait().unwrap().is_none(), "it ended before it could be killed");
        std::thread::sleep(Duration::from_millis(1));
    }
    child.kill().unwrap();
    child.wait().unwrap();
    let before: BTreeSet<String> = put(&store.asked()).into_iter().collect();
    let all = files(&site);
    assert!(before.len() >= 50 && before.len() < all.len(), "{} of {}", before.len(), all.len());
    assert_eq!(store.object(".expound-deployed"), None);

    let ran = deploy(&site, &store, &[]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    let after: BTreeSet<String> = put(&store.asked()).into_iter().collect();
    // Only what was under way when it was killed may go up twice.
    assert!(before.intersection(&after).count() <= 8, "{:#?}", before.intersection(&after));
    assert_eq!(before.union(&after).count(), all.len());
    for (path, bytes) in &all {
        assert_eq!(store.object(path).map(|object| object.bytes).as_ref(), Some(bytes), "{path}");
    }
    assert!(deploy(&site, &store, &[]).out.contains("has all"));
}

#[test]
fn compressed_texts_say_so() {
    let Some(store) = Store::start(false) else { return };
    let site = site();
    let refused = deploy(&site, &store, &["--gzip"]);
    assert_eq!((refused.code, refused.err.contains("build --precompress")), (2, true), "{}", refused.err);
    build(&site, &["--precompress"]);
    let ran = deploy(&site, &store, &["--gzip"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    let page = store.object("b/index.html").unwrap();
    assert_eq!((page.media.as_str(), page.coding.as_deref()), ("text/html; charset=utf-8", Some("gzip")));
    assert_eq!(page.bytes, std::fs::read(site.path().join("public/b/index.html.gz")).unwrap());
    assert!(store.keys().iter().all(|key| !key.ends_with(".gz") && !key.ends_with(".br")), "{:?}", store.keys());
    // Without it the plain texts take their place.
    assert_eq!(deploy(&site, &store, &[]).code, 0);
    assert_eq!(store.object("b/index.html").unwrap().coding, None);
}

#[test]
fn objects_of_somebody_else_are_written_over_only_when_told_to() {
    let Some(store) = Store::start(false) else { return };
    let site = site();
    store.put("/site/index.html", b"not ours");
    store.put("/site/404.html", &files(&site)["404.html"]);
    let refused = deploy(&site, &store, &[]);
    let says = "s3://site has objects that no deployment of Expound has sent: index.html. Name another folder";
    assert!(refused.code == 2 && refused.err.contains(says), "{refused:?}");
    assert_eq!(store.object("index.html").unwrap().bytes, b"not ours");
    assert_eq!(store.keys().len(), 2, "nothing was sent");
    assert_eq!(deploy(&site, &store, &["--replace"]).code, 0);
    assert_eq!(store.object("index.html").unwrap().bytes, files(&site)["index.html"]);
    assert_eq!(deploy(&site, &store, &[]).code, 0);
}

#[test]
fn what_goes_wrong_is_told_with_what_to_do() {
    let site = site();
    // Nobody listens at this port any more.
    let closed = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let away = run(command(&site, &format!("http://{closed}"), &[]));
    assert_eq!(away.code, 2);
    assert!(away.err.contains("cannot list s3://site: ") && away.err.contains("run the command again"), "{}", away.err);

    let mut keyless = command(&site, "http://127.0.0.1:1", &[]);
    keyless.env_remove("AWS_SECRET_ACCESS_KEY");
    let keyless = run(keyless);
    assert_eq!((keyless.code, keyless.err.contains("set AWS_ACCESS_KEY_ID")), (2, true), "{}", keyless.err);

    let mut pasted = command(&site, "http://127.0.0.1:1", &[]);
    pasted.env("AWS_SESSION_TOKEN", "one\ntwo");
    let pasted = run(pasted);
    assert_eq!((pasted.code, pasted.err.contains("has a line break")), (2, true), "{}", pasted.err);
    let mut spaced = command(&site, "http://127.0.0.1:1", &["--region", "eu central"]);
    spaced.env("AWS_ACCESS_KEY_ID", "ours\n");
    let spaced = run(spaced);
    assert_eq!((spaced.code, spaced.err.contains("the region has a sign in it")), (2, true), "{}", spaced.err);

    let nowhere = expound(site.path(), &["deploy"]);
    assert_eq!((nowhere.code, nowhere.err.contains("no store is named")), (2, true), "{}", nowhere.err);

    std::fs::remove_file(site.path().join("public/a/index.html")).unwrap();
    let incomplete = run(command(&site, "http://127.0.0.1:1", &[]));
    assert_eq!(incomplete.code, 2);
    assert!(incomplete.err.contains("a/index.html is missing or was changed"), "{}", incomplete.err);
    let other = Scratch::new(&[("public/index.html", "by hand")]);
    let unbuilt = run(command(&other, "http://127.0.0.1:1", &[]));
    assert!(unbuilt.err.contains("is no site that Expound has built"), "{}", unbuilt.err);
}

#[test]
fn a_site_that_shows_drafts_is_not_published_by_mistake() {
    let Some(store) = Store::start(false) else { return };
    let site = site();
    site.write("content/c.md", "---\ntitle: C\ndraft: true\n---\n\nNot yet.\n");
    build(&site, &["--drafts"]);
    let ran = deploy(&site, &store, &[]);
    assert_eq!(ran.code, 2, "{ran:?}");
    assert!(ran.err.contains("public/ was built with --drafts") && ran.err.contains("run `expound build`"), "{ran:?}");
    assert_eq!(put(&store.asked()), [""; 0]);
    let preview = deploy(&site, &store, &["--drafts"]);
    assert_eq!(preview.code, 0, "{preview:?}");
    build(&site, &[]);
    let ran = deploy(&site, &store, &[]);
    assert_eq!(ran.code, 0, "{ran:?}");
    assert!(store.object("c/index.html").is_none());
}

#[test]
fn a_store_that_refuses_is_quoted() {
    let Some(store) = Store::start(true) else { return };
    let site = site();
    let refused = deploy(&site, &store, &[]);
    assert_eq!(refused.code, 2);
    assert!(
        refused.err.contains("InvalidAccessKeyId") && refused.err.contains("correct AWS_ACCESS_KEY_ID"),
        "{}",
        refused.err
    );

    let Some(open) = Store::start(false) else { return };
    let mut lost = command(&site, &open.url, &[]);
    lost.args(["--region", "eu-central-1"]);
    assert_eq!(run(lost).code, 0);
    let mut settings = site.read("expound.yaml");
    settings.push_str(&format!("deploy: {{to: s3://nowhere/site, endpoint: \"{}\"}}\n", open.url));
    site.write("expound.yaml", settings);
    let mut missing = program(site.path());
    missing.env("AWS_ACCESS_KEY_ID", "a").env("AWS_SECRET_ACCESS_KEY", "b").arg("deploy");
    let missing = run(missing);
    assert_eq!(missing.code, 2);
    assert!(missing.err.contains("s3://nowhere/site: NoSuchBucket"), "{}", missing.err);
}
