//! What expound.yaml names: the site's own address, those of the menu, the picture for cards, outputs to leave out.

use super::Checked;
use crate::base::yaml::Step;
use crate::base::{Diagnostic, Diagnostics, codes, suggest};
use crate::outputs::OUTPUTS;
use crate::site::Resolved;

pub(super) fn run(site: &Checked<'_>) -> Diagnostics {
    let config = site.world.config;
    let mut diagnostics = Diagnostics::new();
    if config.base_url.is_none() && site.has_config {
        let help = "add `base_url: https://example.org/` with the address of the site";
        diagnostics.push(Diagnostic::new(
            &codes::NO_BASE_URL,
            (site.config_place)(&[]),
            "the address of the site is not known, so there are no feeds and no sitemap",
            help,
        ));
    }
    for edition in 0..=config.languages.len() {
        let above = edition.checked_sub(1).map(|at| ["languages".to_owned(), config.languages[at].language.clone()]);
        let above: Vec<Step> = above.into_iter().flatten().map(Step::Key).collect();
        for (index, (title, url)) in config.nav_of(edition).iter().enumerate() {
            let atlas = site.world.atlas;
            let is_broken = match atlas.resolve("", url) {
                Resolved::Missing | Resolved::Withheld(_) | Resolved::Unsafe => true,
                Resolved::Other(route) => atlas.sources.key_at(&route).is_some_and(|key| !site.uses.rest_on(key)),
                _ => false,
            };
            if is_broken {
                let steps = [Step::Key("nav".to_owned()), Step::Item(index), Step::Key("url".to_owned())];
                let place = (site.config_place)(&[above.as_slice(), &steps].concat());
                let message = format!("`{url}`, in the menu as `{title}`, leads to nothing that is published");
                diagnostics.push(Diagnostic::new(
                    &codes::BROKEN_LINK,
                    place,
                    message,
                    "write the address of a page, such as /briefs/",
                ));
            }
        }
    }
    for (index, name) in config.without.iter().enumerate() {
        if !OUTPUTS.iter().any(|output| output.name == name) {
            let place = (site.config_place)(&[Step::Key("without".to_owned()), Step::Item(index)]);
            let hint = suggest::hint(name, OUTPUTS.iter().map(|output| output.name));
            diagnostics.push(Diagnostic::new(&codes::UNKNOWN_KEY, place, format!("`{name}` is not an output"), hint));
        }
    }
    let own =
        |key: &str| config.theme_values.get(key).and_then(serde_json::Value::as_str).filter(|path| !path.is_empty());
    let key = |key: &str| Step::Key(key.to_owned());
    let pictures = [
        (config.image.as_deref(), vec![key("image")]),
        (own("logo"), vec![key("theme_values"), key("logo")]),
        (own("icon"), vec![key("theme_values"), key("icon")]),
    ];
    for (image, way) in pictures.iter().filter_map(|(image, way)| Some((image.as_ref()?, way))) {
        let address = format!("/{}", image.trim_start_matches('/'));
        let resolved = site.world.atlas.resolve("", &address);
        if let Resolved::File(route) = &resolved
            && let Some(problem) = site.world.pictures.known(route.as_str()).and_then(|known| known.problem.as_ref())
        {
            let (message, help) = problem.words(image);
            diagnostics.push(Diagnostic::new(&codes::BAD_PICTURE, (site.config_place)(way), message, help));
        }
        let found = image.contains("://") || matches!(resolved, Resolved::File(_));
        if !found {
            diagnostics.push(Diagnostic::new(
                &codes::BROKEN_IMAGE,
                (site.config_place)(way),
                format!("there is no picture `{image}` in content/"),
                "write its path in content/",
            ));
        }
    }
    diagnostics
}
