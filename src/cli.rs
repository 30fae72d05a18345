//! The command line: arguments in, words and an exit code out. The only code that prints.

mod args;
mod build;
mod check;
#[cfg(feature = "deploy")]
mod deploy;
mod due;
mod explain;
mod explain_charts;
mod explain_numbers;
mod explain_styles;
#[cfg(feature = "net")]
mod external;
mod figures;
mod fmt;
mod hosting;
mod import;
#[cfg(feature = "documents")]
mod import_document;
mod init;
mod job;
mod known;
mod man;
mod man_markdown;
mod new;
mod report;
mod schema;
#[cfg(feature = "serve")]
mod serve;
mod sources;
mod starter;
mod verify;

use args::{Args, Command};
use clap::{CommandFactory, Parser};
use std::process::ExitCode;

/// Nothing is wrong.
const CLEAN: u8 = 0;
/// Problems were found.
const PROBLEMS: u8 = 1;
/// The program could not do its work.
const FAILED: u8 = 2;

/// Runs the program.
pub fn run() -> ExitCode {
    let args = Args::parse();
    let ran = match args.command {
        Command::Build(options) => build::build(&options),
        Command::Check(options) => check::check(&options),
        Command::Due(options) => due::due(&options),
        Command::Figures(options) => figures::figures(&options),
        Command::Sources(options) => sources::sources(&options),
        #[cfg(feature = "deploy")]
        Command::Deploy(options) => deploy::deploy(&options),
        Command::Hosting(options) => hosting::hosting(&options),
        #[cfg(feature = "serve")]
        Command::Serve(options) => serve::serve(&options),
        Command::Import(options) => import::run(&options),
        Command::Init(options) => init::init(&options),
        Command::New(options) => new::new(&options),
        Command::Fmt(options) => fmt::fmt(&options),
        Command::Schema(options) => schema::schema(&options),
        Command::Theme { file } => explain::theme(file.as_deref()),
        Command::Explain { code } => explain::explain(code.as_deref()),
        Command::Man { markdown: true, .. } => Ok(man_markdown::print(Args::command())),
        Command::Man { command, .. } => man::man(Args::command(), command.as_deref()),
        Command::Completions { shell } => {
            clap_complete::generate(shell, &mut Args::command(), "expound", &mut std::io::stdout());
            Ok(CLEAN)
        }
    };
    match ran {
        Ok(code) => ExitCode::from(code),
        Err(message) => {
            anstream::eprintln!("\x1b[1;31merror\x1b[0m: {message}");
            ExitCode::from(FAILED)
        }
    }
}
