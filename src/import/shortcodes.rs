//! Shortcodes of Hugo and Zola → what they stood for: figures, code, links to other pages, call-outs, disclosures.
//!
//! How each of the two writes them is read by `calls`; what they mean is here, by the names that both come with or that
//! sites usually give. One that is not known stays as a comment, what stands inside it stays, and it is told.

mod calls;

pub(super) use calls::{Call, Syntax};

use super::figure::{Figure, comment, lost, put_block};
use super::report::Teller;
use super::text::{Code, Lined, fenced};
use calls::Tags;
use std::cell::OnceCell;
use std::collections::BTreeMap;

/// The names under which shortcodes and includes take the address of a picture.
pub(super) const SOURCES: [&str; 9] =
    ["src", "url", "image_path", "image", "img", "file", "path", "filename", "link_image"];

/// Shortcodes may stand in one another; a text that is sound does not nest them deeper than this.
const DEEPEST: usize = 16;

/// What the shortcodes of a site may ask for.
pub(super) struct World<'a> {
    pub(super) syntax: Syntax,
    /// The texts of the site's own shortcodes, by name.
    pub(super) templates: BTreeMap<String, String>,
    /// The path in `content/` that `ref` means.
    pub(super) page: &'a dyn Fn(&str, &str) -> Option<String>,
    /// A value of the site's settings.
    pub(super) param: &'a dyn Fn(&str) -> Option<String>,
}

/// Whether something of this name is a picture.
pub(super) fn is_figure(name: &str) -> bool {
    const NAMES: [&str; 10] =
        ["figure", "fig", "img", "image", "picture", "photo", "responsive-image", "resize_image", "imgproc", "figures"];
    NAMES.contains(&name)
}

/// The address of a film.
pub(super) fn film(provider: &str, id: &str) -> Option<String> {
    if id.contains("://") {
        return Some(id.to_owned());
    }
    let usable = !id.is_empty() && id.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'));
    let provider = provider.to_ascii_lowercase();
    let address = match () {
        () if provider.contains("youtube") => "https://www.youtube.com/watch?v=",
        () if provider.contains("vimeo") => "https://vimeo.com/",
        () => return None,
    };
    usable.then(|| format!("{address}{id}"))
}

/// Rewrites the body of the file `path`.
pub(super) fn convert(path: &str, body: &Lined, world: &World<'_>, teller: &mut Teller) -> String {
    let text = &body.text;
    if !text.contains("{{") && !text.contains("{%") {
        return text.clone();
    }
    rewrite(path, text, world, 0, teller, &body.finder())
}

fn rewrite(
    path: &str,
    text: &str,
    world: &World<'_>,
    depth: usize,
    teller: &mut Teller,
    line: &dyn Fn(usize) -> usize,
) -> String {
    let tags = Tags::of(text, world.syntax);
    let code = OnceCell::new();
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    while let Some(call) = tags.next(at) {
        out.push_str(&text[at..call.start]);
        let end = call.end;
        if let Some(literal) = call.literal {
            out.push_str(&literal);
            at = end;
            continue;
        }
        // What is inside may hold others.
        let inner = call.inner.map(|inner| {
            let base = call.start + call.open.len();
            match call.name {
                "highlight" | "code" => shown(inner),
                _ if depth == DEEPEST => {
                    let what = "shortcodes in shortcodes, this deep, stay as they are";
                    teller.tell(path, line(base), what, "write there what readers are to see");
                    inner.to_owned()
                }
                _ => rewrite(path, inner, world, depth + 1, teller, &|at| line(base + at)),
            }
        });
        let rest = &text[end..];
        let meaning = Meaning { path, call: &call, inner: inner.as_deref(), world, line: line(call.start) };
        if !meaning.write(&mut out, rest, teller) {
            let is_code = code.get_or_init(|| Code::of(text)).holds(call.start);
            meaning.leave(is_code, &mut out, teller);
        }
        at = end;
    }
    out.push_str(&text[at..]);
    out
}

