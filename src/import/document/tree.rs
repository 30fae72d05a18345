//! XML or HTML → a tree of elements. Names are without their prefixes; what is too deep is flat, and keeps its words.

use html5gum::{DefaultEmitter, Token, Tokenizer};
use quick_xml::XmlVersion;
use quick_xml::events::{BytesStart, Event};
use quick_xml::reader::Reader;

/// As deep as any document goes. What walks through a tree may call itself so many times.
const DEEPEST: usize = 200;

/// An element.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Element {
    pub(super) name: String,
    attributes: Vec<(String, String)>,
    pub(super) children: Vec<Node>,
}

/// What is in an element.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Node {
    Element(Element),
    Text(String),
}

impl Element {
    /// The value of an attribute.
    pub(super) fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    /// The elements directly in it.
    pub(super) fn elements(&self) -> impl Iterator<Item = &Self> {
        self.children.iter().filter_map(|child| if let Node::Element(element) = child { Some(element) } else { None })
    }

    /// The first element of a name directly in it.
    pub(super) fn child(&self, name: &str) -> Option<&Self> {
        self.elements().find(|element| element.name == name)
    }

    /// The first element of a name anywhere in it.
    pub(super) fn find(&self, name: &str) -> Option<&Self> {
        self.elements().find_map(|element| if element.name == name { Some(element) } else { element.find(name) })
    }

    /// The first element of a name in it, but not inside of elements of another name.
    pub(super) fn find_outside(&self, name: &str, of: &str) -> Option<&Self> {
        let mut outside = self.elements().filter(|element| element.name != of);
        outside.find_map(|element| if element.name == name { Some(element) } else { element.find_outside(name, of) })
    }

    /// The texts in it, but for what is inside of elements that are left out.
    pub(super) fn texts<'a>(&'a self, leave_out: &dyn Fn(&Self) -> bool, all: &mut Vec<&'a str>) {
        for child in &self.children {
            match child {
                Node::Text(text) => all.push(text),
                Node::Element(element) if !leave_out(element) => element.texts(leave_out, all),
                Node::Element(_) => {}
            }
        }
    }

    /// All its text.
    pub(super) fn text(&self) -> String {
        let mut all = String::new();
        self.add_text(&mut all);
        all
    }

    fn add_text(&self, all: &mut String) {
        for child in &self.children {
            match child {
                Node::Text(text) => all.push_str(text),
                Node::Element(element) => element.add_text(all),
            }
        }
    }
}

/// The elements that are open, and how many more are too deep to be any.
struct Open(Vec<Element>, usize);

impl Open {
    fn new() -> Self {
        Self(vec![Element::default()], 0)
    }

    fn begin(&mut self, element: Element) {
        if self.0.len() > DEEPEST { self.1 += 1 } else { self.0.push(element) }
    }

    fn add(&mut self, node: Node) {
        let last = self.0.last_mut().expect("the root is never closed");
        match (node, last.children.last_mut()) {
            (Node::Text(text), Some(Node::Text(before))) => before.push_str(&text),
            (node, _) => last.children.push(node),
        }
    }

    fn end(&mut self) {
        if self.1 > 0 {
            self.1 -= 1;
        } else if self.0.len() > 1
            && let Some(done) = self.0.pop()
        {
            self.add(Node::Element(done));
        }
    }

    fn finish(mut self) -> Element {
        self.1 = 0;
        while self.0.len() > 1 {
            self.end();
        }
        self.0.pop().unwrap_or_default()
    }
}

/// Reads XML. The root holds the outermost element.
pub(super) fn xml(bytes: &[u8]) -> Result<Element, String> {
    let text = std::str::from_utf8(bytes).map_err(|_| "it is no UTF-8".to_owned())?;
    let mut reader = Reader::from_str(text.trim_start_matches('\u{feff}'));
    let mut open = Open::new();
    loop {
        match reader.read_event().map_err(|error| error.to_string())? {
            Event::Start(tag) => open.begin(element(&tag)),
            Event::Empty(tag) => open.add(Node::Element(element(&tag))),
            Event::End(_) => open.end(),
            Event::Text(text) => open.add(Node::Text(text.xml10_content().into_owned())),
            Event::CData(text) => open.add(Node::Text(text.xml10_content().into_owned())),
            Event::GeneralRef(name) => {
                let sign = name.resolve_char_ref().ok().flatten().or(match &*name.xml10_content() {
                    "amp" => Some('&'),
                    "lt" => Some('<'),
                    "gt" => Some('>'),
                    "quot" => Some('"'),
                    "apos" => Some('\''),
                    _ => None,
                });
                open.add(Node::Text(sign.map_or_else(String::new, String::from)));
            }
            Event::Eof => return Ok(open.finish()),
            _ => {}
        }
    }
}

