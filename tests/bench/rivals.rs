//! Other generators, where they are installed: the same bodies, a small theme that makes the same kinds of pages.

use super::corpus::Form;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// A generator to compare with.
#[derive(Debug, Clone)]
pub(crate) struct Rival {
    /// What its program is called.
    pub(crate) name: &'static str,
    /// Its name and version.
    pub(crate) title: String,
    /// How it wants its posts.
    pub(crate) form: Form,
    program: PathBuf,
    arguments: &'static [&'static str],
}

/// Those that are installed: under their names on the PATH, or where `named` says.
pub(crate) fn present(named: &[(String, PathBuf)]) -> Vec<Rival> {
    let rival = |name: &'static str, form, version, arguments| {
        let program =
            named.iter().find(|(other, _)| other == name).map_or(PathBuf::from(name), |(_, path)| path.clone());
        match title(name, &program, version) {
            Some(title) => Some(Rival { name, title, form, program, arguments }),
            None => {
                println!("skipped: no {name}");
                None
            }
        }
    };
    let all = [
        rival("hugo", Form::Hugo, "version", &["build", "--quiet", "--noBuildLock", "--source", "."]),
        rival("zola", Form::Zola, "--version", &["build"]),
    ];
    all.into_iter().flatten().collect()
}

/// The name of a program and its version, if it is there: of what it says of itself the first word that is a number,
/// `v0.168.0` of `Hugo Static Site Generator v0.168.0-2ad1d8a linux/amd64`.
fn title(name: &str, program: &Path, version: &str) -> Option<String> {
    let output = Command::new(program).arg(version).stderr(Stdio::null()).output().ok()?;
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    let is_number = |word: &&str| word.trim_start_matches('v').starts_with(|c: char| c.is_ascii_digit());
    let number = text.split_whitespace().find(is_number).filter(|_| output.status.success())?;
    Some(format!("{name} {}", number.split(['-', '+']).next().unwrap_or(number)))
}

impl Rival {
    /// How a site is built with it.
    pub(crate) fn command(&self, site: &Path) -> impl Fn() -> Command {
        move || {
            let mut command = Command::new(&self.program);
            command.args(self.arguments).current_dir(site);
            command
        }
    }
}
