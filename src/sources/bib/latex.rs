//! TeX as bibliographies hold it → plain text: accents, special letters, quotes, dashes, simple formulas.
//!
//! What is not known loses its backslash and keeps what stands in its braces: a reader is never shown commands, and no
//! word is lost. Goes through the text once and never calls itself, so that no depth of braces can exhaust a stack.

use super::accents;

/// The text of a value, spaces in one.
pub(super) fn text(tex: &str) -> String {
    Reader { tex, at: 0, out: String::with_capacity(tex.len()), closers: Vec::new(), math: false }.read()
}

/// The text of a value that is an address or an identifier: only what protects a sign from TeX is taken away.
pub(super) fn verbatim(tex: &str) -> String {
    let inner = tex.trim();
    let inner = inner.strip_prefix("\\url").map_or(inner, str::trim);
    let inner = inner.trim_matches(['{', '}', '<', '>']).trim();
    let mut out = String::with_capacity(inner.len());
    let mut signs = inner.chars().peekable();
    while let Some(sign) = signs.next() {
        match sign {
            '\\' if signs.peek().is_some_and(|next| "_%&#~$^{}\\-/".contains(*next)) => {}
            '{' | '}' | '\n' | '\r' | '\t' | ' ' => {}
            _ => out.push(sign),
        }
    }
    out.replace("\\textasciitilde", "~").replace("\\textunderscore", "_")
}

struct Reader<'a> {
    tex: &'a str,
    at: usize,
    out: String,
    /// What is written where each open brace ends.
    closers: Vec<&'static str>,
    math: bool,
}

