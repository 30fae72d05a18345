//! What Kramdown alone reads → Expound's own forms, line by line: attribute lists, the mark of a table of contents, its
//! extensions, abbreviations. Every other line stays as it is.

use super::figure::comment;
use super::report::Teller;
use super::text::{Blocks, Lined, is_item, outside_code};

/// Rewrites the body of the file `path`.
pub(super) fn convert(path: &str, body: &Lined, teller: &mut Teller) -> Lined {
    let has_strong = body.text.contains("**") && !body.text.is_ascii();
    if !has_strong && !["{:", "*[", "\n^"].iter().any(|mark| body.text.contains(mark)) {
        return body.clone();
    }
    let mut writer = Writer { path, teller, lines: Vec::new(), terms: Vec::new() };
    let mut blocks = Blocks::default();
    let mut verbatim: Option<&str> = None;
    let last_end = body.lines().filter(|(_, line)| line.contains("{:/")).last().map_or(0, |(number, _)| number);
    let mut lines = body.lines();
    while let Some((number, line)) = lines.next() {
        if let Some(end) = verbatim {
            if line.contains(end) {
                verbatim = None;
            }
            writer.keep(number, line);
        } else if blocks.is_code(line) {
            writer.keep(number, line);
        } else if let Some(end) = liquid_code(line) {
            verbatim = Some(end);
            writer.keep(number, line);
        } else if line.trim_start().starts_with("{::comment}") && number > last_end {
            writer.keep(number, line);
            let what = "`{::comment}` has no end and stays as it is";
            writer.teller.tell(path, number, what, "end it by `-->` and begin it by `<!--`, or take it out");
        } else if line.trim_start().starts_with("{::comment}") {
            let mut text = line.trim().to_owned();
            while !text.contains("{:/") {
                let Some((_, line)) = lines.next() else { break };
                text.push('\n');
                text.push_str(line.trim_end());
            }
            let inner = text.trim_start_matches("{::comment}");
            let inner = &inner[..inner.find("{:/").unwrap_or(inner.len())];
            writer.keep(number, &format!("{}\n", comment(inner)));
        } else {
            writer.line(number, line);
        }
    }
    writer.finish()
}

/// What ends a stretch of code that begins with a tag of Liquid in this line.
fn liquid_code(line: &str) -> Option<&'static str> {
    let tags = [("{% highlight", "endhighlight"), ("{% raw %}", "endraw"), ("{%- highlight", "endhighlight")];
    tags.into_iter().find(|(begin, end)| line.contains(begin) && !line.contains(end)).map(|(_, end)| end)
}

/// An attribute list: what is between `{:` and `}`.
#[derive(Debug, Default)]
struct Attributes {
    id: Option<String>,
    classes: Vec<String>,
    others: Vec<String>,
}

impl Attributes {
    fn read(text: &str) -> Self {
        let mut all = Self::default();
        for word in words(text) {
            match (word.strip_prefix('#'), word.strip_prefix('.')) {
                (Some(id), _) => all.id = Some(id.to_owned()),
                (_, Some(classes)) => all.classes.extend(classes.split('.').map(str::to_owned)),
                _ => match word.split_once('=') {
                    Some(("id", id)) => all.id = Some(id.trim_matches(['"', '\'']).to_owned()),
                    Some(("class", classes)) => {
                        all.classes.extend(classes.trim_matches(['"', '\'']).split_whitespace().map(str::to_owned));
                    }
                    _ => all.others.push(word),
                },
            }
        }
        all.classes.retain(|class| class != "no_toc");
        all
    }

    /// What of it has no form in Expound, as it would be written.
    fn rest(&self, with_id: bool) -> String {
        let id = self.id.iter().filter(|_| with_id).map(|id| format!("#{id}"));
        let classes = self.classes.iter().map(|class| format!(".{class}"));
        id.chain(classes).chain(self.others.iter().cloned()).collect::<Vec<_>>().join(" ")
    }

    /// The kind of call-out that a theme makes of a paragraph with one of these classes.
    fn callout(&self) -> Option<&'static str> {
        self.classes.iter().find_map(|class| match class.as_str() {
            "notice" | "notice--primary" | "notice--info" | "note" | "info" => Some("NOTE"),
            "notice--success" | "tip" | "prompt-tip" => Some("TIP"),
            "notice--warning" | "warning" | "prompt-warning" => Some("WARNING"),
            "notice--danger" | "danger" | "prompt-danger" | "caution" => Some("CAUTION"),
            "important" => Some("IMPORTANT"),
            "prompt-info" => Some("NOTE"),
            _ => None,
        })
    }
}

