//! A picture with a caption, whatever form it was written in → lines that Expound reads as a figure, and their place in a text.

use super::text::Lined;

/// A picture.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Figure {
    pub(super) src: String,
    pub(super) alt: String,
    /// The title of the caption.
    pub(super) title: String,
    pub(super) caption: String,
    /// Where the picture leads.
    pub(super) link: String,
    /// Who made it, at the end of the caption, and where they are.
    pub(super) credit: String,
    pub(super) credit_link: String,
}

impl Figure {
    /// The picture alone.
    pub(super) fn picture(&self) -> String {
        let alt = one_line(&self.alt).replace(['[', ']'], "");
        let picture = format!("![{alt}]({})", address(&self.src));
        if self.link.is_empty() { picture } else { format!("[{picture}]({})", address(&self.link)) }
    }

    /// What is said of the picture: title, caption, credit.
    fn words(&self) -> String {
        let mut words = Vec::new();
        let title = one_line(&self.title);
        if !title.is_empty() {
            words.push(format!("__{}{}__", title, if title.ends_with(['.', '?', '!']) { "" } else { "." }));
        }
        words.push(one_line(&self.caption));
        let credit = one_line(&self.credit);
        words.push(match (credit.is_empty(), self.credit_link.is_empty()) {
            (false, false) => format!("[{credit}]({})", address(&self.credit_link)),
            _ => credit,
        });
        words.retain(|word| !word.is_empty());
        words.join(" ")
    }

    /// Puts the figure at the end of a text, before `rest`: as a paragraph, or among words with what is said of it in brackets.
    /// Returns what was written.
    pub(super) fn put(&self, out: &mut String, rest: &str) -> String {
        let block = self.markdown();
        if put_block(out, &block, rest) {
            return block;
        }
        let mut written = self.picture();
        let words = self.words();
        if !words.is_empty() {
            written.push_str(&format!(" ({words})"));
        }
        out.push_str(&written);
        written
    }

    /// The picture and its caption, as a paragraph.
    pub(super) fn markdown(&self) -> String {
        let picture = self.picture();
        let caption = self.words();
        if caption.is_empty() {
            return picture;
        }
        // Signs of emphasis inside of emphasis would end it.
        let emphasis = self.caption.contains(['_', '*', '`']) || self.title.contains(['_', '*', '`']);
        let line = if emphasis { format!("▲ {caption}") } else { format!("_▲ {caption}_") };
        format!("{picture}\n{line}")
    }
}

