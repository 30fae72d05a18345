//! A file of sources, and settings of a site, of any bytes.
#![no_main]
#[path = "../entries.rs"]
mod entries;

libfuzzer_sys::fuzz_target!(|data: &[u8]| entries::run("sources", data));
