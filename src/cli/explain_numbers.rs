//! `expound explain numbers`: what the words of a checked number mean, from the table that the program itself is held to.

use super::CLEAN;
use crate::data::wording::WORDINGS;

/// What `explain` calls this page.
pub(super) const WORD: &str = "numbers";

/// Prints the table.
pub(super) fn print() -> u8 {
    anstream::println!("The words of a `stat:` link, and of the sentence around it, are held against the number:\n");
    for wording in WORDINGS {
        anstream::println!("  {}\n      {}", wording.words, wording.meaning);
        let years: Vec<String> = wording.years.iter().map(i32::to_string).collect();
        let of = if years.is_empty() { String::new() } else { format!(" of {}", years.join(", ")) };
        anstream::println!("      of {}{of}: {} holds, {} does not\n", wording.number(), wording.holds, wording.fails);
    }
    anstream::println!("Digits are read as the language of the page writes them; number words are English.");
    CLEAN
}
