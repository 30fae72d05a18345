//! Compressed copies of texts: `x.html.br` and `x.html.gz` beside `x.html`, for servers that hand them out as they are.
//!
//! They are made when all files are there, of what was written and of what is published already. The bytes depend on
//! nothing but those of the text: no name and no time is in them. A copy is left out where it would be no smaller, and
//! where the site has a file of that name.

use super::{Stage, Written};
use crate::base::media;
use crate::base::tree::Sink;
use crate::io::PublishError;
use rayon::prelude::*;
use std::fs;
use std::io::{self, Write};
use std::sync::atomic::Ordering;

/// Changes when the same text would give other bytes, so that copies of an earlier program are not taken for ours.
pub(super) const MANNER: u32 = 1;

/// Below this a response has one packet either way.
const WORTH_IT: u64 = 256;

/// From 0 to 11. Higher ones take ten times as long for a few percent.
const BROTLI: i32 = 9;

/// The logarithm of how far brotli looks back.
const WINDOW: i32 = 22;

type Compress = fn(&[u8]) -> io::Result<Vec<u8>>;

/// The codings, by what stands behind a file's name.
const CODINGS: [(&str, Compress); 2] = [(".br", brotli), (".gz", gzip)];

impl Stage {
    /// Adds the copies of one file, or of all that there are so far.
    pub(super) fn add_copies(&self, only: Option<&str>) {
        if self.made.compressed.is_none() {
            return;
        }
        let all = self.so_far().clone();
        let is_taken = |path: &str| all.binary_search_by(|file| file.path.as_str().cmp(path)).is_ok();
        all.par_iter()
            .filter(|file| only.is_none_or(|only| file.path == only))
            .filter(|file| file.entry.length >= WORTH_IT && media::is_text(&file.path))
            .for_each(|file| self.add_copies_of(file, &is_taken));
    }

    fn add_copies_of(&self, file: &Written, is_taken: &dyn Fn(&str) -> bool) {
        let mut text = None;
        for (ending, compress) in CODINGS {
            let path = format!("{}{ending}", file.path);
            if is_taken(&path) {
                self.has_own_copies.store(true, Ordering::Relaxed);
                continue;
            }
            // What was made of the same text in the same manner would be made again.
            if file.is_published && self.published.made.compressed == self.made.compressed {
                match self.published.manifest.get(&path) {
                    None => continue,
                    Some(_) => {
                        if let Some(entry) = self.published.untouched(&path) {
                            self.record(&path, || Ok((entry, true)));
                            continue;
                        }
                    }
                }
            }
            let folder = self.folder.path().join(&file.path);
            let disk = if file.is_published { self.published.disk(&file.path) } else { folder };
            if text.is_none() {
                text = fs::read(&disk).ok();
            }
            let made = text.as_deref().map_or_else(|| fs::read(&disk), compress);
            match made {
                Ok(bytes) if (bytes.len() as u64) < file.entry.length => self.put(&path, bytes.into()),
                Ok(_) => {}
                Err(cause) => self.record(&path, || Err(PublishError::disk(&disk, cause))),
            }
        }
    }
}

fn brotli(text: &[u8]) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::with_capacity(text.len() / 4);
    let parameters = brotli::enc::BrotliEncoderParams {
        quality: BROTLI,
        lgwin: WINDOW,
        size_hint: text.len(),
        ..Default::default()
    };
    brotli::BrotliCompress(&mut &*text, &mut bytes, &parameters)?;
    Ok(bytes)
}

fn gzip(text: &[u8]) -> io::Result<Vec<u8>> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::with_capacity(text.len() / 4), flate2::Compression::best());
    encoder.write_all(text)?;
    encoder.finish()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::io::{PublishOptions, publish};
    use std::io::Read;
    use std::path::Path;

    fn build(output: &Path, files: &[(&str, &[u8])], compressing: bool) -> crate::io::Changes {
        let stage = Stage::begin(output).unwrap();
        let stage = if compressing { stage.compressing() } else { stage };
        files.iter().for_each(|(path, bytes)| stage.put(path, bytes.to_vec().into()));
        stage.list("list.json");
        publish(stage.finish().unwrap(), PublishOptions::default()).unwrap()
    }

    #[test]
    fn texts_have_copies_that_read_the_same() {
        let folder = tempfile::tempdir().unwrap();
        let output = folder.path().join("public");
        let long = "Words, and words again. ".repeat(100);
        let own: &[u8] = b"made by the author";
        let files: [(&str, &[u8]); 5] = [
            ("a/index.html", long.as_bytes()),
            ("short.txt", b"short"),
            ("picture.png", long.as_bytes()),
            ("own.csv", long.as_bytes()),
            ("own.csv.gz", own),
        ];
        build(&output, &files, true);
        let read = |path: &str| fs::read(output.join(path)).unwrap();
        let mut text = String::new();
        flate2::read::GzDecoder::new(&*read("a/index.html.gz")).read_to_string(&mut text).unwrap();
        assert_eq!(text, long);
        let mut bytes = Vec::new();
        brotli::BrotliDecompress(&mut &*read("a/index.html.br"), &mut bytes).unwrap();
        assert_eq!(bytes, long.as_bytes());
        assert!(!output.join("short.txt.gz").exists() && !output.join("picture.png.br").exists());
        assert_eq!(read("own.csv.gz"), own);
        let list = String::from_utf8(read("list.json")).unwrap();
        assert!(list.contains("\"a/index.html.br\"") && output.join("list.json.gz").exists(), "{list}");

        // The same again is the same, and without copies there are none left.
        let again = build(&output, &files, true);
        assert_eq!((again.added, again.changed, again.removed, again.unchanged), (0, 0, 0, 11));
        // What somebody damaged is made again.
        fs::write(output.join("a/index.html.br"), "damaged").unwrap();
        build(&output, &files, true);
        bytes.clear();
        brotli::BrotliDecompress(&mut &*read("a/index.html.br"), &mut bytes).unwrap();
        assert_eq!(bytes, long.as_bytes());
        // What was the author's goes with the author's file.
        build(&output, &files[..4], true);
        let mut text = String::new();
        flate2::read::GzDecoder::new(&*fs::read(output.join("own.csv.gz")).unwrap()).read_to_string(&mut text).unwrap();
        assert_eq!(text, long);
        build(&output, &files, false);
        assert!(!output.join("a/index.html.br").exists() && output.join("own.csv.gz").exists());
    }
}
