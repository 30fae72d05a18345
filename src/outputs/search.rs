//! The search of a site → an index in small files, of which the script of the search page loads those that it needs.
//!
//! `search/manifest.json` names them: below `search/parts/`, `words.HASH.json` holds the words of some neighbouring
//! prefixes, each with its documents; `docs.HASH.json` what is shown of a few documents. A search takes the manifest, a file for each word, and a
//! file for each result. Names have the hash of their content, so that only the manifest is ever asked for again; the folder is
//! theirs alone, so that a host can be told of it in one line.

mod postings;
pub mod rules;
mod shards;
pub mod terms;
mod words;

pub use words::{Words, words_of_page};

use super::Finished;
use crate::base::{ContentHash, Diagnostics};
use crate::theme::{Findable, SEARCH_MANIFEST};
use postings::Document;
use rayon::prelude::*;
use serde_json::{Value, json};
use shards::Shard;
use words::{Counter, DESCRIPTION, NAME, TITLE};

/// The folder of the files that the manifest names, below that of the search page.
pub(super) const PARTS: &str = "parts/";

/// How many documents are shown from one file.
const CHUNK: usize = 16;

pub(super) fn make(site: &Finished<'_>) -> Diagnostics {
    let Some(route) = site.world.atlas.search.as_ref().filter(|_| site.sink.keeps()) else { return Diagnostics::new() };
    let put = |kind: &str, json: String| {
        let bytes = json.into_bytes();
        let hash = ContentHash::of(&bytes).short(12);
        site.sink.put(&route.join(&format!("{PARTS}{kind}.{hash}.json")).file(), bytes.into());
        hash
    };
    let findable = site.presenter.findable(site.uses);
    let words: Vec<String> = {
        let documents: Vec<Document<'_>> = findable.par_iter().map(|found| document(site, found)).collect();
        let shares = postings::shares(&documents);
        let entries = postings::entries(&shares);
        let shards = shards::shards(&entries);
        let file = |shard: &Shard<'_>| format!("{} {}", shard.from, put("words", shard.as_json()));
        shards.par_iter().map(file).collect()
    };
    let language = &site.world.config.language;
    let docs: Vec<String> = findable
        .par_chunks(CHUNK)
        .map(|chunk| put("docs", chunk.iter().map(|found| shown(found, language)).collect::<Value>().to_string()))
        .collect();
    let manifest = json!({
        "documents": findable.len(),
        "chunk": CHUNK,
        "words": words,
        "docs": docs,
        "rules": rules::as_json(),
    });
    site.sink.put(&route.join(SEARCH_MANIFEST).file(), manifest.to_string().into_bytes().into());
    Diagnostics::new()
}

/// The words of a document.
fn document<'a>(site: &'a Finished<'_>, found: &Findable) -> Document<'a> {
    let mut counter = Counter::default();
    counter.add(&found.title, TITLE);
    counter.add(&found.text, DESCRIPTION);
    found.names.iter().for_each(|name| counter.add(name, NAME));
    found.more.iter().for_each(|text| counter.add(text, 0));
    let body = found.page.and_then(|id| site.words.get(&id)).map(|words| &**words);
    Document { front: counter.finish(&rules::stems_for(&found.lang)), body }
}

/// What is shown of a document: what it is, address, title, description, language where it is not the site's, date.
fn shown(found: &Findable, language: &str) -> Value {
    let lang = if found.lang == language { "" } else { &found.lang };
    let mut all = vec![json!(found.kind as u8), json!(found.url), json!(found.title), json!(found.text), json!(lang)];
    if let Some(date) = &found.date {
        all.extend([json!(date.iso), json!(date.text)]);
    }
    Value::Array(all)
}
