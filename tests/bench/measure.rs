//! Runs of a program: how long each took, what the processor did, and how much memory there was at most.

use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::{Duration, Instant};
use std::{fs, io, thread};

/// What several runs of one program took.
#[derive(Debug)]
pub(crate) struct Measured {
    /// The name of the program.
    pub(crate) name: String,
    /// The seconds of each run, the shortest first.
    pub(crate) seconds: Vec<f64>,
    /// Seconds of all processors, on average; zero where the system does not say.
    pub(crate) cpu: f64,
    /// The most memory that any run had in use, in bytes, where the system says so.
    pub(crate) peak: Option<u64>,
    /// How many files were written.
    pub(crate) files: usize,
}

impl Measured {
    /// The time of the shortest run.
    pub(crate) fn shortest(&self) -> f64 {
        self.seconds.first().copied().unwrap_or(f64::NAN)
    }

    /// The time of the run in the middle.
    pub(crate) fn median(&self) -> f64 {
        self.seconds.get(self.seconds.len() / 2).copied().unwrap_or(f64::NAN)
    }
}

/// Runs a program several times after one run that does not count. Its output folder is removed before each.
pub(crate) fn builds(command: &dyn Fn() -> Command, output: &Path, runs: usize) -> io::Result<Measured> {
    let name = Path::new(command().get_program()).file_stem().map(|name| name.to_string_lossy().into_owned());
    let mut measured = Measured { name: name.unwrap_or_default(), seconds: Vec::new(), cpu: 0.0, peak: None, files: 0 };
    for run in 0..=runs.max(1) {
        if output.exists() {
            fs::remove_dir_all(output)?;
        }
        let before = cpu_of_children();
        let (took, peak) = one(&mut command())?;
        measured.peak = measured.peak.max(peak);
        if run > 0 {
            measured.seconds.push(took.as_secs_f64());
            measured.cpu += (cpu_of_children() - before) / runs.max(1) as f64;
        }
    }
    measured.seconds.sort_unstable_by(f64::total_cmp);
    measured.files = files(output)?;
    Ok(measured)
}

fn one(command: &mut Command) -> io::Result<(Duration, Option<u64>)> {
    command.stdout(Stdio::null());
    let started = Instant::now();
    let mut child = command.spawn()?;
    let (ended, peak) = (AtomicBool::new(false), AtomicU64::new(0));
    let status = format!("/proc/{}/status", child.id());
    let (took, code) = thread::scope(|scope| {
        scope.spawn(|| {
            // The mark only rises, so that nothing is missed but what is added in the last few milliseconds.
            while !ended.load(Ordering::Relaxed) {
                peak.fetch_max(high_water(&status).unwrap_or(0), Ordering::Relaxed);
                thread::sleep(Duration::from_millis(4));
            }
        });
        let code = child.wait();
        let took = started.elapsed();
        ended.store(true, Ordering::Relaxed);
        (took, code)
    });
    let code = code?;
    assert!(code.success(), "{command:?} ended with {code}: no benchmark of a failed build");
    Ok((took, Some(peak.into_inner()).filter(|peak| *peak > 0)))
}

/// The most memory that a process had in use so far (Linux).
fn high_water(status: &str) -> Option<u64> {
    let text = fs::read_to_string(status).ok()?;
    let line = text.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.trim().strip_suffix(" kB")?.parse::<u64>().ok().map(|kilobytes| kilobytes * 1024)
}

/// The seconds that ended child processes took of all processors (Linux, whose ticks are hundredths).
fn cpu_of_children() -> f64 {
    let text = fs::read_to_string("/proc/self/stat").unwrap_or_default();
    // The name of the process is in brackets and may hold anything; fields are counted from behind it.
    let fields = text.rsplit(')').next().unwrap_or_default().split_whitespace();
    fields.skip(13).take(2).filter_map(|ticks| ticks.parse::<f64>().ok()).sum::<f64>() / 100.0
}

fn files(folder: &Path) -> io::Result<usize> {
    let mut count = 0;
    for entry in walkdir::WalkDir::new(folder) {
        count += usize::from(entry?.file_type().is_file());
    }
    Ok(count)
}
