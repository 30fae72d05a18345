//! `expound init`: a new site, without a question.

use super::schema::FOLDER;
use super::{CLEAN, starter};
use crate::base::Source;
use crate::schema::SCHEMAS;
use crate::{config, io};
use std::path::{Path, PathBuf};

#[derive(Debug, Clone, clap::Args)]
pub(super) struct InitArgs {
    /// The folder: one that is not there yet, or that holds nothing but a read-me, a licence and names that begin with a dot.
    #[arg(default_value = ".")]
    dir: PathBuf,
}

/// Makes a new site.
pub(super) fn init(args: &InitArgs) -> Result<u8, String> {
    let dir = &args.dir;
    if dir.is_file() {
        return Err(format!("`{}` is a file: name a folder", dir.display()));
    }
    let unreadable = |error| format!("`{}` cannot be read: {error}", dir.display());
    if let Some(name) = io::in_the_way(dir, may_be_there).map_err(unreadable)? {
        let path = if dir == Path::new(".") { PathBuf::from(&name) } else { dir.join(&name) };
        return Err(format!(
            "`{}` is in the way, and nothing is written over: name a folder that is empty or not there yet",
            path.display()
        ));
    }
    let schemas = schemas();
    let mut files: Vec<(&str, &[u8])> = starter::FILES.to_vec();
    files.extend(schemas.iter().map(|(path, text)| (path.as_str(), text.as_bytes())));
    // A folder that came from a code host has one already.
    let has_ignore = dir.join(IGNORE).exists();
    files.retain(|(path, _)| !has_ignore || *path != IGNORE);
    io::write_new(dir, &files).map_err(|error| error.to_string())?;
    if has_ignore {
        let lines = starter::FILES.iter().find(|(path, _)| *path == IGNORE).map_or("", |(_, text)| text_of(text));
        let lines: Vec<&str> = lines.lines().filter(|line| !line.starts_with('#')).collect();
        anstream::println!(
            "Add to {}, so that git leaves out what is published:\n\n    {}\n",
            IGNORE,
            lines.join("\n    ")
        );
    }
    let here = dir == Path::new(".");
    let (place, change) = match here {
        true => ("this folder".to_owned(), String::new()),
        false => (format!("{}/", dir.display()), format!("    cd {}\n", dir.display())),
    };
    #[cfg(feature = "serve")]
    let show = "    expound serve             # shows it, and every change as you save it\n";
    #[cfg(not(feature = "serve"))]
    let show = "";
    anstream::println!(
        "Made a site of three briefs in {place}. Read them, change them, throw them away. Now:\n\n{change}{show}    expound new \"A title\"     \
         # begins a brief\n    expound check             # says what is wrong\n    expound build             # publishes to public/\n"
    );
    Ok(CLEAN)
}

const IGNORE: &str = ".gitignore";

/// What a folder may hold before there is a site in it: what code hosts put there.
fn may_be_there(name: &str) -> bool {
    let upper = name.to_uppercase();
    let is_paper = ["README", "LICENSE", "LICENCE", "COPYING"].iter().any(|word| upper.starts_with(word));
    (name.starts_with('.') && name != FOLDER) || is_paper
}

/// The schemas of the new site, with their paths.
fn schemas() -> Vec<(String, String)> {
    let settings =
        starter::FILES.iter().find(|(path, _)| *path == "expound.yaml").map_or("", |(_, text)| text_of(text));
    let config = config::read(&Source::new("expound.yaml", settings)).value;
    SCHEMAS.iter().map(|schema| (format!("{FOLDER}/{}", schema.file()), schema.text(&config))).collect()
}

fn text_of(bytes: &'static [u8]) -> &'static str {
    std::str::from_utf8(bytes).unwrap_or_default()
}
