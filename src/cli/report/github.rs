//! A finding → a workflow command, which GitHub Actions shows at the line in a pull request.
//!
//! GitHub shows ten errors and ten warnings of a step; the log has all of them.

use crate::base::{Diagnostic, Place, Severity};
use crate::io::Repository;
use std::fmt::Write;

/// `::error file=…,line=…::…`, on one line.
pub(super) fn command(diagnostic: &Diagnostic, repository: &Repository) -> String {
    let Diagnostic { code, severity, place, message, help, .. } = diagnostic;
    let Place { file, line, column, width, .. } = place;
    let word = match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Remark => "notice",
    };
    let file = repository.path(file).unwrap_or_else(|| file.to_string());
    let mut out = format!("::{word} file=");
    escape(&mut out, &file, true);
    let _ = write!(out, ",line={line},endLine={line}");
    if *width > 0 {
        let _ = write!(out, ",col={column},endColumn={}", column + width);
    }
    out.push_str(",title=");
    escape(&mut out, code.word, true);
    out.push_str("::");
    escape(&mut out, &format!("{message}\n{help}"), false);
    out
}

/// A line ends a command, and in a property so do the signs that stand between properties.
fn escape(out: &mut String, text: &str, is_property: bool) {
    for c in text.chars() {
        match c {
            '%' => out.push_str("%25"),
            '\r' => out.push_str("%0D"),
            '\n' => out.push_str("%0A"),
            ':' if is_property => out.push_str("%3A"),
            ',' if is_property => out.push_str("%2C"),
            c => out.push(c),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::{Source, Span, codes};

    #[test]
    fn nothing_of_a_text_ends_a_command() {
        let place = Source::new("a,b:100%.md", "ÄÄ [x](y)").place(Span::new(5, 11));
        let found = Diagnostic::new(&codes::BROKEN_LINK, place, "`y::z`, 50%\r\n::error::", "do, this: now");
        assert_eq!(
            command(&found, &Repository::default()),
            "::warning file=a%2Cb%3A100%25.md,line=1,endLine=1,col=4,endColumn=10,title=broken-link\
             ::`y::z`, 50%25%0D%0A::error::%0Ado, this: now"
        );
        let whole = Diagnostic::new(&codes::BROKEN_LINK, Place::file("a.md"), "m", "h");
        assert_eq!(
            command(&whole, &Repository::default()),
            "::warning file=a.md,line=1,endLine=1,title=broken-link::m%0Ah"
        );
    }
}
