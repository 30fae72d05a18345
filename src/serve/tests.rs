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

fn start(base_path: &'static str, files: &[(&str, &str)]) -> Running {
    let live = Arc::new(Live::new());
    live.set(tree(files), BTreeMap::new());
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
    site.live.set(tree(&[]), copies.into_iter().map(|(path, disk)| (path.to_owned(), disk)).collect());
    let first = site.get("/p.png");
    assert_eq!((first.body.as_str(), first.header("content-type")), ("one", Some("image/png")));
    std::fs::write(&picture, "two").unwrap();
    assert_eq!(site.get("/p.png").body, "two");
    assert_eq!(site.get("/gone.png").status, 404);
}

#[test]
fn open_pages_are_told_of_each_build() {
    let site = start("/", &[HOME]);
    let mut stream = TcpStream::connect(site.address).unwrap();
    stream.set_read_timeout(Some(Duration::from_secs(10))).unwrap();
    stream.write_all(b"GET /__expound/events HTTP/1.1\r\nHost: localhost\r\n\r\n").unwrap();
    let mut lines = BufReader::new(stream).lines().map(Result::unwrap);
    assert!(lines.by_ref().take_while(|line| !line.is_empty()).any(|line| line == "content-type: text/event-stream"));
    let mut next = || -> serde_json::Value {
        let data = lines.by_ref().find_map(|line| Some(line.strip_prefix("data: ")?.to_owned())).unwrap();
        serde_json::from_str(&data).unwrap()
    };
    let first = next();
    let version = first["version"].as_u64().unwrap();
    assert!(site.get("/").body.contains(&format!("data-version=\"{version}\"")));
    assert_eq!(first["problems"], serde_json::json!([]));

    site.live.fail(vec!["content/a.md:1:2: </script>".to_owned()]);
    let broken = next();
    assert_eq!(broken["version"], version);
    assert_eq!(broken["problems"], serde_json::json!(["content/a.md:1:2: </script>"]));
    assert_eq!(site.get("/").status, 200, "the last good site is still served");

    site.live.set(tree(&[HOME]), BTreeMap::new());
    let good = next();
    assert_eq!((good["version"].as_u64(), &good["problems"]), (Some(version + 1), &serde_json::json!([])));
}
