//! The server, asked as a browser asks it.

use super::*;
use crate::base::tree::{File, Tree};
use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::sync::mpsc;
use std::time::Duration;

struct Running {
    address: SocketAddr,
    live: Arc<Live>,
}

type Files<'a> = &'a [(&'a str, &'a str)];

fn start(base_path: &'static str, files: &[(&str, &str)]) -> Running {
    let live = Arc::new(Live::new());
    live.set(tree(files), BTreeMap::new(), false);
    let (sender, receiver) = mpsc::channel();
    let shared = Arc::clone(&live);
    std::thread::spawn(move || {
        serve("127.0.0.1:0".parse().unwrap(), base_path, shared, |address| sender.send(address).unwrap())
    });
    Running { address: receiver.recv_timeout(Duration::from_secs(10)).unwrap(), live }
}

fn tree(files: &[(&str, &str)]) -> Arc<Tree> {
    let file = |(path, text): &(&str, &str)| ((*path).to_owned(), File::new(text.as_bytes().to_vec().into()));
    Arc::new(Tree { files: files.iter().map(file).collect() })
}

fn take(tree: Arc<Tree>) -> Tree {
    Arc::try_unwrap(tree).unwrap()
}

/// What a browser is told of a page that it has open.
struct Events(std::io::Lines<BufReader<TcpStream>>);

impl Events {
    /// The next version, and what is wrong.
    fn next(&mut self) -> (u64, Vec<String>) {
        let lines = self.0.by_ref().map(Result::unwrap);
        let data = lines.into_iter().find_map(|line| Some(line.strip_prefix("data: ")?.to_owned())).unwrap();
        let data: serde_json::Value = serde_json::from_str(&data).unwrap();
        let problems = data["problems"].as_array().unwrap().iter().map(|problem| problem.as_str().unwrap().to_owned());
        (data["version"].as_u64().unwrap(), problems.collect())
    }
}

struct Reply {
    status: u16,
    head: String,
    body: String,
}

impl Reply {
    fn header(&self, name: &str) -> Option<&str> {
        let lines = self.head.lines().filter_map(|line| line.split_once(": "));
        lines.into_iter().find(|(known, _)| known.eq_ignore_ascii_case(name)).map(|(_, value)| value)
    }
}

impl Running {
    fn send(&self, method: &str, path: &str, extra: &str) -> Reply {
        self.raw(&format!("{method} {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n{extra}\r\n"))
    }

    fn raw(&self, request: &str) -> Reply {
        let mut stream = TcpStream::connect(self.address).unwrap();
        stream.set_read_timeout(Some(Duration::from_secs(10))).unwrap();
        stream.write_all(request.as_bytes()).unwrap();
        let mut reply = String::new();
        stream.read_to_string(&mut reply).unwrap();
        let (head, body) = reply.split_once("\r\n\r\n").unwrap();
        let status = head.split(' ').nth(1).unwrap().parse().unwrap();
        Reply { status, head: head.to_owned(), body: body.to_owned() }
    }

    fn get(&self, path: &str) -> Reply {
        self.send("GET", path, "")
    }

    /// The version that a page says it is of.
    fn version(&self, path: &str) -> u64 {
        let body = self.get(path).body;
        let (_, rest) = body.split_once("data-version=\"").unwrap();
        rest.split('"').next().unwrap().parse().unwrap()
    }

    /// The events of a page; `query` says of which.
    fn follow(&self, query: &str) -> Events {
        let mut stream = TcpStream::connect(self.address).unwrap();
        stream.set_read_timeout(Some(Duration::from_secs(10))).unwrap();
        write!(stream, "GET /__expound/events{query} HTTP/1.1\r\nHost: localhost\r\n\r\n").unwrap();
        let mut lines = BufReader::new(stream).lines();
        let head = lines.by_ref().map(Result::unwrap).take_while(|line| !line.is_empty());
        assert!(head.into_iter().any(|line| line == "content-type: text/event-stream"));
        Events(lines)
    }
}

const HOME: (&str, &str) = ("index.html", "<html><body><p>Home</p></body></html>");

