//! What only editors may see is in no public format, wherever it stands.

pub use slugline_conformance::corpus::{SECRET, confidential};
use slugline_core::model::Article;
use slugline_core::plugin::{Context, Sink};

use crate::{codes, written};

/// Holds a writer for the public to saying nothing of [`confidential`], and to reporting that.
///
/// # Panics
///
/// Where it tells the secret, or leaves it out in silence.
#[track_caller]
pub fn keeps_secret(write: impl Fn(&Article<'_>, &mut Sink, &mut Context<'_>)) {
    let (text, reported) = written(|out, cx| write(&confidential(), out, cx));
    assert!(!text.contains(SECRET), "{text}");
    assert!(codes(&reported).contains(&"editor-only"), "{reported:?}");
}
