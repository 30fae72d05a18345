//! `expound sources archive`: what has no archived copy yet, and how to have one made. No host is asked.

use super::args::ArchiveArgs;
use super::{read, site};
use crate::base::escape;
use crate::cli::{CLEAN, build};
use crate::pipeline::bibliography::Listed;
use jiff::tz::TimeZone;
use std::fmt::Write;

/// The Internet Archive makes a copy of the address that stands behind this one.
const SAVE: &str = "https://web.archive.org/save/";

/// Behind this and a day the Internet Archive shows the copy of an address that is nearest to that day.
const COPIES: &str = "https://web.archive.org/web/";

/// Prints them.
pub(super) fn archive(args: &ArchiveArgs) -> Result<u8, String> {
    let options = build::options(&args.run)?;
    let sources = read(&site(&args.run)?, &options, &args.only)?;
    let open: Vec<(&Listed, String)> = sources.iter().filter_map(without_copy).collect();
    let today = options.now.to_zoned(TimeZone::UTC).date();
    anstream::print!("{}", if args.yaml { as_yaml(&open, today) } else { as_list(&open) });
    Ok(CLEAN)
}

/// A source that has an address and no copy, with the address as it is sent.
fn without_copy(source: &Listed) -> Option<(&Listed, String)> {
    let publication = &source.publication;
    let url = publication.url.as_deref().filter(|_| publication.archived.is_none())?;
    let url = url.split('#').next().unwrap_or(url);
    let is_copy = url.starts_with(COPIES);
    (!is_copy).then(|| (source, escape::url(url).into_owned()))
}

fn as_list(open: &[(&Listed, String)]) -> String {
    if open.is_empty() {
        return "Every source with a `url:` has an archived copy.\n".to_owned();
    }
    let mut out = String::new();
    for (source, url) in open {
        let _ = writeln!(out, "{}:{}: {}", source.place.file, source.place.line, source.key);
        let _ = writeln!(out, "    {url}\n    {SAVE}{url}\n");
    }
    let _ = writeln!(
        out,
        "{} without an archived copy. Open the second address of each in a browser to have one made; then \
         `expound sources archive --yaml` prints the lines to paste.",
        super::addresses(open.len())
    );
    out
}

fn as_yaml(open: &[(&Listed, String)], today: jiff::civil::Date) -> String {
    let mut out = String::new();
    if !open.is_empty() {
        let _ = writeln!(out, "# Open {SAVE}ADDRESS for each address first: these lines lead to the copy that is");
        let _ = writeln!(out, "# nearest to the day. Paste them below the source that is named before them.");
    }
    for (source, url) in open {
        let _ = writeln!(out, "\n# {}, {}:{}", source.key, source.place.file, source.place.line);
        let copy = format!("{COPIES}{}/{url}", today.strftime("%Y%m%d"));
        if source.place.file.ends_with(".bib") {
            let _ = writeln!(out, "  archiveurl = {{{copy}}},\n  archivedate = {{{today}}},");
            continue;
        }
        // The fields of a source of front matter stand one step further in.
        let step = if source.is_own { "    " } else { "  " };
        let _ = writeln!(out, "{step}archived:\n{step}  url: {copy}\n{step}  date: {today}");
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::Place;
    use crate::sources::Publication;

    #[test]
    fn lines_are_written_as_their_file_has_them() {
        let source = |file: &str, is_own| Listed {
            key: "a".to_owned(),
            publication: Publication { url: Some("http://a.example/ü#b".to_owned()), ..Publication::default() },
            place: Place::file(file),
            is_own,
        };
        let written = |source: &Listed| as_yaml(&[without_copy(source).unwrap()], jiff::civil::date(2025, 6, 5));
        let copy = "https://web.archive.org/web/20250605/http://a.example/%C3%BC";
        let lines = format!("\n  archived:\n    url: {copy}\n    date: 2025-06-05\n");
        assert!(written(&source("content/sources.yaml", false)).ends_with(&lines));
        let lines = format!("\n    archived:\n      url: {copy}\n      date: 2025-06-05\n");
        assert!(written(&source("content/a.md", true)).ends_with(&lines));
        let lines = format!("\n  archiveurl = {{{copy}}},\n  archivedate = {{2025-06-05}},\n");
        assert!(written(&source("content/refs.bib", false)).ends_with(&lines));
    }
}
