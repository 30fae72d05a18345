//! A place in a store that speaks as S3 does: what is there, and putting, reading and deleting objects.

use super::AT_ONCE;
use super::error::DeployError;
use super::plan::Wanted;
use super::record::Record;
use super::transport::Connector;
use crate::outputs::headers::ASK_AGAIN;
use futures_util::{StreamExt, TryStreamExt, stream};
use object_store::aws::{AmazonS3, AmazonS3Builder};
use object_store::path::Path;
use object_store::{
    Attribute, AttributeValue, Attributes, BackoffConfig, ObjectStore, ObjectStoreExt, PutOptions, RetryConfig,
};
use std::collections::BTreeMap;
use std::time::Duration;
use tokio::runtime::Runtime;

/// Where a site goes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Address {
    bucket: String,
    /// Without slashes at its ends; may be empty.
    prefix: String,
    endpoint: Option<String>,
    region: String,
}

impl Address {
    /// The target `s3://bucket/prefix`, the address of a store that is not Amazon's, and the region.
    pub fn new(target: &str, endpoint: Option<String>, region: Option<String>) -> Result<Self, DeployError> {
        let wrong = |problem: String| DeployError::Address(problem);
        let rest = target
            .strip_prefix("s3://")
            .ok_or_else(|| wrong(format!("`{target}` is no store: write s3://bucket or s3://bucket/folder")))?;
        let (bucket, prefix) = rest.split_once('/').unwrap_or((rest, ""));
        let prefix = prefix.trim_matches('/');
        let is_odd = |part: &str| part.is_empty() || part == "." || part == ".." || part.contains(char::is_control);
        let is_name = |b: u8| b.is_ascii_alphanumeric() || b"-._".contains(&b);
        if bucket.is_empty() || !bucket.bytes().all(is_name) || (!prefix.is_empty() && prefix.split('/').any(is_odd)) {
            return Err(wrong(format!("`{target}` is no store: write s3://bucket or s3://bucket/folder")));
        }
        if let Some(url) = endpoint.as_ref().filter(|url| !url.starts_with("https://") && !url.starts_with("http://")) {
            return Err(wrong(format!("`{url}` is not the address of a store: begin it with https://")));
        }
        Ok(Self {
            bucket: bucket.to_owned(),
            prefix: prefix.to_owned(),
            endpoint: endpoint.map(|url| url.trim_end_matches('/').to_owned()),
            region: region.unwrap_or_else(|| "us-east-1".to_owned()),
        })
    }

    /// As a person writes it.
    pub fn shown(&self) -> String {
        let slash = if self.prefix.is_empty() { "" } else { "/" };
        format!("s3://{}{slash}{}", self.bucket, self.prefix)
    }
}

/// What opens a store. Nothing of it is ever shown.
#[derive(Clone)]
pub struct Keys {
    /// The name of the key.
    pub id: String,
    /// The key.
    pub secret: String,
    /// What belongs to a key that is lent for a while.
    pub token: Option<String>,
}

/// An object that is there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Object {
    pub(super) length: u64,
    /// When it was written, by the clock of the store, in milliseconds.
    pub(super) written: i64,
    /// What the store gives as the tag of its bytes, without quotes.
    pub(super) tag: String,
}

/// Objects by their path below the prefix.
pub(super) type Listing = BTreeMap<String, Object>;

/// An open store.
pub(super) struct Store {
    s3: AmazonS3,
    runtime: Runtime,
    address: Address,
}

impl Store {
    pub(super) fn open(address: &Address, keys: &Keys) -> Result<Self, DeployError> {
        let retry = RetryConfig {
            backoff: BackoffConfig { max_backoff: Duration::from_secs(5), ..BackoffConfig::default() },
            max_retries: 4,
            retry_timeout: Duration::from_secs(120),
        };
        let mut builder = AmazonS3Builder::new()
            .with_bucket_name(&address.bucket)
            .with_region(&address.region)
            .with_access_key_id(&keys.id)
            .with_secret_access_key(&keys.secret)
            .with_retry(retry)
            .with_http_connector(Connector);
        if let Some(token) = &keys.token {
            builder = builder.with_token(token);
        }
        if let Some(endpoint) = &address.endpoint {
            builder = builder.with_endpoint(endpoint).with_allow_http(endpoint.starts_with("http://"));
        }
        let failed = |cause| error("open", address, cause);
        let s3 = builder.build().map_err(failed)?;
        let runtime = tokio::runtime::Builder::new_current_thread();
        let runtime = { runtime }.enable_time().build().map_err(DeployError::System)?;
        Ok(Self { s3, runtime, address: address.clone() })
    }

