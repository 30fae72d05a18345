//! Liquid in the text of a page → what it stood for: values of the site and the page, code, figures, links to other pages.
//!
//! Loops, conditions and assignments are programs, which no brief has: they stay as comments, and are told.

mod include;
mod value;

use super::figure::{comment, put_block};
use super::report::Teller;
use super::text::{Code, Lined, fenced};
use serde_yaml::{Mapping, Value};
use std::cell::{Cell, OnceCell};
use std::collections::{BTreeMap, BTreeSet};

/// What the templates of a site may ask for.
#[derive(Debug, Default)]
pub(super) struct World {
    /// Scheme and host.
    pub(super) url: String,
    /// The base path, without a slash at the end.
    pub(super) base: String,
    pub(super) config: Mapping,
    pub(super) data: Mapping,
    /// The texts of `_includes/`, by their names.
    pub(super) includes: BTreeMap<String, String>,
    /// Pages by what `link` calls them: their path in the old folder → path in `content/` and address.
    pub(super) pages: BTreeMap<String, (String, String)>,
    /// Posts by what `post_url` calls them.
    pub(super) posts: BTreeMap<String, (String, String)>,
}

/// The text of one page.
pub(super) struct Page<'a> {
    pub(super) world: &'a World,
    /// Its path in the old folder.
    pub(super) path: &'a str,
    pub(super) front: &'a Mapping,
    pub(super) url: &'a str,
    /// How many bytes of includes may still be put into it.
    left: Cell<usize>,
}

/// Includes may include one another; a site that is sound does not do so deeper than this.
const DEEPEST: usize = 8;

/// How many bytes of includes a page may have; a short one counts as this many.
const MOST: usize = 4 << 20;
const LEAST: usize = 1 << 10;

/// How far back the beginning of an address or an attribute is looked for.
const FARTHEST: usize = 2048;

/// What a value is written into.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Context {
    /// Words.
    Words,
    /// The address of a link or a picture in Markdown: paths begin at `content/` there.
    Address,
    /// The value of an attribute of HTML, which is published as it is.
    Attribute,
}

impl Context {
    /// That of what comes next.
    fn behind(out: &str) -> Self {
        let near = &out[out.floor_char_boundary(out.len().saturating_sub(FARTHEST))..];
        let line = &near[near.rfind('\n').map_or(0, |at| at + 1)..];
        if let Some(at) = line.rfind("](") {
            let address = line[at + 2..].trim_start_matches('<');
            if !address.contains([')', ' ', '>']) {
                return Self::Address;
            }
        }
        if line.starts_with('[') && line.rsplit_once("]:").is_some_and(|(_, rest)| !rest.trim_start().contains(' ')) {
            return Self::Address;
        }
        let quoted = |quote: char| {
            let open = line.rfind(&format!("={quote}"));
            open.is_some_and(|at| !line[at + 2..].contains(quote) && line[..at].contains('<'))
        };
        if quoted('"') || quoted('\'') { Self::Attribute } else { Self::Words }
    }
}

/// A text with tags and values in it, and what is asked of it more than once.
struct Source<'t> {
    text: &'t str,
    code: OnceCell<Code>,
}

impl Source<'_> {
    fn is_code(&self, at: usize) -> bool {
        self.code.get_or_init(|| Code::of(self.text)).holds(at)
    }
}

/// A tag or a value that was met.
struct Met<'t> {
    /// All of it, with its brackets.
    text: &'t str,
    /// Where it begins.
    at: usize,
}

impl<'a> Page<'a> {
    /// The page at `path` of the old folder.
    pub(super) fn new(world: &'a World, path: &'a str, front: &'a Mapping, url: &'a str) -> Self {
        Self { world, path, front, url, left: Cell::new(MOST) }
    }

    /// Rewrites a body.
    pub(super) fn convert(&self, body: &Lined, teller: &mut Teller) -> String {
        if !body.text.contains("{{") && !body.text.contains("{%") {
            return body.text.clone();
        }
        self.run(&body.text, &Mapping::new(), &[], teller, &body.finder())
    }

