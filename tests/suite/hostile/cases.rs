//! Sites of one hostile or huge file each.

use std::collections::BTreeMap;
use std::fmt::Display;

/// A name, and the files of its site.
pub(super) struct Case {
    pub(super) name: &'static str,
    pub(super) files: BTreeMap<&'static str, String>,
}

fn site<const N: usize>(name: &'static str, files: [(&'static str, String); N]) -> Case {
    Case { name, files: files.into_iter().collect() }
}

/// A brief with front matter of its own.
fn raw(name: &'static str, text: impl Into<String>) -> Case {
    site(name, [("content/a.md", text.into())])
}

fn brief(name: &'static str, body: impl Display) -> Case {
    raw(name, format!("---\ntitle: A\n---\n\n{body}\n"))
}

/// Keys of front matter.
fn front(name: &'static str, keys: impl Display) -> Case {
    raw(name, format!("---\ntitle: A\n{keys}\n---\n\nWords.\n"))
}

fn settings(name: &'static str, text: impl Into<String>) -> Case {
    site(name, [("expound.yaml", text.into()), ("content/a.md", "# A\n".to_owned())])
}

const CHART: &str =
    "title: Trade set another record\nsubtitle: Goods, $ billion\nsource: s\nalt: A line that rises from one to two.\n";
const TWO_ROWS: &str = "rows: |\n  a,b\n  2001,1\n  2002,2\n";

/// A line chart with these words; `rows` among them.
fn chart(name: &'static str, words: impl Display) -> Case {
    let text = format!("---\ntitle: A\n---\n\n```chart\ntype: line\n{CHART}x: a\ny: b\n{words}\n```\n");
    site(name, [("content/a.md", text), ("content/sources.yaml", "s:\n  title: S\n".to_owned())])
}

fn dataset(name: &'static str, rows: String, more: &str) -> Case {
    let descriptor = format!("name: d\ntitle: D\npath: d.csv\nsources: [{{title: S}}]\n{more}");
    let page = ("content/a.md", "# A\n".to_owned());
    site(name, [("content/d.csv", rows), ("content/d.yaml", descriptor), page])
}

/// A brief beside a dataset `t`.
fn stat(name: &'static str, body: impl Display) -> Case {
    let descriptor = "name: t\ntitle: T\npath: t.csv\nkey: [year]\nsources: [{title: S}]\n";
    let text = format!("---\ntitle: A\n---\n\n{body}\n");
    let rows = "year,v\n2001,1.5\n2002,3\n";
    site(name, [("content/a.md", text), ("content/t.csv", rows.into()), ("content/t.yaml", descriptor.into())])
}

fn many(times: usize, one: impl Fn(usize) -> String) -> String {
    (0..times).map(one).collect()
}

/// A text that grows ninefold with each of its lines, if its aliases are followed.
fn bomb() -> String {
    let line = |at: usize| {
        let (name, before) = ((b'b' + at as u8) as char, (b'a' + at as u8) as char);
        format!("{name}: &{name} [{}]\n", vec![format!("*{before}"); 9].join(", "))
    };
    format!("a: &a [x, x, x, x, x, x, x, x, x]\n{}", many(9, line))
}

fn indented(text: &str) -> String {
    text.lines().map(|line| format!("  {line}\n")).collect()
}

fn nested(open: &str, close: &str, depth: usize) -> String {
    format!("{}a{}", open.repeat(depth), close.repeat(depth))
}

