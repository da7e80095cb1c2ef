//! What each line of a message is: of a head, of a part, or between parts.
//!
//! A loop over the lines, rather than a parser that takes a head or a part at a time: a head may break off, a part may have
//! none, a boundary may be missing, and no line may get lost over it.
//!
//! Source: RFC 5322 section 2, RFC 2046 section 5.1, RFC 4155.

use slugline_core::{Source, cut};

use crate::entity::{Entity, Media};
use crate::line::{is_blank, lines, without_end};

/// Deepest nesting of parts. What lies deeper is one part: every line that may be a boundary is compared with all open ones.
const MAX_DEPTH: usize = 32;

/// A field of a head as it stands.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Field<'s> {
    /// What stands before the colon.
    pub(crate) name: &'s str,
    /// What stands behind the colon and the blanks after it, folded lines and all, without the last line end.
    pub(crate) value: &'s str,
}

/// What a line is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// The line above a message in a mailbox.
    Mailbox,
    /// A field of the message's own head, or the rest of one.
    Head,
    /// A field of the head of a part.
    PartHead,
    /// The blank line below a head, or one above it.
    HeadEnd,
    /// The line between two parts, or behind the last.
    Boundary,
    /// Words before the first part or behind the last: for programs that know no parts.
    Aside,
    /// The content of a part.
    Content,
}

/// What is wrong with a message, at a place in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fault {
    /// It begins without a head.
    NoHead,
    /// The line is no field, and no blank line stands above it.
    HeadBroken,
    /// The parts have no end.
    PartsUnclosed,
}

/// A part of a message that holds no further parts.
#[derive(Debug)]
pub(crate) struct Part<'s> {
    /// What its head says of it.
    pub(crate) entity: Entity<'s>,
    /// Its content as it stands.
    pub(crate) body: &'s str,
    /// Whether it says the same as another part, in another form.
    pub(crate) is_alternative: bool,
    /// Whether it is of a message within this one.
    pub(crate) is_in_message: bool,
}

/// A message taken apart.
#[derive(Debug)]
pub(crate) struct Structure<'s> {
    /// The fields of the message's own head.
    pub(crate) head: Vec<Field<'s>>,
    /// Whether it stands in a mailbox, whose lines may be marked.
    pub(crate) is_of_mailbox: bool,
    /// The parts in order; at least one where there is any content.
    pub(crate) parts: Vec<Part<'s>>,
    /// What each line is.
    pub(crate) kinds: Vec<Kind>,
    /// What was found wrong, in order.
    pub(crate) faults: Vec<(Fault, &'s str)>,
}

/// The messages of a source: those of a mailbox, else the one that it is.
pub(crate) fn messages(source: &Source) -> impl Iterator<Item = &str> {
    let text = source.text();
    let is_mailbox = !source.is_story() && lines(text).find(|line| !is_blank(line)).is_some_and(is_mailbox_line);
    let (many, one) = if is_mailbox { (Some(cut::stories(text)), None) } else { (None, Some(text)) };
    many.into_iter().flatten().chain(one)
}

/// Whether a line is that above a message in a mailbox: `From ada@desk.example Mon Mar  3 10:00:00 2014`.
pub(crate) fn is_mailbox_line(line: &str) -> bool {
    let has_time = || line.as_bytes().windows(3).any(|three| matches!(three, [b'0'..=b'9', b':', b'0'..=b'9']));
    line.starts_with("From ") && has_time()
}

/// Name and value of a field: `Subject: Ferries stop`. A name has no blanks in it.
pub(crate) fn field_name(line: &str) -> Option<(&str, &str)> {
    let (name, value) = line.split_once(':')?;
    let name = name.trim_end_matches([' ', '\t']);
    let is_name = !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_graphic());
    is_name.then_some((name, value))
}

/// Takes a message apart.
pub(crate) fn take_apart(message: &str) -> Structure<'_> {
    let mut walk = Walk {
        text: message,
        found: Structure {
            head: Vec::new(),
            is_of_mailbox: false,
            parts: Vec::new(),
            kinds: Vec::new(),
            faults: Vec::new(),
        },
        zone: Zone::Head,
        fields: Vec::new(),
        has_head: false,
        is_in_message: false,
        open: Vec::new(),
        start: 0,
    };
    let mut at = 0;
    for line in lines(message) {
        walk.line(at, line);
        at += line.len();
    }
    walk.end();
    walk.found
}

/// Where the walk is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Zone {
    Head,
    Aside,
    Content,
}

/// Parts under way.
struct Open {
    boundary: String,
    is_alternative: bool,
    is_in_message: bool,
}

struct Walk<'s> {
    text: &'s str,
    found: Structure<'s>,
    zone: Zone,
    /// The fields of the head under way: where each begins, and where it ends so far.
    fields: Vec<(usize, usize)>,
    /// Whether the message's own head was passed.
    has_head: bool,
    is_in_message: bool,
    open: Vec<Open>,
    /// Where the content or the aside under way begins.
    start: usize,
}

impl<'s> Walk<'s> {
    fn line(&mut self, at: usize, line: &'s str) {
        let text = without_end(line);
        if let Some((level, closes)) = self.boundary(text) {
            return self.cross(at, at + line.len(), level, closes);
        }
        let kind = match self.zone {
            Zone::Head => return self.head_line(at, line, text),
            Zone::Aside => Kind::Aside,
            Zone::Content => Kind::Content,
        };
        self.found.kinds.push(kind);
    }

