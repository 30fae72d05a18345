//! `expound sources check` against hosts on this machine that answer well, badly, slowly, without end, or not at all.
//!
//! `tests/sources/site` is the site, whose sources name what they meet; `tests/sources/expected` holds what is printed.

use crate::harness::{Guest, NOW, Ran, Request, Scratch, Server, Verdict, copy, expound, here};
use serde_json::Value;
use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::Arc;
use std::thread;
use std::time::Duration;

const PAGE: &str = "<!doctype html><title>A page</title><p>Trade <em>rose</em> by &ldquo;half&rdquo;.</p>";

/// Writes as much as the other side takes.
fn say(stream: &mut TcpStream, text: &str) -> bool {
    stream.write_all(text.as_bytes()).is_ok()
}

fn page(stream: &mut TcpStream, status: &str, header: &str, body: &str) {
    let length = body.len();
    say(stream, &format!("HTTP/1.1 {status}\r\nContent-Length: {length}\r\nConnection: close\r\n{header}\r\n{body}"));
}

/// Holds a connection until the other side leaves.
fn until_left(stream: &mut TcpStream) {
    let _ = stream.read(&mut [0]);
}

const HTML: &str = "Content-Type: text/html; charset=utf-8\r\n";

/// The hosts of the site.
fn answer(request: &Request, stream: &mut TcpStream) {
    let (path, query) = request.path.split_once('?').unwrap_or((&request.path, ""));
    match path {
        "/" | "/page" => page(stream, "200 OK", HTML, PAGE),
        "/301" => page(stream, "301 Moved", &format!("Location: /{}\r\n", query.trim_start_matches("to=")), ""),
        "/302" => page(stream, "302 Found", "Location: page\r\n", ""),
        "/circle" => page(stream, "302 Found", "Location: /circle\r\n", ""),
        "/403" => page(stream, "403 Forbidden", HTML, "Trade rose by half"),
        "/404" => page(stream, "404 Not Found", HTML, PAGE),
        "/410" => page(stream, "410 Gone", "", ""),
        "/429" => page(stream, "429 Too Many", "", ""),
        "/429-for-a-day" => page(stream, "429 Too Many", "Retry-After: 86400\r\n", ""),
        "/429-once" if request.before == 0 => page(stream, "429 Too Many", "Retry-After: 1\r\n", ""),
        "/429-once" => page(stream, "200 OK", HTML, PAGE),
        "/500" => page(stream, "500 Trouble", "", ""),
        "/cookie" if request.value("cookie").is_some_and(|value| value.contains("a=1") && value.contains("b=2")) => {
            page(stream, "200 OK", HTML, PAGE);
        }
        "/cookie" => {
            let cookies = "Set-Cookie: a=1; Path=/\r\nSet-Cookie: b=2; HttpOnly\r\n";
            page(stream, "302 Found", &format!("Location: /cookie\r\n{cookies}"), "");
        }
        "/report.pdf" => page(stream, "200 OK", "Content-Type: application/pdf\r\n", "%PDF-1.7 ..."),
        "/not-web" => drop(say(stream, "220 mail.example ESMTP\r\n")),
        "/huge-header" => {
            say(stream, "HTTP/1.1 200 OK\r\n");
            while say(stream, &format!("X-More: {}\r\n", "x".repeat(10_000))) {}
        }
        "/endless" => {
            say(stream, &format!("HTTP/1.1 200 OK\r\n{HTML}Connection: close\r\n\r\n{PAGE}"));
            while say(stream, &"<p>more and more</p>".repeat(500)) {}
        }
        "/drips" => {
            say(stream, &format!("HTTP/1.1 200 OK\r\n{HTML}Connection: close\r\n\r\n"));
            while say(stream, "x") {
                thread::sleep(Duration::from_millis(50));
            }
        }
        "/silent" => until_left(stream),
        "/closes" => {}
        other => panic!("nobody should ask for {other}"),
    }
}

/// A site with its hosts.
struct World {
    site: Scratch,
    host: Server,
    slow: Server,
    nobody: String,
}

