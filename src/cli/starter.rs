//! The files of a new site: few, and each teaches something. They stand in `starter/` as what they are.

macro_rules! starter {
    ($($path:literal $file:literal)*) => {
        /// Paths and what is in them.
        pub(super) const FILES: &[(&str, &[u8])] = &[$(($path, include_bytes!(concat!("starter/", $file)))),*];
    };
}

starter! {
    "expound.yaml" "expound.yaml"
    ".gitignore" "gitignore"
    "public/.gitkeep" "gitkeep"
    "content/_index.md" "content/_index.md"
    "content/about.md" "content/about.md"
    "content/sources.yaml" "content/sources.yaml"
    "content/data/loans.csv" "content/data/loans.csv"
    "content/data/loans.yaml" "content/data/loans.yaml"
    "content/data/fair.csv" "content/data/fair.csv"
    "content/data/fair.yaml" "content/data/fair.yaml"
    "content/briefs/_index.md" "content/briefs/_index.md"
    "content/briefs/2025-01-15-how-a-brief-is-written.md" "content/briefs/2025-01-15-how-a-brief-is-written.md"
    "content/briefs/2025-01-22-what-a-library-lent.md" "content/briefs/2025-01-22-what-a-library-lent.md"
    "content/briefs/2025-01-29-how-many-came-to-the-fair.md" "content/briefs/2025-01-29-how-many-came-to-the-fair.md"
    "content/briefs/parts-of-a-brief.svg" "content/briefs/parts-of-a-brief.svg"
}