    /// A line of a head, or the first one that is not.
    fn head_line(&mut self, at: usize, line: &'s str, text: &'s str) {
        let field = if self.has_head { Kind::PartHead } else { Kind::Head };
        let is_first = !self.has_head && self.fields.is_empty();
        let kind = if is_blank(text) {
            if !is_first {
                self.end_head(at + line.len());
            }
            Kind::HeadEnd
        } else if is_first && is_mailbox_line(text) && self.begins_with_field(at + line.len()) {
            self.found.is_of_mailbox = true;
            Kind::Mailbox
        } else if let Some(last) = self.fields.last_mut().filter(|_| text.starts_with([' ', '\t'])) {
            last.1 = at + text.len();
            field
        } else if field_name(text).is_some() {
            self.fields.push((at, at + text.len()));
            field
        } else {
            let fault = if is_first { Fault::NoHead } else { Fault::HeadBroken };
            self.found.faults.push((fault, text));
            self.end_head(at);
            return self.line(at, line);
        };
        self.found.kinds.push(kind);
    }

    /// Whether a field stands in the line that begins at `at`. Below a line of text that begins with `From` none does.
    fn begins_with_field(&self, at: usize) -> bool {
        let next = self.text.get(at..).and_then(|rest| lines(rest).next());
        next.is_some_and(|line| field_name(without_end(line)).is_some())
    }

    /// The head is complete; what follows begins at `at`.
    fn end_head(&mut self, at: usize) {
        let fields: Vec<Field<'s>> = self.fields.drain(..).filter_map(|range| field(self.text, range)).collect();
        let entity = Entity::of(&fields);
        if !self.has_head {
            self.has_head = true;
            self.found.head = fields;
        }
        self.start = at;
        self.zone = match &entity.media {
            Media::Parts { boundary, is_alternative } if self.open.len() < MAX_DEPTH => {
                let is_alternative = *is_alternative || self.open.last().is_some_and(|open| open.is_alternative);
                self.open.push(Open { boundary: boundary.clone(), is_alternative, is_in_message: self.is_in_message });
                Zone::Aside
            }
            Media::Message if entity.transfer.is_none() => {
                self.is_in_message = true;
                Zone::Head
            }
            Media::Parts { .. } | Media::Message | Media::Plain | Media::Html | Media::Other => {
                let is_alternative = self.open.last().is_some_and(|open| open.is_alternative);
                let body = self.text.get(at..at).unwrap_or_default();
                self.found.parts.push(Part { entity, body, is_alternative, is_in_message: self.is_in_message });
                Zone::Content
            }
        };
    }

    /// The open parts that a line divides, and whether it ends them.
    fn boundary(&self, text: &str) -> Option<(usize, bool)> {
        let text = text.strip_prefix("--").filter(|_| !self.open.is_empty())?;
        self.open.iter().enumerate().rev().find_map(|(level, open)| {
            let behind = text.strip_prefix(open.boundary.as_str())?.trim_end_matches([' ', '\t']);
            matches!(behind, "" | "--").then_some((level, !behind.is_empty()))
        })
    }

    /// Goes over a boundary, which begins at `at`.
    fn cross(&mut self, at: usize, behind: usize, level: usize, closes: bool) {
        self.end_content(at);
        if self.open.len() > level + 1 {
            self.found.faults.push((Fault::PartsUnclosed, self.text.get(at..behind).unwrap_or_default()));
        }
        self.open.truncate(level + 1);
        self.is_in_message = self.open.last().is_some_and(|open| open.is_in_message);
        self.zone = Zone::Head;
        if closes {
            self.open.pop();
            self.zone = Zone::Aside;
            self.start = behind;
        }
        self.found.kinds.push(Kind::Boundary);
    }

    /// The content under way, if any, ends at `at`.
    fn end_content(&mut self, at: usize) {
        if self.zone == Zone::Head {
            self.end_head(at);
        }
        if self.zone == Zone::Content
            && let Some(part) = self.found.parts.last_mut()
        {
            part.body = self.text.get(self.start..at).unwrap_or_default();
        }
    }

    /// The message ends.
    fn end(&mut self) {
        let len = self.text.len();
        self.end_content(len);
        if self.open.is_empty() {
            return;
        }
        self.found.faults.push((Fault::PartsUnclosed, self.text.get(len..).unwrap_or_default()));
        // Parts that never begin: what should hold them is the text.
        if self.found.parts.is_empty() {
            let body = self.text.get(self.start..).unwrap_or_default();
            let part = Part { entity: Entity::default(), body, is_alternative: false, is_in_message: false };
            self.found.parts.push(part);
            self.found.kinds.iter_mut().filter(|kind| **kind == Kind::Aside).for_each(|kind| *kind = Kind::Content);
        }
    }
}

/// The field that lies in a range of the text.
fn field(text: &str, (start, end): (usize, usize)) -> Option<Field<'_>> {
    let (name, value) = field_name(text.get(start..end)?)?;
    Some(Field { name, value: value.trim_start_matches([' ', '\t']) })
}
