//! Where a value stands in a block of YAML: serde_yaml forgets the place of what it has read.
//!
//! This reads lines and indentation only. Where a value is written in flow style (`{a: 1}`), the answer is the place
//! of the whole value, which is still the right line.

use crate::base::Span;

/// One step of a path into a block.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Step {
    /// A key of a mapping.
    Key(String),
    /// An item of a list, from 0.
    Item(usize),
}

/// Where a key and its value stand, in bytes of the block. For items of lists both are the item.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Located {
    /// The key.
    pub key: Span,
    /// The value's first line, or the key where the value is empty.
    pub value: Span,
}

/// Finds the value at `path`.
pub fn locate(text: &str, path: &[Step]) -> Option<Located> {
    let mut region = Span::new(0, text.len());
    let mut found = None;
    for step in path {
        let next = match step {
            Step::Key(key) => find_key(text, region, key),
            Step::Item(index) => find_item(text, region, *index),
        };
        let Some((located, inner)) = next else { return found };
        found = Some(located);
        region = inner;
    }
    found
}

/// Every place where `key` stands as a key, in order.
pub(super) fn keys(text: &str, key: &str) -> Vec<Span> {
    lines(text, Span::new(0, text.len()))
        .filter_map(|line| {
            let content = text[line.range()].trim_start();
            let start = line.end as usize - content.len();
            let item = content.trim_start_matches("- ");
            key_of(item)
                .filter(|(name, _)| *name == key)
                .map(|(_, end)| Span::new(start, start + (content.len() - item.len()) + end))
        })
        .collect()
}

/// The lines of a region without their ends.
fn lines(text: &str, region: Span) -> impl Iterator<Item = Span> + '_ {
    let mut at = region.start as usize;
    std::iter::from_fn(move || {
        (at < region.end as usize).then(|| {
            let end = text[at..region.end as usize].find('\n').map_or(region.end as usize, |i| at + i);
            let line = Span::new(at, at + text[at..end].trim_end_matches('\r').len());
            at = end + 1;
            line
        })
    })
}

/// The column of a byte in its own line.
fn column(text: &str, at: usize) -> usize {
    at - text[..at].rfind('\n').map_or(0, |i| i + 1)
}

/// `key` and the offset of its colon, if the line begins with one.
fn key_of(line: &str) -> Option<(&str, usize)> {
    if let Some(quote) = line.chars().next().filter(|c| matches!(c, '"' | '\'')) {
        let close = line[1..].find(quote)? + 1;
        return line[close + 1..].trim_start().starts_with(':').then_some((&line[1..close], close + 1));
    }
    let colon = line
        .match_indices(':')
        .map(|(i, _)| i)
        .find(|i| line[i + 1..].is_empty() || line[i + 1..].starts_with([' ', '\t']))?;
    let name = line[..colon].trim_end();
    (!name.starts_with('#')).then_some((name, name.len()))
}

/// The lines of the region that stand at its own indentation, each with its first byte that is not a space.
fn entries(text: &str, region: Span) -> Vec<usize> {
    let starts: Vec<usize> = lines(text, region)
        .filter_map(|line| {
            let content = text[line.range()].trim_start();
            (!content.is_empty() && !content.starts_with('#')).then(|| line.end as usize - content.len())
        })
        .collect();
    let Some(base) = starts.iter().map(|at| column(text, *at)).next() else { return Vec::new() };
    starts.into_iter().filter(|at| column(text, *at) == base).collect()
}

/// From one entry to the next one of the region, or to its end.
fn extent(entries: &[usize], index: usize, region: Span) -> usize {
    entries.get(index + 1).map_or(region.end as usize, |next| *next)
}

fn find_key(text: &str, region: Span, key: &str) -> Option<(Located, Span)> {
    let all = entries(text, region);
    // `- ` at the indentation of a key continues that key's list: such lines are no entries of their own.
    let named: Vec<usize> = all.into_iter().filter(|at| !text[*at..].starts_with("- ")).collect();
    let (index, at, colon) = named.iter().enumerate().find_map(|(index, at)| {
        let line = text[*at..].lines().next()?;
        let (name, end) = key_of(line)?;
        (name == key).then_some((index, *at, end))
    })?;
    let key_span = Span::new(at, at + colon);
    let after = at + colon + text[at + colon..].find(':')? + 1;
    let inner = Span::new(after, extent(&named, index, region));
    Some((Located { key: key_span, value: first_value(text, inner).unwrap_or(key_span) }, inner))
}

