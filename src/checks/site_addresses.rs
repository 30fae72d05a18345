//! What expound.yaml names: the site's own address, those of the menu, the picture for cards, outputs to leave out.

use super::Checked;
use crate::base::yaml::Step;
use crate::base::{Diagnostic, Diagnostics, codes, suggest};
use crate::outputs::OUTPUTS;
use crate::site::Resolved;

pub(super) fn run(site: &Checked<'_>) -> Diagnostics {
    let mut diagnostics = Diagnostics::new();
    if site.world.config.base_url.is_none() && site.has_config {
        let help = "add `base_url: https://example.org/` with the address of the site";
        diagnostics.push(Diagnostic::new(
            &codes::NO_BASE_URL,
            (site.config_place)(&[]),
            "the address of the site is not known, so there are no feeds and no sitemap",
            help,
        ));
    }
    for edition in 0..=site.world.config.languages.len() {
        menu(site, edition, &mut diagnostics);
    }
    outputs(site, &mut diagnostics);
    pictures(site, &mut diagnostics);
    diagnostics
}

/// The menu of an edition.
fn menu(site: &Checked<'_>, edition: usize, diagnostics: &mut Diagnostics) {
    let (config, atlas) = (site.world.config, site.world.atlas);
    let above = edition.checked_sub(1).map(|at| ["languages".to_owned(), config.languages[at].language.clone()]);
    let above: Vec<Step> = above.into_iter().flatten().map(Step::Key).collect();
    let is_broken = |url: &str| match atlas.resolve("", url) {
        Resolved::Missing | Resolved::Withheld(_) | Resolved::Unsafe => true,
        Resolved::Other(route) => atlas.sources.key_at(&route).is_some_and(|key| !site.uses.rest_on(key)),
        _ => false,
    };
    for (index, (title, url)) in config.nav_of(edition).iter().enumerate().filter(|(_, (_, url))| is_broken(url)) {
        let steps = [Step::Key("nav".to_owned()), Step::Item(index), Step::Key("url".to_owned())];
        diagnostics.push(Diagnostic::new(
            &codes::BROKEN_LINK,
            (site.config_place)(&[above.as_slice(), &steps].concat()),
            format!("`{url}`, in the menu as `{title}`, leads to nothing that is published"),
            "write the address of a page, such as /briefs/",
        ));
    }
}

/// The outputs that the site leaves out.
fn outputs(site: &Checked<'_>, diagnostics: &mut Diagnostics) {
    let names = || OUTPUTS.iter().map(|output| output.name);
    for (index, name) in site.world.config.without.iter().enumerate() {
        if names().all(|known| known != name) {
            let place = (site.config_place)(&[Step::Key("without".to_owned()), Step::Item(index)]);
            let hint = suggest::hint(name, names());
            diagnostics.push(Diagnostic::new(&codes::UNKNOWN_KEY, place, format!("`{name}` is not an output"), hint));
        }
    }
}

/// The pictures that expound.yaml names.
fn pictures(site: &Checked<'_>, diagnostics: &mut Diagnostics) {
    let (config, world) = (site.world.config, site.world);
    let own = |key: &str| config.theme_values.get(key)?.as_str().filter(|path| !path.is_empty());
    let pictures = [
        (config.image.as_deref(), vec!["image"]),
        (own("logo"), vec!["theme_values", "logo"]),
        (own("icon"), vec!["theme_values", "icon"]),
    ];
    for (image, way) in pictures.iter().filter_map(|(image, way)| Some((image.as_ref()?, way))) {
        let place = || (site.config_place)(&way.iter().map(|key| Step::Key((*key).to_owned())).collect::<Vec<_>>());
        match world.atlas.resolve_setting(image) {
            Resolved::External => {}
            Resolved::File(route) => {
                let problem = world.pictures.known(route.as_str()).and_then(|known| known.problem.as_ref());
                diagnostics.extend(problem.map(|problem| {
                    let (message, help) = problem.words(image);
                    Diagnostic::new(&codes::BAD_PICTURE, place(), message, help)
                }));
            }
            _ => diagnostics.push(Diagnostic::new(
                &codes::BROKEN_IMAGE,
                place(),
                format!("there is no picture `{image}` in content/"),
                "write its path in content/",
            )),
        }
    }
}
