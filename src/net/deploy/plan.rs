//! What a site has, what a store has, and what was sent before → what is to be done, in which order. Pure: it talks to
//! nobody. Only to find out whether an interrupted deployment has sent a file does it read that file.

use super::record::{Record, Sent};
use super::store::Listing;
use super::{DEPLOYED, DEPLOYING, bytes_of};
use crate::base::{ContentHash, media};
use crate::io::PublishedFile;
use crate::outputs::headers;
use md5::{Digest, Md5};
use std::collections::BTreeMap;
use std::path::PathBuf;

/// Files go up in this order: nothing is there before what it needs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Step {
    /// What has the hash of its content in its name: nobody asks for it yet.
    Assets,
    /// Pictures, data, and all other files.
    Files,
    /// Pages.
    Pages,
    /// What tells of pages: feeds, the sitemap, the list of all files.
    Lists,
}

/// How many steps there are.
const STEPS: usize = 4;

impl Step {
    fn of(path: &str, hash: ContentHash) -> Self {
        let name = path.rsplit('/').next().unwrap_or(path);
        let announces = matches!(name, "feed.xml" | "feed.json" | "robots.txt" | "manifest.json")
            || (name.starts_with("sitemap") && name.ends_with(".xml"));
        if headers::is_hashed(path, hash) {
            Self::Assets
        } else if announces {
            Self::Lists
        } else if media::of(path) == media::HTML {
            Self::Pages
        } else {
            Self::Files
        }
    }
}

/// An object that a store is to have.
#[derive(Debug, Clone)]
pub struct Wanted {
    /// Where it is on the site.
    pub path: String,
    /// The file with its bytes.
    pub disk: PathBuf,
    /// Their hash.
    pub hash: ContentHash,
    /// Their number.
    pub length: u64,
    /// What it is.
    pub media: &'static str,
    /// How it may be kept.
    pub caching: &'static str,
    /// How its bytes are coded.
    pub coding: Option<&'static str>,
    /// When it goes up.
    pub step: Step,
}

impl Wanted {
    fn sent(&self) -> Sent {
        let way = ContentHash::of(format!("{}\n{}\n{:?}", self.media, self.caching, self.coding).as_bytes());
        Sent { hash: self.hash, length: self.length, way: way.short(12) }
    }
}

/// What of a published site goes to a store. A store hands out one form of each file: the plain one, or with `gzip` the one
/// that a build has compressed. The copies themselves stay at home.
pub fn wanted(files: Vec<PublishedFile>, gzip: bool) -> Vec<Wanted> {
    let all: BTreeMap<String, PublishedFile> = files.into_iter().map(|file| (file.path.clone(), file)).collect();
    let want = |(path, file): (&String, &PublishedFile)| {
        let compressed = all.get(&format!("{path}.gz")).filter(|copy| gzip && copy.is_copy);
        let body = compressed.unwrap_or(file);
        Wanted {
            path: path.clone(),
            disk: body.disk.clone(),
            hash: body.hash,
            length: body.length,
            media: media::of(path),
            caching: headers::caching(path, file.hash),
            coding: compressed.map(|_| "gzip"),
            step: Step::of(path, file.hash),
        }
    };
    all.iter().filter(|(_, file)| !file.is_copy).map(want).collect()
}

/// What is to be done.
#[derive(Debug)]
pub(super) struct Plan {
    /// Which of the wanted go up in each step.
    pub(super) uploads: [Vec<usize>; STEPS],
    /// What is deleted after that.
    pub(super) deletions: Vec<String>,
    /// How many of the wanted are there already.
    pub(super) unchanged: usize,
    /// What would be written over although no deployment has sent it.
    pub(super) foreign: Vec<String>,
    /// What is true of the store afterwards.
    pub(super) record: Record,
    /// What may be in it in the meantime.
    pub(super) intention: Record,
    is_recorded: bool,
}

impl Plan {
    /// `deployed` is what the last deployment sent, `intended` what an interrupted one was about to have sent.
    pub(super) fn new(
        wanted: &[Wanted],
        listing: &Listing,
        deployed: &Record,
        intended: &Record,
        keeps_old: bool,
    ) -> Self {
        let new = Record(wanted.iter().map(|wanted| (wanted.path.clone(), wanted.sent())).collect());
        let mut uploads: [Vec<usize>; STEPS] = Default::default();
        let (mut unchanged, mut foreign) = (0, Vec::new());
        for (at, one) in wanted.iter().enumerate() {
            let sent = &new.0[&one.path];
            let is_there = is_deployed(one, sent, listing, deployed) || was_resumed(one, sent, listing, intended);
            if is_there {
                unchanged += 1;
            } else {
                uploads[one.step as usize].push(at);
                if is_foreign(one, listing, [deployed, intended]) {
                    foreign.push(one.path.clone());
                }
            }
        }
        // Ours is what a record names. What is no longer there needs no deletion.
        let old: BTreeMap<String, Sent> = intended
            .0
            .iter()
            .chain(&deployed.0)
            .filter(|(path, _)| !new.0.contains_key(*path) && listing.contains_key(*path))
            .filter(|(path, _)| ![DEPLOYED, DEPLOYING].contains(&path.as_str()))
            .map(|(path, sent)| (path.clone(), sent.clone()))
            .collect();
        let deletions = if keeps_old { Vec::new() } else { old.keys().cloned().collect() };
        let mut with_old = new.clone();
        with_old.0.extend(old);
        let record = if keeps_old { with_old.clone() } else { new };
        Self { uploads, deletions, unchanged, foreign, is_recorded: *deployed == record, record, intention: with_old }
    }

    /// Whether nothing is left to be done.
    pub(super) fn is_done(&self, listing: &Listing) -> bool {
        self.uploads.iter().all(Vec::is_empty)
            && self.deletions.is_empty()
            && self.is_recorded
            && !listing.contains_key(DEPLOYING)
    }
}

/// Whether the last deployment sent this, and nobody has written over it since.
fn is_deployed(wanted: &Wanted, sent: &Sent, listing: &Listing, deployed: &Record) -> bool {
    let (Some(object), Some(record)) = (listing.get(&wanted.path), listing.get(DEPLOYED)) else { return false };
    deployed.0.get(&wanted.path) == Some(sent) && object.length == wanted.length && object.written <= record.written
}

/// Whether somebody else has put an object where this is to go: no record names it, and it has other bytes.
fn is_foreign(wanted: &Wanted, listing: &Listing, records: [&Record; 2]) -> bool {
    let Some(object) = listing.get(&wanted.path) else { return false };
    records.iter().all(|record| !record.0.contains_key(&wanted.path))
        && !bytes_of(wanted).is_ok_and(|bytes| object.tag == tag_of(&bytes))
}

/// Whether an interrupted deployment has sent this: the object was written after the intention was, and has these bytes.
/// Where a store gives tags that are no MD5, it is sent again.
fn was_resumed(wanted: &Wanted, sent: &Sent, listing: &Listing, intended: &Record) -> bool {
    let (Some(object), Some(begun)) = (listing.get(&wanted.path), listing.get(DEPLOYING)) else { return false };
    intended.0.get(&wanted.path) == Some(sent)
        && object.length == wanted.length
        && object.written >= begun.written
        && bytes_of(wanted).is_ok_and(|bytes| object.tag == tag_of(&bytes))
}

/// The tag that a store gives to plain bytes.
fn tag_of(bytes: &[u8]) -> String {
    Md5::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests;
