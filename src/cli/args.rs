//! The arguments, and what `--help` says of them.

use super::due::DueArgs;
use super::job::JobArgs;
use super::sources::{MannersArgs, SourcesArgs};
use crate::io::{NamedPaths, SitePaths};
use clap::{Parser, Subcommand, ValueEnum};
use std::path::{Path, PathBuf};

/// Turn Markdown briefs into a static site with source notes.
///
/// Without any settings, a folder of Markdown files is a site: `expound build --content DIR --output DIR`.
#[derive(Debug, Parser)]
#[command(
    name = "expound",
    version,
    max_term_width = 100,
    after_help = "Exit codes: 0 clean, 1 problems found, 2 could not run."
)]
pub(super) struct Args {
    #[command(subcommand)]
    pub(super) command: Command,
}

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Build the site and publish it: all of it, or, if there is an error, nothing.
    Build(BuildArgs),
    /// Say everything that is wrong with the site, and build nothing.
    ///
    /// Warnings fail a check as errors do; remarks fail nothing.
    Check(CheckArgs),
    /// Print the next moment at which a brief appears, expires or is due for review; nothing where there is none.
    Due(DueArgs),
    /// Print the ledger: every number of the text, and whether it is checked, has a note, or is traced to nothing.
    ///
    /// Exits with 1 if the data contradicts a number; with --against, if the change of the data made a sentence false.
    Figures(FiguresArgs),
    /// List the sources of the site: who published them, when, whether there is an archived copy, what rests on them.
    ///
    /// `expound sources check` asks whether they are still there, `expound sources archive` what to have archived.
    Sources(Box<SourcesArgs>),
    /// Upload the published site to a store that speaks as S3 does: only what changed, pages after what they need.
    ///
    /// The key is that of the environment: AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, perhaps AWS_SESSION_TOKEN.
    #[cfg(feature = "deploy")]
    Deploy(Box<super::deploy::DeployArgs>),
    /// Print ready settings for a host: a workflow, or the configuration of a server; without a name, list them.
    Hosting(super::hosting::HostingArgs),
    /// Show the site in a browser while you write: every save is built, and open pages reload.
    #[cfg(feature = "serve")]
    Serve(ServeArgs),
    /// Make a site of one of Jekyll, Hugo or Zola, or a brief of a document of Word or Google Docs.
    ///
    /// A site comes with its briefs, settings, pictures and the addresses that they have; a document comes with its pictures
    /// and notes. Prints what could not be carried over, that of a site with file and line. What is old is only read.
    Import(super::import::ImportArgs),
    /// Make a new site of three briefs that show how it is done: a chart, checked numbers, sources that disagree.
    Init(super::init::InitArgs),
    /// Begin a new brief: a file with today's date, as a draft.
    New(super::new::NewArgs),
    /// Put front matter, chart blocks, expound.yaml, sources.yaml and descriptors into one form.
    ///
    /// Only white space changes. Comments, quotes, the order of keys and the text of briefs stay as they are.
    Fmt(super::fmt::FmtArgs),
    /// Print a JSON Schema, with which editors complete and check keys and values; without a name, list them.
    Schema(super::schema::SchemaArgs),
    /// List the files of the built-in theme, or print one of them, to begin a file of your own with.
    Theme {
        /// The file, such as `templates/brief.html`.
        file: Option<String>,
    },
    /// Say what a code of a diagnostic means and what to do about it; without one, list all codes.
    Explain {
        /// The code, such as `broken-link`, or `charts` for the kinds, words and rules of charts, or `numbers` for the wordings
        /// and operations of checked numbers.
        code: Option<String>,
    },
    /// Print the manual page of the program, or of one of its commands, for `man`.
    Man {
        /// The command, such as `build`.
        command: Option<String>,
        /// Print all commands and options in Markdown instead.
        #[arg(long, conflicts_with = "command")]
        markdown: bool,
    },
    /// Print completions for a shell.
    Completions {
        /// The shell.
        shell: clap_complete::Shell,
    },
}

/// Where the site is.
#[derive(Debug, Clone, clap::Args)]
pub(super) struct SiteArgs {
    /// The folder of the site.
    #[arg(long, value_name = "DIR", default_value = ".")]
    pub(super) root: PathBuf,
    /// The settings, instead of `expound.yaml`.
    #[arg(long, value_name = "FILE")]
    config: Option<PathBuf>,
    /// The briefs, instead of `content/`.
    #[arg(long, value_name = "DIR")]
    content: Option<PathBuf>,
    /// The themes, instead of `themes/`.
    #[arg(long, value_name = "DIR")]
    themes: Option<PathBuf>,
}

impl SiteArgs {
    /// The paths of the site. `.` is left out of them, so that they are shown as a person would write them.
    pub(super) fn paths(&self, output: Option<PathBuf>) -> SitePaths {
        let root = if self.root == Path::new(".") { Path::new("") } else { &self.root };
        let named = NamedPaths {
            config: self.config.clone(),
            content: self.content.clone(),
            themes: self.themes.clone(),
            output,
        };
        SitePaths::new(root, named)
    }
}

