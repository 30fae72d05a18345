//! The `Host` of a request → whether it may be answered.
//!
//! A page of any site can make a browser ask this server, by letting its own name point to 127.0.0.1 (DNS rebinding),
//! and could then read drafts. Such a request names that site as its host, so only the names of this machine are served.

use std::net::{IpAddr, SocketAddr};

/// True if the host (with or without a port) is this machine, as seen from a server bound to `bound`.
pub(super) fn is_ours(host: &str, bound: SocketAddr) -> bool {
    let name = match host.strip_prefix('[') {
        Some(rest) => rest.split_once(']').map_or("", |(name, _)| name),
        None => host.split(':').next().unwrap_or_default(),
    };
    match name.parse::<IpAddr>() {
        // Bound to every address, the server is meant to be seen from other devices, by an address that it does not
        // know. A number is safe: only a name can be made to point elsewhere.
        Ok(address) => address.is_loopback() || address == bound.ip() || bound.ip().is_unspecified(),
        Err(_) => name.eq_ignore_ascii_case("localhost"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_names_of_this_machine_are_served() {
        let local: SocketAddr = "127.0.0.1:4000".parse().unwrap();
        for host in ["localhost", "LocalHost:4000", "127.0.0.1:4000", "[::1]:4000", "[::1]"] {
            assert!(is_ours(host, local), "{host}");
        }
        for host in ["", "evil.example", "localhost.evil.example:4000", "192.168.0.7:4000", "[::2]", "[", "::1"] {
            assert!(!is_ours(host, local), "{host}");
        }
        assert!(is_ours("192.168.0.7:4000", "0.0.0.0:4000".parse().unwrap()));
        assert!(is_ours("192.168.0.7", "192.168.0.7:4000".parse().unwrap()));
        assert!(!is_ours("evil.example", "0.0.0.0:4000".parse().unwrap()));
    }
}
