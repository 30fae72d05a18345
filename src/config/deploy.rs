//! `deploy:` of expound.yaml: the store that the published site is uploaded to. Keys are not among it; they belong into the
//! environment.

use crate::base::yaml::{Fields, Form, Key};

/// Where to; each is none where the command line or the environment says it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Deploy {
    /// `s3://BUCKET` or `s3://BUCKET/FOLDER`.
    pub to: Option<String>,
    /// The address of a store that is not Amazon's.
    pub endpoint: Option<String>,
    /// The region of the bucket.
    pub region: Option<String>,
}

pub(super) const KEYS: &[Key] = &[
    Key::new("to", Form::Text, "s3://BUCKET or s3://BUCKET/FOLDER"),
    Key::new("endpoint", Form::Text, "the address of a store that is not Amazon's"),
    Key::new("region", Form::Text, "the region of the bucket"),
];

/// Reads the block.
pub(super) fn read(group: &mut Fields<'_>) -> Deploy {
    group.refuse_unknown(KEYS, &[], &[]);
    Deploy { to: group.text("to"), endpoint: group.text("endpoint"), region: group.text("region") }
}
