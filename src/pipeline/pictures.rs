//! The pictures that pages name → what lowering may know of them. Their further sizes are made here, before any page is
//! lowered, so that a page names only files that are there; each goes to the sink at once.

use super::input::Input;
use super::memo::Made;
use super::progress::{Progress, Step};
use crate::base::cache::Cache;
use crate::base::tree::Sink;
use crate::base::{ContentHash, Route};
use crate::config::Config;
use crate::picture::{self, Format, Header, Known, Picture, Pictures, Problem};
use crate::site::{Atlas, Resolved};
use crate::theme::Theme;
use rayon::prelude::*;
use rustc_hash::FxHashMap;
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

/// The dimensions of a picture are in so many bytes; where they are not, the whole file is read.
const HEAD: u64 = 256 << 10;

/// What this stage shares.
pub(super) struct Stage<'a> {
    pub(super) input: &'a Input,
    pub(super) config: &'a Config,
    pub(super) atlas: &'a Atlas,
    pub(super) theme: &'a Theme,
    pub(super) sink: &'a dyn Sink,
    pub(super) cache: &'a dyn Cache,
    pub(super) progress: &'a Progress,
    pub(super) keep: bool,
    pub(super) last: &'a FxHashMap<ContentHash, Made>,
}

/// Loads all pictures, and makes the sizes that none of them has yet. Gives what is left to the next build too.
pub(super) fn load(stage: &Stage<'_>) -> (Pictures, FxHashMap<ContentHash, Made>) {
    let wanted: Vec<_> = stage.wanted().into_iter().collect();
    stage.progress.begin(Step::Pictures, wanted.len());
    let one = |(route, (disk, has_sizes)): (Route, (&Path, bool))| {
        let (known, made) = stage.one(&route, disk, has_sizes);
        stage.progress.advance();
        ((route, known), made)
    };
    let all: Vec<_> = wanted.into_par_iter().map(one).collect();
    let (known, made): (FxHashMap<_, _>, Vec<_>) = all.into_iter().unzip();
    let kept = made.into_iter().flatten().filter(|_| stage.keep).collect();
    (Pictures::new(known), kept)
}

impl<'a> Stage<'a> {
    /// The pictures that something published names, with their places on the disk, and whether their sizes are wanted.
    fn wanted(&self) -> BTreeMap<Route, (&'a Path, bool)> {
        let mut routes: BTreeMap<Route, bool> = BTreeMap::new();
        let mut want = |resolved: Resolved, has_sizes: bool| {
            if let Resolved::File(route) = resolved {
                *routes.entry(route).or_default() |= has_sizes;
            }
        };
        for entry in &self.atlas.entries {
            let facts = &entry.facts;
            facts.pictures.iter().for_each(|address| want(self.atlas.resolve(&facts.path, address), true));
        }
        let of_settings = [self.config.image.as_deref(), self.theme.text("logo")];
        of_settings.into_iter().flatten().for_each(|path| want(self.atlas.resolve_setting(path), false));
        if routes.is_empty() {
            return BTreeMap::new();
        }
        let disk = |(file, route): &(usize, Route)| {
            let has_sizes = *routes.get(route)?;
            Some((route.clone(), (self.input.files[*file].disk.as_path(), has_sizes)))
        };
        self.atlas.files.iter().filter_map(disk).collect()
    }

