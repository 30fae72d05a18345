//! `expound explain` and `expound theme`: what is built in, in words.

use super::{CLEAN, explain_charts, explain_numbers, explain_styles};
use crate::base::{codes, suggest};
use crate::theme;

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
    if word == explain_charts::WORD {
        return Ok(explain_charts::print());
    }
    if word == explain_numbers::WORD {
        return Ok(explain_numbers::print());
    }
    if word == explain_styles::WORD {
        return Ok(explain_styles::print());
    }
    match codes::find(word) {
        Some(code) => {
            anstream::println!("{} ({})\n\n{}", code.word, code.severity, code.about);
            Ok(CLEAN)
        }
        None => Err(format!(
            "`{word}` is not a code: {}",
            suggest::hint(
                word,
                codes::ALL.iter().map(|code| code.word).chain([
                    explain_charts::WORD,
                    explain_numbers::WORD,
                    explain_styles::WORD
                ])
            )
        )),
    }
}

/// Lists the files of the built-in theme, or prints one.
pub(super) fn theme(file: Option<&str>) -> Result<u8, String> {
    let Some(file) = file else {
        theme::built_in().for_each(|(path, _)| anstream::println!("{path}"));
        return Ok(CLEAN);
    };
    match theme::built_in().find(|(path, _)| *path == file) {
        Some((_, Some(text))) => {
            anstream::print!("{text}");
            Ok(CLEAN)
        }
        Some((_, None)) => Err(format!("`{file}` is no text")),
        None => Err(format!(
            "the built-in theme has no `{file}`: {}",
            suggest::hint(file, theme::built_in().map(|(path, _)| path).collect::<Vec<_>>())
        )),
    }
}
