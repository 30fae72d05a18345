//! `expound explain charts`: kinds, words and rules, from the tables that the program itself works with.

use super::CLEAN;
use crate::chart::kind::CHARTS;
use crate::chart::rule::{RULES, Test};
use crate::chart::spec::WORDS;

/// What `explain` calls this page.
pub(super) const WORD: &str = "charts";

/// Prints the tables.
pub(super) fn print() -> u8 {
    anstream::println!(
        "A chart is a fenced block ```chart of these words.\n\nKinds (`type:`), and the columns each needs:\n"
    );
    for kind in CHARTS {
        anstream::println!("  {:10}  {} ({})", kind.name, kind.about, kind.needs.join(", "));
    }
    anstream::println!("\nWords:\n");
    for (_, key) in WORDS {
        anstream::println!("  {:10}  {}", key.name, key.about);
    }
    anstream::println!("\nRules, each with the code that tells of it where it can be broken:\n");
    for rule in RULES {
        let code = match &rule.test {
            Test::Spec(code, _) | Test::Chart(code, _) | Test::Drawing(code, _) | Test::Reading(code) => code.word,
            Test::Construction(_) => "",
        };
        anstream::println!("  {:>2}  {:50}  {code}", rule.number, rule.about);
    }
    CLEAN
}
