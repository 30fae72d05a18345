//! Text that is withheld is in no byte that is published: not of a draft, not of a brief whose day has not come, and not of one
//! whose day is over, whatever it says and wherever it says it.

use crate::harness::{NOW, Scratch, Site, bytes, expound};
use expound::pipeline::Memo;
use std::collections::{BTreeMap, BTreeSet};
use std::io::Read;

/// Begins every word of a withheld brief, and no other.
const MARK: &str = "qzqxqz";

/// Why each is withheld at the moment of the tests, and how it says so.
const KINDS: [(&str, &str); 4] = [
    ("draft", "date: 2025-03-01\ndraft: true"),
    ("embargo", "date: 2025-03-02\npublish: 2025-12-01"),
    ("future", "date: 2025-12-03"),
    ("expired", "date: 2025-03-04\nexpires: 2025-05-01"),
];

/// Nobody sees these whatever a brief is: the default theme shows nothing of `extra`.
const UNSEEN: [&str; 1] = ["extra"];

/// The words of all places of a brief where an author may write one.
const WORDS: [&str; 44] = [
    "folder",
    "title",
    "author",
    "description",
    "summary",
    "cover",
    "imagealt",
    "imagecaption",
    "tag",
    "region",
    "alias",
    "owntitle",
    "correction",
    "was",
    "now",
    "extra",
    "body",
    "heading",
    "alt",
    "picture",
    "figuretitle",
    "figurecaption",
    "figurelink",
    "box",
    "pull",
    "charttitle",
    "chartsubtitle",
    "chartnote",
    "chartalt",
    "rows",
    "column",
    "row",
    "code",
    "dataset",
    "datasettitle",
    "field",
    "value",
    "cell",
    "note",
    "file",
    "libtitle",
    "liburl",
    "uktitle",
    "ukbody",
];

/// Fills in `<word>` with the mark of that word.
fn marked(kind: &str, text: &str) -> String {
    WORDS.iter().fold(text.to_owned(), |text, word| text.replace(&format!("<{word}>"), &mark(kind, word)))
}

fn mark(kind: &str, word: &str) -> String {
    format!("{MARK}{kind}{word}")
}

/// The files of a brief that is withheld because of what `why` says, and of what it alone uses.
fn brief(kind: &str, why: &str) -> Vec<(String, String)> {
    let page = "---\ntitle: The <title>\nWHY\nauthor: [<author>, Ann]\ndescription: A <description>.\nsummary: [A <summary>.]\n\
        image: <cover>.png\nimage_alt: An <imagealt>\nimage_caption: An <imagecaption>\ntags: [shared, <tag>]\n\
        regions: [<region>]\nseries: joint\naliases: [/old/<alias>/]\nsources: {own: {title: An <owntitle>, url: https://example.org/own}}\n\
        corrections: [{date: 2025-03-05, text: A <correction>, was: It <was>, now: It <now>}]\nextra: {word: <extra>}\n---\n\n\
        A <body> that cites [@libKIND, p. 3] and its own.[^own] Another remark.[^n]\n\n## The <heading>\n\n\
        ![An <alt>](<picture>.png)\n_▲ __A <figuretitle>.__ A <figurecaption>. [Source](https://example.org/<figurelink>)._\n\n\
        > #### `Box`\n\n`A <box>.`\n\n___`A <pull>.`___\n\n\
        ```chart\ntype: column\ntitle: A <charttitle>\nsubtitle: A <chartsubtitle>\ndata: <rows>.csv\nx: year\ny: <column>\n\
        source: libKIND\nnote: A <chartnote>\nalt: A <chartalt>.\n```\n\n```rust\nfn <code>() {}\n```\n\n\
        It was [5](stat:<dataset>/a/<field>).\n\n| <cell> | b |\n|---|---|\n| 1 | 2 |\n\n[A file](<file>.txt).\n\n\
        [^n]: A <note>.\n";
    let uk = "---\ntitle: Заголовок <uktitle>\nWHY\ntags: [shared]\n---\n\nТекст <ukbody>.\n";
    let descriptor = "name: <dataset>\ntitle: A <datasettitle>\npath: <dataset>.csv\nkey: [key]\nsources: [{title: S, path: https://example.org/}]\n\
        schema:\n  fields:\n    - {name: key, type: string}\n    - {name: <field>, type: number, title: A <field>}\n    - {name: text, type: string}\n";
    let files = [
        ("content/briefs/<folder>/index.md", page),
        ("content/briefs/<folder>/index.uk.md", uk),
        ("content/briefs/<folder>/<cover>.png", "png 700 300 1"),
        ("content/briefs/<folder>/<picture>.png", "png 700 400 2"),
        ("content/briefs/<folder>/<rows>.csv", "year,<column>\n2023,1\n2024,2\n"),
        ("content/briefs/<folder>/<file>.txt", "<row>"),
        ("content/data/<dataset>.csv", "key,<field>,text\na,5,<value>\n"),
        ("content/data/<dataset>.yaml", descriptor),
    ];
    let filled = |text: &str| marked(kind, &text.replace("WHY", why).replace("KIND", kind));
    files.into_iter().map(|(path, text)| (filled(path), filled(text))).collect()
}