/// The words of an attribute list; what is in quotes is one.
fn words(text: &str) -> Vec<String> {
    let (mut all, mut word, mut quote) = (Vec::new(), String::new(), None);
    for sign in text.chars() {
        match quote {
            None if sign.is_whitespace() => all.extend((!word.is_empty()).then(|| std::mem::take(&mut word))),
            None => {
                quote = matches!(sign, '"' | '\'').then_some(sign);
                word.push(sign);
            }
            Some(open) => {
                quote = (open != sign).then_some(open);
                word.push(sign);
            }
        }
    }
    all.extend((!word.is_empty()).then_some(word));
    all
}

struct Writer<'a> {
    path: &'a str,
    teller: &'a mut Teller,
    lines: Vec<(usize, String)>,
    /// Abbreviations: the letters, and what they stand for.
    terms: Vec<(String, String)>,
}

impl Writer<'_> {
    fn keep(&mut self, number: usize, line: &str) {
        self.lines.push((number, line.to_owned()));
    }

    fn lost(&mut self, number: usize, what: String) {
        self.teller.tell(self.path, number, what, "style it by the theme, or leave it as it is now");
    }

    fn line(&mut self, number: usize, line: &str) {
        let text = line.trim();
        if let Some(inner) = text.strip_prefix("{:").and_then(|rest| rest.strip_suffix('}'))
            && !inner.contains('}')
        {
            return self.attribute_line(number, inner.trim());
        }
        if let Some((term, meaning)) = text.strip_prefix("*[").and_then(|rest| rest.split_once("]:")) {
            return self.terms.push((term.to_owned(), meaning.trim().to_owned()));
        }
        if text == "^" {
            return self.keep(number, "\n");
        }
        if line.contains("**") && !line.is_ascii() {
            let line = outside_code(line, strong);
            if !line.contains("{:") {
                return self.keep(number, &line);
            }
            return self.inline_lists(number, &line);
        }
        if !line.contains("{:") {
            return self.keep(number, line);
        }
        self.inline_lists(number, line);
    }

    /// A line with attribute lists in its words.
    fn inline_lists(&mut self, number: usize, line: &str) {
        let text = line.trim();
        let is_heading = text.starts_with('#');
        let mut told = Vec::new();
        let rewritten = outside_code(line, |words| inline(words, is_heading, &mut told));
        for what in told {
            self.lost(number, what);
        }
        self.keep(number, &rewritten);
    }

    /// A line that is an attribute list or an extension.
    fn attribute_line(&mut self, number: usize, inner: &str) {
        if inner.starts_with(':') || inner.starts_with('/') {
            if inner.starts_with(":options") {
                self.lost(number, format!("`{{:{inner}}}` has no counterpart and is gone"));
            }
            return;
        }
        let first = inner.split_whitespace().next().unwrap_or_default();
        if inner.split_whitespace().any(|word| word == "toc") {
            // The list above is only the place of it, and Expound has one of its own.
            let items = self.lines.iter().rev().take_while(|(_, line)| is_item(line)).count();
            self.lines.truncate(self.lines.len() - items);
            if items == 0 {
                let what = format!("`{{:{inner}}}` stands below no list and is gone");
                self.teller.tell(self.path, number, what, "pages have a list of contents of their own");
            }
            return;
        }
        if first.ends_with(':') && !first.contains('=') {
            return self.lost(number, format!("the attributes `{{:{inner}}}` are gone"));
        }
        let attributes = Attributes::read(inner);
        let Some(above) = self.lines.last().map(|(_, line)| line.clone()).filter(|line| !line.trim().is_empty()) else {
            let rest = attributes.rest(true);
            if !rest.is_empty() {
                self.lost(number, format!("the attributes `{rest}` of the paragraph below are gone"));
            }
            return;
        };
        let last = self.lines.len() - 1;
        let underline = above.trim().len() > 1
            && (above.trim().bytes().all(|b| b == b'=') || above.trim().bytes().all(|b| b == b'-'));
        let heading = if above.starts_with('#') { Some(last) } else { last.checked_sub(1).filter(|_| underline) };
        if let Some(at) = heading {
            if let Some(id) = &attributes.id {
                let line = self.lines[at].1.trim_end().to_owned();
                self.lines[at].1 = format!("{line} {{#{id}}}\n");
            }
        } else if let Some(kind) = attributes.callout() {
            return self.callout(kind);
        } else if let Some(language) = language(&attributes).filter(|_| is_fence(&above))
            && self.fence_language(&language)
        {
            return;
        }
        let rest = attributes.rest(heading.is_none());
        if !rest.is_empty() {
            self.lost(number, format!("the attributes `{rest}` are gone"));
        }
    }

    /// Makes a call-out of the paragraph that ends here.
    fn callout(&mut self, kind: &str) {
        let begin = self.lines.iter().rposition(|(_, line)| line.trim().is_empty()).map_or(0, |at| at + 1);
        for (_, line) in &mut self.lines[begin..] {
            if !line.starts_with('>') {
                line.insert_str(0, "> ");
            }
        }
        if let Some((number, _)) = self.lines.get(begin) {
            self.lines.insert(begin, (*number, format!("> [!{kind}]\n")));
        }
    }

    /// Names the language of the block of code that ends here, if nobody has.
    fn fence_language(&mut self, language: &str) -> bool {
        let end = self.lines.len() - 1;
        let open = self.lines[..end].iter_mut().rev().find(|(_, line)| is_fence(line));
        open.is_some_and(|(_, line)| {
            let bare = line.trim_end();
            let is_bare = bare.trim_start().bytes().all(|byte| matches!(byte, b'`' | b'~'));
            if is_bare {
                *line = format!("{bare}{language}\n");
            }
            is_bare
        })
    }

    fn finish(mut self) -> Lined {
        if !self.terms.is_empty() {
            // The longest first: one may be part of another.
            self.terms.sort_by_key(|(term, _)| std::cmp::Reverse(term.len()));
            let mut blocks = Blocks::default();
            for (_, line) in &mut self.lines {
                if !blocks.is_code(line) {
                    *line = outside_code(line, |words| abbreviated(words, &self.terms));
                }
            }
        }
        let mut out = Lined::default();
        for (number, line) in &self.lines {
            out.push(*number, line);
        }
        out
    }
}

