//! The demonstration site in `content/` is what a visitor of the repository sees first.

use crate::harness::{NOW, expound, here};

#[test]
fn the_demonstration_has_nothing_wrong() {
    let ran = expound(&here(""), &["check", "--now", NOW]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert!(!ran.err.contains("warning[") && !ran.err.contains("error["), "{}", ran.err);
}