    /// Everything below the prefix.
    pub(super) fn list(&self) -> Result<Listing, DeployError> {
        let prefix = Some(&self.address.prefix).filter(|prefix| !prefix.is_empty());
        let prefix = prefix.map(|prefix| self.key(prefix)).transpose()?;
        let all = self.runtime.block_on(self.s3.list(prefix.as_ref()).try_collect::<Vec<_>>());
        let below = if self.address.prefix.is_empty() { String::new() } else { format!("{}/", self.address.prefix) };
        let all = all.map_err(|cause| error("list", &self.address, cause))?;
        let object = |meta: object_store::ObjectMeta| {
            let path = meta.location.as_ref().strip_prefix(&below)?.to_owned();
            let tag = meta.e_tag.unwrap_or_default().trim_matches('"').to_owned();
            Some((path, Object { length: meta.size, written: meta.last_modified.timestamp_millis(), tag }))
        };
        Ok(all.into_iter().filter_map(object).collect())
    }

    /// The bytes of an object.
    pub(super) fn get(&self, path: &str) -> Result<Vec<u8>, DeployError> {
        let key = self.key_of(path)?;
        let get = async { self.s3.get(&key).await?.bytes().await };
        self.runtime
            .block_on(get)
            .map(|bytes| bytes.to_vec())
            .map_err(|cause| error(&format!("read {path} in"), &self.address, cause))
    }

    /// Puts files, several at once, and ends at the first that fails. `bytes` gives those of one.
    pub(super) fn put_all(
        &self,
        files: &[&Wanted],
        bytes: &dyn Fn(&Wanted) -> Result<Vec<u8>, DeployError>,
    ) -> Result<(), DeployError> {
        let put = |file: &Wanted| {
            let prepared = bytes(file).and_then(|bytes| Ok((bytes, self.key_of(&file.path)?)));
            let attributes = attributes(file.media, file.caching, file.coding);
            let path = file.path.clone();
            async move {
                let (bytes, key) = prepared?;
                self.put(&path, &key, bytes, attributes).await
            }
        };
        let all = stream::iter(files.iter().map(|file| Ok(*file)));
        self.runtime.block_on(all.try_for_each_concurrent(AT_ONCE, put))
    }

    /// Puts a record.
    pub(super) fn put_record(&self, path: &str, record: &Record) -> Result<(), DeployError> {
        let key = self.key_of(path)?;
        let attributes = attributes("text/plain; charset=utf-8", ASK_AGAIN, None);
        self.runtime.block_on(self.put(path, &key, record.write().into_bytes(), attributes))
    }

    async fn put(&self, path: &str, key: &Path, bytes: Vec<u8>, attributes: Attributes) -> Result<(), DeployError> {
        let options = PutOptions { attributes, ..PutOptions::default() };
        let put = self.s3.put_opts(key, bytes.into(), options).await;
        put.map(drop).map_err(|cause| error(&format!("upload {path} to"), &self.address, cause))
    }

    /// Deletes objects.
    pub(super) fn delete(&self, paths: &[String]) -> Result<(), DeployError> {
        let keys = paths.iter().map(|path| self.key_of(path)).collect::<Result<Vec<_>, _>>()?;
        let keys = stream::iter(keys.into_iter().map(Ok)).boxed();
        let deleted = self.runtime.block_on(self.s3.delete_stream(keys).try_collect::<Vec<_>>());
        deleted.map(drop).map_err(|cause| error("delete old files in", &self.address, cause))
    }

    fn key_of(&self, path: &str) -> Result<Path, DeployError> {
        if self.address.prefix.is_empty() {
            self.key(path)
        } else {
            self.key(&format!("{}/{path}", self.address.prefix))
        }
    }

    /// The key that reads exactly so.
    fn key(&self, key: &str) -> Result<Path, DeployError> {
        Path::parse(key).map_err(|cause| error(&format!("name {key} in"), &self.address, cause.into()))
    }
}

fn attributes(media: &'static str, caching: &'static str, coding: Option<&'static str>) -> Attributes {
    let all = [
        (Attribute::ContentType, Some(media)),
        (Attribute::CacheControl, Some(caching)),
        (Attribute::ContentEncoding, coding),
    ];
    all.into_iter().filter_map(|(name, value)| Some((name, AttributeValue::from(value?)))).collect()
}

fn error(doing: &str, address: &Address, cause: object_store::Error) -> DeployError {
    DeployError::Store { doing: doing.to_owned(), at: address.shown(), cause: Box::new(cause) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn targets_are_read_and_shown() {
        let shown = |target: &str| Address::new(target, None, None).map(|address| address.shown()).ok();
        assert_eq!(shown("s3://bucket").as_deref(), Some("s3://bucket"));
        assert_eq!(shown("s3://my-bucket.example/a/b/").as_deref(), Some("s3://my-bucket.example/a/b"));
        for target in ["bucket", "s3://", "s3:///a", "s3://b/a//b", "s3://b/../a", "https://b/", "s3://a b"] {
            assert_eq!(shown(target), None, "{target}");
        }
        assert!(Address::new("s3://b", Some("localhost:9000".to_owned()), None).is_err());
    }
}