/// Code in which shortcodes are shown and not meant.
fn shown(code: &str) -> String {
    let marks =
        [("{{</*", "{{<"), ("*/>}}", ">}}"), ("{{%/*", "{{%"), ("*/%}}", "%}}"), ("{{/*", "{{"), ("*/}}", "}}")];
    marks.into_iter().fold(code.to_owned(), |code, (mark, sign)| code.replace(mark, sign))
}

struct Meaning<'a, 't> {
    path: &'a str,
    call: &'a Call<'t>,
    inner: Option<&'a str>,
    world: &'a World<'a>,
    line: usize,
}

impl Meaning<'_, '_> {
    /// The first of some arguments that is there.
    fn arg(&self, names: &[&str]) -> String {
        names.iter().find_map(|name| self.call.named(name)).unwrap_or_default()
    }

    fn first(&self) -> String {
        self.call.positional.first().cloned().unwrap_or_default()
    }

    fn second(&self) -> String {
        self.call.positional.get(1).cloned().unwrap_or_default()
    }

    /// Writes what the shortcode stands for; false where that is not known.
    fn write(&self, out: &mut String, rest: &str, teller: &mut Teller) -> bool {
        let name = self.call.name;
        let template = self.world.templates.get(name);
        let own_picture = template.is_some_and(|text| text.contains("<img") && !text.contains("range"));
        if is_figure(name) && template.is_none_or(|text| text.contains("<img") || !text.contains("<iframe"))
            || own_picture
        {
            return self.figure(template, out, rest, teller);
        }
        let block = match name {
            "highlight" | "code" => {
                let language = [self.first(), self.arg(&["lang", "language"])].concat();
                fenced(language.split(',').next().unwrap_or_default(), self.inner.unwrap_or_default(), &indent(out))
            }
            "ref" | "relref" => {
                let target = [self.first(), self.arg(&["path"])].concat();
                let Some(to) = (self.world.page)(self.path, &target) else { return false };
                out.push_str(&to);
                return true;
            }
            "param" => {
                let Some(value) = (self.world.param)(&self.first()) else { return false };
                out.push_str(&value);
                return true;
            }
            "details" | "expand" | "collapse" => {
                let summary = [self.arg(&["summary", "title"]), self.first()].concat();
                let summary = if summary.is_empty() { "Details".to_owned() } else { summary };
                let inner = self.inner.unwrap_or_default().trim();
                format!("<details>\n<summary>{summary}</summary>\n\n{inner}\n\n</details>")
            }
            "quote" | "blockquote" => {
                let inner = quoted(self.inner.unwrap_or_default());
                let author = [self.arg(&["author", "name", "cite", "by"]), self.first()].concat();
                let work = [self.arg(&["source", "title", "work"]), self.second()].concat();
                let link = self.arg(&["link", "url", "href", "attrlink"]);
                let mut names = vec![author, work];
                names.retain(|name| !name.is_empty());
                let names = match (names.join(", "), link.is_empty()) {
                    (names, true) => names,
                    (names, false) if names.is_empty() => format!("<{link}>"),
                    (names, false) => format!("[{names}]({link})"),
                };
                if names.is_empty() { inner } else { format!("{inner}\n>\n> #### — {names}") }
            }
            "rawhtml" | "raw" | "unsafe" if self.inner.is_some() => self.inner.unwrap_or_default().trim().to_owned(),
            _ if callout(name).is_some() && self.inner.is_some() => {
                let by_type = [self.arg(&["type", "kind", "level"]), self.first()].concat();
                let kind = callout(&by_type).or_else(|| callout(name)).unwrap_or("NOTE");
                // `{{% notice tip "Title" %}}` and `{{% tip "Title" %}}`
                let first = Some(self.first()).filter(|first| callout(first).is_none()).unwrap_or_default();
                let title = [self.arg(&["title", "header", "caption"]), first, self.second()];
                let title = title.into_iter().find(|title| !title.is_empty()).unwrap_or_default();
                let title = if title.is_empty() { title } else { format!("> **{title}**\n>\n") };
                format!("> [!{kind}]\n{title}{}", quoted(self.inner.unwrap_or_default()))
            }
            _ => {
                let Some(address) = self.elsewhere() else { return false };
                out.push_str(&format!("<{address}>"));
                let what = format!("what `{name}` showed of another host is a link now");
                teller.tell(self.path, self.line, what, "no page asks another host for anything");
                return true;
            }
        };
        self.tell_of_lost(&block, None, teller);
        if !put_block(out, &block, rest) {
            out.push_str(&format!("\n\n{block}\n\n"));
        }
        true
    }

