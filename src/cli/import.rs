//! `expound import`: the site of another generator becomes one of Expound's, a document of a word processor a brief.

use super::CLEAN;
use super::build::counted;
#[cfg(feature = "documents")]
use super::import_document;
use crate::base::signs;
#[cfg(feature = "documents")]
use crate::import::document::Kind;
use crate::import::{Generator, import};
use crate::io;
use clap::ValueEnum;
use std::path::PathBuf;

#[derive(Debug, Clone, clap::Args)]
pub(super) struct ImportArgs {
    /// What made the old site, or what kind of document it is: `html` for a page and for an archive with a page in it.
    #[arg(value_enum)]
    from: From,
    /// The folder of the old site, or the document. It is only ever read.
    #[arg(value_name = "OLD")]
    dir: PathBuf,
    /// The folder of the new site, or of the brief, empty or not there yet.
    #[arg(value_name = "NEW")]
    newdir: PathBuf,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum From {
    /// A site with a `_config.yml`.
    Jekyll,
    /// A site with a `hugo.toml`, `hugo.yaml` or `config.toml`.
    Hugo,
    /// A site with a `config.toml` or `zola.toml`.
    Zola,
    /// A document of Word.
    #[cfg(feature = "documents")]
    Docx,
    /// A document of Google Docs, exported as a web page: the word is the same for the page and for its archive.
    #[cfg(feature = "documents")]
    Html,
}

/// Reads the old site, writes the new one, and says what is not the same.
pub(super) fn run(args: &ImportArgs) -> Result<u8, String> {
    let generator = match args.from {
        From::Jekyll => Generator::Jekyll,
        From::Hugo => Generator::Hugo,
        From::Zola => Generator::Zola,
        #[cfg(feature = "documents")]
        From::Docx => return import_document::run(Kind::Docx, &args.dir, &args.newdir),
        #[cfg(feature = "documents")]
        From::Html => return import_document::run(Kind::Html, &args.dir, &args.newdir),
    };
    io::may_import(&args.dir, &args.newdir).map_err(|error| error.to_string())?;
    let old = io::read_old(&args.dir, generator.made()).map_err(|error| error.to_string())?;
    let imported = import(generator, &old.files, &old.unread);
    io::write_new_site(&args.newdir, &imported.files).map_err(|error| error.to_string())?;

    let below = io::shown(&args.dir);
    for told in &imported.told {
        let line = if below.is_empty() { told.to_string() } else { format!("{below}/{told}") };
        anstream::println!("{}", signs::printable(&line).unwrap_or(line));
    }
    let new = io::shown(&args.newdir);
    let files = imported.files.len().saturating_sub(imported.pages);
    let addresses = imported.addresses;
    anstream::println!(
        "{}{} and {} into {new}/.",
        if imported.told.is_empty() { "" } else { "\n" },
        counted(imported.pages, "page"),
        counted(files, "other file"),
    );
    anstream::println!(
        "Of {}, {} at the same address as before, {} reached from the old one by a redirect, {} lost theirs.",
        counted(addresses.all(), "published page"),
        addresses.same,
        addresses.redirected,
        addresses.lost,
    );
    match imported.told.len() {
        0 => anstream::println!("Nothing that was published was left behind."),
        1 => anstream::println!("1 thing is not as it was, told above."),
        told => anstream::println!("{told} things are not as they were, told above."),
    }
    anstream::println!("\nNow:\n\n    cd {new}\n    expound check\n    expound serve\n");
    Ok(CLEAN)
}