impl World {
    fn new() -> Self {
        let host = Server::new(|request, stream, _| answer(request, stream));
        let slow = Server::new(|request, stream, _| answer(request, stream));
        // A port that was free a moment ago.
        let nobody = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().to_string();
        let site = Scratch::new(&[]);
        copy(&here("tests/sources/site"), site.path());
        for path in ["content/sources.yaml", "content/a.md"] {
            let text = site.read(path).replace("HOST", &host.host()).replace("SLOW", &slow.host());
            site.write(path, text.replace("NOBODY", &nobody));
        }
        Self { site, host, slow, nobody }
    }

    fn check(&self, args: &[&str]) -> Ran {
        let impatient = ["--pause", "10ms", "--retries", "1", "--timeout", "3s", "--cache", "cache"];
        let mut ran = expound(self.site.path(), &[&["sources", "check"], &impatient[..], args].concat());
        let names = [(self.host.host(), "HOST"), (self.slow.host(), "SLOW"), (self.nobody.clone(), "NOBODY")];
        for (host, name) in names {
            ran.out = ran.out.replace(&host, name);
        }
        ran
    }
}

/// A site of some sources, each with its address and its quote.
fn site_of(sources: &[(&str, &str, Option<&str>)]) -> Scratch {
    let site = Scratch::new(&[("content/a.md", "---\ntitle: A\n---\n\nText.\n")]);
    site.write("content/sources.yaml", library(sources));
    site
}

fn library(sources: &[(&str, &str, Option<&str>)]) -> String {
    let entry = |(key, url, quote): &(&str, &str, Option<&str>)| {
        let quote = quote.map(|quote| format!("  quote: {quote}\n")).unwrap_or_default();
        format!("{key}:\n  title: {key}\n  url: {url}\n{quote}")
    };
    sources.iter().map(entry).collect()
}

/// What was found of each source.
fn found(ran: &Ran) -> Vec<(String, String)> {
    let json: Value = serde_json::from_str(&ran.out).unwrap_or_else(|error| panic!("{error}: {ran:?}"));
    let text = |source: &Value, name: &str| source[name].as_str().unwrap().to_owned();
    json["sources"].as_array().unwrap().iter().map(|source| (text(source, "source"), text(source, "found"))).collect()
}

fn pairs(found: &[(String, String)]) -> Vec<(&str, &str)> {
    found.iter().map(|(key, health)| (key.as_str(), health.as_str())).collect()
}

#[test]
fn every_kind_of_answer_is_told_apart() {
    let mut verdict = Verdict::default();
    let world = World::new();
    let ran = world.check(&["--now", NOW]);
    verdict.hold("exit code", ran.code == 1, &format!("{}: {}", ran.code, ran.err));
    verdict.hold("standard error", ran.err.is_empty(), &ran.err);
    verdict.expect(&here("tests/sources/expected/check.txt"), &ran.out);
    // What was well is remembered; what was not is asked again, and comes out the same.
    let asked = world.host.seen().len();
    for (format, ending) in [("csv", "csv"), ("json", "json")] {
        let only = ["a-ok", "b-archived", "forbidden", "gone", "missing", "moved", "moved-home", "no-address", "pdf"];
        let only: Vec<&str> = only.iter().flat_map(|key| ["--only", key]).collect();
        let ran = world.check(&[&["--now", NOW, "--format", format], &only[..]].concat());
        verdict.hold(format, ran.code == 1 && ran.err.is_empty(), &format!("{}: {}", ran.code, ran.err));
        verdict.expect(&here("tests/sources/expected").join(format!("check.{ending}")), &ran.out);
    }
    let again: Vec<String> = world.host.paths().split_off(asked);
    verdict.hold("asked again", again.iter().any(|path| path == "/410"), &format!("{again:?}"));
    verdict.hold("not again", !again.iter().any(|path| path == "/report.pdf"), &format!("{again:?}"));
    verdict.end();
}

