//! `expound init` and `expound new`.

use super::args::SiteArgs;
use super::{CLEAN, starter};
use crate::base::slug::slug;
use crate::io;
use jiff::Timestamp;
use jiff::tz::TimeZone;
use std::path::Path;

/// Makes a new site.
pub(super) fn init(dir: &Path) -> Result<u8, String> {
    io::write_new(dir, starter::FILES, true).map_err(|error| error.to_string())?;
    anstream::println!("Made a site in {}/. Now:\n\n    cd {0}\n    expound serve\n", dir.display());
    anstream::println!(
        "Write in content/briefs/; `expound new \"A title\"` begins a brief; `expound build` publishes to public/."
    );
    Ok(CLEAN)
}

/// Begins a new brief.
pub(super) fn new(title: &str, section: Option<&str>, site: &SiteArgs) -> Result<u8, String> {
    if title.trim().is_empty() {
        return Err("a brief needs a title: `expound new \"Who needs whom?\"`".to_owned());
    }
    let paths = site.paths(None);
    let today = Timestamp::now().to_zoned(TimeZone::UTC).date();
    let usual = if paths.content.join("briefs").is_dir() { "briefs" } else { "" };
    let folder = section.unwrap_or(usual).trim_matches('/');
    let name = format!("{folder}{}{today}-{}.md", if folder.is_empty() { "" } else { "/" }, slug(title));
    let quoted = serde_json::Value::String(title.trim().to_owned());
    let text = format!(
        "---\ntitle: {quoted}\nauthor: \ndate: {today}\ndescription: \ntags: []\ndraft: true  # take this line out to publish\n---\n\nThe first paragraph says what the brief is about.\n\n<!--more-->\n\n"
    );
    io::write_new(&paths.content, &[(&name, &text)], false).map_err(|error| error.to_string())?;
    anstream::println!("Began {}. `expound serve --drafts` shows it.", paths.content.join(&name).display());
    Ok(CLEAN)
}