fn is_fence(line: &str) -> bool {
    line.trim_start().starts_with("```") || line.trim_start().starts_with("~~~")
}

fn language(attributes: &Attributes) -> Option<String> {
    let named = attributes.classes.iter().find_map(|class| class.strip_prefix("language-"));
    named.map(str::to_owned)
}

/// Takes attribute lists out of a line of words; that of a heading keeps its id.
fn inline(words: &str, is_heading: bool, told: &mut Vec<String>) -> String {
    let mut out = String::with_capacity(words.len());
    let mut rest = words;
    while let Some(at) = rest.find("{:") {
        let Some(end) = rest[at..].find('}').map(|end| at + end) else { break };
        let inner = &rest[at + 2..end];
        out.push_str(&rest[..at]);
        rest = &rest[end + 1..];
        if inner.starts_with(':') || inner.starts_with('/') {
            if !(inner.starts_with(":nomarkdown") || inner.starts_with('/')) {
                told.push(format!("`{{:{inner}}}` has no counterpart and is gone"));
            }
            continue;
        }
        let attributes = Attributes::read(inner);
        if let Some(id) = attributes.id.as_ref().filter(|_| is_heading) {
            out.truncate(out.trim_end().len());
            out.push_str(&format!(" {{#{id}}}"));
        } else if is_heading {
            out.truncate(out.trim_end().len());
        }
        let lost = attributes.rest(!is_heading);
        if !lost.is_empty() {
            told.push(format!("the attributes `{lost}` are gone"));
        }
    }
    out.push_str(rest);
    out
}

/// Strong words beside letters of scripts that know no spaces: Kramdown takes `（羊）**群` for the end of them, and other
/// readers of Markdown take it for two stars.
fn strong(words: &str) -> String {
    let mut out = String::with_capacity(words.len());
    let mut rest = words;
    while let Some((before, inner)) = rest.split_once("**") {
        let Some((inside, after)) = inner.split_once("**") else { break };
        out.push_str(before);
        let ends = |sign: Option<char>| sign.is_none_or(|sign| sign.is_whitespace() || !sign.is_alphanumeric());
        let (first, last) = (inside.chars().next(), inside.chars().next_back());
        let opens = first.is_some_and(char::is_alphanumeric) || ends(out.chars().next_back());
        let closes = last.is_some_and(char::is_alphanumeric) || ends(after.chars().next());
        let touches =
            [first, last].into_iter().all(|sign| sign.is_some_and(|sign| !sign.is_whitespace() && sign != '*'));
        let stands = (opens && closes) || !touches;
        out.push_str(&if stands { format!("**{inside}**") } else { format!("<b>{inside}</b>") });
        rest = after;
    }
    out.push_str(rest);
    out
}

