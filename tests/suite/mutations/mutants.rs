//! A site → mutants of it, each with one thing changed, and whether a sentence is false then. What makes it so is known by
//! how the mutant was made, not by asking what is tested.

use expound::base::Source;
use expound::pipeline::input::Input;
use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

/// Whether a mutant is still true.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sense {
    True,
    False,
}

/// One changed file.
#[derive(Debug, Clone)]
pub(super) struct Change {
    pub(super) path: String,
    pub(super) text: String,
}

/// One change.
#[derive(Debug, Clone)]
pub(super) struct Mutant {
    pub(super) sense: Sense,
    pub(super) change: Change,
    /// Where it must be told: files and lines.
    pub(super) lines: Vec<(String, u32)>,
    words: String,
}

impl fmt::Display for Mutant {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let at: Vec<String> = self.lines.iter().map(|(path, line)| format!("{path}:{line}")).collect();
        write!(f, "{}: {}", at.join(", "), self.words)
    }
}

/// A stat link of a document.
#[derive(Debug, Clone)]
struct Link {
    path: String,
    /// Where its words stand.
    from: usize,
    to: usize,
    words: String,
    address: String,
    line: u32,
}

const HEDGES: &[&str] = &[
    "about ",
    "around ",
    "almost ",
    "nearly ",
    "just under ",
    "just over ",
    "less than ",
    "more than ",
    "over ",
    "at least ",
    "up to ",
    "as much as ",
    "between ",
    "from ",
    "a little ",
];

/// Words, and others that say the same.
const SAME: &[(&str, &str)] = &[
    ("billion", "bn"),
    ("about", "around"),
    ("about", "roughly"),
    ("about", "some"),
    ("just under", "almost"),
    ("just under", "nearly"),
    ("less than", "under"),
    ("at least", "no less than"),
    ("At least", "No less than"),
    ("up to", "at most"),
    ("Up to", "No more than"),
    ("As much as", "Up to"),
    (" percent", "%"),
    ("fell", "dropped"),
    ("fell", "declined"),
    ("rose", "grew"),
    ("shrank", "fell"),
    ("quadrupled", "increased fourfold"),
    ("twice", "double"),
    ("eight of ten", "8 of 10"),
    ("Eight of the ten", "Eight in ten"),
    ("forty", "40"),
    ("about half", "about 50 percent"),
    ("percentage points", "points"),
    ("$240 billion", "240 billion dollars"),
    ("$240 billion", "$0.24 trillion"),
    ("$240 billion", "US$240 billion"),
    ("$237 billion", "237,000 million dollars"),
    ("£54 billion", "54 billion pounds"),
];

/// Words, and others that say the contrary or something else.
const OTHER: &[(&str, &str)] = &[
    ("billion", "million"),
    ("billion", "trillion"),
    ("$", "€"),
    ("£", "$"),
    (" percent", " percentage points"),
    ("percentage points", "percent"),
    ("fell", "rose"),
    ("rose", "fell"),
    ("shrank", "grew"),
    ("grew", "shrank"),
    ("smaller", "larger"),
    ("−", "+"),
    ("+", "−"),
    ("just under", "just over"),
    ("just over", "just under"),
    ("less than", "more than"),
    ("At least", "Up to"),
    ("Up to", "At least"),
    ("up to", "at least"),
    ("As much as", "More than"),
    ("over half", "almost half"),
    ("quadrupled", "doubled"),
    ("twice", "three times"),
    ("eight of ten", "six of ten"),
    ("Eight of the ten", "Seven of the ten"),
    ("forty", "sixty"),
    ("about half", "about a third"),
];

/// All mutants of a site.
pub(super) fn all(input: &Input) -> Vec<Mutant> {
    let mut links: Vec<Link> = Vec::new();
    let documents = input.documents.iter().map(|document| document.source(&input.disk).unwrap());
    let documents: Vec<Arc<Source>> = documents.collect();
    for source in &documents {
        links_of(&source.path, &source.text, &mut links);
    }
    let text = |path: &str| documents.iter().find(|source| *source.path == *path).map(|source| &*source.text).unwrap();
    let mut mutants = Vec::new();
    for link in &links {
        of_link(text(&link.path), link, &mut mutants);
        of_source(text(&link.path), link, &mut mutants);
    }
    of_tables(input, &links, &mut mutants);
    mutants
}

