//! `expound new`: the first lines of a brief.

use super::args::SiteArgs;
use super::{CLEAN, schema};
use crate::base::slug::slug;
use crate::base::{Moment, suggest};
use crate::config::Config;
use crate::io;
use jiff::Timestamp;
use jiff::civil::Date;
use std::path::Path;

#[derive(Debug, Clone, clap::Args)]
pub(super) struct NewArgs {
    /// The title of the brief.
    title: String,
    /// The section, a folder in `content/`; `briefs` where there is one of that name.
    #[arg(long, value_name = "NAME")]
    section: Option<String>,
    /// The language, one of those of expound.yaml, where it is not that of the site.
    #[arg(long, value_name = "CODE")]
    lang: Option<String>,
    /// The date, instead of today's in the timezone of the site.
    #[arg(long, value_name = "DATE")]
    date: Option<String>,
    #[command(flatten)]
    site: SiteArgs,
}

/// Begins a new brief.
pub(super) fn new(args: &NewArgs) -> Result<u8, String> {
    let title = args.title.trim();
    if title.is_empty() {
        return Err("a brief needs a title: `expound new \"Who needs whom?\"`".to_owned());
    }
    if title.contains(char::is_control) {
        return Err("a title is one line of text".to_owned());
    }
    let paths = args.site.paths(None);
    if !paths.content.is_dir() {
        let message = io::ReadError::NoContent(paths.content).to_string();
        return Err(message);
    }
    let config = schema::config(&args.site)?;
    let section = section(&paths.content, args.section.as_deref())?;
    let language = language(&config, args.lang.as_deref())?;
    let date = date(args.date.as_deref(), &config)?;
    let folder = if section.is_empty() { paths.content } else { paths.content.join(&section) };
    let slug = slug(title);
    refuse_taken(&folder, &slug, date, language, &config)?;
    let ending = language.map_or_else(String::new, |language| format!(".{language}"));
    let name = format!("{date}-{slug}{ending}.md");
    let text = text(title, date, &config);
    io::write_new(&folder, &[(&name, text.as_bytes())]).map_err(|error| error.to_string())?;
    anstream::println!("Began {}. Now:\n", folder.join(&name).display());
    #[cfg(feature = "serve")]
    anstream::println!("    expound serve --drafts    # shows it while you write");
    anstream::println!("    expound check             # says what is wrong\n\nTake out `draft: true` to publish it.");
    Ok(CLEAN)
}

/// The folder in `content/`.
fn section(content: &Path, named: Option<&str>) -> Result<String, String> {
    let Some(named) = named else {
        let usual = "briefs";
        return Ok(if content.join(usual).is_dir() { usual } else { "" }.to_owned());
    };
    let section = named.trim_matches('/');
    let is_inside = |part: &str| !part.is_empty() && !part.starts_with('.') && !part.contains('\\');
    if !section.is_empty() && !section.split('/').all(is_inside) {
        return Err(format!("`{named}` is not a section: name a folder in `{}`", content.display()));
    }
    if !content.join(section).is_dir() {
        let all = io::names(content);
        let folders = all.iter().filter(|(_, is_folder)| *is_folder).map(|(name, _)| name.as_str());
        let help = match suggest::nearest(section, folders) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("make the folder `{}` for a new one", content.join(section).display()),
        };
        return Err(format!("there is no section `{section}`: {help}"));
    }
    Ok(section.to_owned())
}

/// The language, where it is another than that of the site.
fn language<'a>(config: &'a Config, named: Option<&str>) -> Result<Option<&'a str>, String> {
    let Some(named) = named else { return Ok(None) };
    match config.edition(named) {
        Some(0) => Ok(None),
        Some(edition) => Ok(Some(config.language_of(edition))),
        None => {
            let known: Vec<&str> = (0..=config.languages.len()).map(|edition| config.language_of(edition)).collect();
            let known = known.join(", ");
            Err(format!(
                "`{named}` is not a language of this site, whose languages are: {known}; add it to `languages` in expound.yaml"
            ))
        }
    }
}

/// The day that the brief bears.
fn date(named: Option<&str>, config: &Config) -> Result<Date, String> {
    match named {
        None => Ok(today(Timestamp::now(), config)),
        Some(text) => match Moment::parse(text) {
            Ok(Moment { date, time: None, .. }) => Ok(date),
            _ => Err(format!("`{text}` is not a date: write 2024-06-07")),
        },
    }
}

