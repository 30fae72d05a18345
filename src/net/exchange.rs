//! One request and its answer. The only code that knows the client.

use super::address::Address;
use std::io::{self, Read};
use std::time::Duration;
use ureq::config::AutoHeaderValue;
use ureq::http::header::{CONTENT_TYPE, COOKIE, DATE, HeaderMap, HeaderName, LOCATION, RETRY_AFTER, SET_COOKIE};

/// No more of an answer is read, unpacked.
pub const LARGEST: u64 = 2 << 20;

/// What is asked for. Servers that can give a text give that.
const ACCEPTED: &str = "text/html, application/xhtml+xml, text/plain;q=0.9, */*;q=0.8";

/// What asks.
pub(super) struct Client(ureq::Agent);

/// An answer.
pub(super) struct Heard {
    pub(super) status: u16,
    /// Where it points to.
    pub(super) location: Option<String>,
    /// For how long it asks to be left alone.
    pub(super) retry_after: Option<Duration>,
    /// The names and values that it wants to be told again.
    pub(super) cookies: Vec<String>,
    /// What the answer is, where that was wanted and there is any.
    pub(super) body: Option<Body>,
}

/// The bytes of an answer.
pub(super) struct Body {
    pub(super) bytes: Vec<u8>,
    pub(super) content_type: Option<String>,
    pub(super) end: End,
}

/// How an answer ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum End {
    /// As it should.
    Whole,
    /// There is more than anybody should read.
    Cut,
    /// It was not finished in time.
    Late,
    /// The host went away.
    Broken,
}

/// Why there was no answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Silence {
    /// Time was up.
    Late,
    /// Something else, in words.
    Because(String),
}

impl Client {
    /// A client that gives up after `timeout`, counted over the whole of an answer.
    pub(super) fn new(user_agent: &str, timeout: Duration) -> Self {
        let config = ureq::Agent::config_builder()
            .http_status_as_error(false)
            // Redirects are followed one by one, each in its host's turn.
            .max_redirects(0)
            .timeout_global(Some(timeout))
            .user_agent(user_agent)
            .accept(AutoHeaderValue::from(ACCEPTED))
            // Each answer stands alone: what a host did with an earlier connection must not count against it.
            .max_idle_connections(0)
            .build();
        Self(config.new_agent())
    }

    /// Asks for an address. What the answer is, is read only if that is wanted and it is a good one.
    pub(super) fn get(&self, address: &Address, cookies: &str, wants_body: bool) -> Result<Heard, Silence> {
        let mut request = self.0.get(address.sent());
        if !cookies.is_empty() {
            request = request.header(COOKIE, cookies);
        }
        let response = request.call().map_err(silence)?;
        let (parts, body) = response.into_parts();
        let status = parts.status.as_u16();
        let header = |name: HeaderName| text_of(&parts.headers, &name);
        let content_type = header(CONTENT_TYPE);
        let heard = Heard {
            status,
            location: header(LOCATION),
            retry_after: header(RETRY_AFTER).and_then(|text| waiting(&text, header(DATE).as_deref())),
            cookies: cookies_of(&parts.headers),
            body: (wants_body && parts.status.is_success()).then(|| read(body, content_type)),
        };
        Ok(heard)
    }
}

fn read(body: ureq::Body, content_type: Option<String>) -> Body {
    let mut bytes = Vec::new();
    // One byte more than is kept says whether there was more.
    let end = match body.into_reader().take(LARGEST + 1).read_to_end(&mut bytes) {
        Ok(_) if bytes.len() as u64 > LARGEST => End::Cut,
        Ok(_) => End::Whole,
        Err(error) => match silence(error.into()) {
            Silence::Late => End::Late,
            Silence::Because(_) => End::Broken,
        },
    };
    bytes.truncate(LARGEST as usize);
    Body { bytes, content_type, end }
}

/// A header as text; addresses stand in them as UTF-8 more often than they should.
fn text_of(headers: &HeaderMap, name: &HeaderName) -> Option<String> {
    headers.get(name).map(|value| String::from_utf8_lossy(value.as_bytes()).trim().to_owned())
}

/// `name=value` of each cookie (RFC 6265, 5.2), without its attributes.
fn cookies_of(headers: &HeaderMap) -> Vec<String> {
    let pair = |value: &str| value.split(';').next().map(|pair| pair.trim().to_owned());
    let texts = headers.get_all(SET_COOKIE).iter().filter_map(|value| value.to_str().ok());
    texts.filter_map(pair).filter(|pair| pair.contains('=')).collect()
}

/// For how long a host asks to be left alone (RFC 9110, 10.2.3): in seconds, or until a moment by the host's own clock.
fn waiting(text: &str, date: Option<&str>) -> Option<Duration> {
    if let Ok(seconds) = text.parse::<u64>() {
        return Some(Duration::from_secs(seconds));
    }
    let moment = |text: &str| jiff::fmt::rfc2822::parse(text).ok().map(|moment| moment.timestamp());
    let seconds = moment(text)?.duration_since(moment(date?)?).as_secs();
    Some(Duration::from_secs(u64::try_from(seconds).unwrap_or(0)))
}

/// A name server that has no such name and one that cannot be asked are hard to tell apart.
const NO_NAME: &str = "no host is known by this name";

/// What an author can make of it.
fn silence(error: ureq::Error) -> Silence {
    let words = match error {
        ureq::Error::Timeout(_) => return Silence::Late,
        ureq::Error::Io(error) => match error.kind() {
            io::ErrorKind::TimedOut => return Silence::Late,
            io::ErrorKind::ConnectionRefused => "the host refuses connections".to_owned(),
            io::ErrorKind::UnexpectedEof | io::ErrorKind::ConnectionReset | io::ErrorKind::BrokenPipe => {
                "the host hung up".to_owned()
            }
            io::ErrorKind::HostUnreachable | io::ErrorKind::NetworkUnreachable => {
                "there is no way to the host from here".to_owned()
            }
            io::ErrorKind::InvalidData => format!("the connection cannot be made safe: {error}"),
            // The standard library has no kind for it, and what follows are the words of the system.
            _ if error.to_string().starts_with("failed to lookup address") => NO_NAME.to_owned(),
            _ => error.to_string(),
        },
        ureq::Error::HostNotFound => NO_NAME.to_owned(),
        ureq::Error::LargeResponseHeader(..) => "the header of the answer is too large".to_owned(),
        ureq::Error::Protocol(_) => "what it answers is not of the web".to_owned(),
        ureq::Error::Rustls(error) => format!("the connection cannot be made safe: {error}"),
        ureq::Error::Tls(error) => format!("the connection cannot be made safe: {error}"),
        ureq::Error::ConnectProxyFailed(error) => format!("the proxy does not connect: {error}"),
        other => other.to_string(),
    };
    Silence::Because(words)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hosts_say_how_long_to_wait_in_two_ways() {
        let date = Some("Sun, 06 Nov 1994 08:49:37 GMT");
        assert_eq!(waiting("120", None), Some(Duration::from_secs(120)));
        assert_eq!(waiting("Sun, 06 Nov 1994 08:50:07 GMT", date), Some(Duration::from_secs(30)));
        assert_eq!(waiting("Sun, 06 Nov 1994 08:00:00 GMT", date), Some(Duration::ZERO));
        assert_eq!(waiting("Sun, 06 Nov 1994 08:50:07 GMT", None), None);
        assert_eq!(waiting("soon", date), None);
    }
}