/// Sources of one figure that state different values: the number of one is not that of the other.
fn of_source(text: &str, link: &Link, mutants: &mut Vec<Mutant>) {
    const OTHERS: &[(&str, &str)] = &[
        ("total@insight2025", "total@andrieu2025"),
        ("total@kolyandr2025", "total@kong2025"),
        ("total@andrieu2025", "total@kong2025"),
        ("total@kong2025", "total@andrieu2025"),
        ("change@insight2025", "change@kolyandr2025"),
        ("change@kolyandr2025", "change@andrieu2025"),
        ("trade/2024/change@andrieu2025", "trade/2024/change@insight2025"),
    ];
    let from = link.to + 2;
    let before = text[..link.from - 1].replace('\n', " ");
    // "About 240" is true of 237 and of 244.8 as well.
    if before.ends_with("about ") || link.words.starts_with("about") || link.address.contains("?range") {
        return;
    }
    for (old, new) in OTHERS {
        let Some(at) = link.address.find(old).filter(|_| !link.address.contains('?')) else { continue };
        let text = replaced(text, from + at, from + at + old.len(), new);
        let lines = vec![(link.path.clone(), link.line)];
        let words = format!("another source: {} → {new}", link.address);
        mutants.push(Mutant { sense: Sense::False, change: Change { path: link.path.clone(), text }, lines, words });
    }
}

fn links_of(path: &str, text: &str, links: &mut Vec<Link>) {
    for (middle, _) in text.match_indices("](stat:") {
        if text[middle..].starts_with("](stat:name)") {
            continue;
        }
        let from = text[..middle].rfind('[').unwrap() + 1;
        let rest = &text[middle + 2..];
        // Brackets of the address come in pairs.
        let mut depth = 0;
        let end = rest
            .bytes()
            .position(|byte| {
                depth += i32::from(byte == b'(') - i32::from(byte == b')');
                depth < 0
            })
            .unwrap();
        let address = rest[..end].to_owned();
        // A link in the body is told of where it begins, one in a headline or a chart where its line is.
        let line = text[..from].matches('\n').count() as u32 + 1;
        links.push(Link {
            path: path.to_owned(),
            from,
            to: middle,
            words: text[from..middle].to_owned(),
            address,
            line,
        });
    }
}

fn replaced(text: &str, from: usize, to: usize, words: &str) -> String {
    format!("{}{words}{}", &text[..from], &text[to..])
}

/// Mutants of the words of one link, and of the years around it.
fn of_link(text: &str, link: &Link, mutants: &mut Vec<Mutant>) {
    let mut add = |sense: Sense, from: usize, to: usize, words: &str, what: &str| {
        let change = Change { path: link.path.clone(), text: replaced(text, from, to, words) };
        let lines = vec![(link.path.clone(), link.line)];
        let words = format!("{what}: `{}` → `{words}` ({})", &text[from..to], link.address);
        mutants.push(Mutant { sense, change, lines, words });
    };
    let (from, to, words) = (link.from, link.to, link.words.as_str());
    let before = text[..from - 1].replace('\n', " ");
    let hedged = HEDGES.iter().any(|hedge| words.to_lowercase().contains(hedge))
        || HEDGES.iter().any(|hedge| before.ends_with(hedge));
    // A wider range is still one in which the number lies.
    let is_range_of_one = words.contains("between ") && !link.address.ends_with("?range");
    let is_derived = link.address.contains('?');
    // Another first digit is another number by a fifth at least, which no hedge covers; nor do intervals.
    for (at, digits) in runs_of_digits(words) {
        let first = digits.as_bytes()[0] - b'0';
        let other = (first + 4) % 9 + 1;
        let other = if other == first { (other % 9) + 1 } else { other };
        let is_leading = at == 0 || !words.as_bytes()[at - 1].is_ascii_digit() && words.as_bytes()[at - 1] != b'.';
        if is_leading && !(is_range_of_one && at > words.len() / 2) {
            let new = format!("{}{other}{}", &words[..at], &words[at + 1..]);
            add(Sense::False, from, to, &new, "another number");
        }
        // What is not hedged and not worked out holds to the last digit.
        let is_last = !words[at + digits.len()..].starts_with('.');
        if !hedged && !is_derived && is_last {
            let last = at + digits.len() - 1;
            let next = (words.as_bytes()[last] - b'0' + 1) % 10;
            let new = format!("{}{next}{}", &words[..last], &words[last + 1..]);
            add(Sense::False, from, to, &new, "another last digit");
        }
    }
    if !hedged && !is_derived && words.starts_with(|c: char| c == '$' || c == '£' || c.is_ascii_digit()) {
        for hedge in ["more than ", "less than ", "over ", "just over ", "just under "] {
            // `just over` a number is above it, and `just under` below.
            add(Sense::False, from, to, &format!("{hedge}{words}"), "a strict hedge");
        }
        for hedge in ["about ", "at least ", "at most "] {
            let is_qualified = link.address.contains("dependence/") || link.address.contains("markets/");
            if !is_qualified {
                add(Sense::True, from, to, &format!("{hedge}{words}"), "a hedge that holds");
            }
        }
    }
    for (sense, table, what) in [(Sense::True, SAME, "the same words"), (Sense::False, OTHER, "other words")] {
        for (old, new) in table {
            let Some(at) = words.find(old).filter(|_| !is_range_of_one) else { continue };
            // `percent` is not the beginning of `percentage points`.
            if words[at + old.len()..].starts_with(char::is_alphabetic) {
                continue;
            }
            add(sense, from + at, from + at + old.len(), new, what);
        }
    }
    years(text, link, &mut add);
    only_year(text, link, &mut add);
}

