//! Requests of the store's client → requests of the client that the rest of this program uses, so that there is one way to
//! speak to hosts, with one set of roots to trust.

use async_trait::async_trait;
use http_body_util::BodyExt;
use object_store::ClientOptions;
use object_store::client::{
    HttpClient, HttpConnector, HttpError, HttpErrorKind, HttpRequest, HttpResponse, HttpService,
};
use std::io;
use std::time::Duration;
use ureq::http;

/// No answer of a store is larger.
const LARGEST: u64 = 256 << 20;

/// Makes clients.
#[derive(Debug)]
pub(super) struct Connector;

#[derive(Debug)]
struct Client(ureq::Agent);

impl HttpConnector for Connector {
    fn connect(&self, _: &ClientOptions) -> object_store::Result<HttpClient> {
        let config = ureq::Agent::config_builder()
            .http_status_as_error(false)
            .max_redirects(0)
            .timeout_connect(Some(Duration::from_secs(10)))
            .timeout_recv_response(Some(Duration::from_secs(60)))
            .timeout_global(Some(Duration::from_secs(900)))
            .user_agent(crate::net::own_name())
            .build();
        Ok(HttpClient::new(Client(config.new_agent())))
    }
}

#[async_trait]
impl HttpService for Client {
    async fn call(&self, request: HttpRequest) -> Result<HttpResponse, HttpError> {
        let agent = self.0.clone();
        let (parts, body) = request.into_parts();
        let bytes = body.collect().await?.to_bytes();
        let asked = tokio::task::spawn_blocking(move || ask(&agent, parts, &bytes));
        asked.await.map_err(|error| HttpError::new(HttpErrorKind::Unknown, error))?
    }
}

fn ask(agent: &ureq::Agent, parts: http::request::Parts, bytes: &[u8]) -> Result<HttpResponse, HttpError> {
    let has_body = parts.method == http::Method::PUT || parts.method == http::Method::POST;
    let answer = if has_body {
        agent.run(http::Request::from_parts(parts, bytes))
    } else {
        agent.run(http::Request::from_parts(parts, ()))
    };
    let (parts, body) = answer.map_err(failed)?.into_parts();
    let bytes = body.into_with_config().limit(LARGEST).read_to_vec().map_err(failed)?;
    Ok(HttpResponse::from_parts(parts, bytes.into()))
}

/// What may be tried again is told apart from what may not.
fn failed(error: ureq::Error) -> HttpError {
    let kind = match &error {
        ureq::Error::Timeout(_) => HttpErrorKind::Timeout,
        ureq::Error::HostNotFound | ureq::Error::ConnectionFailed => HttpErrorKind::Connect,
        ureq::Error::Io(cause) => match cause.kind() {
            io::ErrorKind::ConnectionRefused | io::ErrorKind::HostUnreachable => HttpErrorKind::Connect,
            io::ErrorKind::TimedOut => HttpErrorKind::Timeout,
            _ => HttpErrorKind::Interrupted,
        },
        _ => HttpErrorKind::Unknown,
    };
    HttpError::new(kind, error)
}
