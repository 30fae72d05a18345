//! The program as a person runs it: arguments in, words and an exit code out.

use std::path::Path;
use std::process::{Command, Stdio};

/// The moment of every build that does not name one of its own.
pub(crate) const NOW: &str = "2025-06-15";

/// What a run said and how it ended.
#[derive(Debug)]
pub(crate) struct Ran {
    pub(crate) code: i32,
    pub(crate) out: String,
    pub(crate) err: String,
}

/// The program in a folder, with nothing of the environment that could change what it prints.
pub(crate) fn program(folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_expound"));
    for name in ["NO_COLOR", "CLICOLOR", "CLICOLOR_FORCE", "COLUMNS"] {
        command.env_remove(name);
    }
    // Sites of tests leave nothing in the cache of whoever runs them.
    command.env("EXPOUND_CACHE", concat!(env!("CARGO_TARGET_TMPDIR"), "/cache"));
    // Hosts of tests are on this machine, where no proxy leads.
    for name in ["ALL_PROXY", "HTTP_PROXY", "HTTPS_PROXY", "all_proxy", "http_proxy", "https_proxy"] {
        command.env_remove(name);
    }
    command.current_dir(folder).stdin(Stdio::null());
    command
}

/// Runs the program in a folder.
pub(crate) fn expound(folder: &Path, args: &[&str]) -> Ran {
    Ran::of(program(folder).args(args))
}

impl Ran {
    /// Runs a command to its end.
    pub(crate) fn of(command: &mut Command) -> Self {
        let output = command.output().unwrap();
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap().replace("\r\n", "\n");
        Self { code: output.status.code().unwrap(), out: text(output.stdout), err: text(output.stderr) }
    }
}
