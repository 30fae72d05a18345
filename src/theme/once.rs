//! `{{ once(component="card", card=card, level=3) }}`: a component whose text is made once → every page that shows it.
//!
//! The card of a brief stands in the lists of its section, its tags and its authors and beside other briefs, and the foot
//! of a page is the same on thousands. Most of what a build does is to fill in templates, so that a text which is taken
//! from here in place of being made again is the largest saving there is.
//!
//! What a component is given decides what it shows, and it is given nothing that differs from page to page unawares: its
//! arguments, `site`, `t` and of `page` only `lang`. Which components are shown so is for templates to say.

use rustc_hash::{FxBuildHasher, FxHashMap};
use std::cell::RefCell;
use std::hash::BuildHasher;
use std::sync::{Arc, OnceLock, PoisonError, RwLock, Weak};
use tera::value::{Key, ValueKind};
use tera::{Context, Error, ErrorKind, Kwargs, Map, State, Tera, TeraResult, Value};

/// The name of the function in templates.
const NAME: &str = "once";

/// The argument that names the component.
const COMPONENT: &str = "component";

/// The argument that names the one which takes each value of a list, and the argument that is the list. Each text has a line
/// of its own.
const EACH: &str = "each";
const AMONG: &str = "among";

/// The texts of components, by what they were given.
#[derive(Default)]
pub(super) struct Kept {
    /// What the components are made with: it has the same templates as the one that calls this function.
    tera: OnceLock<Tera>,
    /// In several parts, so that threads seldom wait for one another.
    parts: [RwLock<Part>; PARTS],
}

const PARTS: usize = 32;

/// Each part keeps up to this many bytes of what was shown last, and as much again of what was shown before. What most pages
/// show is asked for all the time; of a hundred thousand cards, each is shown a few times, and not at once.
const ROOM: usize = (48 << 20) / PARTS;

#[derive(Default)]
struct Part {
    /// What was made or asked for since the part was last full, and its bytes.
    young: FxHashMap<Box<[u8]>, Text>,
    bytes: usize,
    /// What was there when it was; what of it nobody asks for before it is full again is let go.
    old: FxHashMap<Box<[u8]>, Text>,
}

impl Part {
    /// Keeps a text, and gives the one that is kept: another thread may have made the same in the meantime.
    fn keep(&mut self, key: Box<[u8]>, text: Text) -> Value {
        if let Some(known) = self.young.get(&key) {
            return known.text.clone();
        }
        if self.bytes > ROOM {
            (self.old, self.bytes) = (std::mem::take(&mut self.young), 0);
        }
        self.bytes += key.len() + text.text.as_str().map_or(0, str::len) + size_of::<Text>();
        self.bytes += text.of.len() * size_of::<Value>();
        self.young.entry(key).or_insert(text).text.clone()
    }

    /// Keeps for longer what is asked for once more.
    fn keep_old(&mut self, key: &[u8]) -> Option<Value> {
        let (key, text) = self.old.remove_entry(key)?;
        Some(self.keep(key, text))
    }
}

struct Text {
    text: Value,
    /// Maps and lists are known by where they are, so those that a text was made of must stay there.
    of: Box<[Value]>,
}

/// What components may see of the page that is being rendered.
#[derive(Default)]
struct Page {
    /// `site`, `t`, and `page` with nothing but `lang`.
    around: Context,
    /// What tells this from others.
    key: Vec<u8>,
}

thread_local! {
    /// The page that this thread renders: a function of Tera is not told of it.
    static PAGE: RefCell<Page> = RefCell::default();
    /// The error of a component: Tera keeps only the words of what a function says, and not the line of the template.
    static ERROR: RefCell<Option<Error>> = const { RefCell::new(None) };
}

/// Says what page this thread renders next. Most are like the last one.
pub(super) fn begin_page(site: &Value, words: &Value, lang: &str) {
    PAGE.with_borrow_mut(|page| {
        let (mut key, mut of) = (Vec::with_capacity(96), Vec::new());
        let lang = Value::from(lang);
        [site, words, &lang].into_iter().for_each(|value| identify(&mut key, &mut of, value));
        if page.key != key {
            page.around = Context::new();
            page.around.insert_value("site", site.clone());
            page.around.insert_value("t", words.clone());
            page.around.insert_value("page", Value::from(Map::from_iter([(Key::from("lang"), lang)])));
            page.key = key;
        }
    });
}

/// The error that a component made on this thread, if the last one of a page came from there.
pub(super) fn take_error() -> Option<Error> {
    ERROR.take()
}

