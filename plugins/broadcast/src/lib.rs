//! Scripts for radio and television: the writer `broadcast`.
//!
//! A story is copy to read aloud, in capitals and short lines, below its slug and the time that reading it takes. What is not
//! read stands in square brackets: who wrote it, notes, pictures, where a sound bite begins and ends.

mod copy;
mod script;

use std::sync::LazyLock;

use slugline_plugin::Result;
use slugline_plugin::model::{Edition, Field, FieldSet};
use slugline_plugin::plugin::{
    Arity, Carries, Context, FileType, Manifest, Offer, OptionMap, Output, Plugin, Writer, options_of,
};
use slugline_plugin::schemars::JsonSchema;

/// The plugin: writer `broadcast`.
#[derive(Clone, Copy, Debug, Default)]
pub struct Broadcast;

slugline_plugin::export_plugin!(Broadcast);

/// How scripts are written.
#[derive(Clone, Debug, serde::Serialize, serde::Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
#[schemars(crate = "slugline_plugin::schemars")]
struct Options {
    /// characters that a line may have
    #[schemars(range(min = 32, max = 120))]
    width: u16,
    /// words that the presenter reads in a minute
    #[schemars(range(min = 60, max = 300))]
    rate: u16,
    /// copy in capitals
    capitals: bool,
}

impl Default for Options {
    fn default() -> Options {
        Options { width: 64, rate: 180, capitals: true }
    }
}

static MANIFEST: LazyLock<Manifest> = LazyLock::new(|| {
    const FILES: FileType = FileType::text("script.txt", "text/plain");
    const CARRIES: Carries = Carries::to_newsrooms(FieldSet::of(&[
        Field::Headline,
        Field::Slug,
        Field::Byline,
        Field::BylineRole,
        Field::BylineAffiliation,
        Field::Dateline,
        Field::Embargo,
        Field::Status,
        Field::EditorNote,
    ]));
    let offer = Offer::writer("broadcast", "a script for radio and television, with its time", FILES, CARRIES, &[]);
    let offer = Offer { options: options_of::<Options>().into(), ..offer };
    Manifest { offers: vec![offer].into(), ..Manifest::new("broadcast", env!("CARGO_PKG_VERSION"), &[]) }
});

impl Plugin for Broadcast {
    fn manifest(&self) -> &Manifest {
        &MANIFEST
    }

    fn writer(&self, name: &str, options: &OptionMap) -> Result<Box<dyn Writer>> {
        Ok(Box::new(BroadcastWriter(options.read(name)?)))
    }
}

struct BroadcastWriter(Options);

impl Writer for BroadcastWriter {
    fn arity(&self) -> Arity {
        Arity::Many
    }

    fn write(&self, edition: &Edition<'_>, out: &mut dyn Output, cx: &mut Context<'_>) -> Result<()> {
        script::write_edition(edition, &self.0, out.primary(), cx);
        Ok(())
    }
}
