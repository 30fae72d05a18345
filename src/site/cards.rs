//! Where the social card of a brief stands.

use crate::base::Route;

/// Beside the page of the brief, under a name that no two briefs share.
pub fn card_route(route: &Route) -> Route {
    match route.as_str().strip_suffix(".html") {
        Some(stem) => Route::new(&format!("{stem}/card.png")),
        None => route.join("card.png"),
    }
}
