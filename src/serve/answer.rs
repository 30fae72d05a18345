//! One request → one answer. Paths are keys of the tree and nothing else, so there is no way out of it.

use super::host;
use super::live::{Live, Look, Moment};
use super::versions::NOT_FOUND;
use crate::base::media;
use crate::base::{ContentHash, escape};
use axum::body::{Body, Bytes};
use axum::extract::{Request, State};
use axum::http::{HeaderMap, Method, Response, StatusCode, Uri, header};
use axum::response::IntoResponse;
use axum::response::sse::{Event, KeepAlive, Sse};
use futures_util::stream;
use std::convert::Infallible;
use std::net::SocketAddr;
use std::sync::Arc;

/// What every answer needs.
#[derive(Debug)]
pub(super) struct Server {
    /// `/`, or `/notes/`: decoded, with a slash at both ends.
    base: String,
    bound: SocketAddr,
    live: Arc<Live>,
}

impl Server {
    pub(super) fn new(base_path: &str, bound: SocketAddr, live: Arc<Live>) -> Self {
        let decoded = escape::decode_path(base_path).unwrap_or(base_path.into());
        let inner = decoded.trim_matches('/');
        let base = if inner.is_empty() { "/".to_owned() } else { format!("/{inner}/") };
        Self { base, bound, live }
    }
}

const SCRIPT: &str = include_str!("live.js");
const SCRIPT_PATH: &str = "/__expound/live.js";
const EVENTS_PATH: &str = "/__expound/events";

type Answer = Response<Body>;

/// Answers a request.
pub(super) async fn answer(State(server): State<Arc<Server>>, request: Request) -> Answer {
    let named = request.headers().get(header::HOST).and_then(|host| host.to_str().ok());
    // A request may name its host twice; then both must be right.
    let hosts = [named, request.uri().authority().map(|authority| authority.as_str())];
    let ours = hosts.iter().flatten().all(|name| host::is_ours(name, server.bound));
    if !ours || hosts.iter().all(Option::is_none) {
        let text = "This server answers only to localhost and to the address it was started with.\n";
        return plain(StatusCode::FORBIDDEN, text);
    }
    if !matches!(*request.method(), Method::GET | Method::HEAD) {
        let mut answer = plain(StatusCode::METHOD_NOT_ALLOWED, "Only GET and HEAD.\n");
        answer.headers_mut().insert(header::ALLOW, header::HeaderValue::from_static("GET, HEAD"));
        return answer;
    }
    match request.uri().path() {
        EVENTS_PATH => events(&server, request.uri()),
        SCRIPT_PATH => {
            let bytes = Bytes::from_static(SCRIPT.as_bytes());
            file(request.headers(), StatusCode::OK, media::of(SCRIPT_PATH), ContentHash::of(&bytes), bytes)
        }
        _ => site(&server, request.uri(), request.headers()).await,
    }
}

/// A file of the site, a redirect to one, or the page that says that there is none.
async fn site(server: &Server, uri: &Uri, headers: &HeaderMap) -> Answer {
    let now = server.live.now();
    let base = server.base.as_str();
    let found = match escape::decode_path(uri.path()).as_deref() {
        Some("/") if base != "/" => Found::Elsewhere(escape::url_path(base).into_owned()),
        Some(path) if base.strip_suffix('/') == Some(path) => Found::Elsewhere(with_slash(uri)),
        Some(path) => path.strip_prefix(base).map_or(Found::Nothing, |key| find(&now, key, uri)),
        None => Found::Nothing,
    };
    match found {
        Found::File(key) => match bytes(&now, &key).await {
            Some((bytes, hash)) => {
                page_or_file(headers, now.version_of(&key), StatusCode::OK, media::of(&key), hash, bytes)
            }
            None => missing(headers, &now).await,
        },
        Found::Elsewhere(location) => {
            // Not a permanent one: browsers remember those, and tomorrow another site is served here.
            let mut answer = plain(StatusCode::TEMPORARY_REDIRECT, "");
            match header::HeaderValue::from_str(&location) {
                Ok(value) => answer.headers_mut().insert(header::LOCATION, value),
                Err(_) => return missing(headers, &now).await,
            };
            answer
        }
        Found::Nothing => missing(headers, &now).await,
    }
}

enum Found {
    File(String),
    Elsewhere(String),
    Nothing,
}

/// What static hosts do: a folder is its `index.html`, and a folder's name without the slash leads to it.
fn find(now: &Moment, key: &str, uri: &Uri) -> Found {
    let has = |key: &str| now.tree.files.contains_key(key) || now.copies.contains_key(key);
    let index =
        if key.is_empty() || key.ends_with('/') { format!("{key}index.html") } else { format!("{key}/index.html") };
    if key.is_empty() || key.ends_with('/') {
        if has(&index) { Found::File(index) } else { Found::Nothing }
    } else if has(key) {
        Found::File(key.to_owned())
    } else if has(&index) {
        Found::Elsewhere(with_slash(uri))
    } else {
        Found::Nothing
    }
}

