//! The program: arguments, [`expound::cli`], an exit code.

use std::process::ExitCode;

/// Allocating from many threads at once is what a build does most; measured against the system's allocator.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    expound::cli::run()
}