    /// One picture, and its further sizes where it has some.
    fn one(&self, route: &Route, disk: &Path, has_sizes: bool) -> (Known, Option<(ContentHash, Made)>) {
        let nothing = |problem| (Known { picture: None, problem: Some(problem) }, None);
        let head = match self.input.disk.read(disk, HEAD) {
            Ok(head) if head.is_empty() => return nothing(Problem::Empty),
            Ok(head) => head,
            Err(error) => return nothing(Problem::Unread(error.to_string())),
        };
        let is_whole = (head.len() as u64) < HEAD;
        let whole = |head: Vec<u8>| if is_whole { Ok(head) } else { self.input.disk.read(disk, u64::MAX) };
        let (header, bytes) = match picture::read(&head) {
            Some(header) => (Some(header), head),
            None => match whole(head) {
                Ok(bytes) => (picture::read(&bytes), bytes),
                Err(error) => return nothing(Problem::Unread(error.to_string())),
            },
        };
        let Some(header) = header else { return nothing(Problem::Unrecognised) };
        let mut known = Known {
            picture: (header.pixels() > 0).then(|| Picture {
                width: header.width,
                height: header.height,
                sizes: Vec::new(),
            }),
            problem: problem(route, &header),
        };
        let widths = if has_sizes && self.sink.keeps() { picture::widths(&header) } else { Vec::new() };
        // An author's own file of that name stays what it is.
        let is_taken = |width: &u32| {
            let made = route.join(&picture::suffix(*width));
            self.atlas.is_taken(&made) || self.atlas.is_taken(&made.join("/"))
        };
        if widths.is_empty() || widths.iter().any(is_taken) {
            return (known, None);
        }
        let bytes = if is_whole || bytes.len() as u64 > HEAD { Ok(bytes) } else { whole(bytes) };
        let made = bytes.map_err(|error| Problem::Unread(error.to_string())).and_then(|bytes| {
            let hash = ContentHash::of(&bytes);
            let last = self.last.get(&hash).cloned();
            last.map_or_else(|| self.make(&bytes, hash, &header, &widths), Ok).map(|made| (hash, made))
        });
        match made {
            Ok((hash, made)) => {
                for (width, bytes) in &*made {
                    self.sink.put(&route.join(&picture::suffix(*width)).file(), Arc::clone(bytes));
                }
                known.picture.iter_mut().for_each(|it| it.sizes = made.iter().map(|(width, _)| *width).collect());
                (known, Some((hash, made)))
            }
            Err(problem) => (Known { problem: Some(problem), ..known }, None),
        }
    }

    /// The sizes of a picture: from the cache if all of them were made before. There, no bytes stand for a size that was
    /// not worth a file.
    #[cfg(feature = "images")]
    fn make(&self, bytes: &[u8], hash: ContentHash, header: &Header, widths: &[u32]) -> Result<Made, Problem> {
        let key = |width: &u32| ContentHash::of_value(&(picture::VERSION, hash, *width));
        let cached: Option<Vec<Vec<u8>>> = widths.iter().map(|width| self.cache.get(key(width))).collect();
        let made = match cached {
            Some(made) => made,
            None => {
                let made = picture::make(bytes, header, widths).map_err(Problem::Damaged)?;
                let made: Vec<Vec<u8>> = made.into_iter().map(Option::unwrap_or_default).collect();
                widths.iter().zip(&made).for_each(|(width, bytes)| self.cache.put(key(width), bytes));
                made
            }
        };
        let made = widths.iter().copied().zip(made).filter(|(_, bytes)| !bytes.is_empty());
        Ok(made.map(|(width, bytes)| (width, Arc::new(bytes))).collect())
    }

    /// Without the feature a picture has its own size alone.
    #[cfg(not(feature = "images"))]
    fn make(&self, _: &[u8], _: ContentHash, _: &Header, _: &[u32]) -> Result<Made, Problem> {
        let _ = self.cache;
        Ok(Made::default())
    }
}

/// What the header of a picture has against it.
fn problem(route: &Route, header: &Header) -> Option<Problem> {
    // An animated PNG may call itself what it likes; a browser is told that an SVG is a PNG, and shows nothing.
    if Format::of_name(route.as_str()).is_some_and(|named| named != header.format) {
        return Some(Problem::Misnamed(header.format));
    }
    if header.pixels() > picture::MOST_PIXELS && header.format != Format::Svg {
        return Some(Problem::TooLarge(header.width, header.height));
    }
    header.has_print_colours.then_some(Problem::PrintColours)
}
