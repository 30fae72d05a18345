//! A lowered page → its file.

use crate::base::{Place, Report};
use crate::lower::Page;
use crate::site::PageId;
use crate::theme::Presenter;
use crate::theme::view::View;
use std::sync::Arc;

/// A finished file that may have been finished before: what it depends on, and its bytes.
pub type Memoized<'a> = Option<&'a (crate::base::ContentHash, Arc<Vec<u8>>)>;

/// Renders a page. `memo` is the last result for the same file, where one was kept; then the new one is kept too.
pub fn write(
    presenter: &Presenter<'_>,
    id: PageId,
    page: &Page,
    place: &dyn Fn() -> Place,
    keep: bool,
    memo: Memoized<'_>,
) -> Report<Option<(crate::base::ContentHash, Arc<Vec<u8>>)>> {
    let entry = presenter.entry(id);
    let mut diagnostics = Vec::new();
    let template = presenter.template_of(entry, place).take(&mut diagnostics);
    let view = presenter.page(id, page);
    let finished =
        render(presenter, &template, &view, page.content.len() + page.notes.len(), keep, memo).take(&mut diagnostics);
    Report::new(finished, diagnostics)
}

/// Renders a view, or takes the last result if nothing that it depends on has changed.
pub(super) fn render(
    presenter: &Presenter<'_>,
    template: &str,
    view: &impl View,
    size: usize,
    keep: bool,
    memo: Memoized<'_>,
) -> Report<Option<(crate::base::ContentHash, Arc<Vec<u8>>)>> {
    // A build that keeps nothing does not pay for hashes.
    let fingerprint = if keep { presenter.fingerprint(template, view) } else { crate::base::ContentHash::of(&[]) };
    if let Some((known, bytes)) = memo.filter(|(known, _)| keep && *known == fingerprint) {
        return Report::clean(Some((*known, Arc::clone(bytes))));
    }
    let rendered = presenter.render(template, view, size);
    Report::new(rendered.value.map(|bytes| (fingerprint, Arc::new(bytes))), rendered.diagnostics)
}
