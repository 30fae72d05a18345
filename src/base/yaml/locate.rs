//! Where a value stands in a block of YAML: serde_yaml forgets the place of what it has read.
//!
//! This reads lines, indentation, and the brackets of flow style (`{a: [1, 2]}`), which is also what JSON is. Where it
//! loses its way, the answer is the place of the nearest value around the one that was asked for.

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
    locate_in(text, Span::new(0, text.len()), path)
}

/// Finds the value at `path` from a region on, such as one of [`items`].
pub fn locate_in(text: &str, region: Span, path: &[Step]) -> Option<Located> {
    follow(text, region, path).0
}

/// The regions of all items of the list at `path`, in order. Asking for each item alone would read the list as often as
/// it is long.
pub fn items(text: &str, path: &[Step]) -> Vec<Span> {
    match follow(text, Span::new(0, text.len()), path) {
        (_, Some(region)) => items_in(text, region),
        (_, None) => Vec::new(),
    }
}

/// The regions of all items of the list that a region holds.
pub fn items_in(text: &str, region: Span) -> Vec<Span> {
    let Some(first) = first_value(text, region) else { return Vec::new() };
    if text[first.range()].starts_with('[') {
        return flow_entries(text, first.start as usize);
    }
    let all: Vec<usize> = entries(text, region).into_iter().filter(|at| text[*at..].starts_with('-')).collect();
    let item = |(index, at): (usize, &usize)| {
        let inner = Span::new(at + 1, extent(&all, index, region));
        let start = first_value(text, inner).map_or(*at, |value| value.start as usize);
        Span::new(start, inner.end as usize)
    };
    all.iter().enumerate().map(item).collect()
}

/// What was found on the way, and the region of the last value if the way was found to its end.
fn follow(text: &str, mut region: Span, path: &[Step]) -> (Option<Located>, Option<Span>) {
    let mut found = None;
    for step in path {
        let next = match step {
            Step::Key(key) => find_key(text, region, key),
            Step::Item(index) => find_item(text, region, *index),
        };
        let Some((located, inner)) = next else { return (found, None) };
        found = Some(located);
        region = inner;
    }
    (found, Some(region))
}

/// Where a key stands for the first and for the second time in one mapping.
pub(super) fn twice(text: &str, key: &str) -> Option<(Span, Span)> {
    // The last place in each mapping that is still open, by its column.
    let mut open: Vec<(usize, Span)> = Vec::new();
    for line in lines(text, Span::new(0, text.len())) {
        let content = text[line.range()].trim_start();
        if content.is_empty() || content.starts_with('#') {
            continue;
        }
        let start = line.end as usize - content.len();
        open.retain(|(column_of, _)| *column_of <= column(text, start));
        let item = content.trim_start_matches("- ");
        if let Some((_, end)) = key_of(item).filter(|(name, _)| *name == key) {
            let at = start + (content.len() - item.len());
            let (column, span) = (column(text, at), Span::new(at, at + end));
            if let Some((_, first)) = open.iter().find(|(known, _)| *known == column) {
                return Some((*first, span));
            }
            open.push((column, span));
        }
        if let Some((first, second)) = twice_in_flow(content, key) {
            return Some((first.shifted(start), second.shifted(start)));
        }
    }
    None
}

/// The same for one line of flow style: `{a: 1, a: 2}`.
fn twice_in_flow(line: &str, key: &str) -> Option<(Span, Span)> {
    // Where the key stands in each group that is open.
    let mut open: Vec<Option<Span>> = Vec::new();
    for (at, sign) in line.char_indices() {
        match sign {
            '{' => open.push(None),
            '}' => {
                open.pop();
            }
            _ if line[at..].starts_with(key) && line[..at].ends_with(['{', ',', ' ']) => {
                let span = Span::new(at, at + key.len());
                let is_key = line[at + key.len()..].trim_start().starts_with(':');
                match open.last_mut().filter(|_| is_key) {
                    Some(Some(first)) => return Some((*first, span)),
                    Some(none) => *none = Some(span),
                    None => {}
                }
            }
            _ => {}
        }
    }
    None
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
    if let Some(first) = first_value(text, region).filter(|first| text[first.range()].starts_with('{')) {
        return flow_key(text, first.start as usize, key);
    }
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
    flow_entries(text, list.start as usize).get(index).copied().filter(|item| !item.is_empty())
}