    /// Tells of arguments whose values are nowhere in what was written, though they may have been shown.
    fn tell_of_lost(&self, written: &str, template: Option<&String>, teller: &mut Teller) {
        let name = self.call.name;
        let is_code = matches!(name, "highlight" | "code");
        let shown = |key: &&(&str, String)| template.is_none_or(|text| text.contains(key.0));
        let named = self.call.all_named().iter().filter(shown);
        let mut gone: Vec<(String, &str)> = named
            .filter(|(key, value)| lost(key, value, written))
            .map(|(key, value)| (format!("`{key}`"), value.as_str()))
            .collect();
        let words = self.call.positional.iter().enumerate().filter(|_| !is_code && template.is_none());
        gone.extend(words.filter_map(|(at, value)| {
            let is_word = callout(value).is_none() && !value.starts_with(|sign: char| sign.is_ascii_digit());
            (is_word && lost("", value, written)).then(|| (format!("word {}", at + 1), value.as_str()))
        }));
        for (which, value) in gone {
            let what = format!("{which} of `{name}` has no counterpart and is gone: `{value}`");
            teller.tell(self.path, self.line, what, "write it into the text if readers are to see it");
        }
    }

    /// The address of what a shortcode shows of another host.
    fn elsewhere(&self) -> Option<String> {
        let id = [self.first(), self.arg(&["id"])].concat();
        let user = self.arg(&["user"]);
        let second = self.second();
        match self.call.name {
            "x" | "tweet" | "twitter" | "x_simple" | "twitter_simple" if !id.is_empty() => {
                Some(format!("https://x.com/{}/status/{id}", if user.is_empty() { "i" } else { &user }))
            }
            "instagram" if !id.is_empty() => Some(format!("https://www.instagram.com/p/{id}/")),
            "gist" if id.contains("://") => Some(id),
            "gist" if !second.is_empty() => Some(format!("https://gist.github.com/{id}/{second}")),
            "gist" => Some(self.arg(&["url"])).filter(|url| !url.is_empty()),
            name => film(name, &id),
        }
    }

    fn figure(&self, template: Option<&String>, out: &mut String, rest: &str, teller: &mut Teller) -> bool {
        let mut src = [self.arg(&SOURCES)].concat();
        if src.is_empty() {
            src = self.first();
        }
        if src.is_empty() {
            return false;
        }
        // A template of the site may put a folder in front.
        if let Some(folder) = template.and_then(|text| folder_in(text)).filter(|_| !src.contains("://")) {
            src = format!("{folder}{src}");
        }
        let link = self.arg(&["link", "href"]);
        let own_caption = self.inner.unwrap_or_default().trim().to_owned();
        let caption = self.arg(&["caption", "description", "legend", "text"]);
        let caption = format!("{caption} {own_caption}").trim().to_owned();
        let mut alt = self.arg(&["alt"]);
        let title = self.arg(&["title"]);
        if alt.is_empty() && self.call.positional.len() > 1 {
            alt = self.call.positional[1].clone();
        }
        let figure = Figure {
            src,
            alt,
            title,
            caption,
            link,
            credit: self.arg(&["attr", "credit", "author", "source"]),
            credit_link: self.arg(&["attrlink", "credit_link"]),
        };
        let written = figure.put(out, rest);
        self.tell_of_lost(&written, template, teller);
        true
    }

