//! The themes that are part of the program: any folder of Markdown files can be built with nothing beside it.

/// The files of a theme: their path in it and their bytes.
pub(super) type Files = &'static [(&'static str, &'static [u8])];

macro_rules! files {
    ($name:ident $folder:literal $($path:literal)*) => {
        pub(super) const $name: Files = &[
            $(($path, include_bytes!(concat!(env!("CARGO_MANIFEST_DIR"), "/themes/", $folder, "/", $path)))),*
        ];
    };
}

/// The themes that may be laid over the default one, by name.
pub(super) const OTHERS: &[(&str, Files)] = &[("essay", ESSAY)];

/// The files of a theme that may be laid over the default one.
pub(super) fn other(name: &str) -> Option<Files> {
    OTHERS.iter().find(|(known, _)| *known == name).map(|(_, files)| *files)
}

files! {
    ESSAY "essay"
    "theme.yaml"
    "templates/base.html"
    "templates/brief.html"
    "templates/home.html"
    "templates/list.html"
    "templates/page.html"
    "templates/section.html"
    "templates/term.html"
    "assets/site.css"
}

files! {
    FILES "default"
    "theme.yaml"
    "templates/404.html"
    "templates/archive.html"
    "templates/base.html"
    "templates/brief.html"
    "templates/components.html"
    "templates/dataset.html"
    "templates/datasets.html"
    "templates/disputed.html"
    "templates/home.html"
    "templates/page.html"
    "templates/redirect.html"
    "templates/search.html"
    "templates/section.html"
    "templates/source.html"
    "templates/sources.html"
    "templates/taxonomy.html"
    "templates/term.html"
    "assets/icon.svg"
    "assets/inter-400.woff2"
    "assets/inter-600.woff2"
    "assets/notes.css"
    "assets/search.css"
    "assets/search.js"
    "assets/serif-cyrillic.woff2"
    "assets/serif-latin.woff2"
    "assets/serif-latin-ext.woff2"
    "assets/serif-italic-cyrillic.woff2"
    "assets/serif-italic-latin.woff2"
    "assets/serif-italic-latin-ext.woff2"
    "assets/site.js"
    "assets/sources.css"
    "fonts/OFL-serif.txt"
    "fonts/OFL.txt"
    "fonts/inter-400.ttf"
    "fonts/inter-600.ttf"
    "i18n/de.yaml"
    "i18n/en.yaml"
    "i18n/es.yaml"
    "i18n/fr.yaml"
    "i18n/uk.yaml"
    "i18n/zh.yaml"
    "styles/05-fonts.css"
    "styles/10-values.css"
    "styles/20-ground.css"
    "styles/30-frame.css"
    "styles/40-lists.css"
    "styles/50-brief.css"
    "styles/60-running-text.css"
    "styles/70-notes.css"
    "styles/75-ends.css"
    "styles/80-data.css"
    "styles/90-screens.css"
    "styles/95-paper.css"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_file_of_the_folder_is_part_of_the_program() {
        // Of use only to those who change the font of the theme itself.
        let not_shipped = ["fonts/README.md", "fonts/subset.py", "fonts/text.py"];
        let themes = OTHERS.iter().copied().chain([("default", FILES)]);
        themes.for_each(|(name, files)| holds_all(name, files, &not_shipped));
    }

    fn holds_all(name: &str, files: Files, not_shipped: &[&str]) {
        let root = &format!("{}/themes/{name}", env!("CARGO_MANIFEST_DIR"));
        let mut found: Vec<String> = walkdir::WalkDir::new(root)
            .into_iter()
            .filter_map(Result::ok)
            .filter(|entry| entry.file_type().is_file())
            .map(|entry| {
                entry.path().strip_prefix(root).expect("it is below the root").to_string_lossy().replace('\\', "/")
            })
            .filter(|path: &String| !not_shipped.contains(&path.as_str()))
            .collect();
        let mut built_in: Vec<String> = files.iter().map(|(path, _)| (*path).to_owned()).collect();
        found.sort();
        built_in.sort();
        assert_eq!(found, built_in);
    }
}
