//! Old sites of other generators, imported and built: what was written, what was told, and whether every address, word and
//! picture that the generator itself published is still there.

use crate::harness::{Scratch, Verdict, expound, files_below, here, published};
use html5gum::{Token, Tokenizer};
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

/// The old sites: folder in `tests/import/`, generator, and lists that Expound has none of.
const SITES: &[(&str, &str, &[&str])] = &[
    ("hugo", "hugo", &["/a:b/"]),
    ("jekyll-blog", "jekyll", &[]),
    ("jekyll-collections", "jekyll", &[]),
    ("zola", "zola", &["/blog/page/1/"]),
];

/// What a page says, its pictures, and where it leads if it is only that.
#[derive(Default)]
struct Page {
    words: Vec<String>,
    pictures: Vec<String>,
    leads: Option<String>,
}

const INLINE: [&[u8]; 18] = [
    b"a", b"abbr", b"b", b"code", b"em", b"i", b"kbd", b"mark", b"q", b"small", b"span", b"strong", b"sub", b"sup",
    b"u", b"del", b"wbr", b"bdi",
];

/// The words of a text: neither the form of quotation marks nor that of dashes makes another word.
fn words(text: &str) -> Vec<String> {
    let text: String = text.chars().filter(|sign| !"’‘'`´“”\"".contains(*sign)).collect();
    let all = text.split(|sign: char| !sign.is_alphanumeric()).filter(|word| !word.is_empty());
    // A description that describes nothing gives way to the caption.
    let is_name = |word: &&str| word.strip_prefix("image").is_some_and(|rest| rest.bytes().all(|b| b.is_ascii_digit()));
    all.filter(|word| !is_name(word)).map(str::to_owned).collect()
}

fn read(html: &str) -> Page {
    let mut page = Page::default();
    let mut text = String::new();
    let mut silent = 0;
    for token in Tokenizer::new(html) {
        match token.unwrap() {
            Token::StartTag(tag) => {
                let attribute = |name: &str| {
                    tag.attributes.get(name.as_bytes()).map(|value| String::from_utf8_lossy(value).into_owned())
                };
                silent += i32::from(matches!(&*tag.name.0, b"script" | b"style"));
                if &*tag.name.0 == b"meta" && attribute("http-equiv").is_some_and(|value| value == "refresh") {
                    page.leads = attribute("content").and_then(|value| Some(value.split_once("url=")?.1.to_owned()));
                }
                if &*tag.name.0 == b"img" {
                    page.pictures.extend(attribute("src"));
                    text.push_str(&format!(" {} ", attribute("alt").unwrap_or_default()));
                }
                if !INLINE.contains(&&*tag.name.0) {
                    text.push(' ');
                }
            }
            Token::EndTag(tag) => {
                silent -= i32::from(matches!(&*tag.name.0, b"script" | b"style"));
                if !INLINE.contains(&&*tag.name.0) {
                    text.push(' ');
                }
            }
            Token::String(string) if silent == 0 => text.push_str(&String::from_utf8_lossy(&string)),
            _ => {}
        }
    }
    page.words = words(&text);
    page
}

/// What `build.py` wrote down.
fn written_down(text: &str) -> BTreeMap<String, Page> {
    let mut all = BTreeMap::new();
    for part in text.split("=== ").skip(1) {
        let mut lines = part.lines();
        let url = lines.next().unwrap().to_owned();
        let mut page = Page::default();
        for line in lines {
            match line.strip_prefix("picture ") {
                Some(picture) => page.pictures.push(picture.to_owned()),
                None => page.words.extend(words(line)),
            }
        }
        all.insert(url, page);
    }
    all
}