/// What every run decides.
#[derive(Debug, Clone, clap::Args)]
pub(super) struct RunArgs {
    #[command(flatten)]
    pub(super) site: SiteArgs,
    /// The moment of the build, such as 2025-06-01 or 2025-06-01T09:00:00Z: decides which briefs are published.
    #[arg(long, value_name = "MOMENT")]
    pub(super) now: Option<String>,
    /// Show drafts and briefs that are not published at this moment.
    #[arg(long)]
    pub(super) drafts: bool,
    /// The full address of the site, instead of that of expound.yaml.
    #[arg(long, value_name = "URL")]
    pub(super) base_url: Option<String>,
    /// Make a code an error.
    #[arg(long, value_name = "CODE")]
    pub(super) deny: Vec<String>,
    /// Make a code a warning.
    #[arg(long, value_name = "CODE")]
    pub(super) warn: Vec<String>,
    /// Do not report a code.
    #[arg(long, value_name = "CODE")]
    pub(super) allow: Vec<String>,
    /// How many threads to use; as many as there are cores if not said.
    #[arg(long, value_name = "N")]
    pub(super) threads: Option<usize>,
    /// Keep what is slow to make, and what the last build made of which text, for the next run in this folder, instead of
    /// the user's folder of caches.
    #[arg(long, value_name = "DIR", conflicts_with = "no_cache")]
    pub(super) cache: Option<PathBuf>,
    /// Keep nothing for the next run, and use nothing that was kept.
    #[arg(long)]
    pub(super) no_cache: bool,
    /// Print nothing but problems.
    #[arg(long, short)]
    pub(super) quiet: bool,
}

/// How problems are told.
#[derive(Debug, Clone, Copy, clap::Args)]
pub(super) struct ReportArgs {
    /// How problems are printed.
    #[arg(long, value_enum, default_value_t = Format::Human, value_name = "FORM")]
    pub(super) format: Format,
}

/// How problems are told again and again: the forms of jobs, which end, make no sense then.
#[cfg(feature = "serve")]
#[derive(Debug, Clone, Copy, clap::Args)]
pub(super) struct LiveReportArgs {
    /// How problems are printed.
    #[arg(long, default_value = "human", value_name = "FORM", value_parser = live_format())]
    pub(super) format: Format,
}

#[cfg(feature = "serve")]
fn live_format() -> impl clap::builder::TypedValueParser<Value = Format> {
    use clap::builder::{PossibleValuesParser, TypedValueParser};
    let all = [Format::Human, Format::Short, Format::Json];
    PossibleValuesParser::new(all.iter().filter_map(Format::to_possible_value))
        .try_map(|word| Format::from_str(&word, false))
}

/// How problems are printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
    /// With the line and the place in it.
    Human,
    /// One line each.
    Short,
    /// One JSON object on standard output.
    Json,
    /// One SARIF 2.1.0 object on standard output, for code scanning and editors.
    Sarif,
    /// Commands that GitHub Actions shows at the lines of a pull request.
    Github,
}

impl Format {
    /// Whether standard output is one object, so that nothing else may stand there.
    pub(super) fn is_object(self) -> bool {
        matches!(self, Self::Json | Self::Sarif)
    }
}

#[derive(Debug, Clone, clap::Args)]
pub(super) struct BuildArgs {
    #[command(flatten)]
    pub(super) run: RunArgs,
    #[command(flatten)]
    pub(super) report: ReportArgs,
    #[command(flatten)]
    pub(super) job: JobArgs,
    /// Build once more without caches and with another number of threads, compare every byte, and publish nothing if one
    /// differs.
    #[arg(long)]
    pub(super) verify: bool,
    /// The folder to publish to, instead of `public/`.
    #[arg(long, value_name = "DIR")]
    pub(super) output: Option<PathBuf>,
    /// Replace the output folder even if it holds files that Expound did not write. They are gone then.
    #[arg(long)]
    pub(super) replace: bool,
    /// Put a copy in brotli and one in gzip beside each text, for servers that hand them out as they are.
    #[cfg(feature = "precompress")]
    #[arg(long)]
    pub(super) precompress: bool,
}

#[derive(Debug, Clone, clap::Args)]
pub(super) struct CheckArgs {
    #[command(flatten)]
    pub(super) run: RunArgs,
    #[command(flatten)]
    pub(super) report: ReportArgs,
    #[command(flatten)]
    pub(super) job: JobArgs,
    /// Write the warnings of now into a baseline, which `--baseline` takes, and fail for none of them.
    #[arg(long, value_name = "FILE", conflicts_with = "baseline")]
    pub(super) write_baseline: Option<PathBuf>,
    /// Ask the hosts of links and pictures that lead to other sites whether they are still there. What was well is not
    /// asked again for a day.
    #[arg(long)]
    pub(super) external: bool,
    #[command(flatten, next_help_heading = "How --external asks")]
    pub(super) manners: MannersArgs,
}

/// How a ledger is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum LedgerFormat {
    /// For people, with the coverage of each brief.
    Table,
    /// One row a number.
    Csv,
    /// One object.
    Json,
    /// For a comment on a pull request; only with --against.
    Markdown,
}

#[derive(Debug, Clone, clap::Args)]
pub(super) struct FiguresArgs {
    #[command(flatten)]
    pub(super) run: RunArgs,
    /// How the ledger is printed.
    #[arg(long, value_enum, default_value_t = LedgerFormat::Table, value_name = "FORM")]
    pub(super) format: LedgerFormat,
    /// Print instead what the change of the data since then did to the sentences, charts and headlines of now: a
    /// revision of git, or the folder of another copy of the site.
    #[arg(long, value_name = "REV")]
    pub(super) against: Option<String>,
    /// Leave out what is checked and true, or has a note.
    #[arg(long, conflicts_with = "against")]
    pub(super) open: bool,
}

#[cfg(feature = "serve")]
#[derive(Debug, Clone, clap::Args)]
pub(super) struct ServeArgs {
    #[command(flatten)]
    pub(super) run: RunArgs,
    #[command(flatten)]
    pub(super) report: LiveReportArgs,
    /// The port; 0 takes any that is free.
    #[arg(long, short, default_value_t = 4321)]
    pub(super) port: u16,
    /// The address to listen on. Other machines can see the site only if this is not a loopback address.
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1")]
    pub(super) host: std::net::IpAddr,
}
