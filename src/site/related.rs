//! Related briefs: those that share rare subjects.

use super::atlas::Atlas;
use super::ids::PageId;
use rayon::prelude::*;

/// How many related briefs a page shows.
const SHOWN: usize = 3;

/// A subject of more briefs than this says little; only its newest ones are looked at.
const LOOKED_AT: usize = 120;

/// For each page, the briefs that share most with it: a subject weighs the more the fewer briefs have it, an author a
/// third of a subject. Parts of the same series are left out, since the page shows them anyway.
pub(super) fn related(atlas: &Atlas) -> Vec<Vec<PageId>> {
    // By the numbers of pages, for each brief is looked at for hundreds of others. What is no brief has no rank.
    let mut rank = vec![u32::MAX; atlas.entries.len()];
    for (at, id) in (0..).zip(&atlas.briefs) {
        rank[id.0 as usize] = at;
    }
    let mut all = vec![Vec::new(); atlas.entries.len()];
    let scores = || Scores { of: vec![None; atlas.entries.len()], scored: Vec::new() };
    let nearest = atlas.briefs.par_iter().with_min_len(AT_LEAST);
    let nearest = nearest.map_init(scores, |scores, id| nearest_of(*id, atlas, &rank, scores));
    for (id, found) in atlas.briefs.iter().zip(nearest.collect::<Vec<_>>()) {
        all[id.0 as usize] = found;
    }
    all
}

/// How many briefs a thread takes at least: each time it needs a table of all pages.
const AT_LEAST: usize = 256;

/// What a brief has in common with others; nothing, between one brief and the next.
struct Scores {
    /// By the numbers of pages.
    of: Vec<Option<u32>>,
    /// Those that have any.
    scored: Vec<PageId>,
}

fn nearest_of(id: PageId, atlas: &Atlas, rank: &[u32], scores: &mut Scores) -> Vec<PageId> {
    let entry = atlas.entry(id);
    let authors = entry.authors.iter().filter_map(|author| author.term.as_ref());
    let terms = entry.terms.iter().map(|term| (term, 3_u32)).chain(authors.map(|term| (term, 1)));
    for (term, weight) in terms {
        let briefs = &atlas.term(*term).briefs;
        let score = weight * 10_000 / briefs.len() as u32;
        for other in briefs.iter().take(LOOKED_AT) {
            let at = other.0 as usize;
            if *other == id || rank[at] == u32::MAX {
                continue;
            }
            match &mut scores.of[at] {
                Some(known) => *known += score,
                none => {
                    *none = Some(score);
                    scores.scored.push(*other);
                }
            }
        }
    }
    let series = atlas.series_of.get(&id).map(|(series, _)| series);
    let mut found: [Option<(u32, u32, PageId)>; SHOWN] = [None; SHOWN];
    for other in scores.scored.drain(..) {
        let at = other.0 as usize;
        let score = scores.of[at].take().unwrap_or_default();
        if series.is_some() && atlas.series_of.get(&other).map(|(series, _)| series) == series {
            continue;
        }
        // The nearest few, in order: what is further away than all of them falls off the end.
        let mut one = (u32::MAX - score, rank[at], other);
        for place in &mut found {
            match place {
                Some(nearer) if *nearer < one => {}
                Some(further) => std::mem::swap(further, &mut one),
                none => {
                    *none = Some(one);
                    break;
                }
            }
        }
    }
    found.into_iter().flatten().map(|(_, _, other)| other).collect()
}