/// Holds what a generator published against what Expound did.
fn compare(
    verdict: &mut Verdict,
    case: &str,
    old: &BTreeMap<String, Page>,
    public: &BTreeMap<String, Vec<u8>>,
    base: &str,
) {
    let file = |url: &str| {
        let path = url.trim_start_matches('/');
        if path.is_empty() || path.ends_with('/') { format!("{path}index.html") } else { path.to_owned() }
    };
    let at = |url: &str| public.get(&file(url)).map(|bytes| read(&String::from_utf8_lossy(bytes)));
    for (url, page) in old {
        let case = format!("{case}{url}");
        let Some(mut new) = at(url) else {
            verdict.fail(&case, "nothing is at this address any more");
            continue;
        };
        if let Some(to) = &new.leads {
            let path = to.split_once("://").and_then(|(_, rest)| rest.find('/').map(|at| &rest[at..])).unwrap_or(to);
            let decoded = percent(path.strip_prefix(base).unwrap_or(path));
            let Some(target) = at(&decoded) else {
                verdict.fail(&case, format!("it leads to `{to}`, where nothing is"));
                continue;
            };
            new = target;
        }
        let mut left: BTreeMap<&str, usize> = BTreeMap::new();
        new.words.iter().for_each(|word| *left.entry(word).or_default() += 1);
        let mut lost = Vec::new();
        for word in &page.words {
            match left.get_mut(word.as_str()).filter(|count| **count > 0) {
                Some(count) => *count -= 1,
                None => lost.push(word.as_str()),
            }
        }
        // Signs of emphasis that one of the two shows join words that the other divides.
        let all = new.words.concat();
        lost.retain(|word| word.is_ascii() || !all.contains(word));
        // Marks of notes and of lists are numbers that browsers write.
        lost.retain(|word| !(word.len() < 3 && word.bytes().all(|byte| byte.is_ascii_digit())));
        verdict.hold(&case, lost.is_empty(), &format!("these words are gone: {}", lost.join(" ")));
        for picture in &page.pictures {
            let name = picture.rsplit('/').next().unwrap();
            let is_there = new.pictures.iter().any(|new| new.contains(name));
            verdict.hold(&case, is_there, &format!("the picture `{picture}` is gone"));
        }
    }
}

fn percent(path: &str) -> String {
    let (mut bytes, mut rest) = (Vec::new(), path.as_bytes());
    while let Some((first, behind)) = rest.split_first() {
        let hex = behind.get(..2).and_then(|hex| u8::from_str_radix(std::str::from_utf8(hex).ok()?, 16).ok());
        match hex.filter(|_| *first == b'%') {
            Some(byte) => {
                bytes.push(byte);
                rest = &behind[2..];
            }
            None => {
                bytes.push(*first);
                rest = behind;
            }
        }
    }
    String::from_utf8(bytes).unwrap()
}

/// The base path of a site that was imported.
fn base(settings: &str) -> String {
    let url = settings.lines().find_map(|line| line.strip_prefix("base_url: ")).unwrap_or_default();
    let path = url.split_once("://").and_then(|(_, rest)| rest.find('/').map(|at| &rest[at..])).unwrap_or("");
    path.trim_end_matches('/').to_owned()
}

#[test]
fn old_sites_are_carried_over() {
    let mut verdict = Verdict::default();
    for (name, generator, without) in SITES {
        let folder = here("tests/import").join(name);
        let before = published(&folder.join("old"));
        let scratch = Scratch::new(&[]);
        let new = scratch.path().join("new");
        let ran = expound(&folder, &["import", generator, "old", new.to_str().unwrap()]);
        verdict.hold(name, ran.code == 0 && ran.err.is_empty(), &ran.err);
        let said = ran.out.replace(&expound_shown(&new), "NEW");
        verdict.expect(&folder.join("expected/said.txt"), &said);
        for path in files_below(&new) {
            match String::from_utf8(fs::read(new.join(&path)).unwrap()) {
                // A text that goes along as it is says nothing more when it is there twice.
                Ok(text) if before.values().all(|old| *old != text.as_bytes()) => {
                    verdict.expect(&folder.join("expected/new").join(&path), &text);
                }
                _ => {}
            }
        }
        verdict.nothing_left_in(&folder.join("expected"));
        verdict.hold(name, before == published(&folder.join("old")), "the old folder was written to");
        let built = expound(&new, &["build", "--quiet", "--now", "2025-06-15"]);
        verdict.hold(name, built.code == 0, &built.err);
        let mut old = written_down(&fs::read_to_string(folder.join("built.txt")).unwrap());
        without.iter().for_each(|url| drop(old.remove(*url)));
        let settings = fs::read_to_string(new.join("expound.yaml")).unwrap();
        compare(&mut verdict, name, &old, &published(&new.join("public")), &base(&settings));
    }
    verdict.end();
}

fn expound_shown(path: &Path) -> String {
    path.to_str().unwrap().replace('\\', "/")
}

#[test]
fn what_an_import_must_not_write_to_is_refused() {
    let site =
        Scratch::new(&[("old/_config.yml", "title: A\n"), ("full/a.txt", "a"), ("file", "a"), ("old/a/b.txt", "")]);
    let cases = [
        (["jekyll", "nowhere", "new"], "there is no folder `nowhere`"),
        (["jekyll", "file", "new"], "there is no folder `file`"),
        (["jekyll", "old", "full"], "`full` is not empty"),
        (["jekyll", "old", "file"], "`file` is not empty"),
        (["jekyll", "old", "old/new"], "one inside the other"),
        (["hugo", "old/a", "old"], "one inside the other"),
        (["zola", "old", "old"], "one inside the other"),
        (["gatsby", "old", "new"], "possible values: jekyll, hugo, zola"),
    ];
    let before = files_below(site.path());
    for (args, words) in cases {
        let ran = expound(site.path(), &[&["import"], &args[..]].concat());
        assert_eq!(ran.code, 2, "{args:?}: {}", ran.out);
        assert!(ran.err.contains(words), "{args:?}: {}", ran.err);
    }
    assert_eq!(files_below(site.path()), before);
}