#[test]
fn pages_folders_and_files_are_served() {
    let site = start("/", &[HOME, ("a/index.html", "A"), ("a/陳 b.css", "p{}"), ("404.html", "<p>Lost</p>")]);
    let home = site.get("/");
    assert_eq!((home.status, home.header("content-type")), (200, Some("text/html; charset=utf-8")));
    assert_eq!(home.header("cache-control"), Some("no-store"));
    let script = "<script src=\"/__expound/live.js\" data-version=";
    let at = home.body.find(script).unwrap();
    assert!(home.body.starts_with("<html><body><p>Home</p><script"));
    assert!(home.body[at..].ends_with(" defer></script></body></html>"), "{}", home.body);
    assert!(site.get("/a/").body.starts_with("A<script"));

    let moved = site.get("/a?x=1");
    assert_eq!((moved.status, moved.header("location")), (307, Some("/a/?x=1")));

    let css = site.get("/a/%E9%99%B3%20b.css");
    assert_eq!((css.status, css.body.as_str()), (200, "p{}"));
    assert_eq!(css.header("content-type"), Some("text/css; charset=utf-8"));

    let lost = site.get("/b/");
    assert_eq!(lost.status, 404);
    assert!(lost.body.starts_with("<p>Lost</p><script"));
    for path in ["/../Cargo.toml", "/%2e%2e/Cargo.toml", "/a/..%2findex.html", "//a", "/%ff"] {
        assert_eq!(site.get(path).status, 404, "{path}");
    }
}

#[test]
fn heads_have_no_body_and_tags_are_known_again() {
    let site = start("/", &[HOME, ("a.css", "p{}")]);
    let head = site.send("HEAD", "/a.css", "");
    assert_eq!((head.status, head.body.as_str(), head.header("content-length")), (200, "", Some("3")));
    for path in ["/", "/a.css", "/__expound/live.js"] {
        let tag = site.get(path).header("etag").unwrap().to_owned();
        let same = site.send("GET", path, &format!("If-None-Match: W/\"x\", {tag}\r\n"));
        assert_eq!((same.status, same.body.as_str()), (304, ""), "{path}");
        assert_eq!(site.send("GET", path, "If-None-Match: \"x\"\r\n").status, 200);
    }
    let refused = site.send("POST", "/", "Content-Length: 0\r\n");
    assert_eq!((refused.status, refused.header("allow")), (405, Some("GET, HEAD")));
}

#[test]
fn other_hosts_are_refused() {
    let site = start("/", &[HOME]);
    let ask = |host: &str| site.raw(&format!("GET / HTTP/1.1\r\nConnection: close\r\n{host}\r\n")).status;
    assert_eq!(ask(&format!("Host: {}\r\n", site.address)), 200);
    assert_eq!(ask("Host: [::1]:1\r\n"), 200);
    assert_eq!(ask("Host: evil.example\r\n"), 403);
    assert_eq!(ask(""), 403);
    let whole = "GET http://evil.example/ HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
    assert_eq!(site.raw(whole).status, 403);
}

#[test]
fn a_site_below_a_path_is_served_there() {
    let site = start("/no%20tes/", &[HOME, ("a/index.html", "A")]);
    assert_eq!(site.get("/").header("location"), Some("/no%20tes/"));
    assert_eq!(site.get("/no%20tes").header("location"), Some("/no%20tes/"));
    assert_eq!(site.get("/no%20tes/").status, 200);
    assert_eq!(site.get("/no%20tes/a").header("location"), Some("/no%20tes/a/"));
    assert_eq!(site.get("/a/").status, 404);
}

#[test]
fn files_of_the_author_are_read_when_they_are_asked_for() {
    let site = start("/", &[]);
    let folder = tempfile::tempdir().unwrap();
    let picture = folder.path().join("x");
    std::fs::write(&picture, "one").unwrap();
    let copies = [("p.png", picture.clone()), ("gone.png", folder.path().join("gone"))];
    site.live.set(tree(&[]), copies.into_iter().map(|(path, disk)| (path.to_owned(), disk)).collect(), false);
    let first = site.get("/p.png");
    assert_eq!((first.body.as_str(), first.header("content-type")), ("one", Some("image/png")));
    std::fs::write(&picture, "two").unwrap();
    assert_eq!(site.get("/p.png").body, "two");
    assert_eq!(site.get("/gone.png").status, 404);
}

