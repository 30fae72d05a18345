//! One line of YAML, taken apart: how far in it stands, its hyphens, its key, its value and what is behind that.

use super::flow;

/// A line that holds something.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Line<'t> {
    /// The columns of the hyphens that begin it.
    pub(super) hyphens: Vec<usize>,
    /// The column of what stands behind them.
    pub(super) column: usize,
    /// The key, without the space around it.
    pub(super) key: Option<&'t str>,
    /// The value as it is written, or what of it stands on this line.
    pub(super) value: &'t str,
    /// The comment behind it, with the space before it.
    pub(super) comment: &'t str,
    /// What the lines below it are.
    pub(super) open: Open,
}

/// What the lines below a line are, as long as they are further in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Open {
    /// Lines of their own.
    Nothing,
    /// Texts below `|` or `>`.
    Text,
    /// The rest of words without quotes.
    Words,
    /// The rest of something in brackets or quotes, until it is closed.
    Closing,
}

/// Takes a line apart; none where it is written in a way that this does not know.
pub(super) fn read(line: &str) -> Option<Line<'_>> {
    let mut column = line.len() - line.trim_start_matches(' ').len();
    let mut rest = line[column..].trim_end();
    let mut hyphens = Vec::new();
    while let Some(behind) = rest.strip_prefix('-').filter(|behind| behind.is_empty() || behind.starts_with(' ')) {
        hyphens.push(column);
        let trimmed = behind.trim_start_matches(' ');
        column += 1 + behind.len() - trimmed.len();
        rest = trimmed;
        if rest.starts_with('#') {
            break;
        }
    }
    if rest.starts_with('\t') || rest.starts_with("? ") || rest == "?" {
        return None;
    }
    let (key, value) = match key(rest) {
        Some((key, value)) => (Some(key), value),
        None => (None, rest),
    };
    let (value, comment, open) = value_of(value)?;
    Some(Line { hyphens, column, key, value, comment, open })
}

/// The key of a line and what is behind its colon.
fn key(text: &str) -> Option<(&str, &str)> {
    if text.starts_with(['[', '{', '#', '|', '>']) {
        return None;
    }
    if text.starts_with(['"', '\'']) {
        let end = flow::length(text)?;
        let rest = text[end..].trim_start_matches(' ').strip_prefix(':')?;
        return (rest.is_empty() || rest.starts_with(' ')).then_some((&text[..end], rest));
    }
    let words = text.find(" #").map_or(text, |at| &text[..at]);
    let ends = |at: &usize| words[at + 1..].is_empty() || words[at + 1..].starts_with(' ');
    let colon = words.match_indices(':').map(|(at, _)| at).find(ends)?;
    Some((words[..colon].trim_end(), &text[colon + 1..]))
}

/// What of a value is said on the line, the comment behind it, and what the lines below are.
fn value_of(text: &str) -> Option<(&str, &str, Open)> {
    let value = text.trim_start_matches(' ');
    if value.is_empty() {
        return Some(("", "", Open::Nothing));
    }
    if value.starts_with('#') {
        return Some(("", text, Open::Nothing));
    }
    // Anchors and tags may stand before anything.
    if value.starts_with(['&', '!', '\t']) {
        return None;
    }
    if value.starts_with(['[', '{', '"', '\'']) {
        let Some(end) = flow::length(value) else { return Some((value, "", Open::Closing)) };
        let (value, behind) = value.split_at(end);
        let is_comment =
            behind.is_empty() || behind.trim_start_matches(' ').starts_with('#') && behind.starts_with(' ');
        return is_comment.then_some((value, behind, Open::Nothing));
    }
    let open = if value.starts_with(['|', '>']) { Open::Text } else { Open::Words };
    match value.find(" #") {
        // Behind a comment no words go on.
        Some(at) => {
            let words = value[..at].trim_end();
            Some((words, &value[words.len()..], if open == Open::Text { open } else { Open::Nothing }))
        }
        None => Some((value, "", open)),
    }
}
