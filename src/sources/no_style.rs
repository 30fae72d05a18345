//! A program that was built without citation styles has none: notes are numbered and written in the plain style.

use super::{Cited, InText};
use std::sync::Arc;

/// A citation style, of which there is none in this build.
#[derive(Debug, Clone, Copy)]
pub enum Style {}

impl Style {
    /// None: the feature `citations` has the styles.
    pub fn named(_: &str) -> Option<Arc<Self>> {
        None
    }

    /// Whether a mark in the text is words.
    pub fn is_in_text(&self) -> bool {
        match *self {}
    }

    /// What each note of a page says.
    pub fn notes(&self, _: &[Vec<Cited<'_>>], _: &str) -> Vec<String> {
        match *self {}
    }

    /// The words of one mark in the text.
    pub fn in_text(&self, _: &[Cited<'_>], _: &str) -> String {
        match *self {}
    }

    /// All marks and the bibliography of a page.
    pub fn page(&self, _: &[Vec<Cited<'_>>], _: &str) -> InText {
        match *self {}
    }

    /// The entry of a publication.
    pub fn entry(&self, _: &Cited<'_>, _: &str) -> String {
        match *self {}
    }
}
