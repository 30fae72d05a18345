//! Holds expressions against the fancy-regex crate: at every place the same end and the same groups.

use super::{Expression, Groups, Scratch};

const TEXTS: &[&str] = &[
    "",
    "\n",
    "a",
    "aaab\n",
    "abcabc\n",
    "  if (x == 10) {\n",
    "foo.bar::baz!(qux)\n",
    "éa ßk\u{212a}Ss\u{17f} 日本\n",
    "\"a\\\"b\" 'c'\n",
    "select Foo FROM bar_2 where\n",
    "<<EOF x EOF\n",
    "0x1F 1e-5 .5\n",
    "((a)(b))\n",
    "aXbXc--->=\n",
    "a_b aB A1 _ __x\n",
];

const PATTERNS: &[&str] = &[
    "",
    "a",
    "a*",
    "a+?b",
    "(a|ab)(c|bcd)?",
    "(?i:select|from|where|if|k|s)",
    r"\b\w+\b",
    r"(?<=a)b",
    r"(?<!a)b",
    r"(?<=a|bc)\w",
    r"(?<!\.|::)b\w",
    r"(?=\w+\()\w",
    r"\w+(?=\s*\()",
    r"(?!if)\b[a-z]+",
    r"^\s*\w",
    r"(?m:^)\S",
    r"x(?m:$)|\n",
    r"\Z",
    r"\z",
    r"\G\w",
    r"(\w)\1",
    r"(?i)([a-z])\1",
    r#""(?:[^"\\]|\\.)*""#,
    r"(?>a*)b",
    r"(?>a|ab)c",
    r"a*+a",
    r"(?:a|b|c|d|e)+",
    r"(?:ab|ac|bc|abc|b|)c",
    r"(a?)*b",
    r"(a*)*",
    r"(?:a{2,3}){1,2}",
    r"a{0}b",
    r"[^\W\d_]+",
    r"\p{Lu}\w*",
    r"\h+",
    r"\H",
    r"[[:alpha:]&&[^a-f]]+",
    r".*?b",
    r".*\.",
    r"(?s:.)+",
    r"(\()|(\))",
    r"(?x) a # b\n c",
    r"\<|\>",
    r"(a)|(b)|(c)",
    r"(?:(a)|b)*",
    r"((?:a|b)+)(c)?",
    r"-+>=?",
    r"(?!(?=b))\w",
    r"((?!b)(a))",
    r"(?=(a))\w",
    r"[\x{e9}ß]",
    r"(?i:É|ß)",
    r"\bk(?i:ſ)?",
];

#[test]
fn an_expression_means_what_fancy_regex_says() {
    let mut scratch = Scratch::default();
    for pattern in PATTERNS {
        let expected = fancy_regex::RegexBuilder::new(pattern).oniguruma_mode(true).build().expect(pattern);
        let expression = Expression::new(pattern, Groups::ALL).expect(pattern);
        for text in TEXTS {
            for (at, _) in text.char_indices().chain([(text.len(), ' ')]) {
                let found = expected
                    .captures_from_pos(text, at)
                    .expect(pattern)
                    .filter(|found| found.get(0).is_some_and(|whole| whole.start() == at));
                let end = expression.match_at(text, at, at, &mut scratch);
                let place = format!("{pattern:?} at {at} of {text:?}");
                assert_eq!(end, found.as_ref().and_then(|found| found.get(0)).map(|whole| whole.end()), "{place}");
                let byte = text.as_bytes().get(at).map_or(super::END, |byte| usize::from(*byte));
                assert!(end.is_none() || expression.firsts.has(byte), "{place}: it may begin so");
                for group in 0..found.as_ref().map_or(0, |found| found.len()) {
                    let expected =
                        found.as_ref().and_then(|found| found.get(group)).map(|part| (part.start(), part.end()));
                    assert_eq!(scratch.group(group), expected, "group {group} of {place}");
                }
            }
        }
    }
}

#[test]
fn what_would_take_for_ever_is_given_up() {
    let expression = Expression::new("(?:(?:a*)*)*b(?!c)", Groups::ALL).expect("a pattern");
    let text = "a".repeat(3000);
    assert_eq!(expression.match_at(&text, 0, 0, &mut Scratch::default()), None);
}