/// What YAML is asked to hold.
fn yaml() -> Vec<Case> {
    vec![
        front("a bomb of aliases in front matter", format!("extra:\n{}", indented(&bomb()))),
        settings("a bomb of aliases in expound.yaml", bomb()),
        site("a bomb of aliases in sources.yaml", [("content/sources.yaml", bomb()), ("content/a.md", "# A\n".into())]),
        dataset("a bomb of aliases in a descriptor", "a,b\n1,2\n".to_owned(), &bomb()),
        chart("a bomb of aliases in a chart", bomb()),
        front("front matter nested 100 deep", format!("extra: {{a: {}}}", nested("[", "]", 98))),
        front("front matter nested 10,000 deep", format!("extra: {}", nested("[", "]", 10_000))),
        settings("expound.yaml nested 100,000 deep", format!("extra: {}", "{a: ".repeat(100_000))),
        chart("a chart nested 100,000 deep", format!("rows: {}", "[".repeat(100_000))),
        front("lists of one line nested 100,000 deep", format!("extra:\n {}a", "- ".repeat(100_000))),
        front(
            "groups nested 1,000 deep",
            format!("extra:\n{}", many(1000, |at| format!("{}a:\n", " ".repeat(at + 1)))),
        ),
        front("front matter of 2 MB", format!("description: {}", "word ".repeat(400_000))),
        settings("expound.yaml of 5 MB", format!("description: {}", "word ".repeat(1_000_000))),
        chart("a chart block of 2 MB", format!("note: {}", "word ".repeat(400_000))),
        front("10,000 unknown keys", many(10_000, |at| format!("k{at}: 1\n"))),
        front("a tag of a megabyte", format!("tags: [{}]", "x".repeat(1_000_000))),
        front("a tag of ten megabytes", format!("tags: [{}]", "x".repeat(10_000_000))),
        front("20,000 authors", format!("author: [{}]", many(20_000, |at| format!("a{at}, ")))),
        front("1,000 tags", format!("tags: [{}]", many(1000, |at| format!("t{at}, ")))),
        front("a slug of 5,000 letters", format!("slug: {}", "x".repeat(5000))),
        front("an alias of 5,000 letters", format!("aliases: [/{}/]", "x".repeat(5000))),
        front("half of a surrogate pair", "description: \"a\\ud800b\""),
        front("a slug that turns around", "slug: \"a\\u202eb\""),
    ]
}

