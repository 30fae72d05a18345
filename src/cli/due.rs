//! `expound due`: when the next build has something to do, for whoever starts builds by the clock.

use super::args::RunArgs;
use super::sources::time;
use super::{CLEAN, PROBLEMS, build, report};
use crate::base::{Moment, Severity};
use crate::io;
use crate::pipeline::due::{Due, due as due_of};
use clap::ValueEnum;
use jiff::Timestamp;
use jiff::tz::Offset;
use serde_json::{Value, json};

#[derive(Debug, Clone, clap::Args)]
pub(super) struct DueArgs {
    #[command(flatten)]
    run: RunArgs,
    /// Print instead what fell due after this moment and until now: a moment, or a time before now such as 90m or 1d.
    #[arg(long, value_name = "MOMENT")]
    since: Option<String>,
    /// How moments are printed.
    #[arg(long, value_enum, default_value_t = DueFormat::Text, value_name = "FORM")]
    format: DueFormat,
}

/// How moments are printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum DueFormat {
    /// The moment alone, in UTC; nothing where there is none.
    Text,
    /// One object with all moments to come: when, what, of which file.
    Json,
    /// Lines `next=…` and, with --since, `due=true` or `due=false`, for `$GITHUB_OUTPUT`.
    Github,
}

/// Prints moments. Exits with 1 if a file is broken, since it may hide some.
pub(super) fn due(args: &DueArgs) -> Result<u8, String> {
    let options = build::options(&args.run)?;
    build::threads(&args.run)?;
    let now = options.now;
    let since = args.since.as_deref().map(|text| moment_before(text, now)).transpose()?;
    let input = io::read(&args.run.site.paths(None)).map_err(|error| error.to_string())?;
    let all = due_of(&input.value, input.diagnostics, &options);
    let errors: Vec<_> = all.diagnostics.iter().filter(|found| found.severity == Severity::Error).collect();
    for error in &errors {
        anstream::eprintln!("{}", report::short(error));
    }
    let passed: Option<Vec<&Due>> =
        since.map(|since| all.value.iter().filter(|due| since < due.moment && due.moment <= now).collect());
    let upcoming: Vec<&Due> = all.value.iter().filter(|due| due.moment > now).collect();
    let next = upcoming.first().map(|due| due.moment);
    match args.format {
        DueFormat::Json => anstream::println!("{}", object(now, &upcoming, passed.as_deref())),
        DueFormat::Github => {
            anstream::println!("next={}", next.map(|next| next.to_string()).unwrap_or_default());
            if let Some(passed) = &passed {
                anstream::println!("due={}", !passed.is_empty());
            }
        }
        DueFormat::Text => {
            let last = passed.as_ref().map(|passed| passed.last().map(|due| due.moment));
            if let Some(moment) = last.unwrap_or(next) {
                anstream::println!("{moment}");
            }
        }
    }
    Ok(if errors.is_empty() { CLEAN } else { PROBLEMS })
}

/// A moment, or so much time before now.
fn moment_before(text: &str, now: Timestamp) -> Result<Timestamp, String> {
    if let Ok(moment) = Moment::parse(text) {
        return Ok(moment.instant(Offset::UTC));
    }
    let before = time(text).ok().and_then(|time| now.checked_sub(time).ok());
    before.ok_or_else(|| format!("`{text}` is not a moment: write 2025-06-01T09:00:00Z, or 90m for so long before now"))
}

fn object(now: Timestamp, upcoming: &[&Due], passed: Option<&[&Due]>) -> Value {
    let one = |due: &&Due| {
        json!({
            "moment": due.moment.to_string(),
            "what": due.event.word(),
            "file": &*due.file,
            "title": due.title,
        })
    };
    let mut all = json!({
        "now": now.to_string(),
        "next": upcoming.first().map(|due| due.moment.to_string()),
        "upcoming": upcoming.iter().map(one).collect::<Vec<_>>(),
    });
    if let Some(passed) = passed {
        all["due"] = passed.iter().map(one).collect();
    }
    all
}
