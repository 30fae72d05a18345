//! Addresses that authors write: which ones leave the site, and which ones must never be linked.

/// Where an address leads, by its scheme alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scheme {
    /// It has none: a path of this site.
    None,
    /// It leads to another host, a mailbox, a telephone.
    Safe,
    /// It would run code, or nobody knows what it does.
    Unsafe,
}

/// Schemes that may be linked.
const SAFE: &[&str] =
    &["http", "https", "mailto", "tel", "sms", "ftp", "geo", "magnet", "xmpp", "irc", "ircs", "matrix", "doi"];

/// The scheme of links to figures of datasets.
pub const STAT: &str = "stat:";

/// True for the address of a figure of a dataset.
pub fn is_stat(address: &str) -> bool {
    address.get(..STAT.len()).is_some_and(|scheme| scheme.eq_ignore_ascii_case(STAT))
}

/// The host of an `http:` address; nothing for every other, and for the machine itself.
pub fn insecure_host(address: &str) -> Option<&str> {
    let rest = address.get(..7).filter(|scheme| scheme.eq_ignore_ascii_case("http://")).map(|_| &address[7..])?;
    let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let without_port = host.rsplit_once(':').filter(|(_, port)| port.bytes().all(|b| b.is_ascii_digit()));
    let is_own = matches!(without_port.map_or(host, |(name, _)| name), "localhost" | "127.0.0.1" | "[::1]");
    (!is_own && !host.is_empty()).then_some(host)
}

/// Judges an address as a browser reads it: white space and control characters inside a scheme do not count.
pub fn scheme(address: &str) -> Scheme {
    if address.starts_with("//") {
        return Scheme::Safe;
    }
    let Some(colon) = address.find(':').filter(|at| !address[..*at].contains(['/', '?', '#'])) else {
        return Scheme::None;
    };
    let scheme: String = address[..colon].chars().filter(|c| !c.is_whitespace() && !c.is_control()).collect();
    if SAFE.contains(&scheme.to_ascii_lowercase().as_str()) { Scheme::Safe } else { Scheme::Unsafe }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn schemes_are_judged_as_browsers_read_them() {
        for (address, expected) in [
            ("https://a.b", Scheme::Safe),
            ("HTTPS://A.B", Scheme::Safe),
            ("java\tscript:alert(1)", Scheme::Unsafe),
            ("data:text/html,x", Scheme::Unsafe),
            ("a/b:c.md", Scheme::None),
            ("#a:b", Scheme::None),
            ("//host/x", Scheme::Safe),
        ] {
            assert_eq!(scheme(address), expected, "{address}");
        }
    }
}