#[test]
fn open_pages_are_told_of_each_build() {
    let site = start("/", &[HOME]);
    let mut home = site.follow("");
    let (version, problems) = home.next();
    assert_eq!((site.version("/"), problems.as_slice()), (version, &[] as &[String]));

    site.live.fail(vec!["content/a.md:1:2: </script>".to_owned()]);
    assert_eq!(home.next(), (version, vec!["content/a.md:1:2: </script>".to_owned()]));
    assert_eq!(site.get("/").status, 200, "the last good site is still served");

    site.live.set(tree(&[HOME]), BTreeMap::new(), false);
    assert_eq!(home.next(), (version + 1, Vec::new()));
}

const A: (&str, &str) = ("a/index.html", "<link href=\"/one.css\">A");
const NEW_A: (&str, &str) = ("a/index.html", "<link href=\"/two.css\">New A");

#[test]
fn a_page_that_is_open_is_shown_before_the_rest_and_once() {
    let site = start("/", &[HOME, A, ("b/index.html", "B"), ("one.css", "")]);
    let (mut a, mut b) = (site.follow("?at=%2Fa%2F"), site.follow("?at=%2Fb%2F"));
    let version = a.next().0;
    assert_eq!(b.next().0, version);

    site.live.show_early(take(tree(&[NEW_A, ("two.css", "p{}")])), BTreeMap::new());
    assert_eq!((a.next().0, b.next().0), (version + 1, version));
    assert!(site.get("/a/").body.starts_with("<link href=\"/two.css\">New A<script"));
    assert_eq!(site.get("/two.css").body, "p{}");
    let versions = || ["/a/", "/b/", "/", "/nowhere/"].map(|path| site.version(path) - version);
    assert_eq!(versions(), [1, 0, 0, 0], "a page that was opened in between is of the build before");

    let whole = tree(&[("index.html", "New"), NEW_A, ("b/index.html", "New B"), ("two.css", "p{}"), ("feed.xml", "")]);
    site.live.set(Arc::clone(&whole), BTreeMap::new(), false);
    assert_eq!((a.next().0, b.next().0), (version + 1, version + 2), "a is what it was");
    assert_eq!(versions(), [1, 2, 2, 2]);

    // The next build that has nothing to show early makes all of them anew.
    site.live.set(whole, BTreeMap::new(), false);
    assert_eq!(versions(), [3, 3, 3, 3]);
}

#[test]
fn a_page_that_is_not_there_is_of_the_version_of_the_one_in_its_place() {
    let site = start("/", &[HOME, A, ("404.html", "Lost")]);
    for path in ["//a/", "/nowhere/", "/%ff"] {
        let mut lost = site.follow(&format!("?at={}", path.replace('%', "%25").replace('/', "%2F")));
        assert_eq!(lost.next().0, site.version(path), "{path}");
        site.live.show_early(take(tree(&[NEW_A])), BTreeMap::new());
        site.live.set(tree(&[HOME, NEW_A, ("404.html", "Lost")]), BTreeMap::new(), false);
        let mut lost = site.follow(&format!("?at={}", path.replace('%', "%25").replace('/', "%2F")));
        assert_eq!(lost.next().0, site.version(path), "{path}");
    }
}

#[test]
fn a_page_that_is_what_it_was_is_not_loaded_again() {
    let first = [HOME, A, ("b/index.html", "B"), ("b/data.json", "1"), ("404.html", "Lost"), ("one.css", "")];
    let live = Live::new();
    live.set(tree(&first), BTreeMap::new(), false);
    let version = live.now().version_of("a/index.html");
    let versions = |live: &Live| {
        ["index.html", "a/index.html", "b/index.html", "404.html"].map(|path| live.now().version_of(path) - version)
    };
    live.set(tree(&first), BTreeMap::new(), true);
    assert_eq!(versions(&live), [0, 0, 0, 1], "a page may be there now that was not there");
    let edited = [HOME, NEW_A, ("b/index.html", "B"), ("b/data.json", "1"), ("404.html", "Lost"), ("one.css", "")];
    live.set(tree(&edited), BTreeMap::new(), true);
    assert_eq!(versions(&live), [0, 2, 0, 2]);
    let beside = [HOME, NEW_A, ("b/index.html", "B"), ("b/data.json", "2"), ("404.html", "Lost"), ("one.css", "")];
    live.set(tree(&beside), BTreeMap::new(), true);
    assert_eq!(versions(&live), [0, 2, 3, 3]);
    live.set(tree(&[HOME, NEW_A, ("b/index.html", "B"), ("one.css", "p{}")]), BTreeMap::new(), true);
    assert_eq!(versions(&live), [4, 4, 4, 4], "a style is loaded by all");
    live.set(tree(&[HOME, NEW_A, ("b/index.html", "B"), ("one.css", "p{}")]), BTreeMap::new(), false);
    assert_eq!(versions(&live), [5, 5, 5, 5], "a picture of the author's may be another");
}

