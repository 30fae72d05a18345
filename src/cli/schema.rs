//! `expound schema`: the JSON Schemas, for editors.

use super::args::SiteArgs;
use super::{CLEAN, report};
use crate::base::{Diagnostic, Severity, suggest};
use crate::config::{self, Config};
use crate::io;
use crate::schema::{self, SCHEMAS};
use std::path::PathBuf;

/// The folder of a site that `expound init` puts them in.
pub(super) const FOLDER: &str = ".schema";

#[derive(Debug, Clone, clap::Args)]
pub(super) struct SchemaArgs {
    /// `config`, `front-matter`, `chart`, `descriptor` or `sources`.
    name: Option<String>,
    /// Write it, or all of them, to this folder; `.schema` is where a new site has them.
    #[arg(long, value_name = "DIR")]
    output: Option<PathBuf>,
    #[command(flatten)]
    site: SiteArgs,
}

/// Prints one schema, or lists them, or writes them.
pub(super) fn schema(args: &SchemaArgs) -> Result<u8, String> {
    let named = args.name.as_deref().map(|name| {
        let known = || SCHEMAS.iter().map(|schema| schema.name);
        schema::find(name).ok_or_else(|| format!("there is no schema `{name}`: {}", suggest::hint(name, known())))
    });
    let named = named.transpose()?;
    if named.is_none() && args.output.is_none() {
        list();
        return Ok(CLEAN);
    }
    let config = config(&args.site)?;
    let Some(folder) = &args.output else {
        named.into_iter().for_each(|schema| anstream::print!("{}", schema.text(&config)));
        return Ok(CLEAN);
    };
    for schema in SCHEMAS.iter().filter(|schema| named.is_none_or(|named| named.name == schema.name)) {
        let path = folder.join(schema.file());
        let failed = |error| format!("`{}` cannot be written: {error}", path.display());
        io::save_in(folder, &schema.file(), &schema.text(&config)).map_err(failed)?;
        anstream::println!("Wrote {}.", path.display());
    }
    Ok(CLEAN)
}

/// What there is, and what to do with it.
fn list() {
    for schema in SCHEMAS {
        anstream::println!("{:12}  {}", schema.name, schema.about);
    }
    anstream::println!(
        "\n`expound schema NAME` prints one, `expound schema --output {FOLDER}` writes all of them. Front matter has a key for each \
         taxonomy of expound.yaml.\n\nA line such as this at the top of a file tells the YAML language server, and so VS Code, Neovim, \
         Helix, Zed and Emacs,\nby which schema to complete and check it:\n\n    # yaml-language-server: $schema={FOLDER}/config.json\n"
    );
}

/// What expound.yaml says, for commands that need no more of a site. Mistakes in it are told in one line.
pub(super) fn config(site: &SiteArgs) -> Result<Config, String> {
    let told = |found: &[Diagnostic]| match found.iter().find(|found| found.severity == Severity::Error) {
        Some(found) => Err(report::short(found)),
        None => Ok(()),
    };
    let source = io::settings(&site.paths(None)).map_err(|error| error.to_string())?;
    told(&source.diagnostics)?;
    let Some(source) = source.value else { return Ok(Config::default()) };
    let read = config::read(&source);
    told(&read.diagnostics)?;
    Ok(read.value)
}
