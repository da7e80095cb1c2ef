//! What the news items of every standard have in common, decided and reported once: NewsML-G2, NITF, ninjs and the entries of
//! feeds say the same of the same article.
//!
//! - [`item_guid`] identifies the item, [`foreign_identifier`] is what could not.
//! - [`version`], [`urgency`], [`Dates`], [`embargo`], [`home_page`] and [`logo`] are values of a head or a publisher as an item may have
//!   them.
//! - [`Rights`] says who owns the story and what may be done with it.
//! - [`said`] is a text that shows something, [`lead`] is the story in short, [`pictures`] are those that an item describes.
//! - [`survey`] looks at the body before it is written: its words, and the parts for editors alone.
//! - [`has_ended`] tells whether an embargo is over.
//! - [`Missing`] gathers what nobody set.
//! - [`scheme`] knows the schemes of IPTC's catalog.

mod dates;
mod embargo;
mod head;
mod identity;
mod lead;
mod missing;
mod picture;
mod rights;
pub mod scheme;
mod survey;

pub use dates::Dates;
pub use embargo::{Embargo, embargo, has_ended};
pub use head::{home_page, logo, said, urgency, version};
pub use identity::{foreign_identifier, item_guid};
pub use lead::lead;
pub use missing::Missing;
pub use picture::{Picture, pictures};
pub use rights::Rights;
pub use survey::{Survey, survey};