/// A call from a template.
struct Call<'a> {
    kwargs: &'a Kwargs,
    /// What tells it from others: the page as far as components see it, and the arguments.
    key: Vec<u8>,
    /// The values among them that are known by where they are.
    of: Vec<Value>,
}

impl<'a> Call<'a> {
    /// What is the same for each value of a list.
    fn arguments(&self) -> impl Iterator<Item = (&'a str, &'a Value)> + use<'a> {
        let named = self.kwargs.iter().filter_map(|(name, value)| Some((name.as_str()?, value)));
        named.filter(|(name, _)| *name != EACH && *name != AMONG)
    }
}

impl Kept {
    /// Registers the function. The templates that are added later may call it.
    pub(super) fn register(tera: &mut Tera) -> Arc<Self> {
        let kept = Arc::new(Self::default());
        // What is kept holds the templates, so they must not hold it.
        let weak: Weak<Self> = Arc::downgrade(&kept);
        tera.register_function(NAME, move |kwargs: Kwargs, _: &State<'_>| match weak.upgrade() {
            Some(kept) => kept.show(&kwargs),
            None => Err(Error::message("this theme is not there any more")),
        });
        kept
    }

    /// What components are made with, once all templates are compiled.
    pub(super) fn begin(&self, tera: &Tera) {
        drop(self.tera.set(tera.clone()));
    }

    fn show(&self, kwargs: &Kwargs) -> TeraResult<Value> {
        let mut call = Call { kwargs, key: PAGE.with_borrow(|page| page.key.clone()), of: Vec::new() };
        for (name, value) in call.arguments() {
            call.key.extend_from_slice(name.as_bytes());
            identify(&mut call.key, &mut call.of, value);
        }
        let Some(name) = kwargs.get::<&str>(EACH)? else { return self.text(&call, None) };
        let among = kwargs.must_get::<&[Value]>(AMONG)?.iter();
        let texts = among.map(|value| self.text(&call, Some((name, value)))).collect::<TeraResult<Vec<Value>>>()?;
        let texts: Vec<&str> = texts.iter().flat_map(|text| [text.as_str().unwrap_or_default(), "\n"]).collect();
        Ok(Value::safe_string(&texts.concat()))
    }

    /// The text of a call, with one more argument where it is called for each value of a list.
    fn text(&self, call: &Call<'_>, further: Option<(&str, &Value)>) -> TeraResult<Value> {
        let (mut key, mut of) = (Vec::with_capacity(call.key.len() + 48), Vec::new());
        key.extend_from_slice(&call.key);
        if let Some((name, value)) = further {
            key.extend_from_slice(name.as_bytes());
            identify(&mut key, &mut of, value);
        }
        let part = &self.parts[FxBuildHasher.hash_one(&key) as usize % self.parts.len()];
        let is_old = {
            let part = part.read().unwrap_or_else(PoisonError::into_inner);
            match part.young.get(&key[..]) {
                Some(known) => return Ok(known.text.clone()),
                None => part.old.contains_key(&key[..]),
            }
        };
        let write = || part.write().unwrap_or_else(PoisonError::into_inner);
        if is_old && let Some(text) = write().keep_old(&key) {
            return Ok(text);
        }
        let around = PAGE.with_borrow(|page| page.around.clone());
        let text = Value::safe_string(&self.make(call, further, &around)?);
        of.extend(call.of.iter().cloned());
        of.extend(["site", "t"].iter().filter_map(|name| around.get(name).cloned()));
        Ok(write().keep(key.into(), Text { text, of: of.into() }))
    }

    fn make(&self, call: &Call<'_>, further: Option<(&str, &Value)>, around: &Context) -> TeraResult<String> {
        let name = call.kwargs.must_get::<&str>(COMPONENT)?;
        let mut given = Context::new();
        for (name, value) in call.arguments().filter(|(name, _)| *name != COMPONENT).chain(further) {
            given.insert_value(name.to_owned(), value.clone());
        }
        let tera = self.tera.get().ok_or_else(|| Error::message("the templates are not compiled yet"))?;
        tera.render_component_with_implicits(name, &given, around, None, true).map_err(|error| {
            let words = match error.kind() {
                ErrorKind::RenderingError(report) => report.message().to_owned(),
                _ => error.to_string(),
            };
            if matches!(error.kind(), ErrorKind::RenderingError(_)) {
                // A component may show others: the innermost is where the error is.
                ERROR.with_borrow_mut(|inner| _ = inner.get_or_insert(error));
            }
            Error::message(words)
        })
    }
}

/// No text has this byte.
const END: u8 = 0xff;