    /// Leaves in place what could not be carried over, and tells of it.
    fn leave(&self, is_code: bool, out: &mut String, teller: &mut Teller) {
        let written: Vec<String> = [self.call.open, self.call.close]
            .into_iter()
            .map(|tag| if is_code || tag.is_empty() { tag.to_owned() } else { comment(tag) })
            .collect();
        out.push_str(&written[0]);
        out.push_str(self.inner.unwrap_or_default());
        out.push_str(&written[1]);
        let tag = self.call.open.split_whitespace().collect::<Vec<_>>().join(" ");
        let (what, help) = if is_code {
            ("stays as it is", "write there what readers are to see")
        } else {
            ("is a comment now", "write in its place what readers are to see, or take it out")
        };
        teller.tell(self.path, self.line, format!("`{tag}` {what}"), help);
    }
}

/// The white space that the current line begins with, if there is nothing else in it.
fn indent(out: &str) -> String {
    let line = &out[out.rfind('\n').map_or(0, |at| at + 1)..];
    if line.trim().is_empty() { line.to_owned() } else { String::new() }
}

fn quoted(text: &str) -> String {
    let line = |line: &str| if line.trim().is_empty() { ">".to_owned() } else { format!("> {line}") };
    text.trim().lines().map(line).collect::<Vec<_>>().join("\n")
}

/// The kind of call-out that a name means.
fn callout(name: &str) -> Option<&'static str> {
    Some(match name.to_ascii_lowercase().as_str() {
        "notice" | "callout" | "alert" | "admonition" | "note" | "info" | "hint" | "box" => "NOTE",
        "tip" | "success" => "TIP",
        "warning" | "attention" => "WARNING",
        "danger" | "caution" | "error" => "CAUTION",
        "important" => "IMPORTANT",
        _ => return None,
    })
}

