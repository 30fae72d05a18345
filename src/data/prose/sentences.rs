//! A running text → where its sentences begin and end. Knows no number and no language by name.

use rustc_hash::FxHashMap;
use std::ops::Range;
use std::sync::LazyLock;

/// Abbreviations that something always follows, small, without their last stop.
const OPEN: &str = "mr mrs ms dr prof gen col lt capt sgt maj adm gov sen rep rev hon st mt ft vs v cf e.g i.e eg \
    ie viz approx ca c fig figs eq sec ch art para vol vols ed eds transl trans pres dept univ \
    assn ave blvd z.b d.h bzw vgl ggf bspw hrsg sog u.a abs nr mme mlle sr sra dra ud núm ім вул м \
    с див напр акад проф тис ст рис табл";

/// Abbreviations only where a number follows.
const BEFORE_NUMBER: &str = "no nos p pp n º num nr s art arts ch sec par para abs vol fig figs jan feb mar apr \
    jun jul aug sep sept oct nov dec ca c ст п р";

/// Abbreviations that may also end a sentence: they do where the next word is one that begins sentences.
const MAYBE: &str = "u.s u.k u.n e.u d.c u.s.a u.s.s.r ph.d b.a m.a a.m p.m inc ltd co corp bros jr al etc est \
    dist jan feb mar apr jun jul aug sep sept oct nov dec usw etw mio mrd млн млрд грн дол р рр \
    тощо";

/// Words that begin a sentence far more often than they go on with a name.
const BEGINNERS: &str = "the a an in on at it its he she they we you this that these those there but and or so if \
    as for from with while when although though however moreover furthermore meanwhile yet by \
    to after before since because what who how why where such some many most both each all \
    another one his her their our my no not according despite during under over through then \
    thus therefore instead indeed finally second first third also only even beyond given";

/// Names of months, of which one may follow a day and its stop.
const MONTHS: &str =
    "januar jänner februar märz april mai juni juli august september oktober november dezember jahrhundert";

/// German words before an ordinal number.
const BEFORE_ORDINAL: &str = "der die das den dem des am im vom zum beim ins ab bis seit";

/// Which of the lists above hold a word.
#[derive(Debug, Clone, Copy, Default)]
struct Known {
    open: bool,
    before_number: bool,
    maybe: bool,
    begins: bool,
    month: bool,
    before_ordinal: bool,
}

/// What is known of a word, small or large.
fn known(word: &str) -> Known {
    static WORDS: LazyLock<FxHashMap<&str, Known>> = LazyLock::new(|| {
        let mut words: FxHashMap<&str, Known> = FxHashMap::default();
        let mut mark = |list: &'static str, mark: fn(&mut Known)| {
            list.split_ascii_whitespace().for_each(|word| mark(words.entry(word).or_default()));
        };
        mark(OPEN, |word| word.open = true);
        mark(BEFORE_NUMBER, |word| word.before_number = true);
        mark(MAYBE, |word| word.maybe = true);
        mark(BEGINNERS, |word| word.begins = true);
        mark(MONTHS, |word| word.month = true);
        mark(BEFORE_ORDINAL, |word| word.before_ordinal = true);
        words
    });
    // No word of the lists is longer.
    if word.is_empty() || word.len() > 24 {
        return Known::default();
    }
    WORDS.get(word.to_lowercase().as_str()).copied().unwrap_or_default()
}

/// The sentences of a text.
pub(super) fn split(text: &str) -> Vec<Range<usize>> {
    let bytes = text.as_bytes();
    let mut all = Vec::new();
    let mut start = 0;
    let mut at = 0;
    while let Some(found) = bytes[at..].iter().position(|byte| STOPS[usize::from(*byte)]) {
        at += found;
        match stop(text, start, at) {
            Ok(end) => {
                push(text, start..end, &mut all);
                start = end;
                at = end;
            }
            Err(next) => at = next,
        }
    }
    push(text, start..text.len(), &mut all);
    all
}

/// Bytes with which a stop may begin: `. ! ?`, a line end, and the first bytes of `… 。 ！ ？`.
static STOPS: [bool; 256] = {
    let mut table = [false; 256];
    let bytes = [b'.', b'!', b'?', b'\n', 0xE2, 0xE3, 0xEF];
    let mut at = 0;
    while at < bytes.len() {
        table[bytes[at] as usize] = true;
        at += 1;
    }
    table
};

/// Keeps a range without its white space, if anything is left.
fn push(text: &str, range: Range<usize>, all: &mut Vec<Range<usize>>) {
    let part = &text[range.clone()];
    let start = range.start + (part.len() - part.trim_start().len());
    let end = start + part.trim().len();
    if start < end {
        all.push(start..end);
    }
}

