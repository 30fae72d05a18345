//! Numbers that nothing says the source of, where a site has set a floor for how many there may be.

use super::Checked;
use crate::base::{Diagnostic, Diagnostics, Place, codes};
use crate::lower::{Coverage, Status, counted};

pub(super) fn run(site: &Checked<'_>) -> Diagnostics {
    let mut diagnostics = Diagnostics::new();
    let Some(floor) = site.world.config.coverage else { return diagnostics };
    for (id, page) in site.pages {
        let untraced: Vec<_> = page.mentions.iter().filter(|mention| mention.status == Status::Untraced).collect();
        let facts = &site.world.atlas.entry(*id).facts;
        // A number that is false, or that leads nowhere, has an error of its own.
        let is_told = |status| matches!(status, Status::Contradicted | Status::Unresolved);
        let counted: Vec<_> = counted(&page.mentions, &facts.front).filter(|one| !is_told(one.status)).collect();
        let coverage = Coverage::of(counted);
        for mention in untraced {
            let message = format!("nothing says where `{}` comes from", mention.text);
            let help =
                "tie it to a dataset, give its sentence a note, or write `[…](stat:name)` if it is part of a name";
            diagnostics.push(Diagnostic::new(&codes::UNTRACED_NUMBER, mention.place.clone(), message, help));
        }
        // A floor of 0.9 is met by nine of ten, whatever binary numbers make of that.
        if coverage.share() + 1e-9 < floor {
            let place = Place::file(&facts.shown);
            let message = format!(
                "{} of {} numbers are traced, a coverage of {:.2}; the site asks for {floor}",
                coverage.traced,
                coverage.all,
                (coverage.share() * 100.0).floor() / 100.0
            );
            let help = "`expound figures` lists those that are not";
            diagnostics.push(Diagnostic::new(&codes::LOW_COVERAGE, place, message, help));
        }
    }
    diagnostics
}