fn element(tag: &BytesStart<'_>) -> Element {
    let attributes = tag.attributes().flatten().filter_map(|attribute| {
        let value = attribute.normalized_value(XmlVersion::Implicit1_0).ok()?;
        Some((attribute.key.local_name().as_ref().to_owned(), value.into_owned()))
    });
    Element { name: tag.local_name().as_ref().to_owned(), attributes: attributes.collect(), children: Vec::new() }
}

/// Elements that hold nothing (HTML Standard, 13.1.2).
const VOID: [&str; 13] =
    ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"];

/// Elements that end where another of them, or of the second, begins (HTML Standard, 13.1.2.4).
const ENDS: [(&str, &[&str]); 6] = [
    ("p", &["p", "ul", "ol", "table", "div", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "pre", "hr"]),
    ("li", &["li"]),
    ("td", &["td", "th", "tr"]),
    ("th", &["td", "th", "tr"]),
    ("tr", &["tr"]),
    ("option", &["option"]),
];

/// Reads HTML, as far as programs write it. The root holds everything.
pub(super) fn html(text: &str) -> Element {
    let mut open = Open::new();
    for token in Tokenizer::new_with_emitter(text, DefaultEmitter::<()>::default()).flatten() {
        match token {
            Token::StartTag(tag) => {
                let name = String::from_utf8_lossy(&tag.name).to_ascii_lowercase();
                let last = open.0.last().map(|last| last.name.clone()).unwrap_or_default();
                if ENDS.iter().any(|(ends, at)| *ends == last && at.contains(&name.as_str())) {
                    open.end();
                }
                let attributes = tag.attributes.iter().map(|(key, value)| {
                    (String::from_utf8_lossy(key).into_owned(), String::from_utf8_lossy(value).into_owned())
                });
                let is_void = tag.self_closing || VOID.contains(&name.as_str());
                let element = Element { name, attributes: attributes.collect(), children: Vec::new() };
                if is_void { open.add(Node::Element(element)) } else { open.begin(element) }
            }
            Token::EndTag(tag) => {
                let name = String::from_utf8_lossy(&tag.name).to_ascii_lowercase();
                // What is open inside of it ends with it; an end of nothing is none.
                if open.1 > 0 {
                    open.end();
                } else if let Some(at) = open.0.iter().rposition(|element| element.name == name) {
                    while open.0.len() > at.max(1) {
                        open.end();
                    }
                }
            }
            Token::String(text) => open.add(Node::Text(String::from_utf8_lossy(&text).into_owned())),
            _ => {}
        }
    }
    open.finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn xml_is_a_tree() {
        let root = xml(b"<w:p a:b=\"1 &amp; 2\"><w:t>x &lt; y&#33;</w:t><w:br/></w:p>").unwrap();
        let p = root.child("p").unwrap();
        assert_eq!(p.attribute("b"), Some("1 & 2"));
        assert_eq!(p.text(), "x < y!");
        assert!(p.find("br").is_some());
        assert!(xml(b"<a><b></a>").is_err());
        assert!(xml(b"\xff").is_err());
    }

    #[test]
    fn html_is_a_tree() {
        let root = html("<p class=x>One<p>Two &amp; <b>three<br>four</b></i></p><ul><li>a<li>b</ul>");
        let paragraphs: Vec<String> = root.elements().map(Element::text).collect();
        assert_eq!(paragraphs, ["One", "Two & threefour", "ab"]);
        assert_eq!(root.child("p").unwrap().attribute("class"), Some("x"));
        assert_eq!(root.child("ul").unwrap().elements().count(), 2);
    }

    #[test]
    fn what_is_too_deep_is_flat() {
        let deep = html(&format!("{}words{}behind", "<div>".repeat(100_000), "</div>".repeat(100_000)));
        assert_eq!(deep.text(), "wordsbehind");
        let mut depth = 0;
        let mut at = &deep;
        while let Some(next) = at.child("div") {
            (at, depth) = (next, depth + 1);
        }
        assert!(depth <= DEEPEST, "{depth}");
    }
}