/// The day that it is where the site is at home.
fn today(now: Timestamp, config: &Config) -> Date {
    config.timezone.to_datetime(now).date()
}

/// A brief that is there already, or that would have the same address, is not begun a second time.
fn refuse_taken(folder: &Path, slug: &str, date: Date, language: Option<&str>, config: &Config) -> Result<(), String> {
    let permalink = config.permalink.as_deref().unwrap_or(":name");
    // Where neither the name of the file nor the day is part of addresses, another day is no other address.
    let slug_decides = !permalink.contains(":name") && !permalink.contains(":day");
    let wanted = format!("{date}-{slug}");
    for (name, is_folder) in io::names(folder) {
        let stem = name.strip_suffix(".md").or_else(|| name.strip_suffix(".markdown"));
        let Some(stem) = stem.or(is_folder.then_some(name.as_str())) else { continue };
        let (stem, other) = match stem.rsplit_once('.').filter(|(_, code)| config.edition(code).is_some()) {
            Some((stem, code)) => (stem, config.edition(code)),
            None => (stem, Some(0)),
        };
        if other != language.map_or(Some(0), |language| config.edition(language)) {
            continue;
        }
        let of_date = stem.get(..10).is_some_and(|date| Moment::parse(date).is_ok());
        let other_slug = if of_date { stem.get(11..).unwrap_or_default() } else { stem };
        if stem == wanted || (slug_decides && other_slug == slug) {
            let there = folder.join(&name);
            return Err(format!("`{}` is already there: choose another title", there.display()));
        }
    }
    Ok(())
}

/// The first lines.
fn text(title: &str, date: Date, config: &Config) -> String {
    let keys: Vec<&str> = config.authors.keys().map(String::as_str).collect();
    let author = match &keys[..] {
        [] => "author:  # who wrote it: a name, or a list of names".to_owned(),
        [one] => format!("author: {}", yaml(one)),
        several => format!("author:  # one or more of: {}", several.join(", ")),
    };
    format!(
        "---\ntitle: {}\n{author}\ndate: {date}\ndescription:  # two sentences for cards, feeds and search\ntags: []\ndraft: true  # take this line \
         out to publish\n---\n\n<!-- The first paragraph says what the brief is about. Nobody sees a comment like this one. -->\n\n<!--more-->\n\n\
         <!-- Everything above that line is the excerpt on lists of briefs. -->\n",
        yaml(title)
    )
}

/// A text as YAML has it: without quotes where none are needed.
fn yaml(text: &str) -> String {
    let is_plain = text.starts_with(char::is_alphabetic)
        && text.chars().all(|c| c.is_alphanumeric() || " -_,.?!()’“”".contains(c))
        && serde_yaml::from_str::<serde_yaml::Value>(text).is_ok_and(|value| value.as_str() == Some(text));
    if is_plain { text.to_owned() } else { serde_json::Value::String(text.to_owned()).to_string() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_day_is_that_of_the_site() {
        let now: Timestamp = "2025-06-30T22:30:00Z".parse().unwrap();
        let at = |hours: i8| Config { timezone: jiff::tz::Offset::constant(hours), ..Config::default() };
        assert_eq!(today(now, &at(0)).to_string(), "2025-06-30");
        assert_eq!(today(now, &at(2)).to_string(), "2025-07-01");
        assert_eq!(today(now, &at(-11)).to_string(), "2025-06-30");
    }

    #[test]
    fn titles_are_quoted_where_they_must_be() {
        let cases = [
            ("Who needs whom?", "Who needs whom?"),
            ("Yes", "Yes"),
            ("true", "\"true\""),
            ("2024", "\"2024\""),
            ("A: b", "\"A: b\""),
            ("# Not a heading", "\"# Not a heading\""),
            ("The \"end\"", "\"The \\\"end\\\"\""),
            ("Кому хто потрібен?", "Кому хто потрібен?"),
        ];
        for (title, written) in cases {
            assert_eq!(yaml(title), written);
            assert_eq!(serde_yaml::from_str::<String>(written).unwrap(), title);
        }
    }
}
