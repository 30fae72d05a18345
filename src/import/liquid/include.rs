//! `{% include … %}`: a figure, a film, a passage that other pages have too.

use super::value::literal;
use super::{Context, DEEPEST, LEAST, Page};
use crate::import::figure::{Figure, lost};
use crate::import::report::Teller;
use crate::import::settings;
use crate::import::shortcodes::{self, SOURCES};
use serde_yaml::{Mapping, Value};

impl Page<'_> {
    /// Puts something in the place of an include; false where that takes a program.
    #[allow(clippy::too_many_arguments, reason = "an include is at a place, of a text, in a page, in others")]
    pub(super) fn include(
        &self,
        args: &str,
        outer: &Mapping,
        open: &[&str],
        rest: &str,
        out: &mut String,
        teller: &mut Teller,
        line: &dyn Fn() -> usize,
    ) -> bool {
        let (name, params) = args.split_once(char::is_whitespace).unwrap_or((args, ""));
        let params = self.params(params, outer);
        let text = self.world.includes.get(name);
        if let Some(figure) = self.figure(name, text, &params) {
            let written = figure.put(out, rest);
            for (key, value) in &params {
                let (Some(key), Some(value)) = (key.as_str(), settings::text(value)) else { continue };
                // What the template did not ask for was not shown before either.
                let was_shown = text.is_none_or(|text| text.contains(&format!("include.{key}")));
                if was_shown && lost(key, &value, &written) {
                    let what = format!("`{key}` of `{name}` has no counterpart and is gone: `{value}`");
                    teller.tell(self.path, line(), what, "write it into the caption if readers are to see it");
                }
            }
            return true;
        }
        let film = |key: &str| settings::text(params.get(key)?);
        let id = ["id", "video_id", "youtube_id", "video"].into_iter().find_map(film);
        let provider = film("provider").unwrap_or_else(|| name.trim_end_matches(".html").to_owned());
        if let Some(address) = id.as_deref().and_then(|id| shortcodes::film(&provider, id)) {
            out.push_str(&format!("<{address}>"));
            let what = format!("the film of `{{% include {name} … %}}` is a link to it now");
            teller.tell(self.path, line(), what, "no page asks another host for anything");
            return true;
        }
        let Some(text) = text.filter(|_| open.len() < DEEPEST && !open.contains(&name)) else { return false };
        let Some(left) = self.left.get().checked_sub(text.len().max(LEAST)) else { return false };
        self.left.set(left);
        // A passage: one whose values can all be told. Whether they can is known when it was tried.
        let mut inside = Teller::default();
        let passage = self.run(text, &params, &[open, &[name]].concat(), &mut inside, &|_| 0);
        if !inside.finish().is_empty() {
            return false;
        }
        out.push_str(passage.trim_end_matches('\n'));
        true
    }

    /// `a="b" c=page.d`
    fn params(&self, text: &str, outer: &Mapping) -> Mapping {
        let mut all = Mapping::new();
        let mut rest = text.trim_start();
        while let Some((key, value)) = rest.split_once('=') {
            let value = value.trim_start();
            let quote = value.chars().next().filter(|sign| matches!(sign, '"' | '\''));
            let end = match quote {
                Some(quote) => value[1..].find(quote).map_or(value.len(), |at| at + 2),
                None => value.find(char::is_whitespace).unwrap_or(value.len()),
            };
            let found = literal(&value[..end]).map(Value::String).or_else(|| self.lookup(value[..end].trim(), outer));
            all.insert(key.trim().into(), found.unwrap_or(Value::Null));
            rest = value[end..].trim_start();
        }
        all
    }

    /// The figure that an include makes.
    fn figure(&self, name: &str, text: Option<&String>, params: &Mapping) -> Option<Figure> {
        let param =
            |names: &[&str]| names.iter().find_map(|name| settings::text(params.get(*name)?)).unwrap_or_default();
        let stem = name.rsplit('/').next().unwrap_or(name).split('.').next().unwrap_or_default();
        let by_name = shortcodes::is_figure(stem);
        let template = text.filter(|text| text.contains("<img"));
        if template.is_none() && !(by_name && text.is_none_or(|text| !text.contains("<iframe"))) {
            return None;
        }
        let mut figure = Figure {
            src: param(&SOURCES),
            alt: param(&["alt", "image_alt"]),
            caption: param(&["caption", "description", "text", "legend"]),
            title: param(&["title"]),
            link: param(&["link", "href"]),
            credit: param(&["attr", "credit", "author", "source"]),
            credit_link: param(&["attrlink", "credit_link"]),
        };
        if let Some(text) = template {
            let picture = &text[text.find("<img").unwrap_or_default()..];
            let src = attribute(picture, "src").map(|src| self.lenient(src, params, true)).unwrap_or_default();
            // What conditions decide cannot be told; then the names of the values must do.
            if !src.contains(['{', ' ']) && !src.is_empty() {
                figure.src = src;
            }
            if figure.alt.is_empty() {
                figure.alt = attribute(picture, "alt").map(|alt| self.lenient(alt, params, false)).unwrap_or_default();
            }
            let caption = text.split_once("<figcaption").and_then(|(_, rest)| rest.split_once('>'));
            if let Some((inner, _)) = caption.and_then(|(_, rest)| rest.split_once("</figcaption>")) {
                figure.caption = self.lenient(inner, params, false);
                figure.title = String::new();
                figure.credit = String::new();
            }
        }
        let src = figure.src.trim();
        (!src.is_empty()).then(|| figure.clone())
    }

    /// A piece of a template with its values filled in, those that are not there with nothing, and its tags left out.
    fn lenient(&self, text: &str, include: &Mapping, is_address: bool) -> String {
        let mut out = String::new();
        let mut rest = text;
        let mut endless = [false; 2];
        while let Some(at) = rest.find('{') {
            out.push_str(&rest[..at]);
            rest = &rest[at..];
            let close = if rest.starts_with("{{") { "}}" } else { "%}" };
            let kind = usize::from(close == "%}");
            let is_tag = (rest.starts_with("{{") || rest.starts_with("{%")) && !endless[kind];
            let Some(end) = rest.get(2..).filter(|_| is_tag).and_then(|inner| inner.find(close)).map(|end| end + 2)
            else {
                endless[kind] |= is_tag;
                out.push('{');
                rest = &rest[1..];
                continue;
            };
            let inner = rest[2..end].trim_matches('-').trim();
            rest = &rest[end + 2..];
            if close == "}}" {
                let context = if is_address { Context::Address } else { Context::Words };
                out.push_str(&self.value(inner, include, context, rest).unwrap_or_default());
            }
        }
        out.push_str(rest);
        out.trim().to_owned()
    }
}

/// The value of an attribute in the first tag of a text.
fn attribute<'t>(text: &'t str, name: &str) -> Option<&'t str> {
    let at = text.find(&format!("{name}=\"")).map(|at| (at, '"'));
    let (at, quote) = at.or_else(|| text.find(&format!("{name}='")).map(|at| (at, '\'')))?;
    let value = &text[at + name.len() + 2..];
    // Values of Liquid have quotes of their own.
    let mut inside = false;
    let end = value.char_indices().find(|(at, sign)| {
        inside = (inside || value[*at..].starts_with("{{")) && !value[..*at].ends_with("}}");
        *sign == quote && !inside
    })?;
    Some(&value[..end.0])
}