/// What is deep.
fn deep() -> Vec<Case> {
    let mut all = Vec::new();
    for (names, depth) in [(0, 100), (1, 10_000)] {
        let pick = |two: [&'static str; 2]| two[names];
        all.extend([
            brief(pick(["quotations, 100 deep", "quotations, 10,000 deep"]), format!("{} a", ">".repeat(depth))),
            brief(pick(["lists, 100 deep", "lists, 10,000 deep"]), format!("{}a", "- ".repeat(depth))),
            brief(pick(["emphasis, 100 deep", "emphasis, 10,000 deep"]), nested("*a ", "*", depth)),
            brief(pick(["brackets, 100 deep", "brackets, 10,000 deep"]), nested("[", "]", depth)),
            brief(pick(["citations, 100 deep", "citations, 10,000 deep"]), nested("[@a ", "]", depth)),
            brief(pick(["links, 100 deep", "links, 10,000 deep"]), nested("[", "](https://example.org)", depth)),
            brief(pick(["pictures, 100 deep", "pictures, 10,000 deep"]), nested("![", "](b.png)", depth)),
            brief(pick(["elements, 100 deep", "elements, 10,000 deep"]), nested("<b>", "</b>", depth)),
            brief(
                pick(["disclosures, 100 deep", "disclosures, 10,000 deep"]),
                nested("<details>\n\n", "\n\n</details>", depth),
            ),
        ]);
    }
    let math = |tex: String| [("expound.yaml", "math: true\n".to_owned()), ("content/a.md", format!("# A\n\n{tex}\n"))];
    all.extend([
        site("groups in a formula, 900 deep", math(format!("${}$", nested("{", "}", 900)))),
        site("roots in a formula, 400 deep", math(format!("${}x$", "\\sqrt".repeat(400)))),
        site("a formula of 100 kB", math(format!("${}$", "a".repeat(100_000)))),
        brief("brackets in code, 6,000 deep", format!("```js\n{}\n```", "({[".repeat(6000))),
        brief("tags in code, 3,900 deep", format!("```html\n{}\n```", "<div>".repeat(3900))),
        stat(
            "a stat link, 5,000 deep",
            format!("[1](stat:t/2001/v{}{})", "?change=(t/2002/v".repeat(5000), ")".repeat(5000)),
        ),
    ]);
    all
}

/// What is long, or there are many of.
fn large() -> Vec<Case> {
    let paragraph = "Trade set a record in 2024, though customs data says *otherwise*, and [nobody](https://example.org/a) knows.\n\n";
    let numbered = |what: fn(usize) -> String| move |count: usize| many(count, what);
    let notes = numbered(|at| format!("[^n{at}]: Note {at}.\n\n"));
    vec![
        brief("a brief of 50 MB", paragraph.repeat(50_000_000 / paragraph.len())),
        brief("a line of 20 MB", "word ".repeat(4_000_000)),
        brief("100,000 notes", format!("{}{}", many(100_000, |at| format!("Word.[^n{at}]\n\n")), notes(100_000))),
        brief(
            "100,000 notes in one paragraph",
            format!("{}\n\n{}", many(100_000, |at| format!("w[^n{at}] ")), notes(100_000)),
        ),
        brief("100,000 notes that are not defined", many(100_000, |at| format!("Word.[^n{at}]\n\n"))),
        brief("100,000 notes of one name", format!("Word.[^n]\n\n{}", "[^n]: Note.\n\n".repeat(100_000))),
        brief("100,000 notes that nobody uses", notes(100_000)),
        brief("100,000 headings of one name", "# Same\n\n".repeat(100_000)),
        brief("100,000 links that lead nowhere", many(100_000, |at| format!("[a](b{at}.md)\n\n"))),
        brief("20,000 of them in one line", many(20_000, |at| format!("[a](b{at}.md) "))),
        brief(
            "a table of 10,000 columns",
            format!("|{}\n|{}\n|{}", "a|".repeat(10_000), "-|".repeat(10_000), "b|".repeat(10_000)),
        ),
        brief(
            "a table of 10,000 columns and rows of one",
            format!("|{}\n|{}\n{}", "a|".repeat(10_000), "-|".repeat(10_000), "|b|\n".repeat(10_000)),
        ),
        brief("a line of code of 10 MB", format!("```js\n{}\n```", "a=1;".repeat(2_500_000))),
        brief(
            "lines of code that look far ahead",
            format!("```js\n{}```", format!("{}\n", "({[".repeat(6000)).repeat(100)),
        ),
        dataset(
            "a file of 10,000 columns",
            format!("{}\n{}", many(10_000, |at| format!("c{at},")), "1,".repeat(10_000)),
            "",
        ),
        dataset(
            "a file of 300,000 rows",
            format!("a,b\n{}", many(300_000, |at| format!("{at},{}\n", at % 7))),
            "key: [a]\n",
        ),
        dataset(
            "100,000 cells that are no numbers",
            format!("a,b\n{}", many(100_000, |at| format!("{at},x\n"))),
            "schema:\n  fields:\n    - {name: a}\n    - {name: b, type: number}\n",
        ),
        dataset("a header of quotes that are never closed", "\"x,".repeat(300_000), ""),
        site(
            "100,000 sources",
            [
                ("content/sources.yaml", many(100_000, |at| format!("k{at}:\n  title: T\n"))),
                ("content/a.md", "# A\n".to_owned()),
            ],
        ),
    ]
}

/// Signs that readers of Markdown and of `.bib` files read again and again, if they are careless.
fn quadratic() -> Vec<Case> {
    let signs = [
        ("brackets that are not closed", "["),
        ("links that are not closed", "[a]("),
        ("addresses that are not closed", "[a](<b"),
        ("titles that are not closed", "[a](b \""),
        ("pictures that are not closed", "!["),
        ("angles", "<"),
        ("comments that are not closed", "a <!--"),
        ("instructions that are not closed", "a <?"),
        ("declarations that are not closed", "a <!A "),
        ("emphasis of two kinds", "*a_ "),
        ("emphasis that runs into words", "a**b_c*"),
        ("struck-out words", "~~a"),
        ("dollars", "$"),
        ("citations that are not closed", "[@a"),
        ("citations of several that are not closed", "[@a; "),
        ("bare citations", "@a "),
        ("marks of notes that are not closed", "[^"),
        ("carets", "^"),
        ("attributes that are not closed", "<a b="),
        ("elements that are not closed", "<b>"),
        ("elements that are not opened", "</b>"),
        ("entities", "&amp;"),
        ("pull quotes that are not closed", "___`"),
        ("pipes", "|"),
        ("excerpts in one line", "a<!--more-->"),
        ("elements that are refused", "<div>\n"),
    ];
    let mut all: Vec<Case> = signs.iter().map(|(name, sign)| brief(name, sign.repeat(100_000))).collect();
    let bib = |text: String| [("content/a.bib", text), ("content/a.md", "# A\n".to_owned())];
    all.extend([
        brief("groups of digits before a letter", format!("1 234{}x", " 567".repeat(250_000))),
        brief("runs of backticks", many(600, |at| format!("a{}", "`".repeat(at + 1)))),
        brief(
            "references",
            format!(
                "{}\n{}",
                many(20_000, |at| format!("[r{at}]: https://example.org/{at}\n")),
                many(20_000, |at| format!("[r{at}] "))
            ),
        ),
        brief(
            "references to one long address",
            format!("[a]: https://example.org/{}\n\n{}", "x".repeat(50_000), "[a]".repeat(50_000)),
        ),
        site("braces that are not closed", bib(format!("@book{{k, title={}", "{".repeat(100_000)))),
        site(
            "commands in braces, 20,000 deep",
            bib(format!("@book{{k, title={{{}}}, year=2024}}", nested("\\textbf{", "}", 20_000))),
        ),
        site(
            "abbreviations that grow",
            bib(format!(
                "@string{{a0 = {{xxxxxxxxxx}}}}\n{}@book{{k, title=a20, year=2024}}",
                many(20, |at| format!("@string{{a{} = a{at} # a{at} # a{at} # a{at}}}\n", at + 1))
            )),
        ),
        site(
            "entries that refer to the next",
            bib(many(20_000, |at| format!("@book{{k{at}, crossref={{k{}}}, title={{T}}}}\n", at + 1))),
        ),
        site(
            "entries that refer to each other",
            bib("@book{a, title={A}, crossref={b}}\n@book{b, title={B}, crossref={a}}\n".into()),
        ),
        site("entries that are not closed", bib("@book{k, title={a\n".repeat(20_000))),
        site("50,000 authors", bib(format!("@book{{k, title={{T}}, author={{{}C}}}}", "A B and ".repeat(50_000)))),
    ]);
    all
}

/// Numbers and lists that would never end.
fn charts() -> Vec<Case> {
    let rows = |first: &str, second: &str| format!("rows: |\n  a,b\n  {first}\n  {second}\n");
    vec![
        chart("values as far apart as numbers go", rows("2001,1e308", "2002,-1e308")),
        chart("a value that is no number any more", rows("2001,1e309", "2002,1")),
        chart("a domain up to 1e308", format!("domain: {{y: [0, 1e308]}}\n{TWO_ROWS}")),
        chart("a domain without room", format!("domain: {{y: [1, 1.0000000000000002]}}\n{TWO_ROWS}")),
        chart("years from 0 to 999,999,999", rows("0,1", "999999999,2")),
        chart("a logarithm over 600 powers of ten", format!("scale: log\n{}", rows("2001,1e-300", "2002,1e300"))),
        chart("100,000 ticks", format!("ticks: {{y: [{}]}}\n{TWO_ROWS}", many(100_000, |at| format!("{at}, ")))),
        chart("20,000 highlights", format!("highlight: [{}]\n{TWO_ROWS}", many(20_000, |at| format!("h{at}, ")))),
        chart(
            "5,000 notes",
            format!("notes:\n{}{TWO_ROWS}", many(5000, |at| format!("  - {{x: 2001, text: n{at}}}\n"))),
        ),
        chart("a height of 1e12", format!("height: 1e12\n{TWO_ROWS}")),
        chart("a billion decimals", format!("format: .1000000000f\n{TWO_ROWS}")),
        chart("50,000 rows", format!("rows: |\n  a,b\n{}", many(50_000, |at| format!("  {at},{}\n", at % 77)))),
        chart("rows of 20,000 columns", format!("rows:\n  - [{}]\n", many(20_000, |at| format!("c{at}, ")))),
        chart("a row of 20,000 names", format!("rows:\n  - {{{}}}\n", many(20_000, |at| format!("c{at}: 1, ")))),
        chart("a headline of a megabyte", format!("unit: {}\n{TWO_ROWS}", "x".repeat(900_000))),
        stat("a stat link of 100,000 digits", format!("[{}](stat:t/2001/v)", "9".repeat(100_000))),
        stat("a stat link over a billion rows", "[1](stat:t/0..999999999/v?sum)"),
        stat("a stat link of 5,000 steps", format!("[1](stat:t/2001/v?{})", vec!["change=2002"; 5000].join("&"))),
        stat("a sentence of 50,000 years", format!("{}trade came to [1.5](stat:t/2001/v).", "In 2001 ".repeat(50_000))),
        stat("100,000 stat links that are false, in one line", "Trade came to [1.6](stat:t/2001/v). ".repeat(100_000)),
        stat("100,000 stat links", "Trade came to [1.5](stat:t/2001/v).\n\n".repeat(100_000)),
    ]
}

/// Texts that are hardly text.
fn odd() -> Vec<Case> {
    vec![
        raw("zero bytes", "---\ntitle: A\n---\n\na\0b\0\n"),
        raw("a byte order mark in the middle", "\u{feff}---\ntitle: A\n---\n\n\u{feff}Words.\n"),
        raw("lines that end with a carriage return", "---\rtitle: A\r---\r\rWords.\r"),
        raw("signs that turn around", "---\ntitle: \"A \u{202e}B\"\n---\n\n```js\n/*\u{202e} x */\n```\n"),
        raw(
            "entities that are no signs",
            "---\ntitle: A\n---\n\n&#0; &#xD800; &#7; &#x110000; [a](https://example.org/&#1; \"&#2;\")\n",
        ),
    ]
}

/// All of them.
pub(super) fn all() -> Vec<Case> {
    [yaml(), deep(), large(), quadratic(), charts(), odd()].into_iter().flatten().collect()
}
