//! The settings of nginx: the policy and the old addresses of the published site, and the types of files that all other
//! parts of the program go by.

use crate::base::{escape, media};
use crate::config::Config;
use crate::io::{self, SitePaths};
use crate::outputs::headers;
use std::collections::BTreeSet;
use std::fmt::Write as _;

pub(super) const TEXT: &str = include_str!("nginx.conf");

/// Fills in what is known of a site.
pub(super) fn fill(
    fill: &mut impl FnMut(&str, &str),
    config: &Config,
    paths: &SitePaths,
    folder: Option<&str>,
) -> Result<(), String> {
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
    let published = |name: &str| {
        io::load(&paths.output.join(name)).ok().and_then(|bytes| String::from_utf8(bytes).ok()).unwrap_or_default()
    };
    fill("host", host);
    fill("folder", &folder);
    fill("base", base_path);
    fill("files", &format!("{folder}{}", base_path.trim_end_matches('/')));
    fill("forever", headers::FOREVER);
    fill("again", headers::ASK_AGAIN);
    fill("policy", &policy(&published(headers::FILE), base_path));
    fill("moved", &moved(&published("_redirects")));
    fill("types", &types());
    Ok(())
}

/// The headers of every answer: those of the published site, else those of any.
fn policy(file: &str, base_path: &str) -> String {
    let all = format!("{base_path}*");
    let rule = file.lines().skip_while(|line| *line != all).skip(1).take_while(|line| line.starts_with(' '));
    let own: Vec<(&str, String)> = rule
        .filter_map(|line| line.trim().split_once(": "))
        .filter(|(name, value)| is_plain(name) && !value.contains(['"', '\\', '$']))
        .map(|(name, value)| (name, value.to_owned()))
        .collect();
    let lines = if own.is_empty() { headers::policy(std::iter::empty()) } else { own };
    lines.iter().fold(String::new(), |mut text, (name, value)| {
        writeln!(text, "    add_header {name} \"{value}\" always;").expect("a string takes every text");
        text
    })
}

/// A redirect for each old address, which is compared as it reads and not as it is encoded.
fn moved(file: &str) -> String {
    let mut text = String::new();
    // Of two rules for one address hosts take the first, and nginx takes none.
    let mut told = BTreeSet::new();
    for line in file.lines() {
        let mut words = line.split_whitespace();
        let (Some(from), Some(to), Some("301")) = (words.next(), words.next(), words.next()) else { continue };
        let Some(from) = escape::decode_path(from) else { continue };
        let is_odd =
            |path: &str| !path.starts_with('/') || path.contains(['"', '\\', '$']) || path.contains(char::is_control);
        if is_odd(&from) || is_odd(to) || from == "/" {
            continue;
        }
        let bare = from.trim_end_matches('/');
        let both: &[&str] = if bare == from { &[bare] } else { &[bare, &from] };
        for from in both.iter().filter(|from| told.insert((**from).to_owned())) {
            writeln!(text, "    location = \"{from}\" {{ return 301 \"{to}\"; }}").expect("a string takes every text");
        }
    }
    text
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
        let file =
            "/sub/*\n  Content-Security-Policy: default-src 'self'; img-src 'self' a.example\n  X: \"$evil\nY: z\n";
        assert_eq!(
            policy(file, "/sub/"),
            "    add_header Content-Security-Policy \"default-src 'self'; img-src 'self' a.example\" always;\n"
        );
        assert!(policy("", "/").contains("add_header X-Content-Type-Options \"nosniff\" always;"));
    }

    #[test]
    fn old_addresses_lead_on_with_and_without_their_slash() {
        let text = moved(
            "/old/ /new/ 301\n/old /other/ 301\n/%C3%B6.html /a%20b/ 301\n# no\n/x /y 302\n/$a /b 301\nhttps://a/ /b 301\n",
        );
        assert_eq!(
            text,
            "    location = \"/old\" { return 301 \"/new/\"; }\n    location = \"/old/\" { return 301 \"/new/\"; }\n    \
             location = \"/ö.html\" { return 301 \"/a%20b/\"; }\n"
        );
    }
}
