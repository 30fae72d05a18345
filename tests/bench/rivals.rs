//! Other generators, where they are installed: the same bodies, a small theme that makes the same kinds of pages.

use super::corpus::Form;
use std::path::Path;
use std::process::{Command, Stdio};

/// A generator to compare with.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Rival {
    /// The name of its program.
    pub(crate) name: &'static str,
    /// How it wants its posts.
    pub(crate) form: Form,
    arguments: &'static [&'static str],
}

const RIVALS: &[Rival] = &[
    Rival { name: "hugo", form: Form::Hugo, arguments: &["build", "--quiet", "--noBuildLock", "--source", "."] },
    Rival { name: "zola", form: Form::Zola, arguments: &["build"] },
];

/// Those that are on the PATH.
pub(crate) fn present() -> Vec<Rival> {
    RIVALS.iter().copied().filter(Rival::is_present).collect()
}

impl Rival {
    fn is_present(&self) -> bool {
        let word = if self.name == "hugo" { "version" } else { "--version" };
        let mut command = Command::new(self.name);
        let ran = command.arg(word).stderr(Stdio::null()).output();
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
    pub(crate) fn command(self, site: &Path) -> impl Fn() -> Command {
        move || {
            let mut command = Command::new(self.name);
            command.args(self.arguments).current_dir(site);
            command
        }
    }
}