#[test]
fn hosts_are_left_alone_between_questions() {
    let host = Server::new(|request, stream, guest| {
        guest.leaves();
        answer(request, stream);
    });
    let urls: Vec<String> = (0..4).map(|n| format!("http://{}/page?{n}", host.host())).collect();
    let keys = ["a", "b", "c", "d"];
    let sources: Vec<_> = keys.iter().zip(&urls).map(|(key, url)| (*key, url.as_str(), None)).collect();
    let site = site_of(&sources);
    let ran = expound(site.path(), &["sources", "check", "--no-cache", "--pause", "300ms"]);
    assert_eq!((ran.code, &*ran.err), (0, ""), "{}", ran.out);
    let seen = host.seen();
    assert_eq!(seen.len(), 4, "{seen:?}");
    assert_eq!(host.crowd().most(), 1);
    for two in seen.windows(2) {
        let between = two[1].at - two[0].at;
        assert!(between >= Duration::from_millis(250), "{between:?}");
    }
    for request in &seen {
        assert!(request.value("user-agent").unwrap().starts_with(concat!("expound/", env!("CARGO_PKG_VERSION"))));
    }
    let ran = expound(
        site.path(),
        &["sources", "check", "--no-cache", "--only", "a", "--user-agent", "a person (a@b.example)"],
    );
    assert_eq!(ran.code, 0, "{ran:?}");
    assert_eq!(host.seen()[4].value("user-agent"), Some("a person (a@b.example)"));
    assert_eq!(host.seen().len(), 5);
}

#[test]
fn no_more_hosts_are_asked_at_once_than_is_said() {
    for at_once in [1_usize, 3] {
        let crowd = Arc::default();
        // Nobody is answered before as many are there as may be.
        let hosts: Vec<Server> = (0..6)
            .map(|_| {
                Server::in_crowd(
                    &crowd,
                    Arc::new(move |request: &Request, stream: &mut TcpStream, guest: &Guest<'_>| {
                        guest.wait_for(at_once);
                        thread::sleep(Duration::from_millis(30));
                        guest.leaves();
                        answer(request, stream);
                    }),
                )
            })
            .collect();
        let urls: Vec<String> = hosts.iter().map(|host| format!("http://{}/page", host.host())).collect();
        let keys = ["a", "b", "c", "d", "e", "f"];
        let sources: Vec<_> = keys.iter().zip(&urls).map(|(key, url)| (*key, url.as_str(), None)).collect();
        let site = site_of(&sources);
        let ran = expound(site.path(), &["sources", "check", "--no-cache", "--at-once", &at_once.to_string()]);
        assert_eq!(ran.code, 0, "{ran:?}");
        assert_eq!(crowd.most(), at_once);
    }
}

#[test]
fn a_host_that_wants_fewer_questions_is_obeyed() {
    let host = Server::new(|request, stream, _| answer(request, stream));
    let url = |path: &str| format!("http://{}/{path}", host.host());
    let (once, other) = (url("429-once"), url("page"));
    let site = site_of(&[("a", &once, None), ("b", &other, None)]);
    let args = ["sources", "check", "--no-cache", "--pause", "0", "--format", "json"];
    let ran = expound(site.path(), &args);
    assert_eq!(pairs(&found(&ran)), [("a", "ok"), ("b", "ok")]);
    let seen = host.seen();
    assert_eq!(host.paths(), ["/429-once", "/429-once", "/page"]);
    // Not even for another address.
    assert!(seen[1].at - seen[0].at >= Duration::from_millis(950), "{:?}", seen[1].at - seen[0].at);
    // Who asks for a whole day is not waited for, nor asked a second time.
    let day = url("429-for-a-day");
    let site = site_of(&[("a", &day, None)]);
    assert_eq!(pairs(&found(&expound(site.path(), &args))), [("a", "limited")]);
    assert_eq!(host.paths().iter().filter(|path| *path == "/429-for-a-day").count(), 1);
}

#[test]
fn trouble_is_met_with_patience_but_not_with_more() {
    let host = Server::new(|request, stream, _| match request.before {
        0..2 => page(stream, "503 Trouble", "", ""),
        _ => page(stream, "200 OK", HTML, PAGE),
    });
    let url = format!("http://{}/", host.host());
    let site = site_of(&[("a", &url, Some("Trade rose by half"))]);
    let args = ["sources", "check", "--no-cache", "--pause", "1ms", "--format", "json"];
    let ran = expound(site.path(), &[&args[..], &["--retries", "1"]].concat());
    assert_eq!((ran.code, pairs(&found(&ran))), (0, vec![("a", "failing")]));
    assert_eq!(host.seen().len(), 2);
    let ran = expound(site.path(), &args);
    assert_eq!(pairs(&found(&ran)), [("a", "ok")]);
    assert_eq!(host.seen().len(), 3);
}

