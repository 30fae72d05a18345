//! Turns the name an author gives a language into its grammar.
//!
//! Knows which grammars there are and what they are called; not what is done with them.

use rustc_hash::FxHashMap;
use syntect::parsing::{SyntaxReference, SyntaxSet};

/// Names in use that the grammars do not have, or give to another language: a name and one that they know.
const ALIASES: &[(&str, &str)] = &[
    ("assembly", "asm"),
    ("cjs", "js"),
    ("console", "sh"),
    ("csharp", "cs"),
    ("cuda", "cpp"),
    ("django", "jinja2"),
    ("docker", "dockerfile"),
    ("elisp", "lisp"),
    ("emacs-lisp", "lisp"),
    ("fortran", "f90"),
    ("fs", "f#"),
    ("fsharp", "f#"),
    ("gdscript", "gd"),
    ("golang", "go"),
    ("graphviz", "dot"),
    ("h", "c"),
    ("json5", "js"),
    ("jsonc", "json"),
    ("jsonl", "json"),
    ("jsx", "tsx"),
    ("mjs", "js"),
    ("none", "txt"),
    ("objc", "objective-c"),
    ("plain", "txt"),
    ("plaintext", "txt"),
    ("python3", "py"),
    ("regex", "re"),
    ("scheme", "lisp"),
    ("sh-session", "sh"),
    ("shell", "sh"),
    ("shell-session", "sh"),
    ("shellscript", "sh"),
    ("tera", "jinja2"),
    ("text", "txt"),
    ("viml", "vim"),
    ("vimscript", "vim"),
];

/// The grammars that lead to the one of JavaScript: those that hold it, and those that hold one of these. Sorted.
const WITH_JAVASCRIPT: &[&str] = &[
    "ASP",
    "CFML",
    "CFML Script",
    "CFML Script (Tags)",
    "Crystal",
    "Email",
    "Graphviz (DOT)",
    "Groovy",
    "HTML",
    "HTML (ASP)",
    "HTML (EEx)",
    "HTML (Erlang)",
    "HTML (Jinja2)",
    "HTML (Rails)",
    "HTML (Tcl)",
    "HTML (Twig)",
    "HTTP Request and Response",
    "Java",
    "Java Server Page (JSP)",
    "JavaScript",
    "JavaScript (Rails)",
    "Javadoc",
    "LaTeX",
    "Literate Haskell",
    "Markdown",
    "MediaWiki",
    "MultiMarkdown",
    "PHP",
    "PHP Source",
    "Perl",
    "PureScript",
    "QML",
    "Rd (R Documentation)",
    "Ruby",
    "Ruby Haml",
    "Ruby Slim",
    "Ruby on Rails",
    "SQL (Rails)",
    "Svelte",
    "Textile",
    "Typst",
    "Vue Component",
    "orgmode",
    "reStructuredText",
];

/// The grammars, and an index of what they are called.
pub(super) struct Languages {
    /// The grammars, which refer to one another.
    pub(super) set: SyntaxSet,
    /// Lower-case name to place in the set; the set's own look-up compares every extension of every grammar.
    names: FxHashMap<String, usize>,
}

impl Languages {
    pub(super) fn load() -> Self {
        let set = two_face::syntax::extra_newlines();
        let mut names = FxHashMap::default();
        // Later entries win: of two grammars for an extension the later one, as in syntect, and a name over an
        // extension, so that a language is always found by its own name.
        for (place, syntax) in set.syntaxes().iter().enumerate() {
            names.extend(syntax.file_extensions.iter().map(|extension| (extension.to_ascii_lowercase(), place)));
        }
        for (place, syntax) in set.syntaxes().iter().enumerate() {
            names.insert(syntax.name.to_ascii_lowercase(), place);
        }
        for &(alias, name) in ALIASES {
            if let Some(&place) = names.get(name) {
                names.insert(alias.to_owned(), place);
            }
        }
        Self { set, names }
    }

    /// The grammar called `name`, in whatever case.
    pub(super) fn find(&self, name: &str) -> Option<&SyntaxReference> {
        let place = match self.names.get(name) {
            Some(place) => place,
            None => self.names.get(&name.to_ascii_lowercase())?,
        };
        self.set.syntaxes().get(*place)
    }

    /// True if code of this grammar may be read by the one of JavaScript, in part or as a whole.
    pub(super) fn may_hold_javascript(&self, syntax: &SyntaxReference) -> bool {
        WITH_JAVASCRIPT.binary_search(&syntax.name.as_str()).is_ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn called(name: &str) -> Option<String> {
        Languages::load().find(name).map(|syntax| syntax.name.clone())
    }

    #[test]
    fn a_language_is_found_by_name_extension_and_alias_in_any_case() {
        for (name, expected) in [
            ("rust", "Rust"),
            ("RS", "Rust"),
            ("Rust", "Rust"),
            ("c", "C"),
            ("h", "C"),
            ("C++", "C++"),
            ("r", "R"),
            ("fs", "F#"),
            ("golang", "Go"),
            ("jsx", "TypeScriptReact"),
            ("text", "Plain Text"),
            ("yml", "YAML"),
            ("toml", "TOML"),
        ] {
            assert_eq!(called(name).as_deref(), Some(expected), "{name}");
        }
    }

    #[test]
    fn a_language_without_a_grammar_is_not_found() {
        for name in ["", " ", "no-such-language", "rust,ignore", "mermaid"] {
            assert_eq!(called(name), None, "{name}");
        }
    }

    #[test]
    fn every_alias_leads_to_a_grammar() {
        let languages = Languages::load();
        for (alias, name) in ALIASES {
            assert!(languages.find(name).is_some(), "{name}");
            assert_eq!(
                languages.find(alias).map(|syntax| &syntax.name),
                languages.find(name).map(|syntax| &syntax.name),
                "{alias}"
            );
        }
    }

    #[test]
    fn the_grammars_that_lead_to_javascript_are_there_and_in_order() {
        let languages = Languages::load();
        assert!(WITH_JAVASCRIPT.is_sorted());
        for name in WITH_JAVASCRIPT {
            assert!(languages.find(name).is_some(), "{name}");
        }
    }

    #[test]
    fn a_grammar_is_found_by_its_own_name() {
        let languages = Languages::load();
        for syntax in languages.set.syntaxes() {
            assert_eq!(languages.find(&syntax.name).map(|found| &found.name), Some(&syntax.name));
        }
    }
}