    /// Rewrites a text; `open` are the includes that it is the text of, and `line` is that of the file for an offset.
    fn run(
        &self,
        text: &str,
        include: &Mapping,
        open: &[&str],
        teller: &mut Teller,
        line: &dyn Fn(usize) -> usize,
    ) -> String {
        let source = Source { text, code: OnceCell::new() };
        // Tags after which none follows that ends them.
        let mut endless = BTreeSet::new();
        let mut out = String::with_capacity(text.len());
        let mut at = 0;
        while let Some((start, close)) = next(text, at) {
            out.push_str(&text[at..start]);
            let Some(end) = text[start + 2..].find(close).map(|end| start + end + 4) else {
                at = start;
                break;
            };
            let met = Met { text: &text[start..end], at: start };
            let inner = met.text[2..met.text.len() - 2].trim_matches('-').trim();
            if close == "}}" {
                if met.text.starts_with("{{-") {
                    out.truncate(out.trim_end().len());
                }
                match self.value(inner, include, Context::behind(&out), &text[end..]) {
                    Some(value) => out.push_str(&value),
                    None => self.leave(&mut out, &source, &met, teller, line(start)),
                }
                at = end;
                if met.text.ends_with("-}}") {
                    at = text.len() - text[at..].trim_start().len();
                }
                continue;
            }
            let (name, args) = inner.split_once(char::is_whitespace).unwrap_or((inner, ""));
            at = match name {
                "raw" | "comment" | "highlight" => {
                    let found = if endless.contains(name) { None } else { up_to(text, end, &format!("end{name}")) };
                    let Some((inside, behind)) = found else {
                        endless.insert(name);
                        self.leave(&mut out, &source, &met, teller, line(start));
                        at = end;
                        continue;
                    };
                    paired(name, args, &text[end..inside], &text[behind..], &mut out);
                    behind
                }
                "include" | "include_relative" | "include_cached" => {
                    if !self.include(args, include, open, &text[end..], &mut out, teller, &|| line(start)) {
                        self.leave(&mut out, &source, &met, teller, line(start));
                    }
                    end
                }
                "post_url" | "link" => {
                    match self.page_address(name, args.trim(), Context::behind(&out)) {
                        Some(address) => out.push_str(&address),
                        None => self.leave(&mut out, &source, &met, teller, line(start)),
                    }
                    end
                }
                "seo" | "feed_meta" | "#" => end,
                _ => {
                    self.leave(&mut out, &source, &met, teller, line(start));
                    end
                }
            };
        }
        out.push_str(&text[at..]);
        out
    }

    /// Leaves in place what could not be carried over, where readers do not see it, and tells of it.
    fn leave(&self, out: &mut String, source: &Source<'_>, met: &Met<'_>, teller: &mut Teller, line: usize) {
        let name = met.text[2..].trim_start_matches('-').split_whitespace().next().unwrap_or_default();
        let ends = name.starts_with("end") || ["else", "elsif", "when", "break", "continue"].contains(&name);
        let stays = source.is_code(met.at) || Context::behind(out) != Context::Words;
        if stays {
            out.push_str(met.text);
        } else {
            out.push_str(&comment(met.text));
        }
        if !ends {
            let one_line = met.text.split_whitespace().collect::<Vec<_>>().join(" ");
            let (what, help) = if stays {
                ("stays as it is", "write there what readers are to see")
            } else {
                ("is a comment now", "write in its place what readers are to see, or take it out")
            };
            teller.tell(self.path, line, format!("`{one_line}` {what}"), help);
        }
    }

    /// The address of the page that `post_url` or `link` names.
    fn page_address(&self, tag: &str, name: &str, context: Context) -> Option<String> {
        let name = name.trim_matches(['"', '\'']).trim_start_matches('/');
        let found = match tag {
            "post_url" => self.world.posts.get(name.strip_suffix(".md").unwrap_or(name)),
            _ => self.world.pages.get(name),
        };
        let (to, url) = found?;
        Some(match context {
            Context::Address => format!("/{}", to.replace(' ', "%20")),
            Context::Words => url.clone(),
            Context::Attribute => format!("{}{url}", self.world.base),
        })
    }

