//! Pictures in a body: shown where the world has them and the format a place for them, else told in their words.

use std::borrow::Cow;
use std::sync::Arc;

use slugline_core::diagnostic::Diagnostic;
use slugline_core::model::{Attrs, Figure, Inline, InlineKind, Span};
use slugline_core::plugin::{Picture, World};

use crate::block::{Markup, element};
use crate::href::{clean_href, web_address};
use crate::is_visible;

/// Where the readers of a format find a picture, or why they do not: a diagnostic without place.
pub type PictureAddress<'m> = &'m dyn Fn(&Picture) -> Result<String, Diagnostic>;

/// The address of a picture beside the page or on the web: for pages that someone puts into the folder.
///
/// # Errors
///
/// None.
pub fn linked(picture: &Picture) -> Result<String, Diagnostic> {
    Ok(picture.link().to_owned())
}

/// The address of a picture on the web: for what is read far from the folder.
///
/// # Errors
///
/// `no-web-address` where nobody said where the folder is published.
pub fn on_the_web(picture: &Picture) -> Result<String, Diagnostic> {
    picture.address.clone().ok_or_else(|| {
        let message = format!("the picture `{}` has no address on the web; its words are kept", picture.name);
        let help = "say where the folder is published: `--set assets.url=https://...`";
        Diagnostic::warning("no-web-address", message).help(help)
    })
}

/// The same for what describes beside the text the pictures that have no address.
///
/// # Errors
///
/// `picture-not-embedded`, a note, where nobody said where the folder is published.
pub fn on_the_web_or_described(picture: &Picture) -> Result<String, Diagnostic> {
    picture.address.clone().ok_or_else(|| {
        let message = format!(
            "the picture `{}` is described beside the text, which has its words: it has no address on the web",
            picture.name
        );
        let help = "say where the folder is published: `--set assets.url=https://...`";
        Diagnostic::note("picture-not-embedded", message).help(help)
    })
}

/// A picture that has an address on the web.
pub struct WebPicture<'a> {
    /// The address, as [`web_address`] spells it.
    pub address: Cow<'a, str>,
    /// What is known of the file, where it is one of the user's.
    pub file: Option<Arc<Picture>>,
}

