//! The pictures of a book: each file once, under a name of ours.

use std::collections::BTreeMap;

use slugline_core::Result;
use slugline_core::diagnostic::Diagnostic;
use slugline_core::model::Article;
use slugline_core::plugin::{Context, Picture, PictureKind, World};
use slugline_markup::alternative;

use crate::container::Container;

/// Bytes that the pictures of a book may have together: what a reading system on a telephone still opens.
const MAX_PICTURES: u64 = 256 * 1024 * 1024;

/// The pictures that stand in a book.
#[derive(Default)]
pub(crate) struct Pictures {
    /// In the order in which the chapters show them first.
    pub(crate) members: Vec<Member>,
    /// The names of files, and which member each is or why none.
    known: BTreeMap<String, std::result::Result<usize, Diagnostic>>,
    /// Whether one has nothing to stand for it where it cannot be seen.
    pub(crate) has_undescribed: bool,
    /// Whether one may move, and so flash.
    pub(crate) may_move: bool,
    bytes: u64,
}

/// A picture in the book.
pub(crate) struct Member {
    /// Name of its file, beside the package: `picture-001.jpg`.
    pub(crate) file: String,
    pub(crate) media_type: &'static str,
}

impl Pictures {
    /// Puts the pictures of `articles` that the world has into the book, one after the other: no two are held at once. What
    /// is wrong with one is reported where a chapter would show it.
    pub(crate) fn embed(articles: &[Article<'_>], container: &mut Container<'_>, cx: &Context<'_>) -> Result<Pictures> {
        let mut pictures = Pictures::default();
        for (figure, _) in articles.iter().flat_map(Article::pictures) {
            let Ok(Some(picture)) = cx.world.picture(&figure.source) else { continue };
            if !pictures.known.contains_key(&picture.name) {
                pictures.take(&picture, container, cx.world)?;
            }
            pictures.has_undescribed |= alternative(figure).is_none() && pictures.address(&picture).is_ok();
        }
        Ok(pictures)
    }

    fn take(&mut self, picture: &Picture, container: &mut Container<'_>, world: &dyn World) -> Result<()> {
        let taken = match self.read(picture, world) {
            Ok(bytes) => {
                let file = format!("picture-{:03}.{}", self.members.len() + 1, picture.kind.extension());
                container.store(&["EPUB/", &file].concat(), &bytes)?;
                self.may_move |= may_move(picture.kind, &bytes);
                self.bytes += picture.length;
                self.members.push(Member { file, media_type: picture.kind.media_type() });
                Ok(self.members.len() - 1)
            }
            Err(fault) => Err(fault),
        };
        self.known.insert(picture.name.clone(), taken);
        Ok(())
    }

    fn read(&self, picture: &Picture, world: &dyn World) -> std::result::Result<Vec<u8>, Diagnostic> {
        if self.bytes + picture.length > MAX_PICTURES {
            let message = format!(
                "the picture `{}` is one too many: a book holds {} MiB of them",
                picture.name,
                MAX_PICTURES >> 20
            );
            return Err(
                Diagnostic::warning("picture-too-large", message).help("write several books, or save smaller copies")
            );
        }
        world.picture_bytes(picture)
    }

    /// The name of a picture for a chapter, or why it is not in the book.
    pub(crate) fn address(&self, picture: &Picture) -> std::result::Result<String, Diagnostic> {
        let taken = self.known.get(&picture.name).cloned().transpose()?;
        let member = taken.and_then(|at| self.members.get(at));
        // Every chapter's pictures are known before one is written.
        let missing = || Diagnostic::warning("missing-picture", format!("the book has no picture `{}`", picture.name));
        member.map(|member| member.file.clone()).ok_or_else(missing)
    }
}

impl Member {
    /// Its name within the package: `picture-001`.
    pub(crate) fn id(&self) -> &str {
        self.file.split('.').next().unwrap_or_default()
    }
}

/// Whether a picture is one that moves, or of a kind of which that takes more than a look to tell.
///
/// Source: RFC 9649 section 2.7.1, "Extended File Format", animation flag.
fn may_move(kind: PictureKind, bytes: &[u8]) -> bool {
    match kind {
        PictureKind::Png | PictureKind::Jpeg => false,
        PictureKind::Gif => true,
        PictureKind::WebP => bytes.get(12..16) == Some(b"VP8X") && bytes.get(20).is_some_and(|flags| flags & 0b10 != 0),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_moves_may_flash() {
        let webp = |form: &[u8], flags: u8| [b"RIFF\0\0\0\0WEBP", form, &[0; 4], &[flags]].concat();
        assert!(may_move(PictureKind::WebP, &webp(b"VP8X", 0b10)));
        assert!(!may_move(PictureKind::WebP, &webp(b"VP8X", 0b10000)));
        assert!(!may_move(PictureKind::WebP, &webp(b"VP8L", 0xFF)));
        assert!(may_move(PictureKind::Gif, b"GIF89a"));
        assert!(!may_move(PictureKind::Png, b""));
    }
}
