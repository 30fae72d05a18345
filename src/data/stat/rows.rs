//! The key in a stat link → the rows of a dataset: one figure, or several.
//!
//! A key is matched as the file has it, or by its slug: `chinese-exports-to-russia`. The rows of one key, which differ in
//! their source alone, stay together.

use crate::base::slug::slug;
use crate::data::dataset::Dataset;
use rustc_hash::FxHashMap;

/// Every row.
const ALL: &str = "*";

/// What stands between the first and the last key of a run of rows.
const RUN: &str = "..";

/// The rows of a dataset by their keys.
#[derive(Debug, Clone, Default)]
pub(in crate::data) struct Rows {
    /// The rows of each key, in the order of the file: the parts of the key, then the rows.
    groups: Vec<(Vec<Box<str>>, Vec<usize>)>,
    /// The group of each row.
    group_of: Vec<usize>,
    by_text: FxHashMap<String, usize>,
    /// None for a slug that several keys have.
    by_slug: FxHashMap<String, Option<usize>>,
}

/// The rows that a key means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Chosen<'a> {
    /// Those of one key.
    One(&'a [usize]),
    /// Those of several keys.
    Many(Vec<&'a [usize]>),
}

impl Rows {
    pub(in crate::data) fn of(dataset: &Dataset) -> Self {
        let columns: Vec<_> = dataset.key_columns().collect();
        let mut rows = Self::default();
        for row in 0..dataset.table.rows() {
            let parts: Vec<Box<str>> = columns.iter().map(|column| column.cells[row].text.clone()).collect();
            let text = parts.join(",");
            match rows.by_text.get(&text) {
                // Without a key each row stands for itself.
                Some(at) if !columns.is_empty() => {
                    rows.group_of.push(*at);
                    rows.groups[*at].1.push(row);
                }
                _ => {
                    let at = rows.groups.len();
                    rows.group_of.push(at);
                    let slugs: Vec<String> = parts.iter().map(|part| slug(part)).collect();
                    if slugs.iter().all(|slug| !slug.is_empty()) {
                        rows.by_slug.entry(slugs.join(",")).and_modify(|known| *known = None).or_insert(Some(at));
                    }
                    rows.by_text.insert(text, at);
                    rows.groups.push((parts, vec![row]));
                }
            }
        }
        rows
    }

    /// The rows of each key, in the order of the file.
    pub(in crate::data) fn of_keys(&self) -> impl Iterator<Item = &[usize]> + '_ {
        self.groups.iter().map(|(_, rows)| &**rows)
    }

    /// The keys, as a stat link would write them.
    pub(super) fn keys(&self) -> impl Iterator<Item = String> + '_ {
        self.groups.iter().map(|(parts, _)| parts.join(","))
    }

    /// The rows of a key, of all keys, of a run of keys, or of all keys that agree with a pattern such as `China,*`.
    pub(super) fn choose(&self, key: &str) -> Option<Chosen<'_>> {
        if let Some(at) = self.find(key) {
            return Some(Chosen::One(&self.groups[at].1));
        }
        if key == ALL {
            return Some(Chosen::Many(self.of_keys().collect()));
        }
        if let Some((from, to)) = key.split_once(RUN) {
            return self.run(from, to);
        }
        if !key.split(',').any(|part| part == ALL) {
            return None;
        }
        // A part may hold commas of its own where the pattern has as many parts as the key.
        let wanted: Vec<&str> = key.split(',').collect();
        let fits = |parts: &[Box<str>]| {
            parts.len() == wanted.len() && parts.iter().zip(&wanted).all(|(part, wanted)| is_part(part, wanted))
        };
        let rows: Vec<&[usize]> =
            self.groups.iter().filter(|(parts, _)| fits(parts)).map(|(_, rows)| &**rows).collect();
        (!rows.is_empty()).then_some(Chosen::Many(rows))
    }

    fn find(&self, key: &str) -> Option<usize> {
        if let Some(at) = self.by_text.get(key) {
            return Some(*at);
        }
        // Runs and patterns are no keys, though little but their dots is lost in a slug.
        if key.contains(RUN) || key.contains(ALL) {
            return None;
        }
        let slugs: Vec<String> = key.split(',').map(slug).collect();
        self.by_slug.get(&slugs.join(",")).copied().flatten()
    }

    /// The rows from one key to another, in the order of the file. They agree with both in those parts in which the two
    /// agree. The second key may be its last part alone.
    fn run(&self, from: &str, to: &str) -> Option<Chosen<'_>> {
        let first = self.find(from)?;
        let whole = || {
            let (parts, _) = &self.groups[first];
            let mut key: Vec<&str> = parts.iter().map(|part| &**part).collect();
            *key.last_mut()? = to;
            self.find(&key.join(","))
        };
        let last = self.find(to).or_else(whole)?;
        let (one, other) = (&self.groups[first].0, &self.groups[last].0);
        let fits = |parts: &[Box<str>]| {
            parts.iter().zip(one.iter().zip(other)).all(|(part, (one, other))| one != other || part == one)
        };
        let groups = &self.groups[first.min(last)..=first.max(last)];
        let rows = groups.iter().filter(|(parts, _)| fits(parts)).map(|(_, rows)| &**rows).collect();
        Some(Chosen::Many(rows))
    }

    /// The parts of the key of a row.
    fn parts_of(&self, row: usize) -> &[Box<str>] {
        self.group_of.get(row).map_or(&[], |at| &self.groups[*at].0)
    }

    /// The key of a row with another last part.
    pub(super) fn with_last_part(&self, row: usize, part: &str) -> String {
        let parts = self.parts_of(row);
        let leading = parts[..parts.len().saturating_sub(1)].iter().map(|part| &**part);
        leading.chain([part]).collect::<Vec<_>>().join(",")
    }

    /// The pattern of all keys that agree with that of a row in the last part; all keys where there is one part only.
    pub(super) fn like(&self, row: usize) -> String {
        match self.parts_of(row) {
            [leading @ .., last] if !leading.is_empty() => format!("{}{last}", "*,".repeat(leading.len())),
            _ => ALL.to_owned(),
        }
    }
}

fn is_part(part: &str, wanted: &str) -> bool {
    wanted == ALL || part == wanted || (!wanted.is_empty() && slug(part) == slug(wanted) && !slug(part).is_empty())
}
