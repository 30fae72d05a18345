//! What templates say of numbers: `{{ n | counted(words=t.rows) }}` and `{{ n | number(lang=t.lang) }}`.

use crate::base::format::number::NumberFormat;
use crate::base::language::{Language, Plural};
use tera::{Error, Kwargs, State, Tera, TeraResult, Value};

pub(super) fn register(tera: &mut Tera) {
    tera.register_filter("counted", counted);
    tera.register_filter("number", number);
}

/// So many of something. `words` is a word of `t` that has a form for each kind of number; the number may be one that is
/// written out already.
#[expect(clippy::needless_pass_by_value, reason = "the form that Tera gives a filter")]
fn counted(n: &Value, kwargs: Kwargs, _: &State<'_>) -> TeraResult<String> {
    let words = kwargs.must_get::<Value>("words")?;
    let known = |name: &'static str| words.get_from_path(name).and_then(Value::as_str);
    let tag = known("lang").unwrap_or_default();
    let language = Language::of(tag);
    let written = written(n, language)?;
    let (whole, decimals) = written.split_once(language.numbers.decimal).unwrap_or((&written, ""));
    let digits: String = whole.chars().filter(char::is_ascii_digit).collect();
    let kind = Plural::of(tag).category(&digits, !decimals.is_empty());
    let form = words.as_str().or_else(|| known(kind)).or_else(|| known("other")).or_else(|| known("many"));
    let form =
        form.ok_or_else(|| Error::message("`words` of `counted` is neither a text nor a word that is counted"))?;
    Ok(form.replace("{n}", &written))
}

/// A number as a language writes it.
#[expect(clippy::needless_pass_by_value, reason = "the form that Tera gives a filter")]
fn number(n: &Value, kwargs: Kwargs, _: &State<'_>) -> TeraResult<String> {
    let language = Language::of(kwargs.must_get::<&str>("lang")?);
    written(n, language)
}

fn written(n: &Value, language: &Language) -> TeraResult<String> {
    match (n.as_str(), n.as_f64()) {
        (Some(text), _) => Ok(text.to_owned()),
        (None, Some(number)) => Ok(NumberFormat::default().write(number, language)),
        (None, None) => Err(Error::message("only a number can be counted")),
    }
}