/// A site of which half is withheld; all of it is published if `all`.
fn site(all: bool) -> Site {
    let mut files: BTreeMap<String, String> = BTreeMap::new();
    let mut add = |path: &str, text: String| drop(files.insert(path.to_owned(), text));
    add(
        "expound.yaml",
        "title: S\nbase_url: https://example.org/\ntaxonomies: [regions]\nlanguages: [uk]\n".to_owned(),
    );
    let source = |(kind, _): &(&str, &str)| {
        marked(
            kind,
            &format!("lib{kind}: {{title: A <libtitle>, author: Ann Lee, url: 'https://example.org/<liburl>'}}\n"),
        )
    };
    let shared = "seen: {title: Seen, url: https://example.org/seen}\n".to_owned();
    add("content/sources.yaml", KINDS.iter().map(source).chain([shared]).collect());
    let link = |(kind, _): &(&str, &str)| marked(kind, "[words](<folder>/index.md), ");
    let links: String = KINDS.iter().map(link).collect();
    add(
        "content/briefs/shown.md",
        format!(
            "---\ntitle: Shown\ndate: 2025-03-01\nauthor: Ann\ntags: [shared]\nregions: [here]\nseries: joint\n---\n\n\
             Text [@seen]. See {links} and that is all.\n"
        ),
    );
    add(
        "content/briefs/shown.uk.md",
        "---\ntitle: Показано\ndate: 2025-03-01\ntags: [shared]\n---\n\nТекст.\n".to_owned(),
    );
    for (kind, why) in KINDS {
        let why = if all { "date: 2025-03-01" } else { why };
        brief(kind, why).into_iter().for_each(|(path, text)| add(&path, text));
    }
    Site(files)
}

/// The marked words in a path or in the bytes of a file, unpacked where it is packed.
fn marks<'a>(files: impl IntoIterator<Item = (&'a String, &'a [u8])>) -> BTreeMap<String, BTreeSet<String>> {
    let mut all: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let mut look = |path: &str, bytes: &[u8]| {
        let bytes = bytes.to_ascii_lowercase();
        for at in memchr::memmem::find_iter(&bytes, MARK.as_bytes()) {
            let end =
                bytes[at..].iter().position(|byte| !byte.is_ascii_lowercase()).map_or(bytes.len(), |end| at + end);
            all.entry(String::from_utf8_lossy(&bytes[at..end]).into_owned()).or_default().insert(path.to_owned());
        }
    };
    for (path, bytes) in files {
        look(path, path.as_bytes());
        look(path, bytes);
        if bytes.starts_with(&[0x1f, 0x8b]) {
            let mut unpacked = Vec::new();
            flate2::read::GzDecoder::new(bytes).read_to_end(&mut unpacked).unwrap();
            look(path, &unpacked);
        }
    }
    all
}

fn marks_of(public: &BTreeMap<String, Vec<u8>>) -> BTreeMap<String, BTreeSet<String>> {
    marks(public.iter().map(|(path, bytes)| (path, bytes.as_slice())))
}

fn on_disk(site: &Site) -> Scratch {
    let scratch = Scratch::new(&[]);
    site.0.iter().for_each(|(path, text)| scratch.write(path, bytes(text)));
    scratch
}

#[test]
fn nothing_of_what_is_withheld_is_published() {
    let scratch = on_disk(&site(false));
    let build = |args: &[&str]| {
        let ran = expound(scratch.path(), &[&["build", "--now", NOW, "--cache", "cache"], args].concat());
        assert_eq!(ran.code, 0, "{}", ran.err);
        marks_of(&scratch.public())
    };
    assert_eq!(build(&[]), BTreeMap::new());
    // Every word is one that readers would see somewhere, so that its absence says something.
    let shown = build(&["--drafts"]);
    for (kind, _) in KINDS {
        for word in WORDS.iter().filter(|word| !UNSEEN.contains(word)) {
            let mark = mark(kind, word);
            assert!(shown.keys().any(|known| known.starts_with(&mark)), "{mark} is nowhere, even if all is shown");
        }
    }
    // What was published before is gone, whatever was kept of it.
    assert_eq!(build(&[]), BTreeMap::new());
    let ran = expound(scratch.path(), &["build", "--now", NOW, "--cache", "cache", "--verify"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
}

#[test]
fn a_brief_that_is_taken_back_leaves_nothing_in_memory() {
    let built = site(true).build(&Memo::default(), true);
    let look = |built: &crate::harness::Built| {
        let made = built.tree.files.iter().map(|(path, file)| (path, file.bytes.as_slice()));
        marks(made.chain(built.copies.keys().map(|path| (path, &[][..]))))
    };
    assert!(look(&built).len() > WORDS.len(), "all is shown");
    let after = site(false).build(&built.outcome.memo, true);
    assert_eq!(look(&after), BTreeMap::new());
    let clean = site(false).build(&Memo::default(), false);
    assert_eq!(after.hashes(), clean.hashes());
}
