//! Tera behind three calls: compile, render, and errors as diagnostics at the template's line.

use super::once::{self, Kept};
use super::{Theme, filters};
use crate::base::{Diagnostic, Diagnostics, Place, Report, Span, codes};
use std::collections::BTreeMap;
use std::sync::Arc;
use tera::{Context, ErrorKind, Tera, Value};

/// A template's text and how its file is shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Template {
    pub(super) shown: Arc<str>,
    pub(super) text: Arc<str>,
}

/// A finished page, or nothing where a template failed.
pub type Rendered = Option<Vec<u8>>;

/// Templates that are ready to render.
#[derive(Default)]
pub(super) struct Engine {
    tera: Tera,
    /// Lives as long as the templates do.
    _kept: Arc<Kept>,
}

/// Compiles all templates. One that cannot be read is reported and left empty, so that the others are looked at too.
pub(super) fn compile(templates: &BTreeMap<String, Template>) -> Report<Engine> {
    let mut diagnostics = Diagnostics::new();
    let mut texts: BTreeMap<&str, &str> =
        templates.iter().map(|(name, template)| (name.as_str(), &*template.text)).collect();
    // Each round takes at least one template out, so this ends.
    for _ in 0..=templates.len() {
        let mut tera = Tera::new();
        filters::register(&mut tera);
        let kept = Kept::register(&mut tera);
        match tera.add_raw_templates(texts.iter().map(|(name, text)| (*name, *text))) {
            Ok(()) => {
                kept.begin(&tera);
                return Report::new(Engine { tera, _kept: kept }, diagnostics);
            }
            Err(error) => {
                let found = explain(&error, templates);
                let mut broken: Vec<&str> = found
                    .iter()
                    .filter_map(|(name, _)| name.as_deref())
                    .filter_map(|name| texts.keys().copied().find(|known| *known == name))
                    .collect();
                diagnostics.extend(found.into_iter().map(|(_, diagnostic)| diagnostic));
                if broken.is_empty() {
                    broken = texts.iter().filter(|(_, text)| !text.is_empty()).map(|(name, _)| *name).collect();
                }
                broken.into_iter().for_each(|name| _ = texts.insert(name, ""));
            }
        }
    }
    Report::new(Engine::default(), diagnostics)
}

/// An error as diagnostics, each with the template that it is in.
fn explain(error: &tera::Error, templates: &BTreeMap<String, Template>) -> Vec<(Option<String>, Diagnostic)> {
    let at = |name: &str, span: Option<Span>| match (templates.get(name), span) {
        (Some(template), Some(span)) => Place::in_text(&template.shown, &template.text, span),
        (Some(template), None) => Place::in_text(&template.shown, &template.text, Span::default()),
        (None, _) => Place::file(name),
    };
    let one = |name: &str, span: Option<Span>, message: String, help: &str| {
        let message = message.trim_end_matches('.').to_owned();
        vec![(Some(name.to_owned()), Diagnostic::new(&codes::TEMPLATE_ERROR, at(name, span), message, help))]
    };
    match error.kind() {
        ErrorKind::SyntaxError(report) => one(
            report.filename(),
            Some(report.span().range.clone().into()),
            report.message().to_owned(),
            "mend the template; its syntax is that of Tera 2",
        ),
        ErrorKind::RenderingError(report) => one(
            report.filename(),
            Some(report.span().range.clone().into()),
            report.message().to_owned(),
            "mend the template; what it may use is listed in the documentation of `theme::view`",
        ),
        ErrorKind::MissingParent { current, parent } => one(
            current,
            None,
            format!("it extends `{parent}`, which the theme does not have"),
            "correct the name in `extends`",
        ),
        ErrorKind::CircularExtend { tpl, .. } => {
            one(tpl, None, "it extends itself, by way of others".to_owned(), "break the circle")
        }
        ErrorKind::CircularInclude { tpl, .. } => {
            one(tpl, None, "it includes itself, by way of others".to_owned(), "break the circle")
        }
        // What finalizing finds (unknown filters, functions, components) comes as one text with a line for each place.
        _ => listed(&error.to_string(), templates),
    }
}

fn listed(text: &str, templates: &BTreeMap<String, Template>) -> Vec<(Option<String>, Diagnostic)> {
    let help = "check the name; filters, functions and components are those of Tera 2 and of the theme";
    let mut all = Vec::new();
    let mut message = String::new();
    for line in text.lines() {
        let Some((_, place)) = line.split_once("--> ") else {
            let words = line.trim_start_matches(['*', '-', ' ', '|', '=']).trim();
            if !words.is_empty() && !words.starts_with(|c: char| c.is_ascii_digit() || c == '^') && !line.contains('│')
            {
                message = words.trim_start_matches("error: ").to_owned();
            }
            continue;
        };
        let mut parts = place.trim().trim_matches(['[', ']']).rsplitn(3, ':');
        let column = parts.next().and_then(|c| c.parse::<usize>().ok()).unwrap_or(1);
        let row = parts.next().and_then(|l| l.parse::<usize>().ok()).unwrap_or(1);
        let Some(template) = parts.next().and_then(|name| templates.get_key_value(name)) else { continue };
        let start: usize = template.1.text.split_inclusive('\n').take(row.saturating_sub(1)).map(str::len).sum();
        let at = (start + column.saturating_sub(1)).min(template.1.text.len());
        let place = Place::in_text(&template.1.shown, &template.1.text, Span::new(at, at));
        all.push((Some(template.0.clone()), Diagnostic::new(&codes::TEMPLATE_ERROR, place, message.clone(), help)));
    }
    if all.is_empty() {
        let place =
            templates.values().next().map_or_else(|| Place::file("themes"), |template| Place::file(&template.shown));
        all.push((None, Diagnostic::new(&codes::TEMPLATE_ERROR, place, text.lines().next().unwrap_or_default(), help)));
    }
    all
}

/// Room for what stands around a body, in bytes: the default theme writes 12,000 around that of a brief, and a list of ten
/// briefs has from 9,000 to 17,000 and no body. What needs more is copied once.
const AROUND: usize = 16 << 10;

impl Theme {
    /// True if the theme has a template of this name.
    pub fn has(&self, template: &str) -> bool {
        self.templates.contains_key(template)
    }

    /// The names of all templates.
    pub fn template_names(&self) -> impl Iterator<Item = &str> + Clone {
        self.templates.keys().map(String::as_str)
    }

    /// Renders a page. `site` and the words `t` are shared by many pages: a copy of them costs a counter.
    pub(super) fn render(
        &self,
        template: &str,
        (site, words, lang): (&Value, &Value, &str),
        page: Value,
        size: usize,
    ) -> Report<Rendered> {
        let mut context = Context::new();
        context.insert_value("site", site.clone());
        context.insert_value("t", words.clone());
        context.insert_value("page", page);
        let mut out = Vec::with_capacity(size + AROUND);
        once::begin_page(site, words, lang);
        let rendered = self.engine.tera.render_to(template, &context, &mut out);
        let inner = once::take_error();
        match rendered {
            Ok(()) => Report::clean(Some(out)),
            Err(error) => Report::new(
                None,
                explain(&inner.unwrap_or(error), &self.templates)
                    .into_iter()
                    .map(|(_, diagnostic)| diagnostic)
                    .collect(),
            ),
        }
    }
}
