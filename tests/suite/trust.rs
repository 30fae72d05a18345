//! What is written is shown as it was written and never runs: one hostile string in every field there is, and authors who
//! are not trusted.

use crate::harness::{Scratch, Site, expound};
use expound::pipeline::Memo;
use html5gum::{Token, Tokenizer};
use quick_xml::events::Event;
use std::collections::BTreeMap;

/// Ends whatever it may stand in: an attribute, an element, a comment, a script, a template, a text of XML.
const HOSTILE: &str = "\"'><x-evil onload=y>&amp;{{ 7 }}]]>--></script>";

/// A site in which each `@@` stands for the hostile string, each with a number of its own.
const SITE: &[(&str, &str)] = &[
    (
        "expound.yaml",
        "title: '@@'
description: '@@'
base_url: https://example.org/
taxonomies: [regions]
math: true
authors:
  one: {name: '@@', role: '@@', bio: '@@', url: 'https://example.org/@@'}
nav: [{title: '@@', url: /a/}]
languages: {uk: {title: '@@', description: '@@', nav: [{title: '@@', url: /uk/a/}]}}
citations: {style: numbered}
",
    ),
    (
        "content/sources.yaml",
        "s:
  title: '@@'
  author: '@@'
  editor: '@@'
  in: '@@'
  volume: '@@'
  issue: '@@'
  pages: '@@'
  publisher: '@@'
  place: '@@'
  date: 2024-03
  url: 'https://example.org/?@@'
  archived: {url: 'https://example.org/archive?@@', date: 2024-01-01}
  accessed: 2024-02-02
  doi: 10.1234/x
  licence: '@@'
  language: en
  quote: '@@'
  note: '@@'
book: {title: '@@', author: '@@', edition: '@@', isbn: '978-3-16-148410-0', type: book}
",
    ),
    ("content/refs.bib", "@article{bib, title = {@@}, author = {@@}, journal = {@@}, year = {2020}, note = {@@}}\n"),
    (
        "content/a/d.yaml",
        "name: d
title: '@@'
description: '@@'
path: d.csv
key: year
sources: [s, {title: '@@', path: 'https://example.org/?@@'}]
licenses: [{name: '@@', title: '@@', path: 'https://example.org/?@@'}]
notes: ['@@']
schema:
  fields:
    - {name: year, type: year}
    - {name: total, type: number, title: '@@', unit: '@@', description: '@@'}
    - {name: words, type: string}
",
    ),
    ("content/a/d.csv", "year,total,words,source,via\n2021,48,\"@@\",s,book\n2021,50,=1+1,bib,s\n2022,52,-3 x,s,\n"),
    ("content/a/_index.md", "---\ntitle: '@@'\ndescription: '@@'\n---\n\n@@\n"),
    (
        "content/a/brief.md",
        "---
title: '@@'
author: [one, '@@']
date: 2025-01-01
updated: 2025-02-01
review_by: 2026-01-01
description: '@@'
summary: ['@@', '@@']
image: p.png
image_caption: '@@'
image_alt: '@@'
tags: ['@@', two]
regions: ['@@']
series: '@@'
aliases: [/old/]
corrections: [{date: 2025-01-02, text: '@@', was: '@@', now: '@@'}]
sources: {own: {title: '@@', publisher: '@@'}}
allow: {placeholder-date: '@@'}
extra: {shown: '@@'}
---

@@ *@@* **@@** `@@` ~~@@~~ [@@](../b/other.md) [@@](https://example.org/) [here](<https://example.org/@@> '@@') $\\text{@@}$

## @@

### @@ {#part}

![@@](p.png '@@')
_▲ __@@__ @@ [@@](https://example.org/figure)._

___`@@`___

> @@

> [!NOTE]
> @@

| @@ | b |
|----|---|
| @@ | = |

- [x] @@
- @@

Term: @@<br>@@<kbd>@@</kbd> <em title='@@'>x</em> <!-- @@ -->

<details><summary>@@</summary>

@@

</details>

```rust
fn x() {} // @@
```

```@@
@@
```

A note.[^n] A source.[^s] [@s, @@; see @book] [^own] [^bib] It came to [48](stat:d/2021/total@s) then.

[^n]: @@

```chart
type: column
title: '@@'
subtitle: '@@'
rows: [[a, b, c], ['@@', 1, '@@'], [y, 2, '@@'], [z, 3, '=2+2']]
x: a
y: b
color: c
unit: '@@'
notes: [{x: y, y: 2, text: '@@'}]
refline: {y: 2, text: '@@'}
source: s
note: '@@'
alt: '@@'
```

```chart
type: timeline
title: '@@'
subtitle: '@@'
rows: [[when, what], [2020, '@@'], [2021, '@@']]
start: when
event: what
source: s
alt: '@@'
```

```chart
type: sankey
title: '@@'
subtitle: '@@'
rows: [[a, b, n], ['@@', '@@', 3], ['@@', q, 2]]
from: a
to: b
value: n
source: s
alt: '@@'
```
",
    ),
    ("content/a/brief.uk.md", "---\ntitle: '@@'\ndate: 2025-01-01\n---\n\n@@\n"),
    ("content/b/other.md", "---\ntitle: '@@'\ndate: 2025-01-02\ntags: [two]\n---\n\n@@ [^s]\n"),
    ("content/a/p.png", "png 700 400 1"),
];

/// The site, and how many hostile strings there are in it.
fn hostile_site() -> (Site, usize) {
    let mut count = 0;
    let mut filled = |path: &str, text: &str| -> String {
        let mut parts = text.split("@@");
        let mut out = parts.next().unwrap_or_default().to_owned();
        for part in parts {
            let quoted = if path.ends_with(".csv") {
                HOSTILE.replace('"', "\"\"")
            } else if out.rsplit('\n').next().unwrap_or_default().contains('\'') {
                HOSTILE.replace('\'', "''")
            } else {
                HOSTILE.to_owned()
            };
            // Letters alone, so that it is one word wherever words are taken apart.
            let number: String = format!("{count:03}").bytes().map(|digit| char::from(digit - b'0' + b'a')).collect();
            out.push_str(&format!("Zq{number}z{quoted}{part}"));
            count += 1;
        }
        out
    };
    let files: Vec<(String, String)> =
        SITE.iter().map(|(path, text)| ((*path).to_owned(), filled(path, text))).collect();
    (Site(files.into_iter().collect::<BTreeMap<_, _>>()), count)
}

/// What is wrong with the tags of a page: elements and handlers that nobody who made the theme wrote.
fn wrong_tags(html: &str) -> Vec<String> {
    let mut wrong = Vec::new();
    for token in Tokenizer::new(html).flatten() {
        let Token::StartTag(tag) = token else { continue };
        let name = String::from_utf8_lossy(&tag.name).into_owned();
        let attribute = |wanted: &str| {
            let found = tag.attributes.iter().find(|(name, _)| name.as_slice() == wanted.as_bytes());
            found.map(|(_, value)| String::from_utf8_lossy(value).into_owned())
        };
        let is_script = name == "script"
            && attribute("type").is_none_or(|kind| kind != "application/ld+json")
            && attribute("src").is_none_or(|src| !src.starts_with("/assets/"));
        let runs = tag.attributes.keys().any(|name| name.starts_with(b"on") || name.as_slice() == b"style");
        let address = ["href", "src", "action"].iter().filter_map(|name| attribute(name));
        let has_scheme = address.into_iter().find(|address| {
            let allowed = ["http://", "https://", "mailto:", "data:"];
            address.split(['/', '?', '#']).next().is_some_and(|first| first.contains(':'))
                && !allowed.iter().any(|scheme| address.starts_with(scheme))
        });
        if name.starts_with("x-") || is_script || runs || has_scheme.is_some() {
            wrong.push(format!("<{name} {:?}>", tag.attributes));
        }
    }
    wrong
}

/// What is wrong with a text of XML.
fn wrong_xml(xml: &str) -> Option<String> {
    let mut reader = quick_xml::Reader::from_str(xml);
    loop {
        match reader.read_event() {
            Ok(Event::Eof) => return None,
            Ok(Event::Start(tag) | Event::Empty(tag)) => {
                let name = tag.name().as_ref().to_owned();
                let runs =
                    tag.attributes().any(|it| it.is_err() || it.is_ok_and(|it| it.key.as_ref().starts_with("on")));
                if name.starts_with("x-") || name == "script" || runs {
                    return Some(format!("<{name}>"));
                }
            }
            Ok(_) => {}
            Err(error) => return Some(error.to_string()),
        }
    }
}

#[test]
fn tags_that_run_are_seen() {
    let harmless = "<a href='https://a.b/c:d'>x</a><a href='#a'></a><script src='/assets/a.js'></script><p class=on>&lt;x-evil></p>";
    assert_eq!(wrong_tags(harmless), [""; 0]);
    for html in
        ["<x-evil>", "<p onload=y>", "<script>", "<script src=//a.b/x>", "<a href='javascript:x'>", "<p style=x>"]
    {
        assert_eq!(wrong_tags(html).len(), 1, "{html}");
    }
    assert!(wrong_xml("<svg><x-evil/></svg>").is_some() && wrong_xml("<svg onload='y'/>").is_some());
    assert!(wrong_xml("<svg>\"'></svg>").is_none() && wrong_xml("<svg><").is_some());
}

/// Fields that no output shows as text, by what stands before them in the site: addresses, which are encoded, and remarks.
const NOT_SHOWN: &[&str] = &["allow: {placeholder-date: '", "extra: {shown: '", "<!-- ", "<em title='", "\n```"];

#[test]
fn one_hostile_string_in_every_field_is_shown_and_never_runs() {
    let (site, count) = hostile_site();
    let built = site.build(&Memo::default(), false);
    let errors: Vec<String> = built
        .outcome
        .diagnostics
        .iter()
        .filter(|found| found.severity == expound::base::Severity::Error)
        .map(|found| format!("{}:{} {} {}", found.place.file, found.place.line, found.code.word, found.message))
        .collect();
    assert_eq!(errors, [""; 0]);
    let mut wrong: Vec<String> = Vec::new();
    let mut everything = String::new();
    for (path, file) in &built.tree.files {
        let Ok(text) = std::str::from_utf8(&file.bytes) else { continue };
        if path.starts_with("assets/") {
            continue;
        }
        everything.push_str(text);
        let found = match path.rsplit_once('.').map(|(_, kind)| kind) {
            Some("html") => wrong_tags(text),
            Some("svg" | "xml") => wrong_xml(text).into_iter().collect(),
            Some("json") => {
                serde_json::from_str::<serde_json::Value>(text).err().map(|it| it.to_string()).into_iter().collect()
            }
            Some("csv") => {
                text.lines().filter(|line| line.starts_with('=') || line.contains(",=")).map(str::to_owned).collect()
            }
            _ => Vec::new(),
        };
        wrong.extend(found.into_iter().map(|found| format!("{path}: {found}")));
        // Templates are not run twice.
        assert!(!text.contains("y>&amp;7]]"), "{path}");
        assert!(!path.contains(['"', '<', '>']), "{path}");
    }
    assert_eq!(wrong, [""; 0]);
    let all: String = site.0.values().map(String::as_str).collect();
    let missing: Vec<&str> = (0..count)
        .filter_map(|at| {
            let number: String = format!("{at:03}").bytes().map(|digit| char::from(digit - b'0' + b'a')).collect();
            let word = format!("Zq{number}z");
            let (before, _) = all.split_once(&word).unwrap();
            let is_shown = everything.contains(&word) || everything.contains(&word.to_lowercase());
            (!is_shown && !NOT_SHOWN.iter().any(|known| before.ends_with(known))).then(|| &before[before.len() - 30..])
        })
        .collect();
    assert_eq!(missing, [""; 0], "not in any output");
}

#[test]
fn the_hostile_site_uses_every_key_there_is() {
    let all: String = SITE.iter().map(|(_, text)| *text).collect();
    let without = |known: &[&str], keys: &[expound::base::yaml::Key]| -> Vec<&'static str> {
        let is_used = |name: &str| all.contains(&format!("{name}:")) || known.contains(&name);
        keys.iter().map(|key| key.name).filter(|name| !is_used(name)).collect()
    };
    // Words, numbers and moments of which only a few are allowed.
    let settings = [
        "theme_values",
        "timezone",
        "paginate",
        "feed_items",
        "permalink",
        "raw_html",
        "trust",
        "smart_punctuation",
        "checks",
        "figures",
        "without",
        "theme",
        "language",
        // What no page shows.
        "deploy",
    ];
    assert_eq!(without(&settings, expound::config::KEYS), [""; 0]);
    let front = ["publish", "expires", "slug", "lang", "weight", "draft", "template", "layout", "excerpt_separator"];
    assert_eq!(without(&front, expound::parse::FRONT_MATTER_KEYS), [""; 0]);
    assert_eq!(without(&[], expound::sources::KEYS), [""; 0]);
}

#[test]
fn authors_who_are_not_trusted_bring_nothing_that_runs() {
    let settings = "title: Site\nbase_url: https://example.org/\nmath: true\ntrust: {content: false}\n";
    let brief = "---
title: A
date: 2025-01-01
---

<script>alert(1)</script> <img src=x onerror=alert(1)> <iframe src='https://example.org/'></iframe>
[a](javascript:alert(1)) [b](<java\tscript:alert(1)>) [c](data:text/html,x) [d](vbscript:x) [e](JAVASCRIPT&colon;x) [f][r]
![g](javascript:alert(1)) <javascript:alert(1)> <a href='javascript:alert(1)'>h</a> $\\href{javascript:alert(1)}{x}$
[i](../../secret.txt) [j](/../../secret.txt) ![k](../../../secret.png) [l](/etc/passwd) [m](..%2f..%2fsecret.txt)

<div style='position:fixed' onclick=x>n</div>

[r]: javascript:alert(1)
";
    let site = Scratch::new(&[
        ("expound.yaml", settings),
        ("content/a/brief.md", brief),
        ("secret.txt", "Secret words"),
        ("secret.csv", "a,b\nSecret,1\n"),
    ]);
    let build = || expound(site.path(), &["build", "--now", "2025-06-15", "--format", "short", "--no-cache"]);
    let ran = build();
    assert_eq!(ran.code, 0, "{}", ran.err);
    let page = site.read("public/a/brief/index.html");
    assert_eq!(wrong_tags(&page), [""; 0]);
    assert!(!page.contains("Secret words"));
    for (code, times) in [("unsafe-link", 8), ("raw-html", 4)] {
        assert!(ran.err.matches(&format!("[{code}]")).count() >= times, "{code}: {}", ran.err);
    }

    // Each of these alone stops a build.
    let published = site.public();
    let chart = |data: &str| {
        let block = "type: column\ntitle: T\nsubtitle: S\nx: a\ny: b\nsource: s\nalt: A.\n";
        format!("Words.\n\n```chart\n{block}data: {data}\n```\n")
    };
    for (path, text, says) in [
        ("content/a/t.md", "---\ntemplate: page.html\n---\n\nWords.\n".to_owned(), "asks for the template `page.html`"),
        (
            "content/a/x.html",
            "<script>x</script>".to_owned(),
            "this file is a `.html` file, of no kind that is only shown",
        ),
        ("content/a/x.js", "x".to_owned(), "this file is a `.js` file"),
        ("content/_headers", "/*\n  X: y\n".to_owned(), "this file is of no kind that is only shown"),
        ("content/a/f.csv", "a,b\n=1+1,2\n".to_owned(), "has the cell `=1+1`, which spreadsheets run as a formula"),
        ("content/robots.txt", "User-agent: *\n".to_owned(), "this file is a `.txt` file"),
        ("content/a/x.svg", "<svg onload='x'/>".to_owned(), "this file holds an event handler, `onload`"),
        ("content/a/c.md", chart("../../secret.csv"), "[unknown-dataset]"),
        ("content/a/c.md", chart("/etc/passwd"), "[unknown-dataset]"),
        ("content/a/d.yaml", "name: d\npath: ../../secret.csv\n".to_owned(), "is not a file of this site"),
        ("content/a/s.md", "---\nslug: ../../x\n---\n\nWords.\n".to_owned(), "slug"),
        ("content/sources.yaml", "s: {title: S, url: 'javascript:alert(1)'}\n".to_owned(), "[bad-value]"),
        ("content/sources.yaml", "s: {title: S, archived: {url: 'javascript:x'}}\n".to_owned(), "[bad-value]"),
        ("content/a/s.md", "---\naliases: [../../../x/]\n---\n\nWords.\n".to_owned(), "[bad-alias]"),
    ] {
        site.write(path, text);
        let ran = build();
        assert!(ran.code == 1 && ran.err.contains(says), "{path}: {ran:?}");
        assert_eq!(site.public(), published, "{path}");
        std::fs::remove_file(site.path().join(path)).unwrap();
    }
    site.write("content/a/x.svg", "<svg xmlns='http://www.w3.org/2000/svg'><rect width='1'/></svg>");
    site.write("content/a/x.csv", "a,b\n1,2\n");
    assert_eq!(build().code, 0);

    // HTML passes only where content is trusted.
    site.write("expound.yaml", format!("{settings}raw_html: true\n"));
    let ran = build();
    assert!(ran.code == 1 && ran.err.contains("HTML passes only where content is trusted"), "{ran:?}");
    site.write("expound.yaml", "title: Site\ntrust: {contents: false}\n");
    let ran = build();
    assert!(ran.err.contains("[unknown-key]") && ran.err.contains("content"), "{ran:?}");
}

#[test]
fn themes_hold_no_link_out_of_their_folder() {
    let outside = Scratch::new(&[("secret.html", "{{ page.title }} Secret words")]);
    let site = Scratch::new(&[
        ("expound.yaml", "title: Site\n"),
        ("content/a.md", "Words.\n"),
        ("themes/default/templates/x.html", ""),
    ]);
    std::os::unix::fs::symlink(
        outside.path().join("secret.html"),
        site.path().join("themes/default/templates/brief.html"),
    )
    .unwrap();
    let ran = expound(site.path(), &["build", "--now", "2025-06-15"]);
    assert!(ran.code == 1 && ran.err.contains("this is a link that leads out of `themes`"), "{ran:?}");
    std::fs::remove_file(site.path().join("themes/default/templates/brief.html")).unwrap();
    for template in
        ["{% include \"../../../secret.html\" %}", "{% include \"/etc/passwd\" %}", "{{ get_env(name=\"HOME\") }}"]
    {
        site.write("themes/default/templates/brief.html", template);
        let ran = expound(site.path(), &["build", "--now", "2025-06-15"]);
        assert!(ran.code == 1 && ran.err.contains("template-error"), "{template}: {ran:?}");
    }
}
