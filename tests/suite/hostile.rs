//! Hostile input: what fuzzing found, read once more; and what is far too large, too deep or too much.

#[path = "../fuzz/entries.rs"]
mod entries;

use crate::harness::{files_below, here};
use std::fs;
use std::panic::catch_unwind;

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