/// Where the sentence ends of which a byte at `at` may be the stop, or where to look on.
fn stop(text: &str, start: usize, at: usize) -> Result<usize, usize> {
    let rest = &text[at..];
    let Some(first) = rest.chars().next() else { return Err(text.len()) };
    let after_first = at + first.len_utf8();
    match first {
        '\n' => {
            let line =
                rest[1..].find(|c: char| !matches!(c, ' ' | '\t' | '\r')).map_or(text.len(), |next| at + 1 + next);
            return if text[line..].starts_with('\n') { Ok(line) } else { Err(after_first) };
        }
        '.' | '!' | '?' | '…' | '。' | '！' | '？' => {}
        _ => return Err(after_first),
    }
    let stops = |c: char| matches!(c, '.' | '!' | '?' | '…' | '。' | '！' | '？');
    let closes = |c: char| {
        matches!(c, '"' | '\'' | '”' | '’' | '»' | '›' | ')' | ']' | '」' | '』' | '）' | '】' | '*' | '_' | '“' | '‘')
    };
    let after_stops = text[at..].find(|c| !stops(c)).map_or(text.len(), |next| at + next);
    let wide = matches!(text[..after_stops].chars().next_back(), Some('。' | '！' | '？'));
    let closed = after_stops + closers(&text[after_stops..], closes);
    let closed = closed + note_marks(&text[closed..], &text[..at]);
    let next = text[closed..].trim_start();
    if next.is_empty() || wide {
        return Ok(closed);
    }
    let gap = text.len() - next.len() - closed;
    if gap == 0 {
        return Err(closed.max(after_first));
    }
    // The stop of a spaced ellipsis belongs to the next one.
    if next.starts_with(stops) {
        return Err(closed);
    }
    if text[closed..closed + gap].bytes().filter(|byte| *byte == b'\n').count() > 1 {
        return Ok(closed);
    }
    let begins = next.trim_start_matches(|c: char| !c.is_alphanumeric() && !c.is_whitespace());
    let letter = begins.chars().next().unwrap_or(' ');
    let single = first == '.' && after_stops == after_first;
    if letter.is_lowercase() || (single && closed == after_stops && goes_on(&text[start..at], begins, letter)) {
        return Err(closed);
    }
    Ok(closed)
}

/// How many bytes of marks of notes stand behind a stop: `[12]`, and bare digits where no decimal can be meant.
fn note_marks(rest: &str, before: &str) -> usize {
    let mut end = 0;
    while let Some(inner) = rest[end..].strip_prefix('[') {
        let Some(close) = inner.find(']').filter(|close| (1..=4).contains(close)) else { break };
        if !inner[..close].bytes().all(|byte| byte.is_ascii_digit()) {
            break;
        }
        end += close + 2;
    }
    let digits = rest[end..].bytes().take_while(u8::is_ascii_digit).count();
    let is_decimal = before.ends_with(|c: char| c.is_numeric() || c.is_whitespace()) || before.is_empty();
    if (1..=3).contains(&digits) && !is_decimal && end == 0 {
        end = digits;
    }
    if rest[end..].chars().next().is_none_or(char::is_whitespace) { end } else { 0 }
}

/// How many bytes of closing quotes and brackets stand behind a stop. Signs that open as well as close only count where
/// white space, the mark of a note or the end follows.
fn closers(rest: &str, closes: impl Fn(char) -> bool) -> usize {
    let only_close = |c: char| matches!(c, '”' | '»' | '›' | ')' | ']' | '」' | '』' | '）' | '】');
    let sure = rest.find(|c| !only_close(c)).unwrap_or(rest.len());
    let end = rest.find(|c| !closes(c)).unwrap_or(rest.len());
    let follows = rest[end..].chars().next();
    let is_behind = follows.is_none_or(|c| c.is_whitespace() || c == '[' || c.is_ascii_digit());
    if is_behind { end } else { sure }
}

/// True if a single stop behind `before` ends no sentence, though `next` does not begin small.
fn goes_on(before: &str, next: &str, letter: char) -> bool {
    let from = before.char_indices().rev().find(|(_, c)| !(c.is_alphanumeric() || *c == '.'));
    let from = from.map_or(0, |(at, c)| at + c.len_utf8());
    let written = &before[from..];
    // No abbreviation is longer than that, and most words are.
    if written.is_empty() || written.len() > 8 {
        return false;
    }
    if written.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.') {
        return goes_on_after_number(before[..from].trim_end(), written, next);
    }
    let word = known(written);
    let is_initial = written.chars().count() == 1 && written.chars().all(char::is_uppercase);
    word.open
        || (letter.is_numeric() && word.before_number)
        || ((is_initial || word.maybe) && !known(first_word(next)).begins)
}

/// A number that begins a sentence is a list number; a German one before a month, or behind an article, an ordinal.
fn goes_on_after_number(before: &str, number: &str, next: &str) -> bool {
    if number.len() > 5 {
        return false;
    }
    let last_word = before.rsplit(|c: char| !c.is_alphabetic()).next().unwrap_or("");
    before.is_empty() || known(first_word(next)).month || known(last_word).before_ordinal
}

/// The letters with which a text begins.
fn first_word(text: &str) -> &str {
    &text[..text.find(|c: char| !c.is_alphabetic()).unwrap_or(text.len())]
}
