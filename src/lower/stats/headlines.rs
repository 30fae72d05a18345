//! Numbers of headlines, which are published without links: titles, descriptions, alternative texts, words of charts.

use super::{At, Claim, Status};
use crate::base::{Diagnostic, Place, Span, codes};
use crate::data::prose;
use crate::data::wording::Phrase;
use crate::doc::{FrontMatter, Headline, HeadlineStat};
use crate::lower::Lowerer;

impl Lowerer<'_> {
    /// Checks the numbers of all headlines, and looks for others in those that readers see above the text.
    pub(in crate::lower) fn headlines(&mut self) {
        if !self.looks_at_numbers() {
            return;
        }
        let draft = self.draft;
        for headline in &draft.headlines {
            self.headline(headline, At::Span(Span::default()));
        }
        let front = &draft.front;
        let alt = front.image_alt.as_ref().map(|text| ("image_alt", text));
        for (key, text) in above_the_text(front).chain(alt) {
            let Some(at) = text.find("](stat:") else { continue };
            // YAML may fold a text, but not within the first words of an address.
            let words = text[at..].split(char::is_whitespace).next().unwrap_or_default();
            self.diagnostics.push(unread_link(self.source.place(self.in_front_matter(key, words))));
        }
        if !self.world.lists_numbers {
            return;
        }
        for (key, text) in above_the_text(front) {
            let known = draft.headlines.iter().find(|headline| headline.text == *text);
            self.untraced_in(text, known.map_or(&[], |headline| &headline.stats), At::Key(key), false);
        }
    }

    /// Checks the numbers of one headline. `elsewhere` is where it stands, if its links do not know.
    pub(in crate::lower) fn headline(&mut self, headline: &Headline, elsewhere: At<'_>) {
        for stat in &headline.stats {
            let text = &headline.text;
            let phrase =
                Phrase { before: &text[..stat.at.start], text: &text[stat.at.clone()], after: &text[stat.at.end..] };
            let at = stat.span.map_or(elsewhere, At::Span);
            self.claim(&Claim { address: &stat.address, phrase, masked: None, sentence: text, at, may_fill: false });
        }
    }

    /// Remembers the numbers of a headline that are not checked.
    pub(in crate::lower) fn untraced_in(&mut self, text: &str, stats: &[HeadlineStat], at: At<'_>, is_noted: bool) {
        for number in prose::numbers(text, self.language_of_page()) {
            if !stats.iter().any(|stat| stat.at.start < number.end && number.start < stat.at.end) {
                let status = if is_noted { Status::Noted } else { Status::Untraced };
                self.mention(at, text, &text[number], status, None);
            }
        }
    }
}

/// The texts that readers see above the body, each with its key.
fn above_the_text(front: &FrontMatter) -> impl Iterator<Item = (&'static str, &String)> {
    let texts = [("title", &front.title), ("description", &front.description), ("image_caption", &front.image_caption)];
    let texts = texts.into_iter().filter_map(|(key, text)| Some((key, text.as_ref()?)));
    texts.chain(front.summary.iter().map(|text| ("summary", text)))
}

/// What looks like a stat link and is none.
pub(in crate::lower) fn unread_link(place: Place) -> Diagnostic {
    let message = "this is no link, and would be published as it stands";
    let help = "an address with a space stands in angle brackets, as in [52](<stat:defence/United States,2024/spending>), or has the slug united-states; check the closing bracket too";
    Diagnostic::new(&codes::BAD_STAT, place, message, help)
}
