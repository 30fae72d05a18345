//! Other hosts: whether the sources of a site, and what its pages lead to, are still where they were, and whether sources still
//! say what is quoted. And the store that a published site is uploaded to, in [`deploy`].
//!
//! [`check`] takes addresses with the quotes that are relied upon, and gives a [`Finding`] for each. It asks as a person
//! would who follows the citations of a text one by one: each address once, one host at a time, with pauses and under a
//! name of its own. So `robots.txt`, which is for programs that wander, is not asked. Nothing of a site depends on what
//! is found, and no other module talks to a host.

mod address;
mod answer;
#[cfg(feature = "deploy")]
pub mod deploy;
mod exchange;
mod follow;
mod health;
mod memory;
mod page_text;
mod quote;
mod round;

pub use answer::{Answer, Found, Inquiry, Kind, Manners, PATIENCE, own_name};
pub use exchange::LARGEST;
pub use health::{Finding, Health, Wanted, check};
pub use page_text::{PageText, page_text};
pub use quote::Folded;
pub use round::ask;