    fn lookup(&self, path: &str, include: &Mapping) -> Option<Value> {
        let (root, rest) = path.split_once('.').unwrap_or((path, ""));
        let keys: Vec<&str> = rest.split('.').filter(|key| !key.is_empty()).collect();
        let map = match root {
            "site" if keys.first() == Some(&"data") => {
                return super::settings::at(&self.world.data, &keys[1..]).cloned();
            }
            "site" => &self.world.config,
            "page" => match keys.as_slice() {
                ["url"] => return Some(Value::String(self.url.to_owned())),
                ["path"] => return Some(Value::String(self.path.to_owned())),
                _ => self.front,
            },
            "include" => include,
            _ => return None,
        };
        super::settings::at(map, &keys).cloned()
    }
}

/// The next tag or value, and what closes it.
fn next(text: &str, from: usize) -> Option<(usize, &'static str)> {
    let mut at = from;
    while let Some(found) = text[at..].find('{').map(|found| at + found) {
        match text.as_bytes().get(found + 1) {
            Some(b'{') => return Some((found, "}}")),
            Some(b'%') => return Some((found, "%}")),
            _ => at = found + 1,
        }
    }
    None
}

/// Where the tag `end` begins, and what is behind it.
fn up_to(text: &str, from: usize, end: &str) -> Option<(usize, usize)> {
    let mut at = from;
    while let Some(start) = text[at..].find("{%").map(|found| at + found) {
        let behind = start + text[start + 2..].find("%}")? + 4;
        if text[start + 2..behind - 2].trim_matches('-').trim() == end {
            return Some((start, behind));
        }
        at = start + 2;
    }
    None
}

