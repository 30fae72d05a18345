//! The charts of a page → the files that readers take away: the data, the drawing, a picture of it.

#[cfg(feature = "png")]
use crate::base::ContentHash;
use crate::base::cache::Cache;
use crate::base::tree::Sink;
use crate::base::{Diagnostic, Diagnostics, Route, codes};
#[cfg(feature = "png")]
use crate::chart::png::{self, Painter};
use crate::lower::{ChartFiles, Page, World, chart_folder};
use crate::site::Entry;
use rayon::prelude::*;
use std::sync::Arc;

/// What pictures are made with.
#[derive(Clone, Copy)]
pub struct Pictures<'a> {
    /// What draws them.
    #[cfg(feature = "png")]
    pub painter: &'a Painter,
    /// Where earlier ones are.
    pub cache: &'a dyn Cache,
}

#[cfg(feature = "png")]
impl Pictures<'_> {
    /// The picture of a drawing, from the cache if it was painted before. `manner` tells apart what is painted in different
    /// manners.
    pub(super) fn of(
        self,
        manner: &impl std::hash::Hash,
        svg: &str,
        paint: impl Fn(&Painter, &str) -> Option<Vec<u8>>,
    ) -> Option<Vec<u8>> {
        let key = ContentHash::of_value(&(manner, png::VERSION, self.painter.font, svg.as_bytes()));
        self.cache.get(key).or_else(|| {
            let painted = paint(self.painter, svg)?;
            self.cache.put(key, &painted);
            Some(painted)
        })
    }
}

/// Writes the files of all charts of a page.
pub fn write(world: World<'_>, entry: &Entry, page: &Page, pictures: Pictures<'_>, sink: &dyn Sink) -> Diagnostics {
    let folder = chart_folder(&entry.route);
    let mut diagnostics = Diagnostics::new();
    // The other files of a chart are made already, and a picture takes a hundred times as long.
    let made: Vec<Vec<(&str, Vec<u8>)>> =
        page.charts.par_iter().map(|chart| if sink.keeps() { files(chart, pictures) } else { Vec::new() }).collect();
    for (chart, made) in page.charts.iter().zip(made) {
        for (ending, _) in chart.endings {
            let route = folder.join(&format!("{}.{ending}", chart.name));
            if world.atlas.is_taken(&route) {
                diagnostics.push(taken(&route, chart));
            }
        }
        for (ending, bytes) in made {
            let route = folder.join(&format!("{}.{ending}", chart.name));
            if !world.atlas.is_taken(&route) {
                sink.put(&route.file(), Arc::new(bytes));
            }
        }
    }
    diagnostics
}

#[cfg_attr(not(feature = "png"), expect(unused_variables, reason = "nothing is drawn without the feature"))]
fn files(chart: &ChartFiles, pictures: Pictures<'_>) -> Vec<(&'static str, Vec<u8>)> {
    #[cfg_attr(not(feature = "png"), expect(unused_mut, reason = "a picture is added with the feature"))]
    let mut files = vec![("csv", chart.csv.clone().into_bytes()), ("svg", chart.svg.clone().into_bytes())];
    #[cfg(feature = "png")]
    if chart.endings.iter().any(|(ending, _)| *ending == "png") {
        let picture = pictures.of(&"chart", &chart.svg, Painter::paint);
        files.extend(picture.map(|bytes| ("png", bytes)));
    }
    files
}

fn taken(route: &Route, chart: &ChartFiles) -> Diagnostic {
    let message = format!("{route} is the address of another file and of this chart");
    Diagnostic::new(
        &codes::DUPLICATE_ROUTE,
        chart.place.clone(),
        message,
        "rename that file, or give the chart another `title:`",
    )
}
