//! What templates say of numbers: `{{ n | counted(words=t.rows) }}` and `{{ n | number(lang=t.lang) }}`. And of finished HTML:
//! `{{ page.content | safe }}`.

use crate::base::format::number::NumberFormat;
use crate::base::language::{Language, Plural};
use tera::{Error, Kwargs, State, Tera, TeraResult, Value};

pub(super) fn register(tera: &mut Tera) {
    tera.register_filter("counted", counted);
    tera.register_filter("number", number);
    tera.register_filter("safe", safe);
}

/// What is not to be escaped. It does what Tera's own does, which copies the text: here that is the body of every page.
fn safe(value: &Value, _: Kwargs, _: &State<'_>) -> Value {
    match value.as_str() {
        Some(_) => value.clone().mark_safe(),
        None => Value::safe_string(&value.to_string()),
    }
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

#[cfg(test)]
mod tests {
    use super::*;
    use tera::Context;

    #[test]
    fn what_is_safe_is_what_it_is_to_tera() {
        let template =
            "{{ x | safe }}|{{ x | safe | upper }}|{{ x | safe | safe }}|{% filter safe %}<{{ y }}>{% endfilter %}";
        let long = "<b>".repeat(40);
        let values = [
            Value::from("<i>"),
            Value::from(long.as_str()),
            Value::safe_string("<u>"),
            Value::from(3),
            Value::from(0.5),
            Value::from(true),
            Value::none(),
            Value::from(vec![Value::from("<a>"), Value::from(1)]),
            Value::from_serializable(&std::collections::BTreeMap::from([("<k>", "<v>")])),
        ];
        let [theirs, ours] = [false, true].map(|is_ours| {
            let mut tera = Tera::new();
            if is_ours {
                register(&mut tera);
            }
            tera.add_raw_template("page.html", template).unwrap();
            values.clone().map(|value| {
                let mut context = Context::new();
                context.insert_value("x", value);
                context.insert("y", "&");
                tera.render("page.html", &context).map_err(|error| error.to_string())
            })
        });
        assert_eq!(theirs, ours);
        assert!(ours[0].as_ref().is_ok_and(|text| text.starts_with("<i>|")), "{ours:?}");
    }
}
