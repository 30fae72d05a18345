//! Pictures: where they are, what they show.

use super::Lowerer;
use super::page::Question;
use crate::base::{Route, Span, codes, escape};
use crate::doc::Image;
use crate::site::Resolved;
use std::fmt::Write;

impl Lowerer<'_> {
    /// Writes a picture; `alt` takes the place of what the author wrote, and `beside` is how many pictures share its row.
    pub(super) fn image(&mut self, out: &mut String, image: &Image, alt: Option<&str>, beside: usize) {
        let address = image.address.get(self.text());
        let Some((src, file)) = self.picture(address, image.span) else {
            // Nothing to load: the words that stand for the picture stand in its place.
            return escape::text(out, &image.alt);
        };
        out.push_str("<img src=\"");
        escape::attribute(out, &src);
        out.push_str("\" alt=\"");
        escape::attribute(out, alt.unwrap_or(&image.alt));
        if let Some(title) = &image.title {
            out.push_str("\" title=\"");
            escape::attribute(out, title);
        }
        if let Some((route, picture)) = file.and_then(|route| Some((route.clone(), self.world.pictures.get(&route)?))) {
            let _ = write!(out, "\" width=\"{}\" height=\"{}", picture.width, picture.height);
            // What browsers choose from is WebP, beside the picture itself: those that know `srcset` and not WebP know
            // nothing of the style sheet either.
            if let Some(all) = picture.srcset(&route, self.world.config.base_path()) {
                out.push_str("\" srcset=\"");
                escape::attribute(out, &all);
                let measure = self.world.measure;
                let _ = if beside > 1 {
                    write!(out, "\" sizes=\"(min-width: 54rem) 27rem, (min-width: 36rem) 50vw, 100vw")
                } else {
                    write!(out, "\" sizes=\"(min-width: {measure}) {measure}, 100vw")
                };
            }
        }
        out.push_str("\" loading=\"lazy\" decoding=\"async\">");
    }

    /// The address of a picture on the published page, and the file of this site that it is.
    pub(super) fn picture(&mut self, address: &str, span: Span) -> Option<(String, Option<Route>)> {
        match self.ask(address) {
            Resolved::External => {
                self.external(address.trim(), span);
                let (_, rest) = address.split_once("//").unwrap_or(("", address));
                let host = rest.split(['/', '?', '#']).next().unwrap_or_default().to_ascii_lowercase();
                if self.remote_hosts.insert(host.clone()) {
                    self.page.remote_hosts.push((host, self.source.place(span)));
                }
                Some((escape::url(address.trim()).into_owned(), None))
            }
            Resolved::File(route) => {
                self.page.questions.push(Question::Picture(route.as_str().into()));
                let problem = self.world.pictures.known(route.as_str()).and_then(|known| known.problem.as_ref());
                if let Some((message, help)) = problem.map(|problem| problem.words(address)) {
                    self.find(&codes::BAD_PICTURE, span, message, help);
                }
                Some((route.href(self.world.config.base_path()), Some(route)))
            }
            Resolved::Empty => {
                self.find(
                    &codes::EMPTY_LINK,
                    span,
                    "this picture has no address",
                    "write one between the round brackets",
                );
                None
            }
            Resolved::Unsafe => {
                self.find(
                    &codes::UNSAFE_LINK,
                    span,
                    "the scheme of this picture's address is not allowed",
                    "put the file beside the brief",
                );
                None
            }
            Resolved::Template => {
                self.find(
                    &codes::TEMPLATE_CODE,
                    span,
                    "this address holds template code",
                    "write a path of this site, such as /images/a.png",
                );
                None
            }
            _ => {
                self.find(
                    &codes::BROKEN_IMAGE,
                    span,
                    format!("there is no picture `{address}`"),
                    "check the path; it is relative to this file, or begins with a slash at content/",
                );
                Some((escape::url(address).into_owned(), None))
            }
        }
    }

    /// Looks at the picture that front matter names; the theme shows it.
    pub(super) fn head_image(&mut self) {
        let (Some(address), Some(block)) = (self.draft.front.image.clone(), self.draft.front.block) else { return };
        let path = [crate::base::yaml::Step::Key("image".to_owned())];
        let at =
            crate::base::yaml::locate(self.source.slice(block), &path).map_or(Span::new(0, 0), |found| found.value);
        let _ = self.picture(&address, at.shifted(block.start as usize));
    }
}
