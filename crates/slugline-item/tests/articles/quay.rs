//! A folder with one picture, `quay.jpg`, and a story that shows it, for the tests of every format of news items.

use std::sync::Arc;

use slugline_core::diagnostic::{Diagnostic, Diagnostics};
use slugline_core::model::{Article, Block, BlockKind, Figure, Head, Node, Span};
use slugline_core::plugin::{Context, Picture, PictureKind, Sink, World};

/// The folder, and where it is published.
struct Quay(Option<&'static str>);

impl World for Quay {
    fn picture(&self, source: &str) -> Result<Option<Arc<Picture>>, Diagnostic> {
        let picture = || Picture {
            name: "quay.jpg".to_owned(),
            kind: PictureKind::Jpeg,
            width: 640,
            height: 480,
            length: 51_200,
            path: "quay.jpg".to_owned(),
            address: self.0.map(|url| [url, "quay.jpg"].concat()),
        };
        Ok((source == "quay.jpg").then(|| Arc::new(picture())))
    }
}

/// A story of a paragraph and the picture.
fn story() -> Article<'static> {
    let figure = Figure { source: "quay.jpg".into(), alt: "An empty quay".into(), ..Figure::default() };
    let picture = Node::new(BlockKind::Figure(Box::new(figure)), Span::DETACHED);
    let mut head = Head { headline: Some("Rain".into()), ..Head::default() };
    head.dates.published = "2024-11-18".parse().ok();
    Article { head, body: vec![Block::paragraph("Rain fell.", Span::DETACHED), picture] }
}

/// What `write` makes of the story where the folder is published at `url`, without its indentation, and the codes of what it
/// reports.
pub(crate) fn written(
    url: Option<&'static str>,
    write: impl FnOnce(&Article<'_>, &mut Sink, &mut Context<'_>),
) -> (String, Vec<String>) {
    let (mut out, mut diagnostics, world) = (Sink::memory(), Diagnostics::new(), Quay(url));
    write(&story(), &mut out, &mut Context::new(&mut diagnostics, &world));
    let document = String::from_utf8(out.finish().unwrap()).unwrap();
    let codes = diagnostics.iter().map(|diagnostic| diagnostic.code.to_string());
    (document.lines().map(str::trim_start).collect(), codes.collect())
}
