//! Other generators, where they are installed: the same bodies, a small theme that makes the same kinds of pages.

use super::corpus::Form;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// A generator to compare with.
#[derive(Debug, Clone)]
pub(crate) struct Rival {
    /// What it is called.
    pub(crate) name: &'static str,
    /// How it wants its posts.
    pub(crate) form: Form,
    program: PathBuf,
    arguments: &'static [&'static str],
}

/// Those that are installed: under their names on the PATH, or where `named` says.
pub(crate) fn present(named: &[(String, PathBuf)]) -> Vec<Rival> {
    let rival = |name: &'static str, form, arguments| {
        let program =
            named.iter().find(|(other, _)| other == name).map_or(PathBuf::from(name), |(_, path)| path.clone());
        Rival { name, form, program, arguments }
    };
    let all = [
        rival("hugo", Form::Hugo, &["build", "--quiet", "--noBuildLock", "--source", "."]),
        rival("zola", Form::Zola, &["build"]),
    ];
    all.into_iter().filter(Rival::is_present).collect()
}

impl Rival {
    fn is_present(&self) -> bool {
        let word = if self.name == "hugo" { "version" } else { "--version" };
        let ran = Command::new(&self.program).arg(word).stderr(Stdio::null()).output();
        match ran {
            Ok(output) if output.status.success() => {
                println!("{}", String::from_utf8_lossy(&output.stdout).trim());
                true
            }
            _ => {
                println!("skipped: no {}", self.name);
                false
            }
        }
    }

    /// How a site is built with it.
    pub(crate) fn command(&self, site: &Path) -> impl Fn() -> Command {
        move || {
            let mut command = Command::new(&self.program);
            command.args(self.arguments).current_dir(site);
            command
        }
    }
}