/// Whether the value of an argument is nowhere in what was written. How a thing looks is the theme's, and is no loss.
pub(super) fn lost(name: &str, value: &str, written: &str) -> bool {
    const LOOKS: [&str; 24] = [
        "class", "id", "style", "width", "height", "size", "align", "float", "position", "loading", "decoding", "lazy",
        "rel", "target", "type", "kind", "level", "icon", "color", "open", "closed", "lightbox", "options", "process",
    ];
    let plain = |text: &str| one_line(text).replace(['[', ']'], "").to_lowercase();
    let is_look =
        LOOKS.contains(&name.to_ascii_lowercase().as_str()) || name.starts_with("line") || name.starts_with("hl_");
    let value = plain(value);
    !is_look && !value.is_empty() && !plain(written).contains(&value)
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// An address as it stands between round brackets.
fn address(text: &str) -> String {
    let text = text.trim();
    let plain = !text.contains([' ', '<', '>']) && text.matches('(').count() == text.matches(')').count();
    if plain { text.to_owned() } else { format!("<{}>", text.replace(['<', '>'], "")) }
}

/// Puts a block in the place of something that stood at the end of `out`, before `rest`; false where other words stand on
/// its line, so that it cannot be one.
pub(super) fn put_block(out: &mut String, block: &str, rest: &str) -> bool {
    let line = out.rfind('\n').map_or(0, |at| at + 1);
    let indent = out[line..].to_owned();
    let end = rest.find('\n').unwrap_or(rest.len());
    if !indent.trim_matches([' ', '\t']).is_empty() || !rest[..end].trim().is_empty() {
        return false;
    }
    let above = out[..line].trim_end_matches(['\n', '\r', ' ']);
    if !above.is_empty() && !out[..line].ends_with("\n\n") && !out[..line].ends_with("\n\r\n") {
        out.truncate(line);
        out.push('\n');
        out.push_str(&indent);
    }
    for (index, text) in block.split('\n').enumerate() {
        if index > 0 {
            out.push('\n');
            out.push_str(if text.is_empty() || text.starts_with(indent.as_str()) { "" } else { &indent });
        }
        out.push_str(text);
    }
    let below = rest.get(end + 1..).unwrap_or_default();
    if !below.is_empty() && !below.lines().next().unwrap_or_default().trim().is_empty() {
        out.push('\n');
    }
    true
}

/// A comment in the place of what could not be carried over: readers do not see it, and the author finds it.
pub(super) fn comment(text: &str) -> String {
    let text = text.replace("--", "- -");
    format!("<!-- {} -->", text.trim())
}

/// The elements that only a site with `raw_html` shows, each with its line, outside of code.
pub(super) fn html_elements(body: &Lined) -> Vec<(usize, String)> {
    const PLAIN: [&str; 17] = [
        "br", "hr", "sup", "sub", "u", "small", "i", "b", "q", "span", "abbr", "kbd", "mark", "details", "summary",
        "excerpt", "!",
    ];
    let mut fences = super::text::Fences::default();
    let mut all = Vec::new();
    for (number, line) in body.lines() {
        if fences.is_code(line) || line.starts_with("    ") || line.starts_with('\t') {
            continue;
        }
        super::text::outside_code(line, |words| {
            let last = words.rfind('>').unwrap_or_default();
            for (at, _) in words.match_indices('<') {
                let name = &words[at + 1..];
                let end = name.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(name.len());
                let is_tag = end > 0 && end < name.len() && !name[end..].starts_with([':', '@', '.']) && last > at;
                let name = name[..end].to_ascii_lowercase();
                if is_tag && !PLAIN.contains(&name.as_str()) {
                    all.push((number, name));
                }
            }
            String::new()
        });
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_are_written_as_expound_reads_them() {
        let mut figure = Figure { src: "/a b.png".to_owned(), alt: "An [a]".to_owned(), ..Figure::default() };
        assert_eq!(figure.markdown(), "![An a](</a b.png>)");
        figure.caption = "What\n it shows".to_owned();
        figure.title = "Title".to_owned();
        figure.link = "/x/".to_owned();
        assert_eq!(figure.markdown(), "[![An a](</a b.png>)](/x/)\n_▲ __Title.__ What it shows_");
        figure.title = String::new();
        figure.caption = "A _b_".to_owned();
        figure.credit = "Who".to_owned();
        figure.credit_link = "https://example.org/".to_owned();
        assert_eq!(figure.markdown(), "[![An a](</a b.png>)](/x/)\n▲ A _b_ [Who](https://example.org/)");
    }

    #[test]
    fn a_block_has_blank_lines_around_it() {
        let put = |before: &str, rest: &str| {
            let mut out = before.to_owned();
            put_block(&mut out, "a\nb", rest).then(|| out + rest)
        };
        assert_eq!(put("x\n", "\ny").as_deref(), Some("x\n\na\nb\n\ny"));
        assert_eq!(put("", "").as_deref(), Some("a\nb"));
        assert_eq!(put("- x\n\n  ", "\n\ny").as_deref(), Some("- x\n\n  a\n  b\n\ny"));
        assert_eq!(put("x ", ""), None);
        assert_eq!(comment("{%- a -%}"), "<!-- {%- a -%} -->");
    }

    #[test]
    fn elements_outside_of_code_are_found() {
        let body =
            Lined::new("<br> a <div class=\"x\">\n`<p>` 1 < 2 <https://a.b>\n```\n<p>\n```\n</em>\n<img src=\"a\">", 1);
        assert_eq!(html_elements(&body), [(1, "div".to_owned()), (7, "img".to_owned())]);
    }
}