impl Reader<'_> {
    fn read(mut self) -> String {
        while let Some(sign) = self.next() {
            match sign {
                '\\' => self.command(),
                '{' => self.closers.push(""),
                '}' => self.close(),
                '~' => self.out.push('\u{a0}'),
                '$' => self.math = !self.math,
                '^' if self.math => self.raised(accents::superscript),
                '_' if self.math => self.raised(accents::subscript),
                '-' if !self.math => self.dash(),
                '`' if self.takes('`') => self.out.push('\u{201c}'),
                '`' => self.out.push('\u{2018}'),
                '\'' if self.takes('\'') => self.out.push('\u{201d}'),
                _ if sign.is_whitespace() => self.space(),
                _ => self.out.push(sign),
            }
        }
        while !self.closers.is_empty() {
            self.close();
        }
        self.out.truncate(self.out.trim_end_matches(' ').len());
        self.out
    }

    fn next(&mut self) -> Option<char> {
        let sign = self.tex[self.at..].chars().next()?;
        self.at += sign.len_utf8();
        Some(sign)
    }

    fn takes(&mut self, sign: char) -> bool {
        let takes = self.tex[self.at..].starts_with(sign);
        self.at += if takes { sign.len_utf8() } else { 0 };
        takes
    }

    fn space(&mut self) {
        if !self.out.is_empty() && !self.out.ends_with([' ', '\u{a0}']) {
            self.out.push(' ');
        }
    }

    fn close(&mut self) {
        let closer = self.closers.pop().unwrap_or_default();
        self.out.push_str(closer);
    }

    fn dash(&mut self) {
        let dash = match (self.takes('-'), self.takes('-')) {
            (false, _) => '-',
            (true, false) => '\u{2013}',
            (true, true) => '\u{2014}',
        };
        self.out.push(dash);
    }

    /// The name of a command: letters, with the spaces behind them, or one other sign.
    fn name(&mut self) -> &str {
        let from = self.at;
        let letters = self.tex[from..].bytes().take_while(u8::is_ascii_alphabetic).count();
        if letters == 0 {
            self.next();
            return &self.tex[from..self.at];
        }
        self.at += letters;
        self.skip_space();
        &self.tex[from..from + letters]
    }

    fn skip_space(&mut self) {
        let rest = &self.tex[self.at..];
        self.at += rest.len() - rest.trim_start().len();
    }

    fn command(&mut self) {
        let name = self.name().to_owned();
        if let Some(accent) = accents::accent(&name) {
            return self.accented(accent);
        }
        if let Some(written) = accents::symbol(&name) {
            self.out.push_str(written);
            // `\ss{}`: the braces only end the name.
            if self.tex[self.at..].starts_with("{}") {
                self.at += 2;
            }
            return;
        }
        match name.as_str() {
            " " | "\n" | "\r" | "\t" | "\\" | "newline" | "quad" | "qquad" | "par" | "space" => self.space(),
            "," | ":" | ";" | ">" | "thinspace" => self.out.push('\u{a0}'),
            "!" | "-" | "/" | "(" | ")" | "[" | "]" | "|" | "@" | "*" | "" => {}
            "enquote" | "mkbibquote" | "textquote" if self.takes('{') => {
                self.out.push('\u{201c}');
                self.closers.push("\u{201d}");
            }
            "mkbibparens" if self.takes('{') => {
                self.out.push('(');
                self.closers.push(")");
            }
            "mkbibbrackets" if self.takes('{') => {
                self.out.push('[');
                self.closers.push("]");
            }
            // The address of a link; its words follow.
            "href" | "textcolor" | "color" | "foreignlanguage" | "textlang" => {
                self.argument();
            }
            "textsuperscript" => self.raised(accents::superscript),
            "textsubscript" => self.raised(accents::subscript),
            // Options of what is not known.
            _ if self.tex[self.at..].starts_with('[') => {
                let rest = &self.tex[self.at..];
                self.at += rest.find(']').map_or(1, |end| end + 1);
            }
            _ => {}
        }
    }

    /// A whole group, or one sign.
    fn argument(&mut self) -> &str {
        self.skip_space();
        let from = self.at;
        if !self.tex[from..].starts_with('{') {
            self.next();
            return &self.tex[from..self.at];
        }
        let end = super::value::balanced(self.tex, from, b'{', b'}').unwrap_or(self.tex.len());
        self.at = end;
        self.tex[from..end].trim_start_matches('{').trim_end_matches('}')
    }

    /// A letter and its accent. The letter may be a command (`\'\i`) or stand in braces, perhaps with others behind it.
    fn accented(&mut self, accent: char) {
        self.skip_space();
        let is_group = self.takes('{');
        if is_group {
            self.closers.push("");
        }
        let base: String = match self.next() {
            Some('\\') => match self.name().to_owned().as_str() {
                // A dotless letter gets its dot back under an accent.
                "i" => "i".to_owned(),
                "j" => "j".to_owned(),
                // An accent on an accent: both are put behind the letter.
                name if accents::accent(name).is_some() => {
                    let inner = accents::accent(name).unwrap_or(accent);
                    self.skip_space();
                    let group = self.takes('{');
                    let letter = self.next().filter(|sign| sign.is_alphabetic());
                    if group {
                        self.takes('}');
                    }
                    match letter {
                        Some(letter) => accents::compose(letter, inner),
                        None => String::new(),
                    }
                }
                name => accents::symbol(name).unwrap_or_default().to_owned(),
            },
            Some('}') => {
                // `\~{}` is the sign itself.
                self.closers.pop();
                if !is_group {
                    self.close();
                }
                self.out.push_str(accents::alone(accent));
                return;
            }
            Some(sign) => sign.to_string(),
            None => return self.out.push_str(accents::alone(accent)),
        };
        let mut signs = base.chars();
        match signs.next() {
            Some(first) => {
                self.out.push_str(&accents::compose(first, accent));
                self.out.push_str(signs.as_str());
            }
            None => self.out.push_str(accents::alone(accent)),
        }
    }

    /// What is raised or lowered, in the signs that there are for it; otherwise as it is.
    fn raised(&mut self, sign_of: fn(char) -> Option<char>) {
        let argument = self.argument().to_owned();
        match argument.chars().map(sign_of).collect::<Option<String>>() {
            Some(raised) => self.out.push_str(&raised),
            None => self.out.extend(argument.chars().filter(|sign| !matches!(sign, '\\' | '{' | '}' | '$'))),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tex_becomes_text() {
        for (tex, expected) in [
            (r#"{\"O}sterreich und G{\"o}del, \"{u}ber, \"a"#, "Österreich und Gödel, über, ä"),
            (
                r#"\'{e}t\'e \`a la fran\c{c}aise, na{\"\i}ve, \'\i, \v{S}koda, Erd\H{o}s"#,
                "été à la française, naïve, í, Škoda, Erdős",
            ),
            (r"\o re, \O{}rsted, Stra{\ss}e, \ae on, \L{}\'od\'z, \aa", "øre, Ørsted, Straße, æon, Łódź, å"),
            (r"50\% \& more \$5 \#1 a\_b \{x\}", "50% & more $5 #1 a_b {x}"),
            (r"``Quoted'' -- and --- so `single'", "“Quoted” – and — so ‘single'"),
            (r"\emph{The {NASA}} \textbf{way}\footnote{x}", "The NASA wayx"),
            (r"\enquote{a \mkbibquote{b}} \href{https://x.y/}{words} \url{https://a.b/}", "“a “b”” words https://a.b/"),
            (r"$\alpha$-decay in H$_2$O, m$^{2}$, $x^{n+1}$", "α-decay in H₂O, m², xⁿ⁺¹"),
            ("J.~R.  R.\n\t Tolkien ", "J.\u{a0}R. R. Tolkien"),
            (r"\~{}home \^{} {\tt code} \unknown[opt]{kept} \", "~home ^ code kept"),
            (r"{{{deep}}} }stray{ \textsuperscript{th}", "deep stray th"),
            (r"Nguy\~{\^e}n, Vi\d{\^e}t", "Nguyễn, Việt"),
            (r"\'", "\u{b4}"),
            ("Київ 北京 Ελλάδα", "Київ 北京 Ελλάδα"),
        ] {
            assert_eq!(text(tex), expected, "{tex}");
        }
    }

    #[test]
    fn an_address_keeps_its_signs() {
        for (tex, expected) in [
            (r"https://a.b/x\_y?z=50\%25\&w=~u", "https://a.b/x_y?z=50%25&w=~u"),
            (r"\url{https://a.b/c_d}", "https://a.b/c_d"),
            (r"{10.1000/182}", "10.1000/182"),
            ("https://a.b/long\n    er", "https://a.b/longer"),
        ] {
            assert_eq!(verbatim(tex), expected, "{tex}");
        }
    }

    #[test]
    fn no_depth_exhausts_the_stack() {
        let deep = format!("{}x{}", r"\emph{\'{".repeat(200_000), "}}".repeat(200_000));
        assert!(text(&deep).contains('x'));
    }
}
