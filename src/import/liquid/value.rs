//! The value of `{{ … }}`: a text, a path, and the filters behind it.

use super::{Context, Page};
use crate::import::settings;
use serde_yaml::{Mapping, Value};

impl Page<'_> {
    /// The text that stands for an expression; none where it would take a program to know. `rest` is what follows it.
    pub(super) fn value(&self, expression: &str, include: &Mapping, context: Context, rest: &str) -> Option<String> {
        let mut parts = split(expression, '|').into_iter();
        let base = parts.next()?;
        let filters: Vec<&str> = parts.collect();
        if filters.is_empty()
            && let Some(address) = self.own_address(base, context, rest)
        {
            return Some(address);
        }
        let mut value = match literal(base) {
            Some(text) => Some(text),
            None => settings::text(&self.lookup(base, include).unwrap_or(Value::Null)),
        };
        for filter in filters {
            let (name, args) = filter.split_once(':').unwrap_or((filter, ""));
            let args: Vec<Option<String>> =
                split(args, ',').into_iter().map(|arg| self.argument(arg, include)).collect();
            value = self.filtered(value, name.trim(), &args, context)?;
        }
        value
    }

    fn argument(&self, text: &str, include: &Mapping) -> Option<String> {
        literal(text).or_else(|| settings::text(&self.lookup(text, include)?))
    }

    /// The addresses of the site itself, which Expound puts in front of paths by itself.
    fn own_address(&self, base: &str, context: Context, rest: &str) -> Option<String> {
        let goes_on = rest.starts_with(['/', '{']);
        match (base, context) {
            ("site.url" | "site.baseurl", Context::Address) if goes_on => Some(String::new()),
            ("site.url" | "site.baseurl", Context::Address) => Some("/".to_owned()),
            ("site.url", _) => Some(self.world.url.clone()),
            ("site.baseurl", _) => Some(self.world.base.clone()),
            _ => None,
        }
    }

    /// The value behind a filter; none for a filter that is not known, and for one that wants a value and has none.
    fn filtered(
        &self,
        value: Option<String>,
        name: &str,
        args: &[Option<String>],
        context: Context,
    ) -> Option<Option<String>> {
        let arg = |at: usize| args.get(at).cloned().flatten();
        if name == "default" {
            return Some(value.filter(|value| !value.is_empty()).or_else(|| arg(0)));
        }
        let text = value?;
        let rooted = || if text.starts_with('/') { text.clone() } else { format!("/{text}") };
        let is_full = text.contains("://");
        Some(Some(match name {
            "relative_url" | "absolute_url" if is_full => text,
            "relative_url" | "absolute_url" if context == Context::Address => rooted(),
            "relative_url" => format!("{}{}", self.world.base, rooted()),
            "absolute_url" => format!("{}{}{}", self.world.url, self.world.base, rooted()),
            // `prepend: site.baseurl`, as themes wrote it before there was a filter for it.
            "prepend" if context == Context::Address && text.starts_with('/') => text,
            "prepend" => format!("{}{text}", arg(0)?),
            "append" => format!("{text}{}", arg(0)?),
            "escape" | "xml_escape" | "escape_once" => {
                text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
            }
            "upcase" => text.to_uppercase(),
            "downcase" => text.to_lowercase(),
            "capitalize" => {
                let first = text.chars().next().map_or(0, char::len_utf8);
                format!("{}{}", text[..first].to_uppercase(), &text[first..])
            }
            "strip" | "normalize_whitespace" => text.trim().to_owned(),
            "strip_html" | "markdownify" | "smartify" | "uri_escape" => text,
            "replace" => text.replace(&arg(0)?, &arg(1).unwrap_or_default()),
            "remove" => text.replace(&arg(0)?, ""),
            _ => return None,
        }))
    }
}

/// The parts of an expression; what is in quotes is not divided.
pub(super) fn split(text: &str, sign: char) -> Vec<&str> {
    let (mut all, mut from, mut quote) = (Vec::new(), 0, None);
    for (at, c) in text.char_indices() {
        match quote {
            Some(open) if c == open => quote = None,
            Some(_) => {}
            None if matches!(c, '"' | '\'') => quote = Some(c),
            None if c == sign => {
                all.push(text[from..at].trim());
                from = at + c.len_utf8();
            }
            None => {}
        }
    }
    all.push(text[from..].trim());
    all
}

/// What is in quotes, or a number.
pub(super) fn literal(text: &str) -> Option<String> {
    let text = text.trim();
    for quote in ['"', '\''] {
        let inner = text.strip_prefix(quote).and_then(|rest| rest.strip_suffix(quote));
        if let Some(inner) = inner {
            return Some(inner.to_owned());
        }
    }
    text.parse::<f64>().is_ok().then(|| text.to_owned())
}