/// A tag with a text inside.
fn paired(name: &str, args: &str, inside: &str, rest: &str, out: &mut String) {
    match name {
        "raw" => out.push_str(inside),
        "comment" if inside.trim().is_empty() => {}
        "comment" => out.push_str(&comment(inside)),
        _ => {
            let language = args.split_whitespace().next().unwrap_or_default();
            let line = &out[out.rfind('\n').map_or(0, |at| at + 1)..];
            let indent = if line.trim().is_empty() { line.to_owned() } else { String::new() };
            let block = fenced(language, inside, &indent);
            if !put_block(out, &block, rest) {
                out.push_str("\n\n");
                out.push_str(&block);
                out.push_str("\n\n");
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn world() -> World {
        let mapping = |text: &str| serde_yaml::from_str(text).unwrap();
        let wide = "{% include narrow.html %}".repeat(4000);
        let includes = [
            (
                "figure.html",
                "<figure><img src=\"{{ site.baseurl }}/img/{{ include.file }}\" alt=\"{{ include.alt }}\">{% if include.caption %}<figcaption>{{ include.caption | markdownify }}</figcaption>{% endif %}</figure>",
            ),
            ("note.md", "Said by {{ include.who }}.\n"),
            ("loop.html", "{% for x in y %}{{ x }}{% endfor %}"),
            ("again.html", "{% include again.html %}"),
            ("two.html", "{% include two.html %}{% include two.html %}"),
            ("wide.html", wide.as_str()),
            ("narrow.html", "{% include word.html %} {% include word.html %}"),
            ("word.html", "word"),
        ];
        World {
            url: "https://example.org".to_owned(),
            base: "/b".to_owned(),
            config: mapping("title: A & B\nurl: https://example.org\nbaseurl: /b\nn: {x: 1}"),
            data: mapping("people: {ann: {name: Ann Lee}}"),
            includes: includes.map(|(name, text)| (name.to_owned(), text.to_owned())).into(),
            pages: [("a.md".to_owned(), ("a.md".to_owned(), "/a.html".to_owned()))].into(),
            posts: [("2024-01-01-x".to_owned(), ("posts/2024-01-01-x.md".to_owned(), "/2024/x/".to_owned()))].into(),
        }
    }

    fn converted(text: &str) -> (String, Vec<String>) {
        let (world, mut teller) = (world(), Teller::default());
        let front = serde_yaml::from_str("title: T\nshow: true").unwrap();
        let page = Page::new(&world, "p.md", &front, "/p/");
        let text = page.convert(&Lined::new(text, 3), &mut teller);
        (text, teller.finish().iter().map(|told| format!("{}: {}", told.line, told.what)).collect())
    }

    #[test]
    fn values_are_written_as_their_place_wants_them() {
        let cases = [
            ("[a]({{ site.url }}{{ site.baseurl }}/about)", "[a](/about)"),
            ("[a]({{site.baseurl}}/about)", "[a](/about)"),
            ("[a]({{ '/about' | relative_url }}) {{ \"/x\" | absolute_url }}", "[a](/about) https://example.org/b/x"),
            ("[a]({{ site.url }})", "[a](/)"),
            ("{{ site.title | escape }} {{ page.title | upcase }} {{ site.n.x }}", "A &amp; B T 1"),
            ("<a href=\"{{ site.baseurl }}/x\">", "<a href=\"/b/x\">"),
            ("{{ site.data.people.ann.name }}{{ page.url }}", "Ann Lee/p/"),
            ("{{ page.none | default: 'd' }} {{ 'a-b' | replace: '-', '+' }}", "d a+b"),
            ("{% post_url 2024-01-01-x %} [x]({% post_url 2024-01-01-x %})", "/2024/x/ [x](/posts/2024-01-01-x.md)"),
            ("<a href='{% link a.md %}'>", "<a href='/b/a.html'>"),
            ("{% raw %}{{ x }}{% endraw %}{% comment %} a {% endcomment %}", "{{ x }}<!-- a -->"),
        ];
        for (text, expected) in cases {
            assert_eq!(converted(text), (expected.to_owned(), Vec::new()));
        }
    }

    #[test]
    fn code_and_figures_have_forms_of_their_own() {
        let (text, told) = converted("a\n{% highlight rust linenos %}\nfn a() {}\n{% endhighlight %}\nb\n");
        assert_eq!((text.as_str(), told.len()), ("a\n\n```rust\nfn a() {}\n```\n\nb\n", 0));
        let (text, told) =
            converted("a\n\n{% include figure.html file=\"a.png\" alt=\"A\" caption=\"What *it* is\" %}\n");
        assert_eq!((text.as_str(), told.len()), ("a\n\n![A](/img/a.png)\n▲ What *it* is\n", 0));
        let (text, _) = converted("a {% include image.html url=\"/a.png\" description=\"D\" %} b");
        assert_eq!(text, "a ![](/a.png) (D) b");
        let (text, told) =
            converted("a {% include image.html url=\"/a.png\" title=\"T\" attr=\"Who\" zoom=\"far\" width=\"9\" %} b");
        assert_eq!(text, "a ![](/a.png) (__T.__ Who) b");
        assert_eq!(told, ["3: `zoom` of `image.html` has no counterpart and is gone: `far`"]);
        assert_eq!(converted("{% include narrow.html %}").0, "word word");
        assert_eq!(converted("{% include note.md who=page.title %}").0, "Said by T.");
        let (text, told) = converted("{% include youtube.html id=\"x1\" %}\n");
        assert_eq!((text.as_str(), told.len()), ("<https://www.youtube.com/watch?v=x1>\n", 1));
    }

    #[test]
    fn programs_stay_as_comments_and_are_told() {
        let (text, told) = converted("{% if page.show %}\nYes\n{% endif %}\n`{{ x }}` [a]({{ y }})\n\n{% highlight");
        let expected = "<!-- {% if page.show %} -->\nYes\n<!-- {% endif %} -->\n`{{ x }}` [a]({{ y }})\n\n{% highlight";
        assert_eq!(text, expected);
        let told: Vec<&str> = told.iter().map(String::as_str).collect();
        assert_eq!(
            told,
            ["3: `{% if page.show %}` is a comment now", "6: `{{ x }}` stays as it is", "6: `{{ y }}` stays as it is"]
        );
        for text in [
            "{% include loop.html %}",
            "{% include again.html %}",
            "{% include two.html %}",
            "{% include wide.html %}",
            "{% include none.html %}",
            "{% post_url none %}",
            "{% raw %}",
        ] {
            let (text, told) = converted(text);
            assert!(text.starts_with("<!-- ") && told.len() == 1, "{text} {told:?}");
        }
    }
}
