//! `expound fmt`: files that are not in their form are written anew, or shown.

mod diff;

use super::args::SiteArgs;
use super::build::counted;
use super::{CLEAN, PROBLEMS, report};
use crate::base::{Diagnostics, Source};
use crate::fmt::{Kind, format};
use crate::{data, io};
use rayon::prelude::*;
use rustc_hash::FxHashSet;
use std::io::Read;
use std::path::{Path, PathBuf};

#[derive(Debug, Clone, clap::Args)]
pub(super) struct FmtArgs {
    /// Files and folders, instead of those of the site; `-` is standard input.
    paths: Vec<PathBuf>,
    /// Write nothing: list what is not in its form, and exit with 1 if there is anything.
    #[arg(long)]
    check: bool,
    /// Write nothing: print what would change, and exit with 1 if there is anything.
    #[arg(long)]
    diff: bool,
    /// What standard input would be called as a file: its ending says whether it is Markdown or YAML.
    #[arg(long, value_name = "FILE", default_value = "brief.md")]
    name: String,
    #[command(flatten)]
    site: SiteArgs,
}

/// A file and what it would be.
struct Formatted {
    text: io::Text,
    new: String,
}

/// Puts files into form.
pub(super) fn fmt(args: &FmtArgs) -> Result<u8, String> {
    if args.paths.iter().any(|path| path == Path::new("-")) {
        if args.paths.len() > 1 {
            return Err("`-` is standard input, and cannot be named together with files".to_owned());
        }
        return standard_input(args);
    }
    let mut diagnostics = Diagnostics::new();
    let texts = texts(args, &mut diagnostics)?;
    let looked_at = texts.len();
    let formatted: Vec<_> = texts.into_par_iter().map(formatted).collect();
    let mut changed = Vec::new();
    for (file, mut found) in formatted {
        diagnostics.append(&mut found);
        changed.extend((file.new != file.text.source.text).then_some(file));
    }
    let writes = !args.check && !args.diff;
    let mut unwritten = Vec::new();
    for Formatted { text, new } in &changed {
        let (shown, old) = (&text.source.shown, &text.source.text);
        if args.diff {
            anstream::print!("{}", diff::unified(shown, old, new));
            continue;
        }
        match if writes { io::rewrite(&text.disk, old, new) } else { Ok(()) } {
            Ok(()) => anstream::println!("{shown}"),
            Err(error) => unwritten.push(format!("`{shown}` cannot be written: {error}")),
        }
    }
    diagnostics.iter().for_each(|found| anstream::eprintln!("{}\n", report::human(found, true)));
    if !unwritten.is_empty() {
        return Err(unwritten.join("\nerror: "));
    }
    let (files, others) = (counted(changed.len(), "file"), counted(looked_at, "file"));
    match (changed.is_empty(), writes) {
        (true, _) if diagnostics.is_empty() => anstream::eprintln!("Nothing to change in {others}."),
        (true, _) => {}
        (false, true) => anstream::eprintln!("Changed {files} of {looked_at}."),
        (false, false) => anstream::eprintln!("`expound fmt` would change {files} of {looked_at}."),
    }
    Ok(if diagnostics.is_empty() && (changed.is_empty() || writes) { CLEAN } else { PROBLEMS })
}

fn formatted(text: io::Text) -> (Formatted, Diagnostics) {
    let kind = Kind::of(&text.source.path).unwrap_or(Kind::Settings);
    let report = format(&text.source, kind);
    (Formatted { text, new: report.value }, report.diagnostics)
}

/// The files that are named, or those of the site.
fn texts(args: &FmtArgs, diagnostics: &mut Diagnostics) -> Result<Vec<io::Text>, String> {
    let has_form = |path: &str| Kind::of(path).is_some();
    let mut all = Vec::new();
    let mut of = |path: &Path| {
        let failed = |error| format!("`{}` cannot be read: {error}", path.display());
        io::texts(path, has_form, diagnostics).map_err(failed)
    };
    if args.paths.is_empty() {
        let paths = args.site.paths(None);
        if !paths.content.is_dir() {
            return Err(io::ReadError::NoContent(paths.content).to_string());
        }
        if paths.config.exists() {
            all.extend(of(&paths.config)?);
        }
        // Other files of YAML may be anything: what is handed out as it is, for one.
        let is_ours = |text: &io::Text| {
            let source = &text.source;
            Kind::of(&source.path) == Some(Kind::Brief)
                || &*source.path == "sources.yaml"
                || data::is_descriptor(source)
        };
        all.extend(of(&paths.content)?.into_iter().filter(is_ours));
        return Ok(once(all));
    }
    for path in &args.paths {
        if !path.is_dir() && !has_form(&path.to_string_lossy()) {
            return Err(format!("`{}` has no form: name Markdown, YAML, or a folder", path.display()));
        }
        all.extend(of(path)?);
    }
    Ok(once(all))
}

/// Each file once, however often it is named or linked to.
fn once(mut texts: Vec<io::Text>) -> Vec<io::Text> {
    let mut seen = FxHashSet::default();
    texts.retain(|text| seen.insert(text.disk.clone()));
    texts
}

/// Reads standard input and prints it in its form; what cannot be read comes out as it came in.
fn standard_input(args: &FmtArgs) -> Result<u8, String> {
    let kind = Kind::of(&args.name)
        .ok_or_else(|| format!("`{}` has no form: --name is that of a file of Markdown or YAML", args.name))?;
    let mut text = String::new();
    let read = std::io::stdin().read_to_string(&mut text);
    read.map_err(|error| format!("standard input cannot be read: {error}"))?;
    let source = Source::new(&args.name, text);
    let formatted = format(&source, kind);
    let differs = formatted.value != source.text;
    if args.diff {
        anstream::print!("{}", diff::unified(&args.name, &source.text, &formatted.value));
    } else if !args.check {
        anstream::print!("{}", formatted.value);
    } else if differs {
        anstream::println!("{}", args.name);
    }
    formatted.diagnostics.iter().for_each(|found| anstream::eprintln!("{}\n", report::human(found, true)));
    let fails = !formatted.diagnostics.is_empty() || (differs && (args.check || args.diff));
    Ok(if fails { PROBLEMS } else { CLEAN })
}
