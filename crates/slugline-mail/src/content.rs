//! The text of a part: transfer encoding and character set undone, tags and soft line ends taken out.

use encoding_rs::{Encoding, ISO_2022_JP, UTF_8, WINDOWS_1252};
use slugline_core::Source;
use slugline_core::diagnostic::{Diagnostic, Diagnostics};

use crate::entity::Media;
use crate::letters::Letters;
use crate::line::{lines, without_mailbox_mark};
use crate::structure::Part;
use crate::{flowed, html, transfer};

/// How the bytes of a part were made fit for mail.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Transfer {
    AsIs,
    QuotedPrintable,
    Base64,
}

/// The text of a part: borrowed from the source where it stands there as it is, else from what the source keeps.
pub(crate) fn read<'s>(
    source: &'s Source,
    part: &Part<'s>,
    is_of_mailbox: bool,
    diagnostics: &mut Diagnostics,
) -> &'s str {
    let mut decoding = Decoding { source, part, is_of_mailbox, diagnostics };
    let text = decoding.text();
    if part.entity.media == Media::Html {
        let message = "the message has its text as HTML alone; its tags are left out";
        decoding.report(Diagnostic::warning("html-as-text", message));
        return html::without_tags(source, text);
    }
    if part.entity.is_flowed { flowed::joined(source, text, part.entity.deletes_space) } else { text }
}

struct Decoding<'d, 's> {
    source: &'s Source,
    part: &'d Part<'s>,
    is_of_mailbox: bool,
    diagnostics: &'d mut Diagnostics,
}

impl<'s> Decoding<'_, 's> {
    fn text(&mut self) -> &'s str {
        let transfer = self.transfer();
        let declared = self.charset();
        let guessed =
            declared.and_then(|declared| self.wrongly_guessed(declared)).filter(|_| transfer == Transfer::AsIs);
        let is_marked = || self.is_of_mailbox && lines(self.part.body).any(|line| without_mailbox_mark(line) != line);
        if transfer == Transfer::AsIs && guessed.is_none() && !is_marked() {
            return self.part.body;
        }
        // Text that stands as it is has been decoded with the source, by whatever character set.
        let declared = if transfer == Transfer::AsIs && guessed.is_none() { Some(UTF_8) } else { declared };
        let (text, is_broken) = self.decode(transfer, declared.unwrap_or(UTF_8), guessed);
        match declared {
            None if is_broken => {
                let name = WINDOWS_1252.name();
                self.report(Diagnostic::warning(
                    "guessed-encoding",
                    format!("the text is not UTF-8; it was read as {name}, which is a guess"),
                ));
                self.decode(transfer, WINDOWS_1252, guessed).0
            }
            Some(declared) if is_broken => {
                let name = declared.name();
                self.report(Diagnostic::warning(
                    "broken-encoding",
                    format!("some bytes are no {name}; U+FFFD stands in their place"),
                ));
                text
            }
            Some(_) | None => text,
        }
    }

    fn transfer(&mut self) -> Transfer {
        match self.part.entity.transfer {
            None => Transfer::AsIs,
            Some(name) if name.eq_ignore_ascii_case("quoted-printable") => Transfer::QuotedPrintable,
            Some(name) if name.eq_ignore_ascii_case("base64") => Transfer::Base64,
            Some(name) => {
                self.report(Diagnostic::warning(
                    "broken-mail",
                    format!("the transfer encoding `{name}` is not known; the text is left as it is"),
                ));
                Transfer::AsIs
            }
        }
    }

    /// The character set that the part names. None where it names none, or `us-ascii`, which bytes beyond it belie.
    fn charset(&mut self) -> Option<&'static Encoding> {
        let name = self.part.entity.charset.as_deref().filter(|name| !name.eq_ignore_ascii_case("us-ascii"))?;
        let found = Encoding::for_label_no_replacement(name.as_bytes());
        if found.is_none() {
            self.report(Diagnostic::warning("unknown-charset", format!("the character set `{name}` is not known")));
        }
        found
    }

    /// The character set that the source was read in, where the part is in another and it makes a difference.
    fn wrongly_guessed(&self, declared: &'static Encoding) -> Option<&'static Encoding> {
        let read_as = Encoding::for_label(self.source.encoding().as_bytes())?;
        let is_switching = declared == ISO_2022_JP && self.part.body.contains('\u{1B}');
        let is_other =
            read_as != UTF_8 && read_as != declared && read_as.is_ascii_compatible() && !self.part.body.is_ascii();
        (is_switching || is_other).then_some(read_as)
    }

    /// The text as bytes of `encoding`, and whether some of them are not.
    fn decode(
        &mut self,
        transfer: Transfer,
        encoding: &'static Encoding,
        guessed: Option<&'static Encoding>,
    ) -> (&'s str, bool) {
        let body = self.part.body;
        let mut letters = Letters::of(self.source, body, encoding);
        let is_broken = match transfer {
            Transfer::AsIs => {
                transfer::as_is(body, self.is_of_mailbox, guessed, &mut letters);
                false
            }
            Transfer::QuotedPrintable => transfer::quoted_printable(body, self.is_of_mailbox, &mut letters),
            Transfer::Base64 => transfer::base64(body, self.is_of_mailbox, &mut letters),
        };
        if is_broken {
            let name = self.part.entity.transfer.unwrap_or_default();
            self.report(Diagnostic::warning(
                "broken-mail",
                format!("some of the text is no {name}; it is left as it is"),
            ));
        }
        letters.finish()
    }

    /// Reports something about the part, where its head names its kind, else where it begins.
    fn report(&mut self, diagnostic: Diagnostic) {
        let place = self.part.entity.place.unwrap_or_else(|| self.part.body.get(..0).unwrap_or_default());
        self.diagnostics.push(diagnostic.at(self.source.span_of(place)));
    }
}
