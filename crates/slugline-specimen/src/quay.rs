//! A folder with one picture, `quay.jpg`, and a story that shows it.

use std::sync::Arc;

use slugline_core::diagnostic::Diagnostic;
use slugline_core::model::{Article, BlockKind, Figure};
use slugline_core::plugin::{Context, Picture, PictureKind, Sink, World};

use crate::part::block;
use crate::story::{article, head};
use crate::{codes, flat};

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
    let mut story = article(head());
    story.body.push(block(BlockKind::Figure(Box::new(figure))));
    story
}

/// What `write` makes of the story where the folder is published at `url`, without its indentation, and the codes of what it
/// reports.
#[track_caller]
pub fn written(
    url: Option<&'static str>,
    write: impl Fn(&Article<'_>, &mut Sink, &mut Context<'_>),
) -> (String, Vec<String>) {
    let (document, diagnostics) =
        crate::written(|out, cx| write(&story(), out, &mut Context::new(cx.diagnostics, &Quay(url))));
    (flat(&document), codes(&diagnostics).into_iter().map(str::to_owned).collect())
}
