//! The published folder → a store that speaks as S3 does, where only what changed is uploaded.
//!
//! Assets go first, pages after them, feeds and what announces pages last, so that a reader never meets a page whose style
//! or picture is not there yet; then the record of what was sent; deletions come last of all. Only what an earlier record
//! names is ever deleted: objects of others are not touched. Before anything is sent, an intention says what will be, so
//! that a deployment that was interrupted goes on where it was and its leavings are known.

mod error;
mod plan;
mod record;
mod store;
mod transport;

pub use error::DeployError;
pub use plan::{Step, Wanted, wanted};
pub use store::{Address, Keys};

use crate::io;
use plan::Plan;
use record::Record;
use std::sync::atomic::{AtomicUsize, Ordering};
use store::Store;

/// The record of what was sent, beside the site in the store.
const DEPLOYED: &str = ".expound-deployed";

/// What is going to be sent, while it is.
const DEPLOYING: &str = ".expound-deploying";

/// So many requests are under way at once.
const AT_ONCE: usize = 8;

/// What a person decides about a deployment.
#[derive(Debug, Clone, Copy, Default)]
pub struct Manner {
    /// Do nothing, only say what would be done.
    pub dry_run: bool,
    /// Leave what the site no longer has.
    pub keep: bool,
    /// Write over objects that no deployment has sent.
    pub replace: bool,
}

/// What was done, or would be.
#[derive(Debug, Default)]
pub struct Deployed {
    /// The paths that were uploaded, in order.
    pub uploaded: Vec<String>,
    /// Their bytes.
    pub bytes: u64,
    /// The paths that were deleted.
    pub deleted: Vec<String>,
    /// How many were there already.
    pub unchanged: usize,
}

/// Brings a store to what is wanted. `show` is told how many uploads are done, of how many.
pub fn deploy(
    wanted: &[Wanted],
    address: &Address,
    keys: &Keys,
    manner: Manner,
    show: &(dyn Fn(usize, usize) + Sync),
) -> Result<Deployed, DeployError> {
    let store = Store::open(address, keys)?;
    let listing = store.list()?;
    let read = |name: &str| if listing.contains_key(name) { store.get(name) } else { Ok(Vec::new()) };
    let deployed = Record::read(&read(DEPLOYED)?);
    let intended = Record::read(&read(DEPLOYING)?);
    let plan = Plan::new(wanted, &listing, &deployed, &intended, manner.keep);
    if !plan.foreign.is_empty() && !manner.replace {
        return Err(DeployError::Foreign(address.shown(), plan.foreign));
    }
    let uploads = plan.uploads.iter().flatten().map(|at| &wanted[*at]);
    let done = Deployed {
        bytes: uploads.clone().map(|wanted| wanted.length).sum(),
        uploaded: uploads.map(|wanted| wanted.path.clone()).collect(),
        deleted: plan.deletions.clone(),
        unchanged: plan.unchanged,
    };
    if manner.dry_run || plan.is_done(&listing) {
        return Ok(done);
    }
    // One that is there already keeps its time: what was sent since then need not be sent again.
    if intended != plan.intention {
        store.put_record(DEPLOYING, &plan.intention)?;
    }
    let (sent, of) = (AtomicUsize::new(0), done.uploaded.len());
    for stage in &plan.uploads {
        let files: Vec<&Wanted> = stage.iter().map(|at| &wanted[*at]).collect();
        store.put_all(&files, &|file| {
            let bytes = bytes_of(file)?;
            show(sent.fetch_add(1, Ordering::Relaxed), of);
            Ok(bytes)
        })?;
    }
    store.put_record(DEPLOYED, &plan.record)?;
    store.delete(&plan.deletions)?;
    store.delete(&[DEPLOYING.to_owned()])?;
    Ok(done)
}

/// The bytes of a file, if they are what was built.
fn bytes_of(file: &Wanted) -> Result<Vec<u8>, DeployError> {
    let bytes = io::load(&file.disk).map_err(|cause| DeployError::Disk(file.disk.clone(), cause))?;
    if crate::base::ContentHash::of(&bytes) == file.hash {
        Ok(bytes)
    } else {
        Err(DeployError::Changed(file.disk.clone()))
    }
}