#[test]
fn a_silent_host_is_not_waited_for_at_every_address() {
    let host = Server::new(|_, stream, _| until_left(stream));
    let urls: Vec<String> = (0..3).map(|n| format!("http://{}/{n}", host.host())).collect();
    let site = site_of(&[("a", &urls[0], None), ("b", &urls[1], None), ("c", &urls[2], None)]);
    let args = ["--no-cache", "--pause", "1ms", "--timeout", "400ms", "--retries", "2", "--format", "json"];
    let ran = expound(site.path(), &[&["sources", "check"], &args[..]].concat());
    assert_eq!((ran.code, pairs(&found(&ran))), (1, vec![("a", "no answer"), ("b", "no answer"), ("c", "no answer")]));
    assert!(ran.out.contains("no whole answer within 0.4 s"), "{}", ran.out);
    // Three times the first that comes to its end, then each once more at the most.
    let asked = host.seen().len();
    assert!((5..=9).contains(&asked), "{asked}");
    let last = host.paths().iter().filter(|path| *path == "/2").count();
    assert!(last < 3, "{:?}", host.paths());
}

#[test]
fn what_was_well_is_remembered_for_a_while() {
    let host = Server::new(|request, stream, _| answer(request, stream));
    let (page, other) = (format!("http://{}/page", host.host()), format!("http://{}/404", host.host()));
    let site = site_of(&[("a", &page, Some("Trade rose by half")), ("b", &other, None), ("c", &page, None)]);
    let check = |args: &[&str]| {
        let before = host.seen().len();
        let args = [&["sources", "check", "--cache", "kept", "--pause", "0", "--format", "json"], args].concat();
        let ran = expound(site.path(), &args);
        let found = found(&ran);
        (ran, found, host.paths().split_off(before))
    };
    // One address of two sources is asked once.
    let (ran, all, asked) = check(&["--now", "2025-06-15T08:00:00Z"]);
    assert_eq!((ran.code, pairs(&all)), (1, vec![("a", "ok"), ("b", "gone"), ("c", "ok")]));
    assert_eq!(asked, ["/404", "/page"]);
    let (ran, all, asked) = check(&["--now", "2025-06-16T07:59:00Z"]);
    assert_eq!(pairs(&all), [("a", "ok"), ("b", "gone"), ("c", "ok")]);
    assert_eq!(asked, ["/404"]);
    assert!(ran.out.contains("2025-06-15T08:00:00Z") && ran.out.contains("2025-06-16T07:59:00Z"), "{}", ran.out);
    // Until it is old, or everything is to be asked.
    assert_eq!(check(&["--now", "2025-06-16T08:00:00Z", "--only", "a"]).2, ["/page"]);
    assert_eq!(check(&["--now", "2025-06-16T08:01:00Z", "--only", "a", "--max-age", "30s"]).2, ["/page"]);
    assert_eq!(check(&["--now", "2025-06-16T08:01:20Z", "--only", "a", "--max-age", "30s"]).2, [""; 0]);
    assert_eq!(check(&["--now", "2025-06-16T08:01:20Z", "--only", "a", "--max-age", "0"]).2, ["/page"]);
    // What comes from the future is not believed.
    assert_eq!(check(&["--now", "2025-06-15T08:00:00Z", "--only", "a"]).2, ["/page"]);
    // Another quote is looked for, and what was found before does not stand for it.
    site.write("content/sources.yaml", library(&[("a", &page, Some("Trade fell"))]));
    let (ran, all, asked) = check(&["--now", "2025-06-15T09:00:00Z"]);
    assert_eq!((ran.code, pairs(&all)), (1, vec![("a", "quote missing")]));
    assert_eq!(asked, ["/page"]);
    assert!(ran.out.contains("\"last_well\":null"), "{}", ran.out);
    // A damaged cache costs time only.
    site.write("content/sources.yaml", library(&[("a", &page, Some("Trade rose by half"))]));
    assert_eq!(check(&["--now", "2025-06-15T09:00:00Z"]).2, [""; 0]);
    for path in crate::harness::files_below(&site.path().join("kept")) {
        site.write(&format!("kept/{path}"), "damaged");
    }
    let (ran, all, asked) = check(&["--now", "2025-06-15T09:00:00Z"]);
    assert_eq!((ran.code, pairs(&all)), (0, vec![("a", "ok")]));
    assert_eq!(asked, ["/page"]);
}

