//! `expound man --markdown`: all commands and their options in Markdown, made of the same definitions as `--help`.
//!
//! The manual of the repository has this as a page; it knows nothing of that page.

use super::CLEAN;
use clap::{Arg, Command};
use std::fmt::Write;

/// Prints every command with its options.
pub(super) fn print(mut program: Command) -> u8 {
    program.build();
    anstream::print!("{}", markdown(&program));
    CLEAN
}

/// How many commands have an option that is told once for all of them.
const MANY: usize = 4;

fn markdown(program: &Command) -> String {
    let commands: Vec<&Command> = program.get_subcommands().filter(|command| command.get_name() != "help").collect();
    let mut out = String::from("| command | |\n|---|---|\n");
    for command in &commands {
        let name = command.get_name();
        let about = command.get_about().map(ToString::to_string).unwrap_or_default();
        let _ = writeln!(out, "| [`expound {name}`](#expound-{name}) | {} |", cell(&about));
    }
    let mut shared: Vec<(&Arg, usize)> = Vec::new();
    for arg in commands.iter().flat_map(|command| options(command)) {
        match shared.iter_mut().find(|(known, _)| is_same(known, arg)) {
            Some((_, count)) => *count += 1,
            None => shared.push((arg, 1)),
        }
    }
    let shared: Vec<&Arg> = shared.into_iter().filter(|(_, count)| *count >= MANY).map(|(arg, _)| arg).collect();
    out.push_str("\n## Options of many commands\n\nEach command below names those of them that it takes.\n");
    table("option", &shared, &mut out);
    for command in commands {
        section(command, &format!("expound {}", command.get_name()), 2, &shared, &mut out);
    }
    out
}

/// The arguments of a command that a manual tells of.
fn options(command: &Command) -> impl Iterator<Item = &Arg> {
    command.get_arguments().filter(|arg| !arg.is_hide_set() && !matches!(arg.get_id().as_str(), "help" | "version"))
}

/// Whether two commands mean the same by an option.
fn is_same(one: &Arg, other: &Arg) -> bool {
    let help = |arg: &Arg| arg.get_help().map(ToString::to_string);
    spelling(one) == spelling(other) && help(one) == help(other) && further(one) == further(other)
}

/// One command: what it is for, how it is called, its arguments and options, the commands below it.
fn section(command: &Command, called: &str, level: usize, shared: &[&Arg], out: &mut String) {
    let about = command.get_long_about().or(command.get_about()).map(ToString::to_string).unwrap_or_default();
    let usage = command.clone().render_usage().to_string();
    let usage = usage.trim_start_matches("Usage:").lines().map(str::trim).collect::<Vec<_>>().join("\n");
    let about = sentence(prose(&about));
    let _ = write!(out, "\n{} {called}\n\n{about}\n\n```text\n{usage}\n```\n", "#".repeat(level));
    let (places, own): (Vec<&Arg>, Vec<&Arg>) = options(command).partition(|arg| arg.is_positional());
    let (common, own): (Vec<&Arg>, Vec<&Arg>) =
        own.into_iter().partition(|arg| shared.iter().any(|known| is_same(known, arg)));
    table("argument", &places, out);
    table("option", &own, out);
    if !common.is_empty() {
        let names: Vec<String> =
            common.iter().filter_map(|arg| arg.get_long()).map(|long| format!("`--{long}`")).collect();
        let _ = write!(out, "\n[Of many commands](#options-of-many-commands): {}.\n", names.join(", "));
    }
    for below in command.get_subcommands().filter(|command| command.get_name() != "help") {
        section(below, &format!("{called} {}", below.get_name()), level + 1, shared, out);
    }
}

fn table(what: &str, args: &[&Arg], out: &mut String) {
    if args.is_empty() {
        return;
    }
    let _ = write!(out, "\n| {what} | |\n|---|---|\n");
    for arg in args {
        let help = arg.get_long_help().or(arg.get_help()).map(ToString::to_string).unwrap_or_default();
        let _ = writeln!(out, "| `{}` | {}{} |", spelling(arg), cell(&help), further(arg));
    }
}

/// An argument as it is typed.
fn spelling(arg: &Arg) -> String {
    let names: Vec<String> = arg.get_value_names().unwrap_or_default().iter().map(ToString::to_string).collect();
    let value = if arg.get_action().takes_values() { names.join(" ") } else { String::new() };
    let long = arg.get_long().map(|long| format!("--{long}"));
    let short = arg.get_short().map(|short| format!("-{short}"));
    match (long, short) {
        (Some(long), short) => {
            let value = if value.is_empty() { value } else { format!(" {value}") };
            format!("{}{long}{value}", short.map(|short| format!("{short}, ")).unwrap_or_default())
        }
        (None, Some(short)) => format!("{short} {value}").trim_end().to_owned(),
        (None, None) => value,
    }
}

/// What words it takes, and which one if none is said.
fn further(arg: &Arg) -> String {
    if !arg.get_action().takes_values() {
        return String::new();
    }
    let words: Vec<String> = arg
        .get_possible_values()
        .iter()
        .filter(|value| !value.is_hide_set())
        .map(|value| format!("`{}`", value.get_name()))
        .collect();
    let defaults: Vec<String> =
        arg.get_default_values().iter().map(|value| format!("`{}`", value.to_string_lossy())).collect();
    let words = if words.is_empty() { String::new() } else { format!(" One of {}.", words.join(", ")) };
    let usual = if defaults.is_empty() { String::new() } else { format!(" If not said: {}.", defaults.join(", ")) };
    format!("{words}{usual}")
}

/// A text in a cell of a table: on one line, without signs that end a cell.
fn cell(text: &str) -> String {
    let line = prose(text).split_whitespace().collect::<Vec<_>>().join(" ");
    sentence(line.replace('|', "\\|"))
}

/// A text with a stop at its end; the help of a command has none where it is one sentence.
fn sentence(text: String) -> String {
    if text.ends_with(['.', ':']) || text.is_empty() { text } else { format!("{text}.") }
}

/// Words that are code without signs of code, such as `--against` and `AWS_ACCESS_KEY_ID`, with them.
fn prose(text: &str) -> String {
    let word = |word: &str| {
        let bare = word.trim_end_matches([',', '.', ';', ':', ')']);
        let is_code = (bare.starts_with("--") && bare.len() > 2) || (bare.contains('_') && !bare.contains('`'));
        if is_code { word.replacen(bare, &format!("`{bare}`"), 1) } else { word.to_owned() }
    };
    // What is between signs of code stays as it is.
    let parts = text.split('`').enumerate();
    let parts =
        parts.map(
            |(at, part)| {
                if at % 2 == 1 { part.to_owned() } else { part.split(' ').map(word).collect::<Vec<_>>().join(" ") }
            },
        );
    parts.collect::<Vec<_>>().join("`")
}
