//! A plugin for the tests of carriers: the writer `markdown` is the one that comes with slugline, and the other parts
//! misbehave as their names say.

#![allow(clippy::panic, reason = "that is what the tests want of it")]

use std::panic::panic_any;

use slugline_markdown::Markdown;
use slugline_plugin::model::{Article, BlockKind, Edition, InlineKind};
use slugline_plugin::plugin::{
    Arity, Carries, Context, FileType, Linter, Manifest, Offer, OptionHelp, OptionMap, Output, Plugin, Reader,
    Transform, Writer,
};
use slugline_plugin::{Level, Result, Source, log};

/// The plugin.
#[derive(Clone, Copy, Debug)]
pub struct Probe;

slugline_plugin::export_plugin!(Probe);

impl Plugin for Probe {
    fn manifest(&self) -> &Manifest {
        const FILES: FileType = FileType::text("txt", "text/plain");
        const fn writer(name: &'static str, summary: &'static str) -> Offer {
            Offer::writer(name, summary, FILES, Carries::everything(), &[])
        }
        const SOON: &[OptionHelp] = &[OptionHelp::new("soon", "panics as soon as it is bound")];
        const OFFERS: &[Offer] = &[
            writer("markdown", "what slugline writes itself"),
            writer("bytes", "bytes that are no text, and a file beside them"),
            writer("long", "a MiB"),
            writer("log", "a message for the log"),
            Offer::writer("panic", "panics", FILES, Carries::everything(), SOON),
            writer("panic-twice", "panics with something that panics when it is dropped"),
            Offer::reader("panic", "panics", FILES, &[]),
            Offer::transform("panic", "panics", &[]),
            Offer::transform("hail", "has hail for rain", &[]),
            Offer::linter("panic", "panics", &[]),
        ];
        static MANIFEST: Manifest = Manifest::new("probe", env!("CARGO_PKG_VERSION"), OFFERS);
        &MANIFEST
    }

    fn reader(&self, _: &str, _: &OptionMap) -> Result<Box<dyn Reader>> {
        Ok(Box::new(Panics))
    }

    fn transform(&self, name: &str, _: &OptionMap) -> Result<Box<dyn Transform>> {
        Ok(if name == "hail" { Box::new(Hail) } else { Box::new(Panics) })
    }

    fn linter(&self, _: &str, _: &OptionMap) -> Result<Box<dyn Linter>> {
        Ok(Box::new(Panics))
    }

    fn writer(&self, name: &str, options: &OptionMap) -> Result<Box<dyn Writer>> {
        match name {
            "markdown" => Markdown.writer(name, options),
            "bytes" => Ok(Box::new(Bytes)),
            "long" => Ok(Box::new(Long)),
            "log" => Ok(Box::new(Logs)),
            "panic-twice" => Ok(Box::new(PanicsTwice)),
            _ if options.is_empty() => Ok(Box::new(Panics)),
            _ => panic!("asked to bind"),
        }
    }
}

struct Panics;

impl Reader for Panics {
    fn read<'s>(&self, _: &'s Source, _: &mut Context<'_>, _: &mut dyn FnMut(Article<'s>) -> Result<()>) -> Result<()> {
        panic!("asked to read")
    }
}

impl Transform for Panics {
    fn apply(&self, _: &mut Article<'_>, _: &mut Context<'_>) -> Result<()> {
        panic!("asked to edit")
    }
}

impl Linter for Panics {
    fn check(&self, _: &Article<'_>, _: &mut Context<'_>) -> Result<()> {
        panic!("asked to look")
    }
}

/// A writer that does not depend on what it is given.
macro_rules! writers {
    ($($name:ident: $write:expr;)*) => {
        $(struct $name;

        impl Writer for $name {
            fn arity(&self) -> Arity {
                Arity::One
            }

            fn write(&self, _: &Edition<'_>, out: &mut dyn Output, _: &mut Context<'_>) -> Result<()> {
                let write: fn(&mut dyn Output) -> Result<()> = $write;
                write(out)
            }
        })*
    };
}

writers! {
    Bytes: |out| {
        out.primary().put(&[0xff, 0, b'\n']);
        out.file("more/words.txt", "text/plain")?.put_str("\"words\"");
        Ok(())
    };
    Long: |out| {
        out.primary().put(&vec![b'a'; 1 << 20]);
        Ok(())
    };
    Logs: |out| {
        log(Level::Warn, "it rains");
        out.primary().put_str("logged");
        Ok(())
    };
    PanicsTwice: |_| panic_any(Grenade);
}

impl Writer for Panics {
    fn arity(&self) -> Arity {
        Arity::One
    }

    fn write(&self, _: &Edition<'_>, _: &mut dyn Output, _: &mut Context<'_>) -> Result<()> {
        panic!("asked to write")
    }
}

/// Writes `Hail` for `Rain` in the paragraphs that are not within something else.
struct Hail;

impl Transform for Hail {
    fn apply(&self, article: &mut Article<'_>, _: &mut Context<'_>) -> Result<()> {
        for block in &mut article.body {
            let BlockKind::Paragraph { content } = &mut block.kind else { continue };
            for inline in content.iter_mut() {
                if let InlineKind::Text { text } = &mut inline.kind {
                    *text = text.replace("Rain", "Hail").into();
                }
            }
        }
        Ok(())
    }
}

/// What nobody can drop.
struct Grenade;

impl Drop for Grenade {
    fn drop(&mut self) {
        panic!("and again")
    }
}
