//! One post: what its front matter says, and a body in the conventions of Jekyll posts.

use super::code;
use super::words::{Chance, Words};
use std::fmt::Write;

/// A post, before it is written in the form of one generator.
#[derive(Debug)]
pub(crate) struct Post {
    /// The section, without an underscore.
    pub(crate) section: &'static str,
    /// The name of its file, with its date and without an ending.
    pub(crate) name: String,
    /// The title.
    pub(crate) title: String,
    /// Those who wrote it.
    pub(crate) authors: Vec<String>,
    /// The day.
    pub(crate) date: String,
    /// The address of its picture.
    pub(crate) image: String,
    /// A sentence for cards.
    pub(crate) description: String,
    /// Its tags.
    pub(crate) tags: Vec<String>,
    /// The beginning, which lists show.
    pub(crate) excerpt: String,
    /// All after it.
    pub(crate) rest: String,
}

/// Who writes, and about what.
#[derive(Debug)]
pub(crate) struct Cast {
    authors: Vec<String>,
    tags: Vec<String>,
}

impl Cast {
    /// The 1,200 authors of 2,584 posts, or as many as there are posts for.
    pub(crate) fn new(words: &Words, seed: u64, posts: usize) -> Self {
        let mut chance = Chance::new(seed ^ 1);
        let authors = (0..1_200.min(posts.max(1)))
            .map(|index| format!("{} {} {}", words.name(&mut chance), letter(index), words.name(&mut chance)))
            .collect();
        let tags = (0..80).map(|_| words.name(&mut chance).to_lowercase()).collect();
        Self { authors, tags }
    }

    fn authors(&self, index: usize, chance: &mut Chance) -> Vec<String> {
        // Everybody writes something; a few write much.
        let mut authors = vec![self.authors[index % self.authors.len()].clone()];
        if chance.one_in(4) {
            let other = &self.authors[chance.skewed(self.authors.len())];
            if !authors.contains(other) {
                authors.push(other.clone());
            }
        }
        authors
    }
}

fn letter(index: usize) -> char {
    char::from(b'A' + (index % 26) as u8)
}

impl Post {
    fn new(index: usize, words: &Words, cast: &Cast, chance: &mut Chance) -> Self {
        let section = ["columns", "heros", "hkers", "hkers", "hkers"][chance.below(5)];
        let (year, month, day) = (2015 + chance.below(10), chance.between(1, 12), chance.between(1, 28));
        let date = format!("{year}-{month:02}-{day:02}");
        let length = chance.between(3, 8);
        let title = words.title(length, chance);
        let name = format!("{date}-{}-{index}", title.to_lowercase().replace(' ', "-"));
        let tags = (0..chance.below(5)).map(|_| cast.tags[chance.skewed(cast.tags.len())].clone());
        let mut tags: Vec<String> = tags.collect();
        tags.sort();
        tags.dedup();
        Self {
            section,
            name,
            title,
            authors: cast.authors(index, chance),
            date,
            image: format!("https://images.example/{index}.jpg"),
            description: Prose { words, chinese: false }.sentence(chance),
            tags,
            excerpt: String::new(),
            rest: String::new(),
        }
    }

    /// A long post of about so many bytes: 9 headings, 3 pictures; half with captions and pull quotes, a fifth with
    /// quotations, a tenth in Chinese.
    pub(crate) fn real(index: usize, bytes: usize, words: &Words, cast: &Cast, chance: &mut Chance) -> Self {
        let mut post = Self::new(index, words, cast, chance);
        let prose = Prose { words, chinese: chance.one_in(10) };
        let (captions, pulls, quotation) = (chance.one_in(2), chance.one_in(2), chance.one_in(5));
        post.excerpt = prose.paragraph(bytes / 8, chance);
        let headings = chance.between(4, 15).min(bytes / 350).max(1);
        let mut images = chance.below(7);
        let body = &mut post.rest;
        for part in 0..headings {
            let level = if part > 0 && chance.one_in(3) { "####" } else { "###" };
            let _ = writeln!(body, "{level} {}\n", prose.title(chance));
            if quotation && part == 1 {
                let _ = writeln!(body, "> {}\n> #### — {}\n", prose.sentence(chance), words.title(3, chance));
            }
            // Pictures that are left over stand in the last part.
            let here = if part + 1 == headings { images } else { usize::from(images > 0 && chance.one_in(3)) };
            for _ in 0..here {
                images -= 1;
                let _ = writeln!(body, "![image{images:02}](https://images.example/{index}/{images}.png)");
                if captions {
                    let (title, text) = (prose.title(chance), prose.sentence(chance));
                    let _ = writeln!(body, "_▲ __{title}.__ {text} [Source](https://sources.example/{index}/data)._");
                }
                body.push('\n');
            }
            if pulls && part % 4 == 1 {
                let _ = writeln!(body, "___`{}`___\n", prose.sentence(chance).replace('`', ""));
            }
            let end = bytes.saturating_sub(post.excerpt.len() + 400) * (part + 1) / headings;
            while body.len() < end {
                let room = end - body.len();
                if chance.one_in(25) {
                    for _ in 0..chance.between(3, 6) {
                        let _ = writeln!(body, "- {}", prose.sentence(chance));
                    }
                } else {
                    body.push_str(&prose.paragraph(room, chance));
                }
                body.push_str("\n\n");
            }
        }
        post
    }

    /// A post of 200 words and a block of code that is in no other.
    pub(crate) fn short(index: usize, words: &Words, cast: &Cast, chance: &mut Chance) -> Self {
        let mut post = Self::new(index, words, cast, chance);
        let prose = Prose { words, chinese: false };
        post.excerpt = prose.paragraph(400, chance);
        let (language, block) = code::block(index, words, chance);
        let (title, text) = (prose.title(chance), prose.paragraph(700, chance));
        let _ = write!(post.rest, "## {title}\n\n{text}\n\n```{language}\n{block}```\n");
        post
    }
}

/// Sentences in one language.
struct Prose<'a> {
    words: &'a Words,
    chinese: bool,
}

impl Prose<'_> {
    fn title(&self, chance: &mut Chance) -> String {
        let length = chance.between(2, 6);
        if self.chinese { self.words.signs(2 * length, chance) } else { self.words.title(length, chance) }
    }

    fn sentence(&self, chance: &mut Chance) -> String {
        if self.chinese {
            let parts: Vec<String> =
                (0..chance.between(1, 4)).map(|_| self.words.signs(chance.between(4, 14), chance)).collect();
            return parts.join("，") + "。";
        }
        let mut sentence = self.words.name(chance);
        for _ in 0..chance.between(7, 26) {
            sentence.push_str(if chance.one_in(12) { ", " } else { " " });
            let word = self.words.word(chance);
            let _ = match chance.below(160) {
                0 => write!(sentence, "_{word}_"),
                1 => write!(sentence, "__{word}__"),
                2 => write!(sentence, "[{word} {word}](https://sources.example/{word})"),
                3 => write!(sentence, "`{word}`"),
                4 => write!(sentence, "{} percent", chance.below(100)),
                5 => write!(sentence, "“{word}”"),
                _ => write!(sentence, "{word}"),
            };
        }
        sentence + "."
    }

    fn paragraph(&self, room: usize, chance: &mut Chance) -> String {
        let most = room.min(chance.between(300, 1_100));
        let mut paragraph = self.sentence(chance);
        while paragraph.len() < most {
            if !self.chinese {
                paragraph.push(' ');
            }
            paragraph.push_str(&self.sentence(chance));
        }
        paragraph
    }
}
