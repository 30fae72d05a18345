//! The words of a chart: checked numbers in them are held against the data and published as plain text.

use super::Lowerer;
use crate::base::{Diagnostic, codes};
use crate::chart::spec::Spec;
use crate::doc::Headline;
use crate::lower::stats::{At, unread_link};

impl Lowerer<'_> {
    /// Takes the links out of the words of a chart, and looks at its numbers. What a chart says rests on its sources.
    pub(super) fn checked_words(&mut self, spec: &mut Spec) {
        let is_noted = !spec.sources.is_empty();
        let places = ["title", "subtitle", "alt", "note"].map(|word| spec.place_of(word));
        let texts = [&mut spec.title, &mut spec.subtitle, &mut spec.alt, &mut spec.note];
        let drawn = spec.annotations.iter_mut().map(|one| (&mut one.text, one.place.clone()));
        let bands = spec.bands.iter_mut().map(|one| (&mut one.text, one.place.clone()));
        let lines = spec.reference_lines.iter_mut().map(|one| (&mut one.text, one.place.clone()));
        for (text, place) in texts.into_iter().zip(places).chain(drawn).chain(bands).chain(lines) {
            let at = At::Place(&place);
            let stats = match Headline::take(text) {
                Some(headline) => {
                    self.headline(&headline, at);
                    text.clone_from(&headline.text);
                    headline.stats
                }
                None => Vec::new(),
            };
            if text.contains("[@") || text.contains("[^") {
                let message = "a citation in the words of a chart is published as it stands";
                let help = "name the source in `source:`, which is a note; or cite it in the text beside the chart";
                self.diagnostics.push(Diagnostic::new(&codes::UNKNOWN_CITATION, place.clone(), message, help));
            }
            if text.contains("](stat:") {
                self.diagnostics.push(unread_link(place.clone()));
            }
            if self.world.lists_numbers {
                self.untraced_in(text, &stats, at, is_noted);
            }
        }
    }
}