#[test]
fn what_is_wrong_with_an_old_site_is_told() {
    let post = "---\ntitle: [\n---\n\nA\n";
    let jekyll = Scratch::new(&[
        ("old/_config.yml", "a: [\n"),
        ("old/_posts/2024-01-01-a.md", post),
        ("old/a.md", "---\npermalink: /x/\nredirect_to: /y/\ndate: June 7\n---\n\n<script>x</script>\n"),
        ("old/b.md", "---\npermalink: /x/\n---\n"),
        ("old/c.md", "---\npermalink: /x.html\n---\n"),
        ("old/.htaccess", "x"),
        ("old/_data/a.yml", "a: [\n"),
    ]);
    let hugo = Scratch::new(&[
        ("old/hugo.toml", "a = \n"),
        ("old/content/a.org", "* A\n"),
        ("old/content/b.md", "+++\na = \n+++\n"),
    ]);
    let zola =
        Scratch::new(&[("old/config.toml", "a = \n"), ("old/content/_index.md", "+++\nredirect_to = \"/x/\"\n+++\n")]);
    let bare = Scratch::new(&[("old/a.txt", "a")]);
    let cases: &[(&Scratch, &str, &[&str])] = &[
        (
            &jekyll,
            "jekyll",
            &[
                "old/.htaccess: it is left out: names that begin with a dot are not published",
                "old/_config.yml:1: the settings cannot be read",
                "old/_data/a.yml: these data are no rows",
                "old/_posts/2024-01-01-a.md:2: its front matter cannot be read and stays as it is",
                "old/a.md:3: it led on to `/y/`",
                "old/a.md:4: `date: June 7` is not a date as Expound reads it",
                "old/a.md:7: `<script>` does nothing under the strict policy",
                "old/b.md: `content/x.md` is there already, so this is left out",
                "Of 4 published pages, 2 at the same address as before, 0 reached from the old one by a redirect, 2 lost theirs.",
            ],
        ),
        (
            &hugo,
            "hugo",
            &[
                "old/hugo.toml:1: the settings cannot be read",
                "old/content/a.org: a text in another form than Markdown is left out",
                "old/content/b.md:2: its front matter cannot be read",
            ],
        ),
        (
            &zola,
            "zola",
            &["old/config.toml:1: the settings cannot be read", "old/content/_index.md:2: it led on to `/x/`"],
        ),
        (&bare, "jekyll", &["old/_config.yml: there is none", "0 pages and 4 other files"]),
        (&bare, "hugo", &["old/hugo.toml: there is none"]),
        (&bare, "zola", &["old/config.toml: there is none"]),
    ];
    for (site, generator, words) in cases {
        let new = format!("new-{generator}");
        let ran = expound(site.path(), &["import", generator, "old", &new]);
        assert_eq!(ran.code, 0, "{}", ran.err);
        for words in *words {
            assert!(ran.out.contains(words), "{generator}: no “{words}” in\n{}", ran.out);
        }
    }
}

