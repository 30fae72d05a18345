//! The address of a checked number, and the sentence around it, of any bytes.
#![no_main]
#[path = "../entries.rs"]
mod entries;

libfuzzer_sys::fuzz_target!(|data: &[u8]| entries::run("stat", data));