/// Writes what tells a value from others: itself, or where it is for one that is large.
fn identify(key: &mut Vec<u8>, of: &mut Vec<Value>, value: &Value) {
    key.push(value.kind() as u8);
    let place = |key: &mut Vec<u8>, place: usize| key.extend_from_slice(&place.to_ne_bytes());
    match value.kind() {
        ValueKind::Undefined | ValueKind::None => {}
        ValueKind::Bool => key.push(u8::from(value.is_truthy())),
        ValueKind::String => {
            key.push(u8::from(value.is_safe()));
            key.extend_from_slice(value.as_str().unwrap_or_default().as_bytes());
            key.push(END);
        }
        ValueKind::Map | ValueKind::Array => {
            let (map, list) = (value.as_map(), value.as_array());
            place(key, map.map_or(0, |map| std::ptr::from_ref(map).addr()));
            place(key, list.map_or(0, |list| list.as_ptr().addr()));
            place(key, list.map_or(0, <[Value]>::len));
            of.push(value.clone());
        }
        _ => match value.as_i64() {
            Some(number) => {
                key.push(0);
                key.extend_from_slice(&number.to_ne_bytes());
            }
            None => {
                key.push(1);
                key.extend_from_slice(value.to_string().as_bytes());
                key.push(END);
            }
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn render(template: &str, contexts: &[&Context]) -> Vec<TeraResult<String>> {
        let mut tera = Tera::new();
        let kept = Kept::register(&mut tera);
        let parts = "{% component part(of, n=1, @page) %}{{ of.x }}{{ n }}{{ page.lang }}{% endcomponent %}";
        tera.add_raw_templates([("parts.html", parts), ("page.html", template)]).unwrap();
        kept.begin(&tera);
        let render = |context: &&Context| {
            let lang = context.get("page").and_then(|page| page.get_from_path("lang")).and_then(Value::as_str);
            begin_page(&Value::from(1), &Value::from(1), lang.unwrap_or_default());
            tera.render("page.html", context)
        };
        let all = contexts.iter().map(render).collect();
        drop(kept);
        assert!(tera.render("page.html", contexts[0]).is_err(), "what is kept goes with the theme");
        all
    }

    fn context(x: &str, lang: &str) -> Context {
        tera::context! { page => &FxHashMap::from_iter([("lang", lang)]), of => &FxHashMap::from_iter([("x", x)]) }
    }

    #[test]
    fn what_differs_is_shown_apart() {
        let (a, b, c) = (context("<", "en"), context("b", "en"), context("<", "uk"));
        let all = render(
            "{{ once(component=\"part\", of=of) }} {{ once(component=\"part\", of=of, n=2) }}",
            &[&a, &b, &c, &a],
        );
        let all: Vec<String> = all.into_iter().map(Result::unwrap).collect();
        assert_eq!(all, ["&lt;1en &lt;2en", "b1en b2en", "&lt;1uk &lt;2uk", "&lt;1en &lt;2en"]);
    }

    #[test]
    fn a_list_has_a_line_for_each_of_its_values() {
        let (a, b) = (context("a", "en"), context("b", "en"));
        let all = render("{{ once(component=\"part\", each=\"of\", among=[of, of]) }}", &[&a, &b, &a]);
        let all: Vec<String> = all.into_iter().map(Result::unwrap).collect();
        assert_eq!(all, ["a1en\na1en\n", "b1en\nb1en\n", "a1en\na1en\n"]);
    }

    #[test]
    fn what_is_asked_for_again_stays() {
        let mut part = Part::default();
        let key = |at: usize| at.to_ne_bytes().as_slice().into();
        let text = || Text { text: Value::safe_string(&"x".repeat(ROOM / 8)), of: [].into() };
        part.keep(key(0), text());
        for at in 1..100 {
            part.keep(key(at), text());
            let is_there = part.young.contains_key(&key(0)) || part.keep_old(&key(0)).is_some();
            assert!(is_there, "{at}");
            assert!(part.bytes <= ROOM + ROOM / 4 && part.young.len() + part.old.len() <= 20, "{at}");
        }
        assert!(part.keep_old(&key(1)).is_none());
    }

    #[test]
    fn an_error_is_where_the_component_is() {
        let none = tera::context! { page => &FxHashMap::from_iter([("lang", "en")]), of => &"a" };
        let failed = render("{{ once(component=\"part\", of=of) }}", &[&none]).remove(0);
        assert!(failed.is_err());
        let error = take_error().unwrap();
        let ErrorKind::RenderingError(report) = error.kind() else { panic!("{error}") };
        assert_eq!(report.filename(), "parts.html");
    }
}