/// A year right behind the link is the year of its row: another one is false.
fn years(text: &str, link: &Link, add: &mut impl FnMut(Sense, usize, usize, &str, &str)) {
    let behind = link.to + 2 + link.address.len() + 1;
    let rest = &text[behind..];
    for lead in [" in ", "\nin ", " for ", " for January to April "] {
        let Some(tail) = rest.strip_prefix(lead) else { continue };
        let is_year = tail.get(..4).is_some_and(|year| year.bytes().all(|byte| byte.is_ascii_digit()));
        if is_year {
            let at = behind + lead.len();
            add(Sense::False, at, at + 4, "2031", "another year");
            add(Sense::False, at, at + 4, "1998", "another year");
        }
    }
}

/// The only year of a sentence is that of a row which has it in its key: another one is false.
fn only_year(text: &str, link: &Link, add: &mut impl FnMut(Sense, usize, usize, &str, &str)) {
    let from = text[..link.from].rfind(". ").into_iter().chain(text[..link.from].rfind("\n\n")).max().unwrap_or(0);
    let to = text[link.to..].find(". ").into_iter().chain(text[link.to..].find("\n\n")).min().map(|at| link.to + at);
    let sentence = &text[from..to.unwrap_or(text.len())];
    // Rows of tables, lists and charts, and what is said of several numbers, are left to other mutants.
    if sentence.contains(['|', '[']) && sentence.matches("](stat:").count() != 1 || sentence.contains(['|', '`']) {
        return;
    }
    let is_year = |run: &str| run.len() == 4 && (run.starts_with("19") || run.starts_with("20"));
    let years: Vec<(usize, &str)> = runs_of_digits(sentence).into_iter().filter(|(_, run)| is_year(run)).collect();
    let outside = |at: usize| from + at < link.from || from + at > link.to + link.address.len();
    let own: Vec<&(usize, &str)> = years.iter().filter(|(at, _)| outside(*at)).collect();
    let [(at, year)] = own.as_slice() else { return };
    let is_near =
        sentence.contains("year later") || sentence.contains("years later") || sentence.contains("year before");
    if link.address.contains(&format!("{year}/")) && !link.address.contains("before=") && !is_near {
        add(Sense::False, from + at, from + at + 4, "1997", "the only year of the sentence");
    }
}

fn runs_of_digits(text: &str) -> Vec<(usize, &str)> {
    let mut runs = Vec::new();
    let mut at = 0;
    for run in text.split(|c: char| !c.is_ascii_digit()) {
        let from = text[at..].find(run).unwrap_or(0) + at;
        if !run.is_empty() {
            runs.push((from, run));
        }
        at = from + run.len();
    }
    runs
}

