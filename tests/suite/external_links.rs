//! `expound check --external`: links of pages to other sites are asked as sources are, each once, and told at their lines. What
//! is said of each kind of answer stands in `tests/diagnostics`.

use crate::harness::{NOW, Ran, Scratch, Server, expound};
use std::fmt::Write as _;
use std::io::Write as _;
use std::net::TcpListener;

/// A host that has all but what is called `gone`.
fn host() -> Server {
    Server::new(|request, stream, _| {
        let status = if request.path.starts_with("/gone") { "404 Not Found" } else { "200 OK" };
        let _ =
            stream.write_all(format!("HTTP/1.1 {status}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n").as_bytes());
    })
}

/// A host that was there a moment ago.
fn nobody() -> String {
    TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().to_string()
}

fn site(page: &str) -> Scratch {
    Scratch::new(&[
        ("expound.yaml", "title: S\nbase_url: https://example.org/\n"),
        ("content/a.md", &format!("---\ntitle: A\n---\n\n{page}\n")),
    ])
}

fn check(site: &Scratch, args: &[&str]) -> Ran {
    let polite = ["check", "--external", "--now", NOW, "--format", "short", "--pause", "1ms", "--retries", "0"];
    expound(site.path(), &[&polite[..], &["--timeout", "5s", "--cache", "cache"], args].concat())
}

#[test]
fn each_address_is_asked_once_and_told_wherever_it_stands() {
    let host = host();
    let name = host.host();
    let mut page = String::new();
    for n in 0..20 {
        let _ = writeln!(page, "[Well](http://{name}/well#{n}) and [gone](http://{name}/gone#{n}).\n");
    }
    let site = site(&page);
    // The same address is a source too: its answer is remembered.
    site.write("content/sources.yaml", format!("s: {{title: S, url: 'http://{name}/well'}}\n"));
    site.write("content/b.md", format!("---\ntitle: B\ndraft: true\n---\n\n[Gone](http://{name}/gone) [@s].\n"));
    let ran = check(&site, &[]);
    assert_eq!(ran.code, 1, "{ran:?}");
    let lines: Vec<&str> = ran.err.lines().filter(|line| line.contains("warning[dead-link]")).collect();
    assert_eq!(lines.len(), 21, "{}", ran.err);
    assert_eq!(
        lines[0].replace(&name, "HOST"),
        "content/a.md:5:43: warning[dead-link]: `http://HOST/gone` is gone: 404 (link to where it is now, or to an archived \
         copy, or take the link out)"
    );
    assert_eq!(lines[20].split(' ').next(), Some("content/b.md:6:1:"), "what is withheld is asked too");
    assert_eq!(host.paths(), ["/gone", "/well"]);
    // What was well is not asked again for a day, and by the check of the sources neither.
    check(&site, &[]);
    assert_eq!(host.paths(), ["/gone", "/well", "/gone"]);
    expound(site.path(), &["sources", "check", "--now", NOW, "--cache", "cache"]);
    assert_eq!(host.paths().len(), 3);
    check(&site, &["--max-age", "0"]);
    assert_eq!(host.paths().len(), 5);
    // Without the word nobody is asked, and the weight of the code is for the site to say.
    assert_eq!(expound(site.path(), &["check", "--now", NOW]).code, 0);
    assert_eq!(host.paths().len(), 5);
    assert_eq!(check(&site, &["--allow", "dead-link"]).code, 0);
    assert!(check(&site, &["--deny", "dead-link"]).err.contains("error[dead-link]"));
}

#[test]
fn a_machine_that_is_not_connected_is_told_once() {
    let hosts = [nobody(), nobody(), nobody()];
    let link = |n: usize| format!("[One](http://{}/{n}) and [two](no.md).\n\n", hosts[n % 3]);
    let site = site(&(0..60).map(link).collect::<String>());
    let ran = check(&site, &[]);
    assert_eq!(ran.code, 2, "{ran:?}");
    assert!(!ran.err.contains("dead-link"), "{}", ran.err);
    // What else was found is said all the same.
    assert_eq!(ran.err.matches("warning[broken-link]").count(), 60);
    let last = "error: none of 3 hosts answers for 60 external links, so nothing is known of them: is this machine connected?\n";
    assert!(ran.err.ends_with(last), "{}", ran.err);
    // One host that is gone is no machine that is not connected.
    let ran = check(&self::site(&format!("[One](http://{}/).", hosts[0])), &[]);
    assert_eq!(ran.code, 1);
    assert!(ran.err.contains("/`: the host refuses connections (open it in a browser; "), "{}", ran.err);
}

#[test]
fn dead_links_of_old_sites_can_be_known() {
    let host = host();
    let site = site(&format!("[Gone](http://{}/gone).", host.host()));
    assert_eq!(check(&site, &["--write-baseline", "known.json"]).out, "Wrote 1 known warning to known.json.\n");
    let ran = check(&site, &["--baseline", "known.json"]);
    assert_eq!((ran.code, &*ran.err), (0, ""));
    // A check that asks nobody does not miss it.
    let ran = expound(site.path(), &["check", "--now", NOW, "--format", "short", "--baseline", "known.json"]);
    assert_eq!((ran.code, &*ran.err), (0, ""));
}
