//! The settings of nginx: the policy and the old addresses of the published site, and the types of files that all other
//! parts of the program go by.

use crate::base::{escape, media};
use crate::config::Config;
use crate::io::{self, SitePaths};
use crate::outputs::headers;
use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::Path;

pub(super) const TEXT: &str = include_str!("nginx.conf");

/// Fills in what is known of a site. What nginx could not be told of it is given back, a line for each.
pub(super) fn fill(
    fill: &mut impl FnMut(&str, &str),
    config: &Config,
    paths: &SitePaths,
    folder: Option<&str>,
) -> Result<Vec<String>, String> {
    let base_path = config.base_path();
    let host = config.base_url.as_ref().and_then(|url| url.split('/').nth(2)).filter(|host| is_plain(host));
    let host = host.map_or("example.org", |host| host.split(':').next().unwrap_or(host));
    let folder = folder.map_or_else(|| format!("/var/www/{host}"), |folder| folder.trim_end_matches('/').to_owned());
    if !is_plain(&folder) {
        return Err(format!(
            "`{folder}` is no folder that nginx can be told of: use letters, digits, `-`, `_` and `.`"
        ));
    }
    if !is_plain(base_path) {
        return Err(format!(
            "the path of the site, `{base_path}`, cannot be told to nginx: use letters, digits and `-`"
        ));
    }
    let mut untold = Vec::new();
    if !paths.output.join(headers::FILE).exists() {
        untold.push(format!(
            "{} has no {}: old addresses and hosts of pictures are not known; run `expound build` first, or name the \
             folder with --public",
            paths.output.display(),
            headers::FILE
        ));
    }
    let published = |name: &str| {
        io::load(&paths.output.join(name)).ok().and_then(|bytes| String::from_utf8(bytes).ok()).unwrap_or_default()
    };
    fill("host", host);
    fill("folder", &folder);
    fill("base", base_path);
    fill("files", &format!("{folder}{}", base_path.trim_end_matches('/')));
    fill("forever", headers::FOREVER);
    fill("again", headers::ASK_AGAIN);
    fill("policy", &policy(&published(headers::FILE), base_path, &mut untold));
    fill("moved", &moved(&published("_redirects"), &mut untold));
    fill("types", &types());
    fill("again_all_the_same", &asked_for(&paths.output, base_path, &mut untold));
    Ok(untold)
}

/// The headers of every answer: those of the published site, else those of any. How files are kept, nginx works out by
/// itself; other rules for a part of the site it is not told.
fn policy(file: &str, base_path: &str, untold: &mut Vec<String>) -> String {
    let all = format!("{base_path}*");
    let (mut own, mut is_for_all) = (Vec::new(), false);
    for (line, number) in file.lines().zip(1..) {
        let header = line.trim().split_once(':').map(|(name, value)| (name, value.trim()));
        match header {
            _ if line.trim().is_empty() || line.starts_with('#') => {}
            _ if !line.starts_with([' ', '\t']) => is_for_all = line.trim_end() == all || line.trim_end() == "/*",
            Some(("Cache-Control", headers::FOREVER)) if !is_for_all => {}
            Some((name, value)) if is_for_all && is_plain(name) && !value.contains(['"', '\\', '$']) => {
                own.push((name, value.to_owned()));
            }
            _ => untold.push(untold_line(headers::FILE, number, line)),
        }
    }
    let lines = if own.is_empty() { headers::policy(std::iter::empty()) } else { own };
    lines.iter().fold(String::new(), |mut text, (name, value)| {
        writeln!(text, "    add_header {name} \"{value}\" always;").expect("a string takes every text");
        text
    })
}

/// A redirect for each old address, which is compared as it reads and not as it is encoded.
fn moved(file: &str, untold: &mut Vec<String>) -> String {
    let mut text = String::new();
    // Of two rules for one address hosts take the first, and nginx takes none.
    let mut told = BTreeSet::new();
    for (line, number) in file.lines().zip(1..) {
        if line.trim().is_empty() || line.trim_start().starts_with('#') {
            continue;
        }
        let Some((from, to, status)) = redirect(line) else {
            untold.push(untold_line("_redirects", number, line));
            continue;
        };
        let bare = from.trim_end_matches('/');
        let both: &[&str] = if bare == from { &[bare] } else { &[bare, &from] };
        for from in both.iter().filter(|from| told.insert((**from).to_owned())) {
            writeln!(text, "    location = \"{from}\" {{ return {status} \"{to}\"; }}")
                .expect("a string takes every text");
        }
    }
    text
}

