//! Wire copy for systems that know nothing newer: the formats `anpa1312` and `iptc7901`.
//!
//! A story that came by wire goes back as it came: what these formats can carry, slugline's reader reads back as it was.
//! What they cannot is reported, once for each kind.
//!
//! ```
//! use slugline_core::{diagnostic::Diagnostics, model::{Article, Block, Head, Span}, plugin::{Context, Sink, Still}};
//! use slugline_wire::iptc7901::{Options, write_article};
//!
//! let head = Head { headline: Some("Ferries stop".into()), slug: Some("harbour/strike".into()), ..Head::default() };
//! let body = vec![Block::paragraph("No ferry left the harbour.", Span::DETACHED)];
//! let (mut out, mut diagnostics) = (Sink::memory(), Diagnostics::new());
//! let mut cx = Context::new(&mut diagnostics, &Still);
//! write_article(&Article { head, body }, &Options::default(), 1, &mut out, &mut cx);
//! let copy = String::from_utf8(out.finish()?)?;
//! assert!(copy.contains("harbour/strike/\r\n\u{2}Ferries stop =\r\n\r\nNo ferry left the harbour.\r\n"));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! - [`Wire`] is the plugin; its writers have the names `anpa1312` and `iptc7901`.
//! - [`anpa1312`] and [`iptc7901`] have options and a function each, for a program.
//! - [`Charset`] is what the copy is encoded in.
//!
//! What is where: `head`, `code` and `body` turn an article into lines of text, `letters` spells them, `wrap` breaks them; the
//! two formats put them into their frames, with what `copy` does for both; `loss` gathers what is reported. Control bytes are
//! put by the frames alone, and none is left in a text, so that no story can end another.

pub mod anpa1312;
mod body;
mod charset;
mod code;
mod copy;
mod head;
pub mod iptc7901;
mod letters;
mod loss;
mod script;
mod wrap;

use slugline_core::Result;
use slugline_core::model::{Article, Edition, Field, FieldSet};
use slugline_core::plugin::{
    Arity, Carries, Context, FileType, Manifest, Offer, OptionMap, Output, Plugin, Sink, Writer,
};

pub use charset::Charset;

/// The plugin that writes wire copy: formats `anpa1312` and `iptc7901`.
#[derive(Clone, Copy, Debug, Default)]
pub struct Wire;

/// What header lines, the text and its lines for editors say.
const SAID: FieldSet = FieldSet::ALL.without(&[
    Field::Section,
    Field::Language,
    Field::Subject,
    Field::Rights,
    Field::Credit,
    Field::Identifier,
    Field::Url,
]);

const OFFERS: &[Offer] = &[
    Offer::writer(
        anpa1312::NAME,
        "ANPA 1312 wire copy; several articles one after the other",
        FileType::binary("anpa", "application/octet-stream"),
        Carries::to_newsrooms(SAID.without(&[Field::Keyword])),
        anpa1312::OPTIONS,
    ),
    Offer::writer(
        iptc7901::NAME,
        "IPTC 7901 wire copy; several articles one after the other",
        FileType::binary("iptc", "application/octet-stream"),
        Carries::to_newsrooms(SAID),
        iptc7901::OPTIONS,
    ),
];
static MANIFEST: Manifest = Manifest::new("wire", env!("CARGO_PKG_VERSION"), OFFERS);

impl Plugin for Wire {
    fn manifest(&self) -> &Manifest {
        &MANIFEST
    }

    fn writer(&self, name: &str, options: &OptionMap) -> Result<Box<dyn Writer>> {
        if name == anpa1312::NAME {
            let options: anpa1312::Options = options.read(name)?;
            options.check()?;
            return Ok(Box::new(Stories { options, first: |options| options.number, write: anpa1312::write_article }));
        }
        let options: iptc7901::Options = options.read(name)?;
        options.check()?;
        Ok(Box::new(Stories { options, first: |options| options.number, write: iptc7901::write_article }))
    }
}

/// Writes one story after the other, each with the number that follows.
struct Stories<O> {
    options: O,
    first: fn(&O) -> u16,
    write: fn(&Article<'_>, &O, u16, &mut Sink, &mut Context<'_>),
}

impl<O: Send + Sync> Writer for Stories<O> {
    fn arity(&self) -> Arity {
        Arity::Many
    }

    fn write(&self, edition: &Edition<'_>, out: &mut dyn Output, cx: &mut Context<'_>) -> Result<()> {
        let numbers = (0..code::NUMBERS).cycle().skip(usize::from((self.first)(&self.options)));
        for ((at, article), number) in edition.articles.iter().enumerate().zip(numbers) {
            cx.for_article(at, |cx| (self.write)(article, &self.options, number, out.primary(), cx));
        }
        Ok(())
    }
}
