//! Related briefs: those that share rare subjects.

use super::atlas::Atlas;
use super::ids::PageId;
use rustc_hash::FxHashMap;

/// How many related briefs a page shows.
const SHOWN: usize = 3;

/// A subject of more briefs than this says little; only its newest ones are looked at.
const LOOKED_AT: usize = 120;

/// For each page, the briefs that share most with it: a subject weighs the more the fewer briefs have it, an author a
/// third of a subject. Parts of the same series are left out, since the page shows them anyway.
pub(super) fn related(atlas: &Atlas) -> Vec<Vec<PageId>> {
    let rank: FxHashMap<PageId, usize> = atlas.briefs.iter().enumerate().map(|(rank, id)| (*id, rank)).collect();
    let mut all = vec![Vec::new(); atlas.entries.len()];
    let mut scores: FxHashMap<PageId, u32> = FxHashMap::default();
    for id in &atlas.briefs {
        scores.clear();
        let entry = atlas.entry(*id);
        let terms = entry
            .terms
            .iter()
            .map(|term| (term, 3_u32))
            .chain(entry.authors.iter().filter_map(|author| author.term.as_ref().map(|term| (term, 1))));
        for (term, weight) in terms {
            let briefs = &atlas.taxonomies[term.taxonomy as usize].terms[term.term as usize].briefs;
            for other in briefs.iter().take(LOOKED_AT).filter(|other| *other != id) {
                *scores.entry(*other).or_default() += weight * 10_000 / briefs.len() as u32;
            }
        }
        let series = atlas.series_of.get(id).map(|(series, _)| series);
        let mut found: Vec<(u32, usize, PageId)> = scores
            .iter()
            .filter(|(other, _)| series.is_none() || atlas.series_of.get(other).map(|(series, _)| series) != series)
            .map(|(other, score)| (u32::MAX - score, rank[other], *other))
            .collect();
        found.sort_unstable();
        all[id.0 as usize] = found.into_iter().take(SHOWN).map(|(_, _, other)| other).collect();
    }
    all
}