/// The field `key` of `{a: 1, "b": 2}`.
fn flow_key(text: &str, open: usize, key: &str) -> Option<(Located, Span)> {
    flow_entries(text, open).into_iter().find_map(|entry| {
        let field = &text[entry.range()];
        let (name, colon) = match field.chars().next().filter(|c| matches!(c, '"' | '\'')) {
            Some(quote) => {
                let close = field[1..].find(quote)? + 1;
                (&field[1..close], close + 1 + field[close + 1..].find(':')?)
            }
            None => {
                let colon = field.find(':')?;
                (field[..colon].trim_end(), colon)
            }
        };
        let rest = &field[colon + 1..];
        let start = entry.end as usize - rest.trim_start().len();
        let key_span = Span::new(entry.start as usize, entry.start as usize + field[..colon].trim_end().len());
        let inner = Span::new(start, entry.end as usize);
        let line = text[inner.range()].lines().next().map_or(0, str::len);
        let value = if line == 0 { key_span } else { Span::new(start, start + line) };
        (name == key).then_some((Located { key: key_span, value }, inner))
    })
}

/// What stands between the commas of the list or mapping that opens at `open`, without the space around it.
fn flow_entries(text: &str, open: usize) -> Vec<Span> {
    let mut all = Vec::new();
    let (mut depth, mut quote, mut from) = (0, None, open + 1);
    // A quote opens where a value may begin; inside of a word it is an apostrophe.
    let (mut may_begin, mut escaped) = (true, false);
    for (at, c) in text[open + 1..].char_indices().map(|(at, c)| (open + 1 + at, c)) {
        if let Some(sign) = quote {
            if escaped {
                escaped = false;
            } else if c == '\\' && sign == '"' {
                escaped = true;
            } else if c == sign {
                quote = None;
            }
            continue;
        }
        match c {
            '"' | '\'' if may_begin => quote = Some(c),
            '[' | '{' => depth += 1,
            ',' | ']' | '}' if depth == 0 => {
                let entry = &text[from..at];
                let start = from + entry.len() - entry.trim_start().len();
                let entry = Span::new(start, start + entry.trim().len());
                if c == ',' || !entry.is_empty() {
                    all.push(entry);
                }
                from = at + 1;
                if c != ',' {
                    break;
                }
            }
            ']' | '}' => depth -= 1,
            _ => {}
        }
        may_begin = matches!(c, '[' | '{' | ',' | ':') || (may_begin && c.is_whitespace());
    }
    all
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
    fn values_in_brackets_are_found_by_path() {
        let text =
            "{\n  \"name\": \"a, \\\"b\\\"\",\n  \"list\": [\n    {\"x\": 1, \"y\": [2, 3]},\n    {\"x\": 4}\n  ]\n}\n";
        assert_eq!(value(text, &["name"]), Some("\"a, \\\"b\\\"\""));
        assert_eq!(value(text, &["list", "0", "y", "1"]), Some("3"));
        assert_eq!(value(text, &["list", "1", "x"]), Some("4"));
        assert_eq!(value(text, &["absent"]), None);
        assert_eq!(value("a: {b: don't, c: it's}\n", &["a", "c"]), Some("it's"));
        assert_eq!(value("a:\n  - {b: 1}\n  - {b: 2, c: 3}\n", &["a", "1", "c"]), Some("3"));
    }

    #[test]
    fn all_items_are_found_at_once() {
        let words = |text: &str| -> Vec<String> {
            let all = items(text, &[Step::Key("a".to_owned())]);
            all.iter().map(|item| text[item.range()].trim().to_owned()).collect()
        };
        assert_eq!(words("a:\n- b: 1\n  c: 2\n- [3]\n"), ["b: 1\n  c: 2", "[3]"]);
        assert_eq!(words("a: [b, [c, d], \"e, f\"]\n"), ["b", "[c, d]", "\"e, f\""]);
        assert_eq!(words("a: 1\n"), [""; 0]);
        assert_eq!(words("b: [1]\n"), [""; 0]);
    }

    #[test]
    fn a_key_that_stands_twice_is_found_twice() {
        let found = |text: &str, key: &str| twice(text, key).map(|(first, second)| (first.start, second.start));
        assert_eq!(found("a: 1\nb: 2\na: 3\n", "a"), Some((0, 10)));
        // Those of other mappings are others.
        let nested = "a:\n  title: A\nb:\n  title: B\n  url: x\n  title: C\n";
        assert_eq!(found(nested, "title"), Some((19, 39)));
        assert_eq!(found("- a: 1\n- a: 2\n  a: 3\n", "a"), Some((9, 16)));
        let flow = "x: {u: 1, in: {u: 2}}\ny: {u: 1, u: 2}\n";
        assert_eq!(found(flow, "u"), Some((26, 32)));
        assert_eq!(twice(nested, "url"), None);
    }
}
