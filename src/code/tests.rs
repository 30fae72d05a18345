//! Checks of whole blocks: what is written for known code, and that whatever comes in is still all there.

use super::{LONGEST_LINE, highlight, knows};

fn html(lang: &str, text: &str) -> String {
    let mut out = String::new();
    assert!(highlight(lang, text, &mut out), "{lang} is a known language");
    out
}

/// What a reader sees of `html`.
fn visible(html: &str) -> String {
    let mut text = String::new();
    let mut rest = html;
    while let Some((before, after)) = rest.split_once('<') {
        text.push_str(before);
        rest = after.split_once('>').map(|(_, after)| after).expect("every tag is closed");
    }
    text.push_str(rest);
    text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
}

#[test]
fn rust() {
    let code =
        "/// One.\n#[derive(Clone)]\npub fn go<'a>(&mut self, n: u8) -> Option<&'a str> {\n    Some(\"a < b\\n\")\n}\n";
    let expected = "<span class=\"c\">/// One.</span>\n\
        <span class=\"m\">#[derive(Clone)]</span>\n\
        <span class=\"k\">pub fn</span> <span class=\"f\">go</span>&lt;<span class=\"t\">'a</span>&gt;\
        (&amp;<span class=\"k\">mut</span> <span class=\"v\">self</span>, <span class=\"v\">n</span>: \
        <span class=\"k\">u8</span>) -&gt; <span class=\"t\">Option</span>&lt;&amp;<span class=\"t\">'a</span> \
        <span class=\"k\">str</span>&gt; {\n    \
        <span class=\"t\">Some</span>(<span class=\"s\">\"a &lt; b</span><span class=\"n\">\\n</span>\
        <span class=\"s\">\"</span>)\n}\n";
    assert_eq!(html("rust", code), expected);
}

#[test]
fn a_key_is_told_from_a_string() {
    assert_eq!(
        html("json", "{\"a\": [\"b\", 1, true]}"),
        "{<span class=\"a\">\"a\"</span>: [<span class=\"s\">\"b\"</span>, <span class=\"n\">1</span>, \
         <span class=\"n\">true</span>]}"
    );
    assert_eq!(
        html("yaml", "# c\nkey: 'b'\n"),
        "<span class=\"c\"># c</span>\n<span class=\"a\">key</span>: <span class=\"s\">'b'</span>\n"
    );
}

#[test]
fn a_language_inside_another_has_its_own_classes() {
    assert_eq!(
        html("js", "`a ${b + 1} c`"),
        "<span class=\"s\">`a</span> ${b + <span class=\"n\">1</span>} <span class=\"s\">c`</span>"
    );
    assert_eq!(
        html("html", "<p id=\"x\"><script>let a</script>"),
        "<span class=\"g\">&lt;p</span> <span class=\"a\">id</span>=<span class=\"s\">\"x\"</span>\
         <span class=\"g\">&gt;&lt;script&gt;</span><span class=\"k\">let</span> a\
         <span class=\"g\">&lt;/script&gt;</span>"
    );
}

#[test]
fn changes_are_marked_line_by_line() {
    assert_eq!(
        html("diff", "@@ -1 +1 @@\n-a\n-b\n+c\n d\n"),
        "<span class=\"m\">@@ -1 +1 @@</span>\n<span class=\"d\">-a</span>\n<span class=\"d\">-b</span>\n\
         <span class=\"i\">+c</span>\n d\n"
    );
}

#[test]
fn an_unknown_language_writes_nothing() {
    let mut out = String::from("before");
    assert!(!knows("no-such-language"));
    assert!(!highlight("no-such-language", "<b>", &mut out));
    assert_eq!(out, "before");
}

#[test]
fn plain_text_is_only_escaped() {
    assert_eq!(html("text", "if (a < b) & \"c\""), "if (a &lt; b) &amp; \"c\"");
}

#[test]
fn no_character_is_lost() {
    let languages = ["rust", "python", "js", "tsx", "json", "yaml", "bash", "html", "css", "php", "markdown", "latex"];
    let inputs = [
        "",
        "\n",
        "\n\n  \n\t",
        "no newline",
        "a\r\nb // c\r\n\r\n\"d\r\n",
        "lone\rreturn\r\r\n",
        "<script>&\"'</script> &amp; <?php <% {{ {% `${#{x",
        "/* <!-- \"\"\" never closed\n  é \u{1F600}\u{a0}\u{2028} \u{feff}\n",
        "<<EOF\n $x\nEOF\ncat <<'(*+?['\nx\n",
        "r##\"(*\"## R\"x(+[)x\" }}}) ]]> */ -->",
        "\0\u{1b}[0m\u{7f}",
    ];
    for lang in languages {
        for input in inputs {
            assert_eq!(visible(&html(lang, input)), input, "{lang}");
        }
    }
}

#[test]
fn a_windows_line_end_changes_nothing_but_itself() {
    let unix = "/* a\n b */\nlet s = \"x\"; // c\nfn f() {}\n";
    assert_eq!(html("rust", &unix.replace('\n', "\r\n")), html("rust", unix).replace('\n', "\r\n"));
}

#[test]
fn a_very_long_line_is_not_parsed_and_the_next_one_is() {
    let long = "let a = 1; ".repeat(LONGEST_LINE / 8);
    assert_eq!(
        html("js", &format!("let b\n{long}\nlet c")),
        format!("<span class=\"k\">let</span> b\n{long}\n<span class=\"k\">let</span> c")
    );
}

#[test]
fn comments_at_the_end_of_javascript_do_not_loop() {
    let comment = |text: &str| format!("<span class=\"c\">{text}</span>");
    assert_eq!(html("js", "x /*"), format!("x {}", comment("/*")));
    assert_eq!(html("js", "x /*/\n/* */"), format!("x {}\n{}", comment("/*/"), comment("/* */")));
    assert_eq!(
        html("js", "x = y /* a */\n\n/** b\n * c\n\n */ let d // e/*\nlet f /* g\n*//* h\n*/\nlet i"),
        format!(
            "x = y {}\n\n{}\n {}\n\n {} {K} d {}\n{K} f {}\n{}\n{}\n{K} i",
            comment("/* a */"),
            comment("/** b"),
            comment("* c"),
            comment("*/"),
            comment("// e/*"),
            comment("/* g"),
            comment("*//* h"),
            comment("*/"),
            K = "<span class=\"k\">let</span>"
        )
    );
    for (lang, code) in [
        ("html", "<script>\nx /* a\nb */\n</script>\n<p onclick=\"x /* a\n"),
        ("html", "<script>x /* a */\n</script>"),
        ("markdown", "```js\nx /* a */\n```\n"),
        ("vue", "<script>\nx /* a */\n</script>\n"),
        ("svelte", "<script>\nx /* a */\n</script>\n"),
        ("php", "<?php $a = 1; /* b\n*/ ?><script>x /* a */\n"),
        ("qml", "x = 1 /* c\n d */\ny\n"),
        ("js", "x \"/*\" /\ny /* /\nz /**/\n/*/\n"),
    ] {
        assert_eq!(visible(&html(lang, code)), code, "{lang}");
    }
}
