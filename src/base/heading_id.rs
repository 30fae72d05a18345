//! Ids of headings, by the rule that GitHub uses: lower case, letters and digits of every alphabet, hyphens for
//! spaces, all other signs dropped; a second heading of the same words gets `-1`.

use rustc_hash::FxHashMap;

/// Gives each heading of one page an id of its own.
#[derive(Debug, Default)]
pub struct HeadingIds {
    taken: FxHashMap<String, u32>,
}

impl HeadingIds {
    /// The id for a heading's plain text.
    pub fn for_text(&mut self, text: &str) -> String {
        let mut base = String::with_capacity(text.len());
        for c in text.trim().chars() {
            match c {
                ' ' | '-' => base.push('-'),
                '_' => base.push('_'),
                c if c.is_alphanumeric() => base.extend(c.to_lowercase()),
                _ => {}
            }
        }
        if base.bytes().all(|b| b == b'-') {
            base = "section".to_owned();
        }
        self.claim(base)
    }

    /// The id that an author wrote (`{#id}`), made unique.
    pub fn claim(&mut self, base: String) -> String {
        if !self.taken.contains_key(&base) {
            self.taken.insert(base.clone(), 0);
            return base;
        }
        loop {
            *self.taken.entry(base.clone()).or_default() += 1;
            let id = format!("{base}-{}", self.taken[&base]);
            if !self.taken.contains_key(&id) {
                self.taken.insert(id.clone(), 0);
                return id;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_get_the_ids_that_readers_know() {
        let mut ids = HeadingIds::default();
        assert_eq!(ids.for_text("Clipping the Eagle’s Wings: 1940"), "clipping-the-eagles-wings-1940");
        assert_eq!(ids.for_text("El Alamein, 1942"), "el-alamein-1942");
        assert_eq!(ids.for_text("El Alamein, 1942"), "el-alamein-1942-1");
        assert_eq!(ids.for_text("紙上寨城"), "紙上寨城");
        assert_eq!(ids.for_text("!!!"), "section");
        assert_eq!(ids.for_text("section"), "section-1");
        assert_eq!(ids.for_text("section 1"), "section-1-1");
    }
}
