//! Why a site was not published, in words that say what to do.

use std::path::{Path, PathBuf};
use std::{error, fmt, io};

/// Why nothing was published. The published site is what it was.
#[derive(Debug)]
pub enum PublishError {
    /// Another build publishes to the same folder at this moment.
    Busy(PathBuf),
    /// The output is a file.
    NotAFolder(PathBuf),
    /// The output is a link that leads to nothing.
    LinkToNothing(PathBuf),
    /// The output has no folder around it: the root of the disk.
    NoParent(PathBuf),
    /// The output is a mount point, so nothing beside it can take its place.
    Mount(PathBuf),
    /// Nothing can be made in the folder around the output.
    Parent {
        /// The folder.
        parent: PathBuf,
        /// Why.
        cause: io::Error,
    },
    /// The output holds files that no build wrote.
    Foreign {
        /// The output.
        output: PathBuf,
        /// The first few of them.
        files: Vec<String>,
        /// How many there are.
        count: usize,
    },
    /// A path that no file of a site can have.
    BadPath(String),
    /// Two files of the site are one file on this disk.
    Collision(String),
    /// A published file was written to by somebody else while the new site was being built.
    Touched(String),
    /// The disk said no.
    Disk {
        /// To what.
        path: PathBuf,
        /// Why.
        cause: io::Error,
    },
}

impl PublishError {
    pub(super) fn disk(path: &Path, cause: io::Error) -> Self {
        Self::Disk { path: path.to_owned(), cause }
    }
}

impl fmt::Display for PublishError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Busy(output) => {
                write!(f, "another build is publishing to `{}`: wait until it has ended", output.display())
            }
            Self::NotAFolder(output) => {
                write!(f, "`{}` is a file: move it away, or name another folder with --output", output.display())
            }
            Self::LinkToNothing(output) => {
                write!(f, "`{}` is a link to nothing: make the folder that it leads to, or remove it", output.display())
            }
            Self::NoParent(output) => {
                write!(
                    f,
                    "`{}` cannot be exchanged as a whole: name a folder inside it with --output",
                    output.display()
                )
            }
            Self::Mount(output) => write!(
                f,
                "`{0}` is a mount point, and a mount cannot be exchanged as a whole: publish to a folder inside it \
                 (--output {0}/site), or mount the folder around it",
                output.display()
            ),
            Self::Parent { parent, cause } => write!(
                f,
                "nothing can be made in `{}`: {cause}. A site is staged beside the published folder and then takes its \
                 place, so the folder around it must be writable",
                parent.display()
            ),
            Self::Foreign { output, files, count } => {
                write!(f, "`{}` holds files that Expound did not write: {}", output.display(), files.join(", "))?;
                if *count > files.len() {
                    write!(f, " and {} more", count - files.len())?;
                }
                write!(f, ". Publishing replaces the whole folder: build into another one, or say --replace")
            }
            Self::BadPath(path) => write!(f, "no file can be published as {path:?}: give it another name"),
            Self::Collision(path) => write!(
                f,
                "two files of the site would be `{path}` on this disk (some disks do not tell `A` from `a`): rename one"
            ),
            Self::Touched(path) => write!(
                f,
                "the published `{path}` was written to while the site was being built: build again, and it is put right"
            ),
            Self::Disk { path, cause } => write!(f, "`{}`: {cause}", path.display()),
        }
    }
}

impl error::Error for PublishError {
    fn source(&self) -> Option<&(dyn error::Error + 'static)> {
        match self {
            Self::Parent { cause, .. } | Self::Disk { cause, .. } => Some(cause),
            _ => None,
        }
    }
}
