//! Numbers of headlines, which are published without links: titles, descriptions, alternative texts, words of charts.

use super::{At, Claim, Status};
use crate::base::{Diagnostic, Place, Span, codes};
use crate::data::prose;
use crate::data::wording::Phrase;
use crate::doc::{Headline, HeadlineStat};
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
        if let Some(block) = draft.front.block {
            self.unread_headlines(block);
        }
        if !self.world.traces {
            return;
        }
        let front = &draft.front;
        let texts =
            [("title", &front.title), ("description", &front.description), ("image_caption", &front.image_caption)];
        let texts = texts.into_iter().filter_map(|(key, text)| Some((key, text.as_ref()?)));
        for (key, text) in texts.chain(front.summary.iter().map(|text| ("summary", text))) {
            let known = draft.headlines.iter().find(|headline| headline.text == *text);
            self.untraced_in(text, known.map_or(&[], |headline| &headline.stats), At::Key(key), false);
        }
    }

    /// Tells of what looks like a stat link in the front matter and is none.
    fn unread_headlines(&mut self, block: Span) {
        let front = &self.draft.front;
        let texts = [&front.title, &front.description, &front.image_caption, &front.image_alt].into_iter().flatten();
        for text in texts.chain(&front.summary) {
            let Some(at) = text.find("](stat:") else { continue };
            let yaml = self.source.slice(block);
            // YAML may fold a text, but not within the first words of an address.
            let written = text[at..].split(char::is_whitespace).next().and_then(|words| yaml.find(words)).unwrap_or(0);
            let start = block.start as usize + written;
            self.diagnostics.push(unread_link(self.source.place(Span::new(start, start + 1))));
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

/// What looks like a stat link and is none.
pub(in crate::lower) fn unread_link(place: Place) -> Diagnostic {
    let message = "this is no link, and would be published as it stands";
    let help = "an address with a space stands in angle brackets, as in [52](<stat:defence/United States,2024/spending>), or has the slug united-states; check the closing bracket too";
    Diagnostic::new(&codes::BAD_STAT, place, message, help)
}