fn with_slash(uri: &Uri) -> String {
    let query = uri.query().map_or_else(String::new, |query| format!("?{query}"));
    format!("{}/{query}", uri.path())
}

/// Bytes that a response holds as long as it is being sent.
struct Shared(Arc<Vec<u8>>);

impl AsRef<[u8]> for Shared {
    fn as_ref(&self) -> &[u8] {
        &self.0
    }
}

async fn bytes(now: &Moment, key: &str) -> Option<(Bytes, ContentHash)> {
    if let Some(file) = now.tree.files.get(key) {
        return Some((Bytes::from_owner(Shared(Arc::clone(&file.bytes))), file.hash()));
    }
    let path = now.copies.get(key)?.clone();
    let bytes = tokio::task::spawn_blocking(move || crate::io::load(&path)).await.ok()?.ok()?;
    let hash = ContentHash::of(&bytes);
    Some((bytes.into(), hash))
}

/// The site's own page for what is not there, or a plain one. Both reload when there is something.
async fn missing(headers: &HeaderMap, now: &Moment) -> Answer {
    const PLAIN: &[u8] =
        b"<!doctype html><html lang=\"en\"><title>Not found</title><body><p>There is no page here.</p></body></html>\n";
    let (bytes, hash) = match bytes(now, NOT_FOUND).await {
        Some(own) => own,
        None => (Bytes::from_static(PLAIN), ContentHash::of(PLAIN)),
    };
    page_or_file(headers, now.version_of(NOT_FOUND), StatusCode::NOT_FOUND, media::HTML, hash, bytes)
}

/// Pages get the script that reloads them, and the version that they are of.
fn page_or_file(
    headers: &HeaderMap,
    version: u64,
    status: StatusCode,
    media: &'static str,
    hash: ContentHash,
    bytes: Bytes,
) -> Answer {
    if media != media::HTML {
        return file(headers, status, media, hash, bytes);
    }
    let script = format!("<script src=\"{SCRIPT_PATH}\" data-version=\"{version}\" defer></script>");
    let at = memchr::memmem::rfind(&bytes, b"</body>").unwrap_or(bytes.len());
    let page = [&bytes[..at], script.as_bytes(), &bytes[at..]].concat();
    file(headers, status, media, ContentHash::of(&page), page.into())
}

fn file(headers: &HeaderMap, status: StatusCode, media: &'static str, hash: ContentHash, bytes: Bytes) -> Answer {
    let tag = format!("\"{}\"", hash.short(32));
    let known = headers.get(header::IF_NONE_MATCH).and_then(|tags| tags.to_str().ok());
    let same = known.is_some_and(|tags| tags.split(',').any(|known| known.trim().trim_start_matches("W/") == tag));
    let common = [
        (header::ETAG, tag.as_str()),
        (header::CACHE_CONTROL, "no-store"),
        (header::CONTENT_TYPE, media),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    ];
    if same && status == StatusCode::OK {
        return (StatusCode::NOT_MODIFIED, common).into_response();
    }
    (status, common, bytes).into_response()
}

fn plain(status: StatusCode, text: &'static str) -> Answer {
    let headers = [(header::CACHE_CONTROL, "no-store"), (header::CONTENT_TYPE, "text/plain; charset=utf-8")];
    (status, headers, text).into_response()
}

/// What is shown at the path that the page names, now and again each time the site changes. The page counts as open until
/// the browser hangs up.
fn events(server: &Server, uri: &Uri) -> Answer {
    let at = uri.query().and_then(|query| query.split('&').find_map(|pair| pair.strip_prefix("at=")));
    let look = at.and_then(|at| shown_at(server, uri, at)).map(|path| Look::at(&server.live, path));
    // A page that is not there shows another in its place.
    let otherwise = if at.is_some() { NOT_FOUND } else { "" };
    let stream = stream::unfold((server.live.follow(), look, true), move |(mut states, look, first)| async move {
        if !first {
            states.changed().await.ok()?;
        }
        let now = Arc::clone(&states.borrow_and_update());
        let version = now.version_of(look.as_ref().map_or(otherwise, Look::path));
        let data = serde_json::json!({ "version": version, "problems": now.problems }).to_string();
        Some((Ok::<_, Infallible>(Event::default().data(data)), (states, look, false)))
    });
    Sse::new(stream).keep_alive(KeepAlive::default()).into_response()
}

/// The path of a page, as the browser has it, with its signs escaped once more → the file that is shown there.
fn shown_at(server: &Server, uri: &Uri, at: &str) -> Option<String> {
    let address = escape::decode_path(at)?;
    let path = escape::decode_path(&address)?;
    match find(&server.live.now(), path.strip_prefix(&server.base)?, uri) {
        Found::File(key) => Some(key),
        Found::Elsewhere(_) | Found::Nothing => None,
    }
}