fn find_item(text: &str, region: Span, index: usize) -> Option<(Located, Span)> {
    let first = first_value(text, region)?;
    if text[first.range()].starts_with('[') {
        return flow_item(text, first, index).map(|span| (Located { key: span, value: span }, span));
    }
    let all: Vec<usize> = entries(text, region).into_iter().filter(|at| text[*at..].starts_with('-')).collect();
    let at = *all.get(index)?;
    let inner = Span::new(at + 1, extent(&all, index, region));
    let value = first_value(text, inner).unwrap_or(Span::new(at, at + 1));
    Some((Located { key: value, value }, Span::new(value.start as usize, inner.end as usize)))
}

/// The `index`th item of `[a, b]`; brackets and quotes inside are respected.
fn flow_item(text: &str, list: Span, index: usize) -> Option<Span> {
    let body = &text[list.start as usize + 1..];
    let (mut depth, mut quote, mut nth, mut from) = (0, None, 0, 0);
    for (at, c) in body.char_indices() {
        match (quote, c) {
            (Some(open), c) if c == open => quote = None,
            (Some(_), _) => {}
            (None, '"' | '\'') => quote = Some(c),
            (None, '[' | '{') => depth += 1,
            (None, ',') if depth == 0 && nth < index => {
                nth += 1;
                from = at + 1;
            }
            (None, ',' | ']' | '}') if depth == 0 => {
                let item = body[from..at].trim();
                let start = from + (body[from..at].len() - body[from..at].trim_start().len());
                return (nth == index && !item.is_empty())
                    .then(|| Span::new(start, start + item.len()).shifted(list.start as usize + 1));
            }
            (None, ']' | '}') => depth -= 1,
            _ => {}
        }
    }
    None
}

/// The first line of a value, without a comment behind it.
fn first_value(text: &str, region: Span) -> Option<Span> {
    lines(text, region).find_map(|line| {
        let content = text[line.range()].trim_start();
        let start = line.end as usize - content.len();
        if content.is_empty() || content.starts_with('#') {
            return None;
        }
        let end =
            if content.starts_with(['"', '\'']) { content.len() } else { content.find(" #").unwrap_or(content.len()) };
        Some(Span::new(start, start + content[..end].trim_end().len()))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn value<'a>(text: &'a str, path: &[&str]) -> Option<&'a str> {
        let steps: Vec<Step> =
            path.iter().map(|s| s.parse().map_or_else(|_| Step::Key((*s).to_owned()), Step::Item)).collect();
        locate(text, &steps).map(|found| &text[found.value.range()])
    }

    const TEXT: &str = "title : \"A: b\" # note\n# tags: no\ntags: [x, \"y, z\", w]\nlist:\n- one\n- two: 2\n  three: 3\nmap:\n  inner: deep\n  more:\n    - last\nempty:\n";

    #[test]
    fn values_are_found_by_path() {
        assert_eq!(value(TEXT, &["title"]), Some("\"A: b\" # note"));
        assert_eq!(value(TEXT, &["tags", "1"]), Some("\"y, z\""));
        assert_eq!(value(TEXT, &["list", "0"]), Some("one"));
        assert_eq!(value(TEXT, &["list", "1", "three"]), Some("3"));
        assert_eq!(value(TEXT, &["map", "inner"]), Some("deep"));
        assert_eq!(value(TEXT, &["map", "more", "0"]), Some("last"));
        assert_eq!(value(TEXT, &["empty"]), Some("empty"));
        assert_eq!(value(TEXT, &["absent"]), None);
    }

    #[test]
    fn a_key_that_stands_twice_is_found_twice() {
        assert_eq!(keys("a: 1\nb: 2\na: 3\n", "a").len(), 2);
    }
}
