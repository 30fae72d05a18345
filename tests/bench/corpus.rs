//! A corpus that no one wrote: the same bytes on every machine, in the shape of a real collection of posts.
//!
//! Two shapes. `real`: 2,584 long posts, 75 MB, of sizes as they occur (median 17 kB, 95th percentile 95 kB, largest
//! 650 kB), with pictures, captions, pull quotes and quotations. `short`: posts of 200 words and one block of code.

mod code;
mod forms;
mod post;
mod words;

use post::{Cast, Post};
use std::fs;
use std::io;
use std::path::Path;
use words::{Chance, Words};

pub(crate) use forms::Form;

/// Which posts are made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Shape {
    /// Long posts as a real collection has them.
    Real,
    /// 200 words and a block of code each.
    Short,
}

impl Shape {
    /// How many posts there are if nobody says.
    pub(crate) fn usual(self) -> usize {
        match self {
            Self::Real => 2_584,
            Self::Short => 10_000,
        }
    }

    /// The word for it on the command line.
    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::Real => "real",
            Self::Short => "short",
        }
    }
}

/// What was written.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Written {
    /// Posts.
    pub(crate) posts: usize,
    /// Bytes of Markdown.
    pub(crate) bytes: usize,
    /// The size of the post in the middle.
    pub(crate) median: usize,
    /// The size that one post in twenty exceeds.
    pub(crate) p95: usize,
    /// The size of the largest post.
    pub(crate) largest: usize,
}

const SEED: u64 = 0x0E59_0BAD_5EED;
const REAL_BYTES: f64 = 75e6;
const LARGEST: f64 = 650e3;

/// Writes a corpus as a whole site into a folder that is empty or not there yet.
pub(crate) fn write(folder: &Path, posts: usize, shape: Shape, form: Form) -> io::Result<Written> {
    forms::write_settings(folder, form)?;
    let words = Words::new(SEED);
    let cast = Cast::new(&words, SEED, posts);
    let targets = sizes(posts);
    let mut sizes = Vec::with_capacity(posts);
    for (index, target) in targets.into_iter().enumerate() {
        let mut chance = Chance::new(SEED ^ ((index as u64 + 1) << 20));
        let post = match shape {
            Shape::Real => Post::real(index, target, &words, &cast, &mut chance),
            Shape::Short => Post::short(index, &words, &cast, &mut chance),
        };
        let (name, text) = forms::file(&post, form);
        let path = folder.join("content").join(name);
        if let Some(parent) = path.parent() {
            fs::create_dir_all(parent)?;
        }
        fs::write(path, &text)?;
        sizes.push(text.len());
    }
    sizes.sort_unstable();
    let at = |share: f64| sizes.get((posts as f64 * share) as usize).copied().unwrap_or_default();
    Ok(Written {
        posts,
        bytes: sizes.iter().sum(),
        median: at(0.5),
        p95: at(0.95),
        largest: sizes.last().copied().unwrap_or_default(),
    })
}

/// One size for each post: evenly spaced quantiles of a log-normal distribution, in no order, scaled to the sum.
fn sizes(posts: usize) -> Vec<usize> {
    const MEDIAN: f64 = 17e3;
    // The 95th percentile of a normal distribution is 1.645 deviations above its middle: 17 kB · e^(1.645 σ) = 95 kB.
    const SIGMA: f64 = 1.046;
    let quantile = |index: usize| normal_quantile((index as f64 + 0.5) / posts as f64);
    let mut raw: Vec<f64> = (0..posts).map(|index| (MEDIAN * (SIGMA * quantile(index)).exp()).min(LARGEST)).collect();
    let scale = REAL_BYTES * posts as f64 / 2_584.0 / raw.iter().sum::<f64>();
    let mut chance = Chance::new(SEED);
    for last in (1..raw.len()).rev() {
        raw.swap(last, chance.below(last + 1));
    }
    raw.into_iter().map(|size| ((size * scale).min(LARGEST)) as usize).collect()
}

/// The value below which a share of a normal distribution lies, to 0.0005 (Abramowitz and Stegun 26.2.23).
fn normal_quantile(share: f64) -> f64 {
    if share > 0.5 {
        return -normal_quantile(1.0 - share);
    }
    let t = (-2.0 * share.ln()).sqrt();
    let above = 2.515_517 + t * (0.802_853 + t * 0.010_328);
    let below = 1.0 + t * (1.432_788 + t * (0.189_269 + t * 0.001_308));
    above / below - t
}