/// A cell on which sentences rest directly: another number makes all of them false.
fn of_tables(input: &Input, links: &[Link], mutants: &mut Vec<Mutant>) {
    for table in &input.tables {
        let Ok(source) = &table.text else { continue };
        let name = table.path.rsplit('/').next().unwrap().trim_end_matches(".csv").to_owned();
        let mut resting: BTreeMap<(String, String, Option<String>), Vec<&Link>> = BTreeMap::new();
        for link in links.iter().filter(|link| !link.address.contains('?')) {
            let Some(rest) = link.address.strip_prefix("stat:").and_then(|rest| rest.strip_prefix(&format!("{name}/")))
            else {
                continue;
            };
            let (row, field) = rest.rsplit_once('/').unwrap();
            let (field, by) = field.split_once('@').map_or((field, None), |(field, by)| (field, Some(by.to_owned())));
            resting.entry((row.to_owned(), field.to_owned(), by)).or_default().push(link);
        }
        for ((row, field, by), links) in resting {
            let Some((at, cell)) = cell_of(&source.text, &row, &field, by.as_deref()) else { continue };
            let value: f64 = cell.replace('\u{2212}', "-").parse().unwrap();
            let lines: Vec<(String, u32)> = links.iter().map(|link| (link.path.clone(), link.line)).collect();
            let mut add = |new: String, sense: Sense, what: &str| {
                let text = replaced(&source.text, at, at + cell.len(), &new);
                let words = format!("{what}: {name}/{row}/{field} {cell} → {new}");
                mutants.push(Mutant {
                    sense,
                    change: Change { path: table.path.to_string(), text },
                    lines: lines.clone(),
                    words,
                });
            };
            add(format!("{}", value * 1.5), Sense::False, "a larger cell");
            add(format!("{}", value * 0.5), Sense::False, "a smaller cell");
            add(format!("{}", -value), Sense::False, "another sign");
            // Another hedge of the source is another thing to say.
            let Some((at, hedge)) = cell_of(&source.text, &row, &format!("{field}_qualifier"), by.as_deref()) else {
                continue;
            };
            let other = match hedge.as_str() {
                "about" => "at-least",
                "under" => "over",
                "over" => "under",
                "at-least" => "up-to",
                _ => "at-least",
            };
            // Without one the number itself is what "up to" and "about" allow, and what "under" and "over" do not.
            let without = matches!(hedge.as_str(), "under" | "over").then_some("");
            for new in [Some(other), without].into_iter().flatten() {
                let text = replaced(&source.text, at, at + hedge.len(), new);
                let words = format!("another hedge: {name}/{row}/{field} {hedge} → {new}");
                let change = Change { path: table.path.to_string(), text };
                let sense = Sense::False;
                mutants.push(Mutant { sense, change, lines: lines.clone(), words });
            }
        }
        // Rows in another order say the same; so does a space at the end of a line.
        let mut lines: Vec<&str> = source.text.lines().collect();
        if table.path.starts_with("data/") && lines.len() > 2 && !["four-months", "markets"].contains(&name.as_str()) {
            lines[1..].reverse();
            let change = Change { path: table.path.to_string(), text: format!("{}\n", lines.join("\n")) };
            mutants.push(Mutant {
                sense: Sense::True,
                change,
                lines: Vec::new(),
                words: format!("{name}: rows reversed"),
            });
        }
    }
}

/// Where a cell stands in a file whose rows are found by what their first columns hold, letters and digits alone.
fn cell_of(text: &str, row: &str, field: &str, by: Option<&str>) -> Option<(usize, String)> {
    let letters = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).collect::<String>().to_lowercase();
    let header: Vec<&str> = text.lines().next()?.split(',').collect();
    let column = header.iter().position(|name| *name == field)?;
    let source = header.iter().position(|name| *name == "source");
    let mut from = 0;
    for line in text.split_inclusive('\n') {
        let mut cells: Vec<(usize, &str)> = Vec::new();
        let (mut at, mut quoted) = (0, false);
        for (index, byte) in line.bytes().enumerate() {
            match byte {
                b'"' => quoted = !quoted,
                b',' | b'\n' if !quoted => {
                    cells.push((from + at, &line[at..index]));
                    at = index + 1;
                }
                _ => {}
            }
        }
        let keys = row.split(',').count();
        let key: String = cells.iter().take(keys).map(|(_, cell)| letters(cell)).collect();
        let stated = source.and_then(|source| cells.get(source)).map(|(_, cell)| *cell);
        if from > 0 && key == letters(row) && by.is_none_or(|by| stated == Some(by)) {
            let (at, cell) = cells[column];
            if !cell.is_empty() {
                return Some((at, cell.to_owned()));
            }
        }
        from += line.len();
    }
    None
}
