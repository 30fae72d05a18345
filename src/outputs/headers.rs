//! _headers: what a host says along with files, in the syntax of Netlify, which Cloudflare Pages reads too. Elsewhere it is
//! a file like any other. The policy of a site and the rules of caching are written here and nowhere else: `expound
//! deploy` and the settings that `expound hosting` prints ask this module.
//!
//! Only what is fixed in its name may be kept unasked. For everything else both hosts say `max-age=0, must-revalidate`
//! of their own accord, and nothing is said here, because a second rule of the same name would be joined to the first.

use super::Finished;
use super::search::PARTS;
use crate::base::{ContentHash, Diagnostics};
use idna::AsciiDenyList;
use std::collections::BTreeSet;
use std::fmt::Write as _;

/// Where it is.
pub const FILE: &str = "_headers";

/// How a browser may keep a file whose name has the hash of its content.
pub const FOREVER: &str = "public, max-age=31536000, immutable";

/// How a browser may keep any other file: it asks each time whether it is still the same.
pub const ASK_AGAIN: &str = "public, max-age=0, must-revalidate";

/// The folder of the theme's files.
const ASSETS: &str = "assets/";

pub(super) fn make(site: &Finished<'_>) -> Diagnostics {
    if site.has_own(FILE) {
        return Diagnostics::new();
    }
    let base_path = site.world.config.base_path();
    let hosts = site.remote_hosts.iter().map(String::as_str);
    let mut text = format!("{base_path}*\n");
    for (name, value) in policy(hosts) {
        writeln!(text, "  {name}: {value}").expect("a string takes every text");
    }
    let search = site.world.atlas.search.as_ref().map(|route| format!("{}{PARTS}", route.as_str()));
    // A folder that the author has files in is not ours alone: then each of our files has a rule of its own.
    let has_own = |folder: &str| site.world.atlas.files.iter().any(|(_, route)| route.as_str().starts_with(folder));
    let mut keep = |path: &str| {
        writeln!(text, "{base_path}{path}\n  Cache-Control: {FOREVER}").expect("a string takes every text");
    };
    if has_own(ASSETS) {
        site.theme.assets.iter().for_each(|asset| keep(&asset.route.href("")));
    } else {
        keep(&format!("{ASSETS}*"));
    }
    if let Some(folder) = search.filter(|folder| !has_own(folder)) {
        keep(&format!("{folder}*"));
    }
    site.sink.put(FILE, text.into_bytes().into());
    Diagnostics::new()
}

/// The headers that every answer has. `hosts` are those that pictures of the site come from.
pub fn policy<'a>(hosts: impl Iterator<Item = &'a str>) -> Vec<(&'static str, String)> {
    // What could end the rule, or the header, is no host.
    let plain =
        |host: &&str| !host.is_empty() && host.bytes().all(|b| b.is_ascii_alphanumeric() || b".-_:[]".contains(&b));
    // Browsers ask for `größe.example` under the name that it has in ASCII.
    let hosts = hosts.filter_map(|host| idna::domain_to_ascii_cow(host.as_bytes(), AsciiDenyList::EMPTY).ok());
    let hosts: BTreeSet<String> = hosts.filter(|host| plain(&host.as_ref())).map(Into::into).collect();
    let images: String = hosts.iter().fold(String::new(), |all, host| all + " " + host);
    let images = if images.is_empty() { images } else { format!(" img-src 'self'{images};") };
    vec![
        (
            "Content-Security-Policy",
            format!(
                "default-src 'self';{images} object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'self'"
            ),
        ),
        ("X-Content-Type-Options", "nosniff".to_owned()),
        ("Referrer-Policy", "strict-origin-when-cross-origin".to_owned()),
        ("Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()".to_owned()),
    ]
}

/// How a browser may keep a published file with this content.
pub fn caching(path: &str, hash: ContentHash) -> &'static str {
    if is_hashed(path, hash) { FOREVER } else { ASK_AGAIN }
}

/// Whether the name of a published file holds the hash of its content: `assets/site.0a1b2c3d.css`, and the parts of the
/// search index. Digits of another meaning, such as a date, are no hash.
pub fn is_hashed(path: &str, hash: ContentHash) -> bool {
    let name = path.rsplit('/').next().unwrap_or_default();
    let hash = hash.to_string();
    name.split('.').skip(1).any(|part| looks_hashed(part) && hash.starts_with(part))
}

/// Whether a published file has what reads like a hash in its name, as far as a server can tell that looks at names alone.
pub fn seems_hashed(path: &str) -> bool {
    let ours = path.starts_with(ASSETS) || path.split_once('/').is_some_and(|(_, rest)| rest.starts_with(PARTS));
    ours && path.rsplit('/').next().is_some_and(|name| name.split('.').skip(1).any(looks_hashed))
}

fn looks_hashed(part: &str) -> bool {
    part.len() >= 8 && part.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hosts_of_pictures_are_part_of_the_policy_and_nothing_else_can_be() {
        let of = |hosts: &[&str]| policy(hosts.iter().copied()).remove(0).1;
        assert!(of(&[]).starts_with("default-src 'self'; object-src"), "{}", of(&[]));
        let some = of(&["b.example", "a.example:8080", "b.example", "x;script-src *", "x\ny", "*", ""]);
        assert!(some.contains("; img-src 'self' a.example:8080 b.example; object-src"), "{some}");
        let wide = of(&["bücher.example:80", "my_pictures.example", "[2001:db8::1]:80"]);
        let all = "; img-src 'self' [2001:db8::1]:80 my_pictures.example xn--bcher-kva.example:80; object-src";
        assert!(wide.contains(all), "{wide}");
    }

    #[test]
    fn only_names_with_a_hash_are_kept() {
        let hash = ContentHash::of(b"one");
        for digits in [8, 12] {
            let path = format!("assets/site.{}.css", hash.short(digits));
            assert_eq!((caching(&path, hash), seems_hashed(&path)), (FOREVER, true), "{path}");
            assert_eq!(caching(&path, ContentHash::of(b"two")), ASK_AGAIN, "{path}");
        }
        for path in ["assets/photo.png", "assets/site.css", "index.html", "search/manifest.json", "assets/"] {
            assert_eq!((caching(path, hash), seems_hashed(path)), (ASK_AGAIN, false), "{path}");
        }
        let dated = "assets/photo.20240607.png";
        assert_eq!((caching(dated, hash), seems_hashed(dated)), (ASK_AGAIN, true));
    }
}
