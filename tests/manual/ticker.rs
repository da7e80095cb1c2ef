//! Stories in one line, for a ticker: the format `ticker`.

use slugline_core::Result;
use slugline_core::diagnostic::Diagnostic;
use slugline_core::model::{Article, BlockKind, Edition, Field, FieldSet, Inline, InlineKind};
use slugline_core::plugin::{
    Arity, Carries, Context, FileType, Manifest, Offer, OptionHelp, OptionMap, Output, Plugin, Sink, Writer,
};

/// The plugin: writer `ticker`.
pub struct Ticker;

/// How a ticker is written.
#[derive(serde::Deserialize)]
#[serde(default, deny_unknown_fields)]
struct Options {
    /// What stands between two stories. Default: ` +++ `.
    between: String,
    /// Whether the first paragraph follows the headline. Default: yes.
    lead: bool,
}

impl Default for Options {
    fn default() -> Options {
        Options { between: " +++ ".to_owned(), lead: true }
    }
}

impl Plugin for Ticker {
    fn manifest(&self) -> &Manifest {
        const OPTIONS: &[OptionHelp] = &[
            OptionHelp::new("between", "what stands between two stories; default: ` +++ `"),
            OptionHelp::new("lead", "with the first paragraph; default: true"),
        ];
        const OFFERS: &[Offer] = &[Offer::writer(
            "ticker",
            "headlines and first paragraphs in one line",
            FileType::text("ticker.txt", "text/plain"),
            Carries::to_public(FieldSet::of(&[Field::Headline])),
            OPTIONS,
        )];
        static MANIFEST: Manifest = Manifest::new("ticker", env!("CARGO_PKG_VERSION"), OFFERS);
        &MANIFEST
    }

    fn writer(&self, name: &str, options: &OptionMap) -> Result<Box<dyn Writer>> {
        Ok(Box::new(TickerWriter(options.read(name)?)))
    }
}

struct TickerWriter(Options);

impl Writer for TickerWriter {
    fn arity(&self) -> Arity {
        Arity::Many
    }

    fn write(&self, edition: &Edition<'_>, out: &mut dyn Output, cx: &mut Context<'_>) -> Result<()> {
        let TickerWriter(options) = self;
        let out = out.primary();
        for (at, article) in edition.articles.iter().enumerate() {
            if at > 0 {
                out.put_str(&options.between);
            }
            cx.for_article(at, |cx| write_article(article, options, out, cx));
        }
        out.put_str("\n");
        Ok(())
    }
}

fn write_article(article: &Article<'_>, options: &Options, out: &mut Sink, cx: &mut Context<'_>) {
    write_text(&cx.title(article), out);
    let mut has_room = options.lead;
    for block in &article.body {
        match &block.kind {
            BlockKind::Paragraph { content } if has_room && !block.attrs.is_editor_only() => {
                out.put_str(": ");
                write_inlines(content, out);
                has_room = false;
            }
            BlockKind::Paragraph { .. }
            | BlockKind::Heading { .. }
            | BlockKind::Quote { .. }
            | BlockKind::Group { .. }
            | BlockKind::List { .. }
            | BlockKind::Table(_)
            | BlockKind::Preformatted { .. }
            | BlockKind::Figure(_)
            | BlockKind::SectionBreak
            | BlockKind::Unknown(_) => {
                cx.report(Diagnostic::note("text-left-out", "a ticker has no room for it").at(block.span));
            }
        }
    }
}

fn write_inlines(inlines: &[Inline<'_>], out: &mut Sink) {
    for inline in inlines.iter().filter(|inline| !inline.attrs.is_editor_only()) {
        match &inline.kind {
            InlineKind::Text { text } => write_text(text, out),
            InlineKind::Emphasis { content } | InlineKind::Strong { content } => write_inlines(content, out),
            InlineKind::Link(link) => write_inlines(&link.content, out),
            InlineKind::LineBreak => out.put_str(" "),
            InlineKind::Unknown(unknown) => write_inlines(&unknown.fallback, out),
        }
    }
}

/// Writes text that may hold anything into a line that must stay one.
fn write_text(text: &str, out: &mut Sink) {
    for (at, part) in text.split(char::is_control).enumerate() {
        if at > 0 {
            out.put_str(" ");
        }
        out.put_str(part);
    }
}

#[cfg(test)]
mod tests {
    use slugline::{BUILTIN, Converted, Pipeline, Registry, Settings, Source, Steps};

    use super::*;

    fn convert(story: &str, set: &[&str]) -> Converted {
        let plugins = [BUILTIN, &[&Ticker]].concat();
        let registry = Registry::new(&plugins);
        let mut settings = Settings::default();
        for assignment in set {
            settings.set.assign(assignment, registry).unwrap();
        }
        let steps = Steps { to: vec!["ticker".to_owned()], ..Steps::default() };
        let pipeline = Pipeline::new(registry, &steps, settings).unwrap();
        pipeline.convert(&Source::from_text("story.txt", story).unwrap()).unwrap()
    }

    const STORY: &str = "Ferries stop\n\nBy Ada Roe\n\nNo ferry left *today*.\n\nTalks go on.";

    #[test]
    fn a_story_is_a_line() {
        let converted = convert(STORY, &[]);
        assert_eq!(String::from_utf8_lossy(&converted.bytes), "Ferries stop: No ferry left today.\n");
        assert_eq!(convert(STORY, &["ticker.lead=false"]).bytes, b"Ferries stop\n");
    }

    #[test]
    fn what_is_left_out_is_reported() {
        // The first is slugline's own: the byline is no field that a ticker carries.
        let [byline, left_out] = convert(STORY, &[]).diagnostics.try_into().unwrap();
        assert_eq!(byline.code, "field-left-out");
        assert_eq!(left_out.code, "text-left-out");
        assert_eq!(left_out.origin, "ticker");
        assert_eq!(STORY.get(left_out.span.start as usize..), Some("Talks go on."));
    }
}
