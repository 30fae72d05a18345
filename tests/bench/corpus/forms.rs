//! One post in the form of each generator that is compared: the same bodies, the front matter that each one reads.

use super::post::Post;
use std::fmt::Write;
use std::path::Path;
use std::{fs, io};

/// For which generator a corpus is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Form {
    /// Posts as Jekyll sites have them, which Expound reads as they are. Settings for the default theme, for a small one and
    /// for a search.
    Expound,
    /// Hugo, with layouts that make the same kinds of pages.
    Hugo,
    /// Zola, likewise.
    Zola,
}

/// The files that are no posts: where they go and what is in them.
pub(crate) fn write_settings(folder: &Path, form: Form) -> io::Result<()> {
    let files: &[(&str, &str)] = match form {
        Form::Expound => &[
            ("expound.yaml", include_str!("../forms/expound.yaml")),
            // A theme as small as those of the others.
            ("themes/small/theme.yaml", include_str!("../forms/expound-theme.yaml")),
            ("themes/small/templates/base.html", include_str!("../forms/expound-base.html")),
            ("themes/small/templates/brief.html", include_str!("../forms/expound-brief.html")),
            ("themes/small/templates/home.html", include_str!("../forms/expound-list.html")),
            ("themes/small/templates/section.html", include_str!("../forms/expound-list.html")),
            ("themes/small/templates/term.html", include_str!("../forms/expound-list.html")),
            ("themes/small/templates/taxonomy.html", include_str!("../forms/expound-terms.html")),
        ],
        Form::Hugo => &[
            ("hugo.yaml", include_str!("../forms/hugo.yaml")),
            ("layouts/_default/baseof.html", include_str!("../forms/hugo-baseof.html")),
            ("layouts/_default/single.html", include_str!("../forms/hugo-single.html")),
            ("layouts/_default/list.html", include_str!("../forms/hugo-list.html")),
            ("layouts/_default/terms.html", include_str!("../forms/hugo-terms.html")),
            ("layouts/_default/list.rss.xml", include_str!("../forms/hugo-list.rss.xml")),
            ("layouts/_default/list.json", include_str!("../forms/hugo-list.json")),
        ],
        Form::Zola => &[
            ("config.toml", include_str!("../forms/zola.toml")),
            ("templates/base.html", include_str!("../forms/zola-base.html")),
            ("templates/page.html", include_str!("../forms/zola-page.html")),
            ("templates/index.html", include_str!("../forms/zola-list.html")),
            ("templates/section.html", include_str!("../forms/zola-list.html")),
            ("templates/taxonomy_single.html", include_str!("../forms/zola-list.html")),
            ("templates/taxonomy_list.html", include_str!("../forms/zola-terms.html")),
        ],
    };
    for (name, text) in files {
        write_file(&folder.join(name), text)?;
    }
    fs::create_dir_all(folder.join("content"))?;
    match form {
        // The same settings, but for a small theme, and with a search.
        Form::Expound => {
            let settings = include_str!("../forms/expound.yaml");
            write_file(&folder.join("small.yaml"), &format!("{settings}theme: small\n"))?;
            write_file(&folder.join("search.yaml"), &settings.replace("without: [search, cards]", "without: [cards]"))?;
        }
        Form::Hugo => {}
        Form::Zola => {
            let list = "sort_by = \"date\"\npaginate_by = 20\n";
            write_file(&folder.join("content/_index.md"), &format!("+++\n{list}+++\n"))?;
            for section in ["columns", "heros", "hkers"] {
                let text =
                    format!("+++\ntitle = \"{section}\"\n{list}generate_feeds = true\ntransparent = true\n+++\n");
                write_file(&folder.join("content").join(section).join("_index.md"), &text)?;
            }
        }
    }
    Ok(())
}

fn write_file(path: &Path, text: &str) -> io::Result<()> {
    if let Some(parent) = path.parent() {
        fs::create_dir_all(parent)?;
    }
    fs::write(path, text)
}

/// The path of a post in `content/`, and its text.
pub(crate) fn file(post: &Post, form: Form) -> (String, String) {
    let Post { section, name, title, authors, date, image, description, tags, excerpt, rest } = post;
    let mut text = String::with_capacity(excerpt.len() + rest.len() + 600);
    let path = match form {
        Form::Expound => format!("_{section}/{name}.md"),
        Form::Hugo | Form::Zola => format!("{section}/{name}.md"),
    };
    // `Debug` of a list of words is a list in YAML and in TOML.
    let _ = match form {
        Form::Expound => write!(
            text,
            "---\nlayout: post\ntitle : {title}\nauthor: {}\ndate  : {date} 12:00:00 +0800\nimage : {image}\n\
             #image_caption: \"\"\ndescription: {description:?}\ntags: {tags:?}\nexcerpt_separator: <excerpt/>\n---\n\n\
             {excerpt}\n\n<excerpt/>\n\n{rest}",
            authors.join(" and ")
        ),
        Form::Hugo => write!(
            text,
            "---\ntitle: {title}\nauthors: {authors:?}\ndate: {date}T12:00:00+08:00\nimage: {image}\n\
             description: {description:?}\ntags: {tags:?}\n---\n\n{excerpt}\n\n<!--more-->\n\n{rest}"
        ),
        Form::Zola => write!(
            text,
            "+++\ntitle = {title:?}\ndate = {date}T12:00:00+08:00\ndescription = {description:?}\n[taxonomies]\n\
             authors = {authors:?}\ntags = {tags:?}\n[extra]\nimage = {image:?}\n+++\n\n{excerpt}\n\n<!-- more -->\n\n\
             {rest}"
        ),
    };
    (path, text)
}