/// The literal beginning of the address of the picture in a template.
fn folder_in(template: &str) -> Option<&str> {
    let picture = &template[template.find("<img")?..];
    let src = &picture[picture.find("src=\"")? + 5..];
    let literal = &src[..src.find("{{")?];
    (!literal.is_empty() && !literal.contains('"')).then_some(literal)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn converted(syntax: Syntax, text: &str) -> (String, Vec<String>) {
        let page = |_: &str, name: &str| (name == "other.md").then(|| "/posts/other.md".to_owned());
        let param = |name: &str| (name == "motto").then(|| "Words".to_owned());
        let own = "<img src=\"/shots/{{ .Get \"file\" }}\">";
        let templates = [("shot".to_owned(), own.to_owned()), ("loop".to_owned(), "{{ range }}".to_owned())].into();
        let world = World { syntax, templates, page: &page, param: &param };
        let mut teller = Teller::default();
        let text = convert("a.md", &Lined::new(text, 5), &world, &mut teller);
        (text, teller.finish().iter().map(|told| format!("{}: {}", told.line, told.what)).collect())
    }

    #[test]
    fn those_of_hugo_become_forms_of_expound() {
        let cases = [
            (
                "{{< figure src=\"a.png\" alt=\"A\" caption=\"It is\" title=\"T\" >}}\n",
                "![A](a.png)\n_▲ __T.__ It is_\n",
            ),
            (
                "{{< figure src=`a.png` attr=\"Who\" attrlink=\"https://e.org\" link=\"/x\" />}}",
                "[![](a.png)](/x)\n_▲ [Who](https://e.org)_",
            ),
            ("{{< shot file=\"a.png\" >}}", "![](/shots/a.png)"),
            (
                "a\n{{< highlight go \"linenos=table\" >}}\nx {{< y >}}\n{{< /highlight >}}\nb",
                "a\n\n```go\nx {{< y >}}\n```\n\nb",
            ),
            ("[a]({{< ref \"other.md\" >}}) {{% param motto %}}", "[a](/posts/other.md) Words"),
            (
                "{{< details summary=\"More\" >}}\nx\n{{< /details >}}",
                "<details>\n<summary>More</summary>\n\nx\n\n</details>",
            ),
            ("{{% notice warning %}}\na\n\nb\n{{% /notice %}}\n", "> [!WARNING]\n> a\n>\n> b\n"),
            ("`{{</* figure src=\"a\" */>}}`", "`{{< figure src=\"a\" >}}`"),
            ("a {{< img \"b.png\" \"B\" >}} c {{ x }}", "a ![B](b.png) c {{ x }}"),
            (
                "a {{< figure src=\"b.png\" caption=\"It\" title=\"T\" attr=\"Who\" attrlink=\"/w\" width=\"9\" >}} c",
                "a ![](b.png) (__T.__ It [Who](/w)) c",
            ),
            ("{{< quote author=\"Ann\" source=\"Book\" >}}x{{< /quote >}}", "> x\n>\n> #### — Ann, Book"),
            ("{{% notice tip \"T\" %}}x{{% /notice %}}", "> [!TIP]\n> **T**\n>\n> x"),
            ("{{< note >}}a{{< note >}}b{{< /note >}}{{< /note >}}", "> [!NOTE]\n> a\n>\n> > [!NOTE]\n> > b"),
        ];
        for (text, expected) in cases {
            assert_eq!(converted(Syntax::Hugo, text), (expected.to_owned(), Vec::new()));
        }
        let (text, told) =
            converted(Syntax::Hugo, "{{< youtube abc_1 >}} {{< x user=\"a\" id=\"1\" >}} {{< gist a 2 >}}");
        assert_eq!(
            text,
            "<https://www.youtube.com/watch?v=abc_1> <https://x.com/a/status/1> <https://gist.github.com/a/2>"
        );
        assert_eq!(told.len(), 3);
    }

    #[test]
    fn those_of_zola_become_forms_of_expound() {
        let cases = [
            ("{{ figure(src=\"a.png\", alt='A', caption=`It is`) }}\n", "![A](a.png)\n_▲ It is_\n"),
            ("{% quote(author=\"Ann\") %}\nWords\n{% end %}\n", "> Words\n>\n> #### — Ann\n"),
            ("{{/* youtube(id=\"x\") */}} {%/* a() */%}", "{{ youtube(id=\"x\") }} {% a() %}"),
            ("{% note() %}a {{ image(path=\"b.png\") }}{% end %}", "> [!NOTE]\n> a ![](b.png)"),
        ];
        for (text, expected) in cases {
            assert_eq!(converted(Syntax::Zola, text), (expected.to_owned(), Vec::new()));
        }
        let (text, told) = converted(Syntax::Zola, "{{ youtube(id=\"x\", autoplay=true) }}");
        assert_eq!((text.as_str(), told.len()), ("<https://www.youtube.com/watch?v=x>", 1));
    }

    #[test]
    fn what_is_not_known_stays_as_a_comment() {
        let (text, told) =
            converted(Syntax::Hugo, "a\n\n{{< loop x=1 >}}in{{< /loop >}} `{{< b >}}` {{< ref \"none\" >}}");
        assert_eq!(
            text,
            "a\n\n<!-- {{< loop x=1 >}} -->in<!-- {{< /loop >}} --> `{{< b >}}` <!-- {{< ref \"none\" >}} -->"
        );
        assert_eq!(told[0], "7: `{{< b >}}` stays as it is");
        assert_eq!(told.len(), 3);
        let (_, told) = converted(Syntax::Hugo, "{{< figure src=\"a.png\" note=\"Read me\" class=\"x\" >}}");
        assert_eq!(told, ["5: `note` of `figure` has no counterpart and is gone: `Read me`"]);
        let (text, told) = converted(Syntax::Zola, "{% odd(a=[1, 2]) %}in{% end %}");
        assert_eq!((text.as_str(), told.len()), ("<!-- {% odd(a=[1, 2]) %} -->in<!-- {% end %} -->", 1));
    }
}
