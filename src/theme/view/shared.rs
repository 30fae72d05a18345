//! Views that stand on many pages, as templates take them: each is made once, and a copy of it costs a counter.

use super::{DateView, ImageView, LinkView};
use crate::base::ContentHash;
use serde::Serialize;
use std::sync::Arc;

/// A view that stands on many pages: it is made once, and once turned into what templates take.
#[derive(Debug)]
pub struct Shared<T> {
    view: Arc<T>,
    /// A copy of it costs a counter, and so does taking it for a part of another view.
    value: tera::Value,
}

impl<T: Serialize> Shared<T> {
    /// A view that others may share.
    pub(in crate::theme) fn new(view: T) -> Self {
        Self { value: tera::Value::from_serializable(&view), view: Arc::new(view) }
    }
}

impl<T> Clone for Shared<T> {
    fn clone(&self) -> Self {
        Self { view: Arc::clone(&self.view), value: self.value.clone() }
    }
}

impl<T: Serialize + Default> Default for Shared<T> {
    fn default() -> Self {
        Self::new(T::default())
    }
}

impl<T> std::ops::Deref for Shared<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.view
    }
}

impl<T> Serialize for Shared<T> {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.value.serialize(serializer)
    }
}

impl<T: std::hash::Hash> std::hash::Hash for Shared<T> {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        self.view.hash(state);
    }
}

/// A [`CardView`] as templates take it. There is one for each brief until all lists are made, so nothing is kept of the view
/// itself but its hash.
#[derive(Debug, Clone)]
pub struct Card {
    value: tera::Value,
    hash: ContentHash,
}

impl Card {
    pub(in crate::theme) fn new(view: &CardView) -> Self {
        Self { value: tera::Value::from_serializable(view), hash: ContentHash::of_value(view) }
    }
}

impl Serialize for Card {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.value.serialize(serializer)
    }
}

impl std::hash::Hash for Card {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        self.hash.hash(state);
    }
}

/// A brief in a list.
#[derive(Debug, Clone, Serialize, Hash)]
pub struct CardView {
    /// The title.
    pub title: String,
    /// The address in a link.
    pub url: String,
    /// The description, or else the excerpt.
    pub description: String,
    /// When it is dated.
    pub date: Option<DateView>,
    /// Who wrote it.
    pub authors: Vec<Shared<LinkView>>,
    /// Whether there are further authors who are not named.
    pub and_others: bool,
    /// Its section.
    pub section: Option<Shared<LinkView>>,
    /// Its picture.
    pub image: Option<ImageView>,
    /// Its tags.
    pub tags: Vec<Shared<LinkView>>,
    /// Minutes of reading.
    pub minutes: u32,
    /// Its language.
    pub lang: String,
}
