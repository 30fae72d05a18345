//! The name of a file → its media type, for whoever hands it out: the development server, and stores that files are
//! uploaded to.

/// Extensions and what they mean to a browser.
const TYPES: &[(&str, &str)] = &[
    ("html", HTML),
    ("css", "text/css; charset=utf-8"),
    ("js", "text/javascript; charset=utf-8"),
    ("mjs", "text/javascript; charset=utf-8"),
    ("json", "application/json"),
    ("svg", "image/svg+xml"),
    ("ris", "application/x-research-info-systems"),
    ("cff", "text/plain; charset=utf-8"),
    ("png", "image/png"),
    ("jpg", "image/jpeg"),
    ("jpeg", "image/jpeg"),
    ("webp", "image/webp"),
    ("avif", "image/avif"),
    ("gif", "image/gif"),
    ("ico", "image/x-icon"),
    ("woff2", "font/woff2"),
    ("woff", "font/woff"),
    ("ttf", "font/ttf"),
    ("xml", "application/xml"),
    ("webmanifest", "application/manifest+json"),
    ("txt", "text/plain; charset=utf-8"),
    ("md", "text/plain; charset=utf-8"),
    ("csv", "text/csv; charset=utf-8"),
    ("yaml", "text/plain; charset=utf-8"),
    ("bib", "text/plain; charset=utf-8"),
    ("pdf", "application/pdf"),
    ("zip", "application/zip"),
    ("mp4", "video/mp4"),
    ("webm", "video/webm"),
    ("mp3", "audio/mpeg"),
    ("ogg", "audio/ogg"),
];

/// The type of pages.
pub const HTML: &str = "text/html; charset=utf-8";

/// The media type of a path.
pub fn of(path: &str) -> &'static str {
    let extension = path.rsplit_once('.').map_or("", |(_, extension)| extension);
    TYPES
        .iter()
        .find(|(known, _)| extension.eq_ignore_ascii_case(known))
        .map_or("application/octet-stream", |(_, media)| media)
}

/// Whether it is text, which is worth compressing. Pictures and fonts of the web are compressed already.
pub fn is_text(path: &str) -> bool {
    let media = of(path);
    media.starts_with("text/")
        || media.ends_with("json")
        || media.ends_with("xml")
        || media.starts_with("application/x-")
}

/// Each type without its charset, with the endings that mean it, in the order of the table.
pub fn by_type() -> Vec<(&'static str, Vec<&'static str>)> {
    let mut all: Vec<(&str, Vec<&str>)> = Vec::new();
    for (ending, media) in TYPES {
        let media = media.split(';').next().unwrap_or(media);
        match all.iter_mut().find(|(known, _)| *known == media) {
            Some((_, endings)) => endings.push(ending),
            None => all.push((media, vec![ending])),
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn types_are_told_by_the_ending() {
        assert_eq!(of("a/index.html"), HTML);
        assert_eq!(of("A/PICTURE.PNG"), "image/png");
        assert_eq!(of("a/no-ending"), "application/octet-stream");
        let texts =
            ["a.html", "a.css", "a.js", "a.json", "feed.xml", "a.svg", "a.txt", "a.csv", "site.webmanifest", "a.ris"];
        assert!(texts.iter().all(|path| is_text(path)));
        assert!(["a.png", "a.woff2", "a.zip", "a.pdf", "_headers"].iter().all(|path| !is_text(path)));
    }
}
