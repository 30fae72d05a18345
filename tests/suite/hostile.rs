//! Hostile input: what fuzzing found, read once more; and what is far too large, too deep or too much, built by the program
//! within bounds.

mod cases;
#[path = "../fuzz/entries.rs"]
mod entries;

use crate::harness::{NOW, Scratch, Verdict, files_below, here};
use cases::Case;
use std::fmt::Write;
use std::fs::{self, File};
use std::panic::catch_unwind;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

#[test]
fn what_was_fuzzed_with_is_read_without_a_panic() {
    let mut failed = Vec::new();
    for (name, _) in entries::ENTRIES {
        let folder = here("tests/fuzz/corpus").join(name);
        let files = files_below(&folder);
        assert!(!files.is_empty(), "no corpus for {name}");
        for file in files {
            let bytes = fs::read(folder.join(&file)).unwrap();
            if catch_unwind(|| entries::run(name, &bytes)).is_err() {
                failed.push(format!("{name}/{file}"));
            }
        }
    }
    assert!(failed.is_empty(), "{failed:#?}");
}

/// No case needs as long by far, even where nothing is optimized and others work beside it: what takes longer hangs.
const HANGS: Duration = Duration::from_secs(240);

/// No case needs more memory, in kilobytes.
const MOST_MEMORY: u64 = 1 << 20;

/// So many of the first findings are held against what is expected.
const TOLD: usize = 3;

/// The memory that a process has taken at most, where the system says.
fn peak(process: u32) -> u64 {
    let status = fs::read_to_string(format!("/proc/{process}/status")).unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.and_then(|line| line.trim().trim_end_matches(" kB").parse().ok()).unwrap_or(0)
}

/// The processor time that a process has taken, in seconds, where the system says; a tick is a hundredth of one.
fn processor(process: u32) -> f64 {
    let stat = fs::read_to_string(format!("/proc/{process}/stat")).unwrap_or_default();
    let behind_name = stat.rsplit_once(')').map_or("", |(_, fields)| fields);
    let ticks = behind_name.split_whitespace().skip(11).take(2).filter_map(|field| field.parse::<u32>().ok());
    f64::from(ticks.sum::<u32>()) / 100.0
}

/// What a build says, and what it took.
struct Ran {
    code: Option<i32>,
    told: String,
    seconds: f64,
    kilobytes: u64,
}

fn build(site: &Path) -> Result<Ran, String> {
    let told = site.join("told");
    // Another program than the one of the tests can be measured.
    let program = std::env::var_os("EXPOUND_PROGRAM").unwrap_or_else(|| env!("CARGO_BIN_EXE_expound").into());
    let mut command = Command::new(program);
    command.args(["build", "--no-cache", "--format", "short", "--now", NOW]).current_dir(site);
    let file = File::create(&told).unwrap();
    let mut child = command.stdout(Stdio::null()).stderr(file).spawn().unwrap();
    let (start, mut kilobytes, mut seconds) = (Instant::now(), 0, 0.0);
    let status = loop {
        kilobytes = kilobytes.max(peak(child.id()));
        seconds = processor(child.id()).max(seconds);
        if let Some(status) = child.try_wait().unwrap() {
            break status;
        }
        let hangs = start.elapsed() > HANGS;
        if hangs || kilobytes > MOST_MEMORY {
            child.kill().unwrap();
            child.wait().unwrap();
            return Err(if hangs { "it hangs".to_owned() } else { format!("it takes {kilobytes} kB") });
        }
        std::thread::sleep(Duration::from_millis(10));
    };
    let told = String::from_utf8_lossy(&fs::read(&told).unwrap()).into_owned();
    Ok(Ran { code: status.code(), told, seconds, kilobytes })
}

/// The exit code, how much was found, and the beginnings of the first findings.
fn shown(ran: &Ran) -> String {
    let code = ran.code.map_or_else(|| "none: it was killed".to_owned(), |code| code.to_string());
    let mut out = format!("exit code {code}, {} lines\n", ran.told.lines().count());
    for line in ran.told.lines().take(TOLD) {
        let cut: String = line.chars().take(240).collect();
        let _ = writeln!(out, "  {cut}");
    }
    out
}

fn one(case: &Case) -> Result<Ran, String> {
    let site = Scratch::new(&[]);
    case.files.iter().for_each(|(path, text)| site.write(path, text));
    build(site.path())
}

#[test]
fn hostile_sites_end_within_bounds_and_say_why() {
    let mut verdict = Verdict::default();
    let wanted = std::env::var("EXPOUND_HOSTILE").ok();
    let mut out = String::new();
    for case in cases::all() {
        if wanted.as_ref().is_some_and(|wanted| !case.name.contains(wanted.as_str())) {
            continue;
        }
        match one(&case) {
            Ok(ran) => {
                let size: usize = case.files.values().map(String::len).sum();
                let (kilobytes, seconds, megabytes) = (size / 1000, ran.seconds, ran.kilobytes >> 10);
                println!("{:60} {kilobytes:6} kB {seconds:7.2} s {megabytes:5} MiB", case.name);
                verdict.hold(case.name, ran.code.is_some_and(|code| code < 2), &ran.told);
                let _ = write!(out, "== {}\n{}", case.name, shown(&ran));
            }
            Err(why) => verdict.fail(case.name, why),
        }
    }
    if wanted.is_none() {
        verdict.expect(&here("tests/hostile.txt"), &out);
    }
    verdict.end();
}