#[test]
fn a_page_that_was_shown_too_early_reloads() {
    let page = ("a/index.html", "<img src=\"x%20y.svg\">");
    let picture = ("a/x y.svg", "<svg>");
    let none = BTreeMap::new;
    let copied = BTreeMap::from([("p.png".to_owned(), "p".into())]);
    let early = [page, picture, ("one.css", "")];
    let beside = [page, picture, ("one.css", ""), ("a/feed.json", "{}")];
    let cases: [(&str, Files<'_>, _, u64); 9] = [
        ("the same", &early, none(), 1),
        ("a feed beside it, which is made later", &beside, none(), 1),
        ("another page", &[page, picture, ("one.css", ""), ("b/index.html", "New"), ("feed.json", "{}")], none(), 1),
        ("other bytes", &[("a/index.html", "Other"), picture, ("one.css", "")], none(), 2),
        ("another picture", &[page, ("a/x y.svg", "<svg/>"), ("one.css", "")], none(), 2),
        ("one more picture", &[page, picture, ("one.css", ""), ("b.png", "")], none(), 2),
        ("a picture less", &[page, ("one.css", "")], none(), 2),
        ("another style", &[page, picture, ("one.css", "p{}")], none(), 2),
        ("a file of the author's", &early, copied, 2),
    ];
    let twice = cases.iter().flat_map(|case| [(case, false), (case, true)]);
    for ((name, whole, copies, expected), copies_stay) in twice {
        let live = Live::new();
        live.set(tree(&[HOME, ("a/index.html", "Old"), ("old.css", "")]), BTreeMap::new(), false);
        let version = live.now().version_of("a/index.html");
        live.show_early(take(tree(&early)), BTreeMap::new());
        live.set(tree(whole), copies.clone(), copies_stay);
        assert_eq!(live.now().version_of("a/index.html") - version, *expected, "{name}");
    }
}

#[test]
fn what_was_shown_early_goes_where_the_build_fails() {
    let site = start("/", &[HOME, A, ("one.css", "")]);
    let mut a = site.follow("?at=%2Fa%2F");
    let version = a.next().0;
    let copies = || BTreeMap::from([("one.css".to_owned(), "nowhere".into())]);
    for shown in [version + 1, version + 2] {
        site.live.show_early(take(tree(&[NEW_A, ("c/index.html", "C")])), copies());
        assert_eq!((a.next().0, site.get("/c/").status, site.get("/one.css").status), (shown, 200, 404));
        site.live.fail(vec!["a problem".to_owned()]);
        assert_eq!(a.next(), (version, vec!["a problem".to_owned()]), "what a browser has of before is as good");
        assert!(site.get("/a/").body.starts_with(A.1));
        assert_eq!((site.get("/c/").status, site.get("/one.css").status), (404, 200));
    }
    site.live.show_early(take(tree(&[NEW_A])), BTreeMap::new());
    assert_eq!(a.next(), (version + 3, Vec::new()), "nothing was wrong so far");
    site.live.set(tree(&[HOME, NEW_A]), BTreeMap::new(), false);
    assert_eq!(a.next(), (version + 3, Vec::new()));
}

#[test]
fn open_pages_are_counted_until_the_browser_hangs_up() {
    let site = start("/no%20tes/", &[HOME, ("a/index.html", "A"), ("陳.html", "")]);
    let waits_for = |expected: &[&str]| {
        let begun = std::time::Instant::now();
        while site.live.looked_at() != expected {
            assert!(begun.elapsed() < Duration::from_secs(10), "{:?}", site.live.looked_at());
            std::thread::sleep(Duration::from_millis(5));
        }
    };
    let open = |at: &str| {
        let mut events = site.follow(at);
        events.next();
        events
    };
    let first = open("?at=%2Fno%2520tes%2Fa%2F");
    let second = open("?x=1&at=%2Fno%2520tes%2Fa%2F");
    let third = open("?at=/no%2520tes/%25E9%2599%25B3.html");
    let others = [
        "",
        "?at=%2Fno%2520tes%2F%2Fa%2F",
        "?at=%2Fno%2520tes%2Fnowhere%2F",
        "?at",
        "?at=",
        "?at=%2Fa%2F",
        "?at=%2Fno%2520tes%2F%25FF",
        "?at=%FF",
    ]
    .map(open);
    waits_for(&["a/index.html", "陳.html"]);
    drop(first);
    drop(third);
    waits_for(&["a/index.html"]);
    let home = open("?at=%2Fno%2520tes%2F");
    waits_for(&["a/index.html", "index.html"]);
    drop((second, home));
    waits_for(&[]);
    drop(others);
}

#[test]
fn requests_that_are_none_harm_nobody() {
    let site = start("/", &[HOME]);
    let long = "a".repeat(1 << 20);
    let many: String = (0..2_000).map(|at| format!("X-{at}: y\r\n")).collect();
    for request in [
        "\r\n\r\n".to_owned(),
        "GET".to_owned(),
        "GET / HTTP/9.9\r\n\r\n".to_owned(),
        "GET \0 HTTP/1.1\r\nHost: localhost\r\n\r\n".to_owned(),
        "\u{16}\u{3}\u{1}\u{2}\0\u{1}".to_owned(),
        format!("GET /{long} HTTP/1.1\r\nHost: localhost\r\n\r\n"),
        format!("GET / HTTP/1.1\r\nHost: localhost\r\n{many}\r\n"),
        "GET / HTTP/1.1\r\nHost: a\r\nHost: localhost\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\n".to_owned(),
        "POST / HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n".to_owned(),
    ] {
        let mut stream = TcpStream::connect(site.address).unwrap();
        stream.set_read_timeout(Some(Duration::from_secs(10))).unwrap();
        // It may be refused before all of it was sent.
        let _ = stream.write_all(request.as_bytes());
        let _ = stream.shutdown(std::net::Shutdown::Write);
        let mut reply = Vec::new();
        let _ = stream.read_to_end(&mut reply);
        let reply = String::from_utf8_lossy(&reply);
        let is_refused = reply.is_empty() || reply.starts_with("HTTP/1.1 4") || reply.starts_with("HTTP/1.0 4");
        assert!(is_refused, "{:?}: {:?}", &request[..request.len().min(80)], &reply[..reply.len().min(80)]);
        assert_eq!(site.get("/").status, 200);
    }
}

#[test]
fn a_thousand_connections_are_served() {
    // Both ends are in this process; many systems let a process have 1,024 files unless it asks for more.
    #[cfg(unix)]
    {
        use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
        let limit = getrlimit(Resource::Nofile);
        setrlimit(Resource::Nofile, Rlimit { current: limit.maximum, ..limit }).unwrap();
    }
    let site = start("/", &[HOME]);
    let open = |_| {
        let stream = TcpStream::connect(site.address).unwrap();
        stream.set_read_timeout(Some(Duration::from_secs(30))).unwrap();
        stream
    };
    let mut streams: Vec<TcpStream> = (0..CONNECTIONS).map(open).collect();
    // Half of them follow what happens, the others ask for a page, each after all of them are there.
    for (at, stream) in streams.iter_mut().enumerate() {
        let path = if at % 2 == 0 { "/__expound/events" } else { "/" };
        stream.write_all(format!("GET {path} HTTP/1.1\r\nHost: localhost\r\n\r\n").as_bytes()).unwrap();
    }
    let begins = |stream: &mut TcpStream, with: &str| {
        let mut bytes = Vec::new();
        let mut piece = [0; 4096];
        while !String::from_utf8_lossy(&bytes).contains(with) {
            let read = stream.read(&mut piece).unwrap();
            assert!(read > 0, "ended after {:?}", String::from_utf8_lossy(&bytes));
            bytes.extend_from_slice(&piece[..read]);
        }
    };
    for (at, stream) in streams.iter_mut().enumerate() {
        begins(stream, if at % 2 == 0 { "\"version\":" } else { "</html>" });
    }
    site.live.fail(vec!["a problem".to_owned()]);
    for stream in streams.iter_mut().step_by(2) {
        begins(stream, "a problem");
    }
    assert_eq!(site.get("/").status, 200);
}

/// How many browsers look at once.
const CONNECTIONS: usize = 1_000;
