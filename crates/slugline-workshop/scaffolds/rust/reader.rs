//! The reader `scaffold-name`: stories as lines. `HEAD:` begins one, `BY:` names who wrote it, any other line is a paragraph.

use slugline_plugin::model::{Article, Block, Byline, Field, FieldSpan};
use slugline_plugin::plugin::{Context, FileType, Manifest, NoOptions, Offer, OptionMap, Plugin, Reader};
use slugline_plugin::{Error, Kind, Result, Source};

/// The plugin.
pub struct Lines;

slugline_plugin::export_plugin!(Lines);

impl Plugin for Lines {
    fn manifest(&self) -> &Manifest {
        const FILES: FileType = FileType::text("scaffold-name", "text/plain");
        const OFFERS: &[Offer] = &[Offer::reader("scaffold-name", "stories as lines", FILES, &[])];
        static MANIFEST: Manifest = Manifest::new("scaffold-name", env!("CARGO_PKG_VERSION"), OFFERS);
        &MANIFEST
    }

    fn reader(&self, name: &str, options: &OptionMap) -> Result<Box<dyn Reader>> {
        options.read::<NoOptions>(name)?;
        Ok(Box::new(Lines))
    }
}

impl Reader for Lines {
    fn read<'s>(
        &self,
        source: &'s Source,
        _: &mut Context<'_>,
        each: &mut dyn FnMut(Article<'s>) -> Result<()>,
    ) -> Result<()> {
        let mut story: Option<Article<'s>> = None;
        for line in source.text().lines().map(str::trim).filter(|line| !line.is_empty()) {
            let is_headline = line.starts_with("HEAD:");
            if is_headline && let Some(done) = story.take() {
                each(done)?;
            }
            read_line(line, source, story.get_or_insert_default());
        }
        match story {
            Some(last) => each(last),
            None => Err(Error::new(Kind::Malformed, "there is no story").help("a story begins with `HEAD:`")),
        }
    }
}

fn read_line<'s>(line: &'s str, source: &'s Source, story: &mut Article<'s>) {
    let head = &mut story.head;
    if let Some(headline) = line.strip_prefix("HEAD:").map(str::trim_start) {
        head.headline = Some(headline.into());
        head.spans.push(FieldSpan { field: Field::Headline, index: 0, span: source.span_of(headline) });
    } else if let Some(name) = line.strip_prefix("BY:").map(str::trim_start) {
        let index = head.bylines.len() as u16;
        head.bylines.push(Byline { name: name.into(), ..Byline::default() });
        head.spans.push(FieldSpan { field: Field::Byline, index, span: source.span_of(name) });
    } else {
        story.body.push(Block::paragraph(line, source.span_of(line)));
    }
}
