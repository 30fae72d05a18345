//! What groups matched → expressions in which references (`\1`) stand for it.
//!
//! A context that is entered may be left only by what it was entered with: the same quote, the same word. It must not know
//! where in a line that is.

use super::expression::{Expression, Groups};
use super::grammar::Rule;
use rustc_hash::FxHashMap;
use std::cell::RefCell;
use std::sync::{Arc, LazyLock, Mutex, PoisonError};

/// What the groups of a rule matched, for the rules that refer to them.
pub(super) struct Captures {
    groups: Vec<Option<String>>,
    /// Expressions whose references were filled in, by the rule they belong to.
    filled: RefCell<Vec<(*const Rule, Made)>>,
}

/// None for a text that cannot be read.
type Made = Option<Arc<Expression>>;

impl Captures {
    pub(super) fn new(groups: Vec<Option<String>>) -> Self {
        Self { groups, filled: RefCell::default() }
    }

    /// The expression of a rule, with what was matched in the place of references.
    pub(super) fn fill(&self, rule: &Rule) -> Made {
        let mut filled = self.filled.borrow_mut();
        if let Some((_, known)) = filled.iter().find(|(of, _)| std::ptr::eq(*of, rule)) {
            return known.clone();
        }
        let made = with_text(fill(rule.pattern.regex.regex_str(), &self.groups));
        filled.push((rule, made.clone()));
        made
    }
}

/// So many expressions with references filled in are kept for the blocks that follow: mostly the kinds of quotes.
const MOST_FILLED: usize = 1_000;

fn with_text(text: String) -> Made {
    static KNOWN: LazyLock<Mutex<FxHashMap<String, Made>>> = LazyLock::new(Mutex::default);
    if let Some(known) = KNOWN.lock().unwrap_or_else(PoisonError::into_inner).get(&text) {
        return known.clone();
    }
    let made = Expression::new(&text, Groups::ALL).map(Arc::new);
    let mut known = KNOWN.lock().unwrap_or_else(PoisonError::into_inner);
    if known.len() < MOST_FILLED {
        known.insert(text, made.clone());
    }
    made
}

/// A pattern whose references to groups (`\1`) stand for what those groups matched.
fn fill(pattern: &str, groups: &[Option<String>]) -> String {
    let mut text = String::with_capacity(pattern.len());
    let mut escaped = false;
    for letter in pattern.chars() {
        match letter.to_digit(10).filter(|_| escaped) {
            Some(number) => {
                let group = groups.get(number as usize).and_then(Option::as_deref);
                text.push_str(&regex_syntax::escape(group.unwrap_or_default()));
                escaped = false;
            }
            None if escaped => {
                text.extend(['\\', letter]);
                escaped = false;
            }
            None if letter == '\\' => escaped = true,
            None => text.push(letter),
        }
    }
    text
}