/// Marks abbreviations in words.
fn abbreviated(words: &str, terms: &[(String, String)]) -> String {
    let mut out = String::with_capacity(words.len());
    let last = words.rfind('>').unwrap_or_default();
    let (mut in_tag, mut in_address) = (false, false);
    let mut at = 0;
    while at < words.len() {
        let rest = &words[at..];
        let begins = !words[..at].ends_with(char::is_alphanumeric);
        let ends = |term: &str| !rest[term.len()..].starts_with(char::is_alphanumeric);
        // The words of an address or a tag stay what they are.
        let may_be = begins && !in_address && !(in_tag && last >= at);
        let found =
            terms.iter().find(|(term, _)| may_be && !term.is_empty() && rest.starts_with(term.as_str()) && ends(term));
        let length = match found {
            Some((term, meaning)) => {
                let meaning = meaning.replace('&', "&amp;").replace('"', "&quot;");
                out.push_str(&format!("<abbr title=\"{meaning}\">{term}</abbr>"));
                term.len()
            }
            None => {
                let length = rest.chars().next().map_or(1, char::len_utf8);
                out.push_str(&rest[..length]);
                length
            }
        };
        for sign in rest[..length].chars() {
            match sign {
                '<' => in_tag = true,
                '>' => in_tag = false,
                '(' if words[..at].ends_with(']') => in_address = true,
                ')' => in_address = false,
                _ => {}
            }
        }
        at += length;
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn converted(text: &str) -> (String, Vec<String>) {
        let mut teller = Teller::default();
        let text = convert("a.md", &Lined::new(text, 4), &mut teller).text;
        (text, teller.finish().iter().map(|told| format!("{}: {}", told.line, told.what)).collect())
    }

    #[test]
    fn attributes_of_headings_become_ids() {
        let text = "# One\n{: #one .big}\n\n## Two {: #two}\n\nThree\n-----\n{:#three}\n\n## Four\n{:.no_toc}\n";
        let (text, told) = converted(text);
        assert_eq!(text, "# One {#one}\n\n## Two {#two}\n\nThree {#three}\n-----\n\n## Four\n");
        assert_eq!(told, ["5: the attributes `.big` are gone"]);
    }

    #[test]
    fn other_attributes_are_told_and_code_stays() {
        let text = "[a](b){:target=\"_blank\"} c `{:d}`\n\n~~~\nx\n~~~\n{: .language-rust}\n\nWords\n{: .notice--warning}\n\n{: .x}\nBelow\n";
        let (text, told) = converted(text);
        assert_eq!(text, "[a](b) c `{:d}`\n\n~~~rust\nx\n~~~\n\n> [!WARNING]\n> Words\n\nBelow\n");
        let expected = [
            "4: the attributes `target=\"_blank\"` are gone",
            "14: the attributes `.x` of the paragraph below are gone",
        ];
        assert_eq!(told, expected);
        let code = "{% highlight x %}\n{: .a}\n{% endhighlight %}\n";
        assert_eq!(converted(code).0, code);
    }

    #[test]
    fn the_mark_of_contents_takes_only_its_list() {
        let (text, told) = converted("Words\n\n- a\n\n* TOC\n* more\n{:toc .big}\n\nLast\n{:toc}\n\n- x\n{: .toc}\n");
        assert_eq!(text, "Words\n\n- a\n\n\nLast\n\n- x\n");
        assert_eq!(told, ["13: `{:toc}` stands below no list and is gone", "16: the attributes `.toc` are gone"]);
    }

    #[test]
    fn a_comment_without_an_end_hides_nothing() {
        let (text, told) = converted("a\n\n{::comment}\nb\n\n    c {: .d}\n");
        assert_eq!(text, "a\n\n{::comment}\nb\n\n    c {: .d}\n");
        assert_eq!(told, ["6: `{::comment}` has no end and stays as it is"]);
    }

    #[test]
    fn strong_words_end_where_there_are_no_spaces() {
        assert_eq!(
            converted("在于**缺少自我（羊群）**的。**真自由。**这\n").0,
            "在于<b>缺少自我（羊群）</b>的。<b>真自由。</b>这\n"
        );
        for text in ["é **a** `**b）**c` **d**\n", "é ** a）**b\n", "é **a\n"] {
            assert_eq!(converted(text).0, text);
        }
    }

    #[test]
    fn extensions_and_abbreviations_have_other_forms() {
        let text = "* TOC\n{:toc}\n\n{::comment}\nnot -- seen\n{:/comment}\n\nHTML is `HTML`, XHTML [HTML](HTML).\n\n*[HTML]: Hyper \"Text\"\n^\n{::options x=\"y\" /}\n{:ref: .x}\n";
        let (text, told) = converted(text);
        let html = "<abbr title=\"Hyper &quot;Text&quot;\">HTML</abbr>";
        assert_eq!(text, format!("\n<!-- not - - seen -->\n\n{html} is `HTML`, XHTML [{html}](HTML).\n\n\n"));
        assert_eq!(told.len(), 2, "{told:?}");
    }
}
