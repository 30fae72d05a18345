//! `expound explain styles`: the citation styles that are built in, from the archive that the program itself reads.

use super::CLEAN;
use crate::config::citations::{NUMBERED, styles};

/// What `explain` calls this page.
pub(super) const WORD: &str = "styles";

/// Prints the names.
pub(super) fn print() -> u8 {
    anstream::println!("`citations: {{style: NAME}}` in expound.yaml chooses how sources are cited:\n");
    anstream::println!("  {NUMBERED}\n      the plain style of Expound, which is there without a word");
    let styles = styles();
    for style in &styles {
        anstream::println!("  {}\n      {}", style.names.join(", "), style.about);
    }
    if styles.is_empty() {
        anstream::println!("\nThis program was built without the feature `citations`, which has all others.");
    }
    CLEAN
}
