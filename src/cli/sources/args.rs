//! The arguments of `expound sources`, and what `--help` says of them.

use crate::cli::args::RunArgs;
use clap::{Subcommand, ValueEnum};
use std::time::Duration;

#[derive(Debug, Clone, clap::Args)]
#[command(args_conflicts_with_subcommands = true)]
pub(in crate::cli) struct SourcesArgs {
    #[command(subcommand)]
    pub(super) command: Option<SourcesCommand>,
    #[command(flatten)]
    pub(super) list: ListArgs,
}

#[derive(Debug, Clone, Subcommand)]
pub(super) enum SourcesCommand {
    /// Ask the hosts of all sources, and of their archived copies, whether they are still there, and look for each `quote:`.
    ///
    /// Only this, `expound check --external` and `expound deploy` talk to other hosts. Exits with 1 if anything is gone, does not answer, or lacks its quote.
    Check(CheckArgs),
    /// Print the addresses that have no archived copy yet, each with the address that has one made. Asks no host.
    Archive(ArchiveArgs),
}

/// How sources are printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum SourcesFormat {
    /// For people.
    #[value(alias = "table")]
    Human,
    /// One row an address.
    Csv,
    /// One object.
    Json,
}

#[derive(Debug, Clone, clap::Args)]
pub(super) struct ListArgs {
    #[command(flatten)]
    pub(super) run: RunArgs,
    /// How the sources are printed.
    #[arg(long, value_enum, default_value_t = SourcesFormat::Human, value_name = "FORM")]
    pub(super) format: SourcesFormat,
}

#[derive(Debug, Clone, clap::Args)]
pub(super) struct ArchiveArgs {
    #[command(flatten)]
    pub(super) run: RunArgs,
    /// Print the lines to paste below each source, as if its copy were made today.
    #[arg(long)]
    pub(super) yaml: bool,
    /// Only this source; may be given several times.
    #[arg(long, value_name = "KEY")]
    pub(super) only: Vec<String>,
}

#[derive(Debug, Clone, clap::Args)]
pub(super) struct CheckArgs {
    #[command(flatten)]
    pub(super) run: RunArgs,
    /// How what was found is printed.
    #[arg(long, value_enum, default_value_t = SourcesFormat::Human, value_name = "FORM")]
    pub(super) format: SourcesFormat,
    /// Only this source; may be given several times.
    #[arg(long, value_name = "KEY")]
    pub(super) only: Vec<String>,
    #[command(flatten)]
    pub(super) manners: MannersArgs,
}

/// How other hosts are asked.
#[derive(Debug, Clone, clap::Args)]
pub(in crate::cli) struct MannersArgs {
    /// How many hosts are asked at once. No host is ever asked by two at once.
    #[arg(long, value_name = "N", default_value_t = 8, value_parser = clap::value_parser!(u16).range(1..=64))]
    pub(in crate::cli) at_once: u16,
    /// How long a host is left alone after an answer; a bare number is in seconds.
    #[arg(long, value_name = "TIME", default_value = "1s", value_parser = time)]
    pub(in crate::cli) pause: Duration,
    /// How long a whole answer may take.
    #[arg(long, value_name = "TIME", default_value = "20s", value_parser = some_time)]
    pub(in crate::cli) timeout: Duration,
    /// How often more a host is asked that is late, has trouble, or wants fewer questions.
    #[arg(long, value_name = "N", default_value_t = 2, value_parser = clap::value_parser!(u32).range(0..=9))]
    pub(in crate::cli) retries: u32,
    /// What was well is not asked again within this time: 90s, 15m, 12h, 7d. 0 asks everything.
    #[arg(long, value_name = "TIME", default_value = "1d", value_parser = time)]
    pub(in crate::cli) max_age: Duration,
    /// What the program calls itself; by default its name and version.
    #[arg(long, value_name = "TEXT", value_parser = user_agent)]
    pub(in crate::cli) user_agent: Option<String>,
}

#[cfg(feature = "net")]
impl MannersArgs {
    /// The same in the words of what asks.
    pub(in crate::cli) fn manners(&self) -> crate::net::Manners {
        crate::net::Manners {
            at_once: usize::from(self.at_once),
            pause: self.pause,
            timeout: self.timeout,
            retries: self.retries,
            user_agent: self.user_agent.clone().unwrap_or_else(crate::net::own_name),
        }
    }
}

/// `90s`, `0.5s`, `200ms`, `15m`, `12h`, `7d`, or a number of seconds.
pub(in crate::cli) fn time(text: &str) -> Result<Duration, String> {
    let (number, unit) = text.split_at(text.find(|c: char| c.is_ascii_alphabetic()).unwrap_or(text.len()));
    let seconds = match unit {
        "ms" => 0.001,
        "" | "s" => 1.0,
        "m" => 60.0,
        "h" => 3600.0,
        "d" => 86_400.0,
        _ => return Err("write 90s, 15m, 12h or 7d".to_owned()),
    };
    let number = number.parse::<f64>().map_err(|_| "write 90s, 15m, 12h or 7d".to_owned())?;
    Duration::try_from_secs_f64(number * seconds).map_err(|_| "this is no length of time".to_owned())
}

/// A time that is not nothing.
fn some_time(text: &str) -> Result<Duration, String> {
    time(text).and_then(|time| if time.is_zero() { Err("no host answers in no time".to_owned()) } else { Ok(time) })
}

/// What may stand in the header of a question.
fn user_agent(text: &str) -> Result<String, String> {
    let text = text.trim();
    let is_plain = !text.is_empty() && text.bytes().all(|b| b == b' ' || b.is_ascii_graphic());
    if is_plain { Ok(text.to_owned()) } else { Err("write it in letters and signs of ASCII".to_owned()) }
}
