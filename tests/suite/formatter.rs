//! `expound fmt`: whatever it is given, values, comments and bodies are what they were, and a second run changes nothing.

use crate::harness::{Verdict, files_below, here};
use expound::base::Source;
use expound::fmt::{Kind, format};
use proptest::prelude::*;
use std::fs;

fn formatted(text: &str, kind: Kind) -> String {
    format(&Source::new("a", text), kind).value
}

#[test]
fn one_form() {
    let cases = [
        // Space around colons, at the ends of lines, between blocks.
        ("title :   A\ntags:x\n", None),
        ("title :   A  \nb: \"c\"\t\n", None),
        ("title :  A\n\n\n\nb: 1\n\n", Some("title: A\n\nb: 1\n")),
        ("\n\na:    1\n", Some("a: 1\n")),
        // Two spaces a step, lists inside of their keys.
        ("a:\n    b:\n        c: 1\n", Some("a:\n  b:\n    c: 1\n")),
        ("a:\n- 1\n-   b: 2\n    c: 3\nd: 4\n", Some("a:\n  - 1\n  - b: 2\n    c: 3\nd: 4\n")),
        ("a:\n-\n    b: 1\n", Some("a:\n  -\n    b: 1\n")),
        ("a:\n  - - 1\n    - 2\n  - [3]\n", Some("a:\n  - - 1\n    - 2\n  - [3]\n")),
        // Brackets.
        ("a: [ 1,2 ,3 ]\nb: {c : 1,d: \"e,f\"}\n", Some("a: [1, 2, 3]\nb: {c: 1, d: \"e,f\"}\n")),
        ("a:   [1,\n   2]\nb:  1\n", Some("a: [1,\n   2]\nb: 1\n")),
        // Comments stay with the key below them, and behind their values.
        (
            "a:\n    # of b\n    b: 1   # why\n    # of c, which is not there\n\n# of d\nd :  2\n",
            Some("a:\n  # of b\n  b: 1   # why\n  # of c, which is not there\n\n# of d\nd: 2\n"),
        ),
        ("a:   # nothing\nb:  1\n  # at the end\n", Some("a:   # nothing\nb: 1\n# at the end\n")),
        // Texts below signs move as a whole, and keep what is in them.
        (
            "a:\n    b: |\n        one  \n          two\n\n    c:  3\n",
            Some("a:\n  b: |\n      one  \n        two\n\n  c: 3\n"),
        ),
        ("a:  >-\n  one\n  two:  three\n", Some("a: >-\n  one\n  two:  three\n")),
        ("a: words\n     that go on\nb:  1\n", Some("a: words\n  that go on\nb: 1\n")),
        ("a: \"words\n     that: go  on\"\nb:  1\n", Some("a: \"words\n     that: go  on\"\nb: 1\n")),
        // Quotes are the author's.
        ("'a' :  'it''s'\n\"b: c\":  d\n", Some("'a': 'it''s'\n\"b: c\": d\n")),
        // What is not known is left alone, and so is what would mean something else.
        ("a:   &x\n  b: 1\n", None),
        ("? a\n:   b\n", None),
        ("a:   |+\n  one\n\n\n", None),
        ("a:   1\na: 2\n", None),
        ("a:   [1\n", None),
    ];
    let mut verdict = Verdict::default();
    for (old, new) in cases {
        let new = match new {
            Some(new) => new,
            None if old.starts_with("title :   A  \n") => "title: A\nb: \"c\"\n",
            None => old,
        };
        verdict.same(old, new, &formatted(old, Kind::Settings));
        verdict.same(new, new, &formatted(new, Kind::Settings));
    }
    verdict.end();
}

