//! What can go wrong on the way to a store, in words: where, what, and what to do.

use std::error::Error;
use std::path::PathBuf;
use std::{fmt, io};

/// Why a deployment did not come to its end.
#[derive(Debug)]
pub enum DeployError {
    /// The target is none.
    Address(String),
    /// The store refused, or did not answer.
    Store {
        /// What was attempted.
        doing: String,
        /// The store.
        at: String,
        /// What it said.
        cause: Box<object_store::Error>,
    },
    /// Objects of somebody else are where the site is to go.
    Foreign(String, Vec<String>),
    /// A file cannot be read.
    Disk(PathBuf, io::Error),
    /// A file is not what was built.
    Changed(PathBuf),
    /// The system refuses to work.
    System(io::Error),
}

impl fmt::Display for DeployError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Address(problem) => f.write_str(problem),
            Self::Store { doing, at, cause } => {
                let (what, help) = reason(cause);
                write!(f, "cannot {doing} {at}: {what}; {help}")
            }
            Self::Foreign(at, paths) => {
                let named = paths.iter().take(5).map(String::as_str).collect::<Vec<_>>().join(", ");
                let more = paths.len().saturating_sub(5);
                let more = if more > 0 { format!(" and {more} more") } else { String::new() };
                write!(
                    f,
                    "{at} has objects that no deployment of Expound has sent: {named}{more}. Name another folder of the bucket, \
                     as in s3://bucket/site, or say --replace to write over them"
                )
            }
            Self::Disk(path, cause) => write!(f, "cannot read {}: {cause}", path.display()),
            Self::Changed(path) => {
                write!(f, "{} is not what was built: run `expound build` again", path.display())
            }
            Self::System(cause) => write!(f, "cannot begin: {cause}"),
        }
    }
}

/// What a store said, and what to do. Its answers may quote the request; only their code and their words are passed on.
fn reason(error: &object_store::Error) -> (String, &'static str) {
    let text = error.to_string();
    let code = between(&text, "<Code>", "</Code>");
    let words = between(&text, "<Message>", "</Message>");
    let said = match (code, words) {
        (Some(code), Some(words)) => format!("{code} ({})", words.trim_end_matches('.')),
        (Some(code), None) => code.to_owned(),
        _ => plain(error),
    };
    let help = match (code, error) {
        (Some("NoSuchBucket"), _) => "make the bucket first, or correct the name after s3://",
        (Some("InvalidAccessKeyId" | "SignatureDoesNotMatch" | "ExpiredToken" | "InvalidToken"), _) => {
            "correct AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and AWS_SESSION_TOKEN"
        }
        (Some("PermanentRedirect" | "AuthorizationHeaderMalformed" | "IllegalLocationConstraintException"), _) => {
            "name the region of the bucket with --region"
        }
        (_, object_store::Error::PermissionDenied { .. } | object_store::Error::Unauthenticated { .. }) => {
            "let this key list, read, write and delete below that address"
        }
        (_, object_store::Error::NotFound { .. }) => "is the bucket's name right, and does --endpoint name a store?",
        (_, object_store::Error::InvalidPath { .. }) => {
            "something else is there under a name that no site has: use a prefix of its own, as in s3://bucket/site"
        }
        _ if text.contains("without LOCATION") => "name the region of the bucket with --region",
        _ => "run the command again: what was uploaded is not uploaded twice",
    };
    (said, help)
}

/// The innermost cause, which says what happened and not through how many hands it went.
fn plain(error: &object_store::Error) -> String {
    let mut cause: &dyn Error = error;
    while let Some(inner) = cause.source() {
        cause = inner;
    }
    let text = cause.to_string();
    text.lines().next().unwrap_or_default().trim().trim_end_matches('.').to_owned()
}

fn between<'a>(text: &'a str, from: &str, to: &str) -> Option<&'a str> {
    let rest = &text[text.find(from)? + from.len()..];
    rest.find(to).map(|end| &rest[..end])
}