impl<'a> WebPicture<'a> {
    /// The picture that an article refers to as `source`, for formats that name or describe pictures beside the body. `None`
    /// where it has no address on the web; why is for the body to report.
    pub fn of(source: &'a str, world: &dyn World) -> Option<WebPicture<'a>> {
        match world.picture(source).ok()? {
            Some(file) => Some(WebPicture { address: Cow::Owned(file.address.clone()?), file: Some(file) }),
            None => Some(WebPicture { address: web_address(source)?, file: None }),
        }
    }
}

/// What stands for a picture where it cannot be seen: what it shows, else its caption. `None` where neither says anything.
pub fn alternative<'a>(figure: &'a Figure<'_>) -> Option<Cow<'a, str>> {
    if is_visible(&figure.alt) {
        return Some(Cow::Borrowed(&*figure.alt));
    }
    let mut caption = String::new();
    collect_public(&figure.caption, &mut caption);
    is_visible(&caption).then_some(Cow::Owned(caption))
}

/// Whether anything stands for a picture that is not shown: words, or its address.
fn has_words(figure: &Figure<'_>) -> bool {
    is_visible(&figure.alt)
        || !figure.caption.is_empty()
        || figure.credit.is_some()
        || clean_href(&figure.source).is_some()
}

fn collect_public(inlines: &[Inline<'_>], words: &mut String) {
    for inline in inlines.iter().filter(|inline| !inline.attrs.is_withheld()) {
        match &inline.kind {
            InlineKind::Text { text } => words.push_str(text),
            InlineKind::Emphasis { content } | InlineKind::Strong { content } => collect_public(content, words),
            InlineKind::Link(link) => collect_public(&link.content, words),
            InlineKind::LineBreak => words.push(' '),
            InlineKind::Unknown(unknown) => collect_public(&unknown.fallback, words),
        }
    }
}

impl<'m, 'c> Markup<'m, 'c> {
    /// The same, with pictures that the world has shown under the address that `address` gives them. Without it, their words
    /// are kept.
    #[must_use]
    pub fn with_pictures(mut self, address: PictureAddress<'m>) -> Markup<'m, 'c> {
        self.pictures = Some(address);
        self
    }

    /// A picture with what is said about it.
    pub(crate) fn figure(&mut self, attrs: &Attrs<'_>, figure: &Figure<'_>, span: Span) {
        let report = match self.found(figure) {
            Ok(Some((picture, address))) => return self.shown(attrs, figure, &picture, &address, span),
            Ok(None) => {
                let kept =
                    if has_words(figure) { "its words are kept" } else { "there are no words that could stand for it" };
                let message = format!("the picture `{}` is not embedded; {kept}", figure.source);
                Diagnostic::note("picture-not-embedded", message)
            }
            Err(fault) => fault,
        };
        self.cx.report(report.at(span));
        self.words(attrs, figure, span);
    }

    /// The picture and its address, where the format shows pictures and the world has it.
    fn found(&self, figure: &Figure<'_>) -> Result<Option<(Arc<Picture>, String)>, Diagnostic> {
        let Some(address) = self.pictures else { return Ok(None) };
        let Some(picture) = self.cx.world.picture(&figure.source)? else { return Ok(None) };
        let address = address(&picture)?;
        Ok(Some((picture, address)))
    }

    fn shown(&mut self, attrs: &Attrs<'_>, figure: &Figure<'_>, picture: &Picture, address: &str, span: Span) {
        self.open(element!("figure"), attrs);
        self.out.put(b"\n<img");
        self.attribute("src", address);
        self.attribute("width", &picture.width.to_string());
        self.attribute("height", &picture.height.to_string());
        let words = alternative(figure);
        if words.is_none() {
            let message = format!("nothing says what the picture `{}` shows to those who cannot see it", figure.source);
            let help = "give it a caption, or words in the brackets of `![...](...)`";
            self.cx.report(Diagnostic::warning("missing-alt-text", message).at(span).help(help));
        }
        self.attribute("alt", words.as_deref().unwrap_or_default());
        self.end_void();
        self.caption(figure, span);
        self.close(element!("figure"));
    }

    /// The words below a picture that is shown.
    fn caption(&mut self, figure: &Figure<'_>, span: Span) {
        if figure.caption.is_empty() && figure.credit.is_none() {
            return;
        }
        self.out.put(b"<figcaption>");
        self.inlines(&figure.caption);
        if let Some(credit) = &figure.credit {
            self.credit(credit, if figure.caption.is_empty() { "" } else { " " }, span);
        }
        self.out.put(b"</figcaption>\n");
    }

    /// The words of a picture that is not shown, and a way to it where it has an address. The name of its file is none of them:
    /// a picture of which nothing else is said leaves nothing.
    fn words(&mut self, attrs: &Attrs<'_>, figure: &Figure<'_>, span: Span) {
        if !has_words(figure) {
            return;
        }
        let href = clean_href(&figure.source);
        let alt = Some(&figure.alt).filter(|alt| is_visible(alt)).or(href.as_ref().map(|_| &figure.source));
        self.open(element!("figure"), attrs);
        self.out.put(b"\n<figcaption>");
        if let Some(alt) = alt {
            if let Some(href) = &href {
                self.open_link(href);
            }
            self.text(alt, span);
            if href.is_some() {
                self.out.put(b"</a>");
            }
        }
        let mut before = if alt.is_some() { " " } else { "" };
        if !figure.caption.is_empty() {
            self.out.put_str(before);
            self.inlines(&figure.caption);
            before = " ";
        }
        if let Some(credit) = &figure.credit {
            self.credit(credit, before, span);
        }
        self.out.put(b"</figcaption>\n");
        self.close(element!("figure"));
    }

    fn credit(&mut self, credit: &str, before: &str, span: Span) {
        self.out.put_str(before);
        self.out.put(b"<small>");
        self.text(credit, span);
        self.out.put(b"</small>");
    }
}