#[test]
fn of_a_brief_only_blocks_change() {
    let cases = [
        ("---  \ntitle :  A\n---\nText  \n", "---\ntitle: A\n---\n\nText  \n"),
        ("---\ntitle: A\n---\n\n\n\n    code\n", "---\ntitle: A\n---\n\n    code\n"),
        ("---\ntitle:  A\n---\n\n", "---\ntitle: A\n---\n"),
        ("---\ntitle:  A\n...\nText", "---\ntitle: A\n...\n\nText"),
        ("Text\n\n``` chart  \ntype:  bar\n```  \n\nText  \n", "Text\n\n```chart\ntype: bar\n```\n\nText  \n"),
        ("~~~~chart\ntype:  bar\n~~~~", "~~~~chart\ntype: bar\n~~~~"),
        (
            "- a\n\n  ```chart\n  type:  bar\n  rows:\n  - [a,b]\n  ```\n",
            "- a\n\n  ```chart\n  type: bar\n  rows:\n    - [a, b]\n  ```\n",
        ),
        // Not ours: other code, quotations, blocks that are never closed, YAML that is none.
        ("```yaml\na:  1\n```\n", "```yaml\na:  1\n```\n"),
        ("> ```chart\n> type:  bar\n> ```\n", "> ```chart\n> type:  bar\n> ```\n"),
        ("```chart\ntype:  bar\n", "```chart\ntype:  bar\n"),
        ("---\ntitle:  A: b\n---\nText\n", "---\ntitle:  A: b\n---\nText\n"),
        ("---\ntitle:  A\n", "---\ntitle:  A\n"),
        ("a :  b\n", "a :  b\n"),
    ];
    let mut verdict = Verdict::default();
    for (old, new) in cases {
        verdict.same(old, new, &formatted(old, Kind::Brief));
        verdict.same(new, new, &formatted(new, Kind::Brief));
        // With the ends of lines of another system the same, in those ends of lines.
        let crlf = |text: &str| text.replace('\n', "\r\n");
        verdict.same(&crlf(old), &crlf(new), &formatted(&crlf(old), Kind::Brief));
    }
    verdict.end();
}

#[test]
fn what_cannot_be_read_is_told() {
    let cases = [
        ("---\ntitle: A: b\n---\n", Kind::Brief, "bad-yaml"),
        ("---\ntitle: A\n", Kind::Brief, "unclosed-front-matter"),
        ("```chart\ntype: [bar\n```\n", Kind::Brief, "bad-yaml"),
        ("a: 1\na: 2\n", Kind::Settings, "duplicate-key"),
        ("- a\n", Kind::Settings, "bad-yaml"),
    ];
    for (text, kind, code) in cases {
        let report = format(&Source::new("a", text), kind);
        assert_eq!(report.value, text);
        let told: Vec<&str> = report.diagnostics.iter().map(|found| found.code.word).collect();
        assert_eq!(told, [code], "{text}");
    }
    // What a check says is not said here.
    assert_eq!(format(&Source::new("a", "---\ntitel: A\n---\n\n[x](y.md)\n"), Kind::Brief).diagnostics, []);
}

/// What must hold of a block of YAML, whatever it is.
fn holds(old: &str) -> Result<String, TestCaseError> {
    let new = formatted(old, Kind::Settings);
    let value = |text: &str| serde_yaml::from_str::<serde_yaml::Value>(text).ok();
    prop_assert_eq!(value(old), value(&new), "{}", old);
    prop_assert_eq!(&formatted(&new, Kind::Settings), &new, "not the same a second time: {}", old);
    let signs = |text: &str| text.split_whitespace().collect::<String>();
    prop_assert_eq!(signs(old), signs(&new));
    Ok(new)
}

#[test]
fn the_blocks_of_all_tests_keep_their_values() {
    let mut count = 0;
    for folder in ["content", "tests", "src/cli/starter"] {
        for path in files_below(&here(folder)) {
            let Some(kind) = Kind::of(&path) else { continue };
            let Ok(text) = fs::read_to_string(here(folder).join(&path)) else { continue };
            let once = formatted(&text, kind);
            assert_eq!(formatted(&once, kind), once, "{path}");
            if kind == Kind::Settings {
                holds(&text).unwrap();
            }
            count += 1;
        }
    }
    assert!(count > 200, "{count} files are too few");
}

/// A value, and the numbers that decide how untidily it is written.
#[derive(Debug, Clone)]
enum Node {
    Scalar(&'static str),
    Text,
    List(Vec<Node>),
    Map(Vec<Node>),
    Flow(Vec<&'static str>),
}

fn node() -> impl Strategy<Value = Node> {
    let scalars = prop::sample::select(vec![
        "1",
        "a b",
        "\"q: # x\"",
        "'it''s'",
        "",
        "2024-06-07",
        "a, b",
        "https://x.example/#y",
        "don't",
        "[]",
        "{}",
    ]);
    let leaf = prop_oneof![
        5 => scalars.prop_map(Node::Scalar),
        1 => Just(Node::Text),
        2 => prop::collection::vec(prop::sample::select(vec!["1", "a b", "\"c, d\"", "{e: f}", "[g,h]"]), 0..4).prop_map(Node::Flow),
    ];
    leaf.prop_recursive(4, 24, 4, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 1..4).prop_map(Node::List),
            prop::collection::vec(inner, 1..4).prop_map(Node::Map),
        ]
    })
}