/// A line of `_redirects` that names one address, where it leads, and a status that makes browsers go there.
fn redirect(line: &str) -> Option<(String, &str, &str)> {
    let mut words = line.split_whitespace();
    let (from, to, status) = (words.next()?, words.next()?, words.next().unwrap_or("301"));
    let from = escape::decode_path(from)?;
    let is_odd = |path: &str| path.contains(['"', '\\', '$']) || path.contains(char::is_control);
    let is_one = from.starts_with('/') && from != "/" && !from.contains(['*', ':']) && !is_odd(&from);
    let leads =
        (to.starts_with('/') || to.starts_with("https://") || to.starts_with("http://")) && !to.contains(":splat");
    let is_known = matches!(status, "301" | "302" | "303" | "307" | "308");
    (is_one && leads && !is_odd(to) && is_known && words.next().is_none()).then_some((from.into_owned(), to, status))
}

fn untold_line(file: &str, number: usize, line: &str) -> String {
    format!("{file}:{number}: nginx is not told of `{}`: write a rule for it yourself", line.trim())
}

/// Files of the author's whose names only read as if a hash were in them.
fn asked_for(public: &Path, base_path: &str, untold: &mut Vec<String>) -> String {
    let files = io::inventory(public).map(|inventory| inventory.files).unwrap_or_default();
    let odd =
        files.iter().filter(|file| headers::seems_hashed(&file.path) && !headers::is_hashed(&file.path, file.hash));
    let (plain, other): (Vec<_>, Vec<_>) = odd.partition(|file| is_plain(&file.path));
    untold.extend(other.iter().map(|file| {
        format!(
            "{}: its name reads as if a hash were in it, and browsers will keep it for a year: give it another name",
            file.path
        )
    }));
    plain.iter().fold(String::new(), |mut text, file| {
        writeln!(text, "    if ($uri = \"{base_path}{}\") {{ set $caching \"{}\"; }}", file.path, headers::ASK_AGAIN)
            .expect("a string takes every text");
        text
    })
}

/// The types of files.
fn types() -> String {
    let mut text = String::new();
    for (media, endings) in media::by_type() {
        writeln!(text, "        {media} {};", endings.join(" ")).expect("a string takes every text");
    }
    text
}

/// Whether nginx reads a word as it stands.
fn is_plain(word: &str) -> bool {
    !word.is_empty() && word.bytes().all(|b| b.is_ascii_alphanumeric() || b"-._/~:".contains(&b))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_site_says_of_itself_is_told() {
        let file = "# Ours\n\n/sub/*\n  Content-Security-Policy: default-src 'self'; img-src 'self' a.example\n  X: \"$evil\nY: z\n\
                    /sub/assets/*\n  Cache-Control: public, max-age=31536000, immutable\n/sub/a/\n  X-One: 1\n";
        let mut untold = Vec::new();
        assert_eq!(
            policy(file, "/sub/", &mut untold),
            "    add_header Content-Security-Policy \"default-src 'self'; img-src 'self' a.example\" always;\n"
        );
        assert_eq!(
            untold,
            [
                "_headers:5: nginx is not told of `X: \"$evil`: write a rule for it yourself",
                "_headers:10: nginx is not told of `X-One: 1`: write a rule for it yourself"
            ]
        );
        assert!(policy("", "/", &mut untold).contains("add_header X-Content-Type-Options \"nosniff\" always;"));
    }

    #[test]
    fn old_addresses_lead_on_with_and_without_their_slash() {
        let mut untold = Vec::new();
        let text = moved(
            "/old/ /new/ 301\n/old /other/ 301\n/%C3%B6.html /a%20b/ 301\n# no\n\n/x /y 302\n/z https://a.example/\n",
            &mut untold,
        );
        assert_eq!(
            text,
            "    location = \"/old\" { return 301 \"/new/\"; }\n    location = \"/old/\" { return 301 \"/new/\"; }\n    \
             location = \"/ö.html\" { return 301 \"/a%20b/\"; }\n    location = \"/x\" { return 302 \"/y\"; }\n    \
             location = \"/z\" { return 301 \"https://a.example/\"; }\n"
        );
        assert!(untold.is_empty(), "{untold:?}");
    }

    #[test]
    fn a_redirect_that_nginx_cannot_be_told_is_told_of() {
        let odd =
            ["/$a /b 301", "https://a/ /b 301", "/a/* /b/:splat", "/a /b 200", "/a", "/a /b 301 Country=ua", "/ /b"];
        let mut untold = Vec::new();
        assert_eq!(moved(&odd.join("\n"), &mut untold), "");
        assert_eq!(untold.len(), odd.len(), "{untold:?}");
        assert!(untold[2].starts_with("_redirects:3: nginx is not told of `/a/* /b/:splat`"), "{untold:?}");
    }
}