/// `EXPOUND_IMPORT="jekyll FOLDER BUILT"` imports a site that is not in the repository and holds it against what its own
/// generator published into the folder BUILT.
#[test]
fn a_site_from_elsewhere_is_carried_over() {
    let Ok(wanted) = std::env::var("EXPOUND_IMPORT") else {
        println!("skipped: EXPOUND_IMPORT names no site from elsewhere");
        return;
    };
    let [generator, folder, built] = wanted.split(' ').collect::<Vec<_>>()[..] else {
        panic!("EXPOUND_IMPORT wants three words: GENERATOR FOLDER BUILT");
    };
    let scratch = Scratch::new(&[]);
    let new = scratch.path().join("new");
    let ran = expound(scratch.path(), &["import", generator, folder, "new"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    let said = ran.out;
    let ran = expound(&new, &["build", "--quiet"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    let mut old = BTreeMap::new();
    for (path, bytes) in published(Path::new(built)).into_iter().filter(|(path, _)| path.ends_with(".html")) {
        let url = path.strip_suffix("index.html").unwrap_or(&path).to_owned();
        old.insert(format!("/{url}"), read(&String::from_utf8_lossy(&bytes)));
    }
    let mut verdict = Verdict::default();
    let settings = fs::read_to_string(new.join("expound.yaml")).unwrap();
    compare(&mut verdict, folder, &old, &published(&new.join("public")), &base(&settings));
    let counts: Vec<usize> =
        [old.values().map(|page| page.words.len()).sum(), old.values().map(|page| page.pictures.len()).sum()].into();
    println!("{said}\n{} pages, {} words, {} pictures compared", old.len(), counts[0], counts[1]);
    verdict.end();
}

/// An address of an old site is no path of the new one: it may lead anywhere, or nowhere.
#[test]
fn nothing_is_written_outside_of_the_new_folder() {
    let same = "---\npermalink: /same/\n---\nA\n";
    let site = Scratch::new(&[
        (
            "in/old/_config.yml",
            "collections:\n  outc:\n    output: true\n    permalink: /../../../outc/:name\n  kept: {}\n",
        ),
        ("in/old/a.md", "---\npermalink: /../../escape1/\n---\nA\n"),
        ("in/old/b/c.html", "---\npermalink: /x/../../../../escape2.html\n---\nB\n"),
        ("in/old/_posts/2024-01-01-d.md", "---\ncategories: [../../../escape3]\n---\nD\n"),
        ("in/old/_posts/2024-01-02-plain.markdown", "No front matter.\n"),
        ("in/old/_posts/notes.md", "No day.\n"),
        ("in/old/_outc/e.md", "---\ntitle: E\n---\nE\n"),
        ("in/old/_outc/f.markdown", "No front matter.\n"),
        ("in/old/_kept/g.md", "---\ntitle: G\n---\nG\n"),
        ("in/old/h.md", "---\npermalink: \"/nul\\0/\"\n---\nH\n"),
        ("in/old/CNAME", "example.org\n"),
        ("in/old/i.md", "---\npermalink: /CNAME/x/\n---\nI\n"),
        ("in/old/j.md", &format!("---\npermalink: /{}/\n---\nJ\n", "j".repeat(300))),
        ("in/old/1.md", same),
        ("in/old/2.md", same),
        ("in/old/3.md", same),
        ("in/old/4.md", same),
        ("in/old/5.md", same),
        ("in/old/6.md", same),
        ("in/old/7.md", same),
        ("in/old/8.md", same),
    ]);
    let before = files_below(site.path());
    let ran = expound(site.path(), &["import", "jekyll", "in/old", "in/new"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    let (new, others): (Vec<String>, Vec<String>) = files_below(site.path())
        .into_iter()
        .map(|path| path.replace('\\', "/"))
        .partition(|path| path.starts_with("in/new/"));
    assert_eq!(others, before);
    let expected = [
        "content/CNAME/x.md",
        "content/a.md",
        "content/b/c.md",
        "content/h.md",
        "content/j.md",
        "content/outc/e.md",
        "content/posts/2024-01-01-d.md",
        "content/posts/2024-01-02-plain.md",
        "content/same.md",
    ];
    let pages: Vec<&str> =
        new.iter().filter_map(|path| path.strip_prefix("in/new/")).filter(|path| path.ends_with(".md")).collect();
    assert_eq!(pages, expected);
    for words in [
        "in/old/_posts/notes.md: it has no front matter",
        "in/old/_outc/f.markdown: it has no front matter",
        "in/old/_config.yml:5: the collection `kept` had no pages",
        "in/old/CNAME: `content/CNAME` would be a file and a folder, so this is left out",
        "in/old/8.md: `content/same.md` is there already, so this is left out",
        "in/old/a.md: nothing can lead on from its old address `/../../escape1/`",
    ] {
        assert!(ran.out.contains(words), "no “{words}” in\n{}", ran.out);
    }
    let built = expound(&site.path().join("in/new"), &["build", "--quiet", "--drafts"]);
    assert_eq!(built.code, 0, "{}", built.err);
}

/// A text of nothing but beginnings, or one that includes itself, is as long to read as any other.
#[test]
fn no_text_holds_an_import_up() {
    use expound::import::{Generator, import};
    const OPENERS: [&str; 29] = [
        "{{ x }}\n",
        "{{ x }}",
        "{{ ",
        "{% raw %}\n",
        "{% raw %}",
        "{% comment %}",
        "{% highlight a %}",
        "{% x %}",
        "{% ",
        "{::comment}\n",
        "{:toc}\n",
        "{: .note }\n",
        "HTML ",
        "{{< ",
        "{{< \"",
        "{{< \\\"",
        "{{< a >}}",
        "{{% a %}}\n",
        "{{< highlight >}}",
        "{{</ a",
        "{{ a(b=",
        "{{ a(b=\"c\") }}\n",
        "{% a(b=\"c\") %}",
        "[a](@/",
        "[a](/",
        "<div ",
        "`",
        "![",
        "{% include two.html %}",
    ];
    for opener in OPENERS {
        let ended = ["{{< /a >}} >}} }} %} {% end %}", ""];
        for end in ended {
            let body = opener.repeat(100_000 / opener.len()) + end;
            let page = format!("---\ntitle: A\n---\n{body}\n\n*[HTML]: Words\n");
            for (generator, path) in
                [(Generator::Jekyll, "a.md"), (Generator::Hugo, "content/a.md"), (Generator::Zola, "content/a.md")]
            {
                let two = "{% include three.html %}{% include two.html %}{% include two.html %}";
                let three = "{% include four.html %}".repeat(1000);
                let four = "{% include five.html %}".repeat(1000);
                let files = [
                    old(path, &page),
                    old("_includes/two.html", two),
                    old("_includes/three.html", &three),
                    old("_includes/four.html", &four),
                    old("_includes/five.html", "a"),
                ];
                let one = std::time::Instant::now();
                import(generator, &files, &[]);
                assert!(one.elapsed().as_secs() < 20, "{generator:?} of {opener:?} and {end:?}: {:?}", one.elapsed());
            }
        }
    }
    let nested = "{{< a >}}".repeat(10_000) + &"{{< /a >}}".repeat(10_000);
    import(Generator::Hugo, &[old("content/a.md", &nested)], &[]);
}

fn old(path: &str, text: &str) -> expound::io::OldFile {
    let content = expound::io::Content::Text(text.to_owned());
    expound::io::OldFile { path: path.to_owned(), content, disk: std::path::PathBuf::new() }
}

/// Whatever the files of an old site hold, an import ends, says the same twice, and writes only below the new folder.
#[test]
fn no_text_stops_an_import() {
    use expound::import::{Generator, import};
    use proptest::prelude::*;
    const PIECES: [&str; 44] = [
        "{{",
        "}}",
        "{%",
        "%}",
        "{{<",
        ">}}",
        "{{%",
        "%}}",
        "/*",
        "*/",
        "\"",
        "'",
        "`",
        "```\n",
        "\n",
        " ",
        "---\n",
        "+++\n",
        "{:",
        "}",
        "{::comment}",
        "{:toc}\n",
        "* a\n",
        "# h",
        "**",
        "）",
        "](",
        ")",
        "@/",
        "| ",
        "include a.html x=",
        "highlight b",
        "endhighlight",
        "figure src=",
        "/figure",
        "end",
        "quote(a=",
        "post_url ",
        "title: é\n",
        "tags: [a]\n",
        "date = 2024-01-01\n",
        "<img src=\"",
        ":",
        "ö",
    ];
    let text = proptest::collection::vec(proptest::sample::select(&PIECES[..]), 0..40).prop_map(|all| all.concat());
    const PARTS: [&str; 12] = ["..", ".", "/", "/", "a", "_b", ":title", ":categories", "\\\\", "\\0", "é", ".html"];
    let address = proptest::collection::vec(proptest::sample::select(&PARTS[..]), 0..8).prop_map(|all| all.concat());
    let file = old;
    proptest!(|(a in text.clone(), b in text, address in address)| {
        let place = format!("permalink: \"{address}\"\nurl: \"{address}\"\npath: \"{address}\"\ncategories: [\"{address}\"]\naliases: [\"{address}\"]\n");
        let whole = format!("---\ntitle: A\n{place}---\n{a}");
        for (generator, settings, page, part) in [
            (Generator::Jekyll, "_config.yml", "_posts/2024-01-01-é.md", "_includes/a.html"),
            (Generator::Hugo, "hugo.toml", "content/é/b.md", "layouts/shortcodes/figure.html"),
            (Generator::Zola, "config.toml", "content/2024-01-01é.md", "templates/shortcodes/quote.html"),
        ] {
            let files = [file(settings, &b), file(page, &whole), file("content/x.md", &b), file("about.md", &b), file(part, &b)];
            let once = import(generator, &files, &[]);
            prop_assert_eq!(format!("{once:?}"), format!("{:?}", import(generator, &files, &[])));
            let is_plain = |path: &str| !path.split(['/', '\\']).any(|part| matches!(part, "" | "." | "..")) && !path.contains('\0');
            prop_assert!(once.files.iter().all(|file| is_plain(&file.path)), "{:?}", once.files);
            prop_assert!(once.files.len() >= once.pages);
        }
    });
}