/// Writes values as people do: any indentation, comments, space where it does not matter.
struct Writer<'c> {
    out: String,
    choices: std::iter::Cycle<std::slice::Iter<'c, u8>>,
}

impl Writer<'_> {
    fn choose(&mut self, of: usize) -> usize {
        usize::from(*self.choices.next().unwrap()) % of
    }

    fn between(&mut self, column: usize) {
        match self.choose(12) {
            0 => self.out.push_str(&format!("{}# c{}\n", " ".repeat(column), self.out.len())),
            1 => self.out.push('\n'),
            2 => self.out.push_str("   \n\n"),
            _ => {}
        }
    }

    fn end(&mut self) {
        let end = ["", "", "", "  ", "  # why", " #", ""][self.choose(7)];
        self.out.push_str(end);
        self.out.push('\n');
    }

    fn map(&mut self, nodes: &[Node], column: usize, on_line: bool) {
        for (at, node) in nodes.iter().enumerate() {
            if !on_line || at > 0 {
                self.between(column);
                self.out.push_str(&" ".repeat(column));
            }
            let key = [format!("k{at}"), format!("\"k {at}\""), format!("k-{at} ")][self.choose(3)].clone();
            self.out.push_str(&key);
            self.out.push(':');
            self.value(node, column, true);
        }
    }

    fn list(&mut self, nodes: &[Node], column: usize) {
        for node in nodes {
            self.between(column);
            self.out.push_str(&" ".repeat(column));
            self.out.push('-');
            self.value(node, column, false);
        }
    }

    fn value(&mut self, node: &Node, column: usize, of_key: bool) {
        let space = " ".repeat(1 + self.choose(3));
        match node {
            Node::Scalar("") => self.end(),
            Node::Scalar(text) => {
                self.out.push_str(&space);
                self.out.push_str(text);
                self.end();
            }
            Node::Flow(items) => {
                self.out.push_str(&space);
                let comma = [", ", ",", " ,  "][self.choose(3)];
                self.out.push_str(&format!("[{}]", items.join(comma)));
                self.end();
            }
            Node::Text => {
                let inner = " ".repeat(column + 1 + self.choose(4));
                self.out.push_str(&format!("{space}|\n{inner}text: x  \n{inner}  - more\n\n{inner}# no comment\n"));
            }
            Node::List(nodes) => {
                self.end();
                let deeper = if of_key { self.choose(4) } else { 1 + self.choose(4) };
                self.list(nodes, column + deeper);
            }
            Node::Map(nodes) if !of_key && self.choose(2) == 0 => {
                self.out.push_str(&space);
                self.map(nodes, column + 1 + space.len(), true);
            }
            Node::Map(nodes) => {
                self.end();
                let deeper = 1 + self.choose(5);
                self.map(nodes, column + deeper, false);
            }
        }
    }
}

proptest! {
    #[test]
    fn untidy_blocks_keep_their_values_and_their_comments(
        nodes in prop::collection::vec(node(), 1..5),
        choices in prop::collection::vec(any::<u8>(), 8..64),
    ) {
        let mut writer = Writer { out: String::new(), choices: choices.iter().cycle() };
        writer.map(&nodes, 0, false);
        let old = writer.out;
        if serde_yaml::from_str::<serde_yaml::Value>(&old).is_ok() {
            let new = holds(&old)?;
            let comments = |text: &str| text.lines().filter(|line| line.trim().starts_with('#')).count();
            prop_assert_eq!(comments(&old), comments(&new));
            // It was put into form, and not left alone: steps are of two, and what is not text below a sign has no space at
            // its end.
            for line in new.lines().filter(|line| line.trim_start().starts_with(['k', '"', '-'])) {
                prop_assert!(!line.contains(" :") , "{}", new);
            }
            if !new.contains("|\n") {
                prop_assert!(!new.contains("\n\n\n"), "{}", new);
                for line in new.lines() {
                    prop_assert_eq!(line.trim_end(), line, "{}", &new);
                    let indent = line.len() - line.trim_start().len();
                    prop_assert_eq!(indent % 2, 0, "{}", &new);
                }
            }
        }
    }

    #[test]
    fn any_text_is_survived(text in "[ a-z:#\\-\\[\\]{},'\"|>&*!?\n\t\r]{0,120}") {
        holds(&text)?;
        let brief = format!("---\n{text}\n---\nBody\n\n```chart\n{text}\n```\n");
        let once = formatted(&brief, Kind::Brief);
        prop_assert_eq!(formatted(&once, Kind::Brief), once);
    }
}
