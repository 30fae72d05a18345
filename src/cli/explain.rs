//! `expound explain`.

use super::CLEAN;
use crate::base::{codes, suggest};

/// Says what a code means, or lists all.
pub(super) fn explain(word: Option<&str>) -> Result<u8, String> {
    let Some(word) = word else {
        let width = codes::ALL.iter().map(|code| code.word.len()).max().unwrap_or(0);
        for code in codes::ALL {
            anstream::println!(
                "{:width$}  {:7}  {}",
                code.word,
                code.severity.word(),
                code.about.split(". ").next().unwrap_or_default().trim_end_matches('.')
            );
        }
        return Ok(CLEAN);
    };
    match codes::find(word) {
        Some(code) => {
            anstream::println!("{} ({})\n\n{}", code.word, code.severity, code.about);
            Ok(CLEAN)
        }
        None => {
            Err(format!("`{word}` is not a code: {}", suggest::hint(word, codes::ALL.iter().map(|code| code.word))))
        }
    }
}
