//! `expound man`: the manual pages of the program and of its commands, made of what `--help` says.

use super::CLEAN;
use crate::base::suggest;
use clap::Command;
use clap_mangen::Man;
use std::io::Write;

/// Prints the page of the program, or of one of its commands.
pub(super) fn man(mut program: Command, command: Option<&str>) -> Result<u8, String> {
    program.build();
    let page = match command {
        None => program,
        Some(name) => {
            let commands: Vec<&str> = program.get_subcommands().map(Command::get_name).collect();
            let found = program.find_subcommand(name).cloned();
            found.ok_or_else(|| {
                format!("`{name}` is not a command: {}", suggest::hint(name, commands.iter().copied()))
            })?
        }
    };
    let mut text = Vec::new();
    let written = Man::new(page).manual("Expound").render(&mut text);
    written.and_then(|()| std::io::stdout().write_all(&text)).map_err(|error| error.to_string())?;
    Ok(CLEAN)
}