#[test]
fn what_is_lost_was_there_on_a_day() {
    let host = Server::new(|request, stream, _| match request.before {
        0 => page(stream, "200 OK", HTML, PAGE),
        1 => page(stream, "200 OK", HTML, "Trade fell"),
        _ => page(stream, "404 Not Found", "", ""),
    });
    let url = format!("http://{}/", host.host());
    let site = site_of(&[("a", &url, Some("Trade rose by half"))]);
    let args = ["sources", "check", "--cache", "kept", "--pause", "0", "--now"];
    let check = |now: &str| expound(site.path(), &[&args[..], &[now]].concat());
    assert_eq!(check("2025-06-15T08:00:00Z").code, 0);
    for (now, words) in [("2025-06-20", "quote missing; it was well on"), ("2025-06-25", "gone: 404; it was well on")] {
        let ran = check(now);
        assert!(ran.code == 1 && ran.out.contains(&format!("{words} 2025-06-15 08:00")), "{ran:?}");
    }
}

#[test]
fn a_quiet_check_says_nothing_but_problems() {
    let host = Server::new(|request, stream, _| answer(request, stream));
    let (page, other) = (format!("http://{}/page", host.host()), format!("http://{}/404", host.host()));
    let site = site_of(&[("well", &page, None), ("lost", &other, None)]);
    let args = ["sources", "check", "--no-cache", "--pause", "0", "--quiet"];
    let ran = expound(site.path(), &args);
    assert!(ran.code == 1 && ran.out.contains("lost") && !ran.out.contains("well  "), "{ran:?}");
    let ran = expound(site.path(), &[&args[..], &["--only", "well"]].concat());
    assert_eq!((ran.code, &*ran.out, &*ran.err), (0, "", ""));
}

#[test]
fn who_is_not_connected_is_told_so() {
    let nobody = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let (a, b) = (format!("http://{nobody}/a"), format!("http://{nobody}/b"));
    let site = site_of(&[("a", &a, None), ("b", &b, None)]);
    let ran = expound(site.path(), &["sources", "check", "--no-cache", "--pause", "0"]);
    assert!(ran.code == 1 && ran.out.contains("is this machine connected?"), "{ran:?}");
    let ran = expound(site.path(), &["sources", "check", "--no-cache", "--pause", "0", "--only", "a"]);
    assert!(ran.code == 1 && !ran.out.contains("connected?"), "{ran:?}");
}

#[test]
fn only_the_check_asks_hosts() {
    let host = Server::new(|request, stream, _| answer(request, stream));
    let url = format!("http://{}/page", host.host());
    let site = site_of(&[("a", &url, Some("Trade rose by half"))]);
    for args in [&["sources"][..], &["sources", "archive"], &["sources", "archive", "--yaml"], &["check"], &["build"]] {
        assert_eq!(expound(site.path(), args).code, 0, "{args:?}");
    }
    assert_eq!(host.paths(), [""; 0]);
    assert_eq!(expound(site.path(), &["sources", "check", "--no-cache"]).code, 0);
    assert_eq!(host.paths(), ["/page"]);
}

#[test]
fn packed_answers_are_unpacked_and_bombs_are_not() {
    let packed = |text: &str, times: usize| {
        let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
        (0..times).for_each(|_| packer.write_all(text.as_bytes()).unwrap());
        packer.finish().unwrap()
    };
    let (small, bomb) = (packed(PAGE, 1), packed(&" ".repeat(1 << 20), 200));
    let host = Server::new(move |request, stream, _| {
        let body = if request.path == "/bomb" { &bomb } else { &small };
        let length = body.len();
        say(
            stream,
            &format!(
                "HTTP/1.1 200 OK\r\n{HTML}Content-Encoding: gzip\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n"
            ),
        );
        let _ = stream.write_all(body);
    });
    let (page, bomb) = (format!("http://{}/page", host.host()), format!("http://{}/bomb", host.host()));
    let quote = Some("Trade rose by half");
    let site = site_of(&[("a", &page, quote), ("b", &bomb, quote)]);
    let ran = expound(site.path(), &["sources", "check", "--no-cache", "--pause", "0", "--format", "json"]);
    assert_eq!(pairs(&found(&ran)), [("a", "ok"), ("b", "quote missing")]);
    assert!(ran.out.contains("only the first 2 MiB were read"), "{}", ran.out);
}
