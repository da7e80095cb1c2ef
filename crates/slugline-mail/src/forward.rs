//! Messages that are passed on: the head of one within the text of another.
//!
//! Mail programs put a line above such a head (`---------- Forwarded message ---------`, `Begin forwarded message:`), or none,
//! and name its fields in the language of whoever passes it on. What was added above is for editors; where the message is an
//! answer, what is below is. In doubt a message below a text is an older one, and nothing of it is public.
//!
//! Source: WIRE-CONVENTIONS section 6.

use crate::line::{is_blank, lines, without_end};
use crate::structure::Field;

/// Most messages within one another that are told apart.
const MAX_DEPTH: usize = 8;

/// Longest name of a field, in bytes.
const MAX_NAME: usize = 32;

/// Names of fields in the languages that mail programs speak, in small letters, and what mail calls them.
const NAMES: &[(&str, &str)] = &[
    ("a", "To"),
    ("aan", "To"),
    ("an", "To"),
    ("asunto", "Subject"),
    ("assunto", "Subject"),
    ("betreff", "Subject"),
    ("cc", "Cc"),
    ("da", "From"),
    ("data", "Date"),
    ("date", "Date"),
    ("dato", "Date"),
    ("datum", "Date"),
    ("de", "From"),
    ("do", "To"),
    ("emne", "Subject"),
    ("envoyé", "Date"),
    ("enviado", "Date"),
    ("fecha", "Date"),
    ("fra", "From"),
    ("from", "From"),
    ("från", "From"),
    ("gesendet", "Date"),
    ("inviato", "Date"),
    ("kopie", "Cc"),
    ("objet", "Subject"),
    ("od", "From"),
    ("oggetto", "Subject"),
    ("onderwerp", "Subject"),
    ("para", "To"),
    ("reply-to", "Reply-To"),
    ("sendt", "Date"),
    ("sent", "Date"),
    ("skickat", "Date"),
    ("subject", "Subject"),
    ("temat", "Subject"),
    ("til", "To"),
    ("till", "To"),
    ("to", "To"),
    ("van", "From"),
    ("verzonden", "Date"),
    ("von", "From"),
    ("wysłano", "Date"),
    ("à", "To"),
    ("ämne", "Subject"),
    ("дата", "Date"),
    ("кому", "To"),
    ("от", "From"),
    ("тема", "Subject"),
    ("主题", "Subject"),
    ("件名", "Subject"),
    ("发件人", "From"),
    ("发送时间", "Date"),
    ("宛先", "To"),
    ("差出人", "From"),
    ("收件人", "To"),
    ("日時", "Date"),
    ("日期", "Date"),
];

/// What programs write above a message that is passed on, without the hyphens or the colon round it.
const FORWARDED: [&str; 16] = [
    "anfang der weitergeleiteten nachricht",
    "begin forwarded message",
    "doorgestuurd bericht",
    "début du message réexpédié",
    "début du message transféré",
    "forwarded message",
    "inicio del mensaje reenviado",
    "inizio messaggio inoltrato",
    "mensagem encaminhada",
    "mensaje reenviado",
    "message transféré",
    "messaggio inoltrato",
    "vidarebefordrat meddelande",
    "videresendt melding",
    "weitergeleitete nachricht",
    "转发的邮件",
];

/// The same above a message that is passed on or answered.
const ORIGINAL: [&str; 8] = [
    "mensagem original",
    "mensaje original",
    "message d'origine",
    "messaggio originale",
    "oorspronkelijk bericht",
    "original message",
    "ursprungligt meddelande",
    "ursprüngliche nachricht",
];

/// What the subject of the outer message says that it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Marked {
    Forward,
    Answer,
    Neither,
}

/// A message within the text of another.
#[derive(Debug)]
pub(crate) struct Within<'s> {
    /// What stands above it.
    pub(crate) above: &'s str,
    /// Its head, from the line that announces it on.
    pub(crate) head: &'s str,
    /// The head and all that is below it.
    pub(crate) whole: &'s str,
    /// The fields of the head, by the names that mail has for them.
    pub(crate) fields: Vec<Field<'s>>,
    /// Its text.
    pub(crate) below: &'s str,
    /// Whether it is passed on, rather than answered.
    pub(crate) is_forward: bool,
}

/// The messages that a text passes on, the outermost first, each in the text of the one before; the last may be one that is
/// answered there.
pub(crate) fn messages(text: &str, marked: Marked) -> Vec<Within<'_>> {
    let mut found: Vec<Within<'_>> = Vec::new();
    while found.len() < MAX_DEPTH && found.last().is_none_or(|last| last.is_forward) {
        let text = found.last().map_or(text, |last| last.below);
        // Below a message that is passed on another one is passed on with it, where nothing stands between the two; else it
        // is what came before.
        let next = within(text, if found.is_empty() { marked } else { Marked::Neither });
        let Some(next) = next else { break };
        let is_forward = next.is_forward && (found.is_empty() || is_blank(next.above));
        found.push(Within { is_forward, ..next });
    }
    found
}

/// The head of a message within a text, as far as it was read.
#[derive(Default)]
struct Head<'s> {
    /// Where it begins, and the line that announces it.
    start: usize,
    announced: Option<Announced>,
    fields: Vec<Field<'s>>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Announced {
    Forward,
    Original,
    /// By a rule, which announces other things too.
    Rule,
}

impl Head<'_> {
    fn has(&self, name: &str) -> bool {
        self.fields.iter().any(|field| field.name == name)
    }

    /// Whether it is one: it names a sender and more.
    fn is_whole(&self) -> bool {
        let others = ["Date", "Subject", "To"].into_iter().filter(|name| self.has(name)).count();
        let is_said = matches!(self.announced, Some(Announced::Forward | Announced::Original));
        self.has("From") && others >= if is_said { 1 } else { 2 }
    }

    /// Whether its sender has an address: a mail that a story quotes has hardly one.
    fn has_address(&self) -> bool {
        self.fields.iter().any(|field| field.name == "From" && field.value.contains('@'))
    }

    /// Whether the message is passed on, and not answered. None: it is a part of the text.
    fn is_forward(&self, above: &str, marked: Marked) -> Option<bool> {
        let is_first = is_blank(above);
        match (self.announced, marked) {
            (Some(Announced::Forward), _) | (Some(Announced::Original), Marked::Forward) => Some(true),
            (Some(Announced::Original), Marked::Answer | Marked::Neither) => Some(is_first),
            // Nothing says so, but that it stands at the top or is the head of a mail.
            (Some(Announced::Rule) | None, Marked::Forward) => (is_first || self.has_address()).then_some(true),
            (Some(Announced::Rule) | None, Marked::Answer) => (is_first || self.has_address()).then_some(is_first),
            (Some(Announced::Rule), Marked::Neither) => self.has_address().then_some(is_first),
            (None, Marked::Neither) => is_first.then_some(true),
        }
    }
}

/// The first message within a text.
fn within(text: &str, marked: Marked) -> Option<Within<'_>> {
    let (mut head, mut at) = (Head::default(), 0);
    for line in lines(text) {
        let start = at;
        at += line.len();
        if is_blank(line) {
            if head.is_whole()
                && let Some(found) = passed_on(text, &mut head, at, marked)
            {
                return Some(found);
            }
            if !head.fields.is_empty() {
                head = Head::default();
            }
        } else if let Some(field) = field(without_end(line)) {
            if head.fields.is_empty() && head.announced.is_none() {
                head.start = start;
            }
            head.fields.push(field);
        } else if head.fields.is_empty() || !line.starts_with([' ', '\t']) {
            head = Head { start, announced: announced(without_end(line)), fields: Vec::new() };
        }
    }
    if head.is_whole() { passed_on(text, &mut head, at, marked) } else { None }
}

/// The message whose head ends before `end`, where it is one that is passed on or answered.
fn passed_on<'s>(text: &'s str, head: &mut Head<'s>, end: usize, marked: Marked) -> Option<Within<'s>> {
    let (above, whole) = text.split_at_checked(head.start)?;
    let (lines, below) = whole.split_at_checked(end - head.start)?;
    let is_forward = head.is_forward(above, marked)?;
    Some(Within { above, head: lines, whole, fields: std::mem::take(&mut head.fields), below, is_forward })
}

/// A line `From: Ada Roe`, `*Betreff:* Fähren`.
fn field(line: &str) -> Option<Field<'_>> {
    let (name, value) = line.trim_start_matches('*').split_once([':', '：'])?;
    let name = name.trim_matches(['*', ' ', '\u{A0}']);
    if name.len() > MAX_NAME {
        return None;
    }
    let name = name.to_lowercase();
    let (_, name) = NAMES.iter().find(|(known, _)| *known == name)?;
    Some(Field { name, value: value.trim_start_matches('*').trim() })
}

/// What a line above a head says of the message.
fn announced(line: &str) -> Option<Announced> {
    let line = line.trim();
    let bare = line.trim_matches(['-', '_', ' ']);
    if bare.is_empty() {
        return (line.len() >= 5).then_some(Announced::Rule);
    }
    let bare = bare.strip_suffix(':').filter(|bare| bare.len() + 1 == line.len()).unwrap_or(bare);
    if bare.len() == line.len() {
        return None;
    }
    let bare = bare.trim().to_lowercase().replace('\u{2019}', "'");
    let is_one = |known: &[&str]| known.contains(&bare.as_str());
    if is_one(&FORWARDED) { Some(Announced::Forward) } else { is_one(&ORIGINAL).then_some(Announced::Original) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn heads_are_announced_in_many_ways() {
        for (line, expected) in [
            ("---------- Forwarded message ---------", Some(Announced::Forward)),
            ("Begin forwarded message:", Some(Announced::Forward)),
            ("-------- Weitergeleitete Nachricht --------", Some(Announced::Forward)),
            ("-----Original Message-----", Some(Announced::Original)),
            ("________________________________", Some(Announced::Rule)),
            ("Forwarded message", None),
            ("The original message:", None),
            ("- ferries", None),
        ] {
            assert_eq!(announced(line), expected, "{line}");
        }
    }

    #[test]
    fn fields_have_names_in_many_languages() {
        let read = |line| field(line).map(|field| (field.name, field.value));
        assert_eq!(read("*Von:* Max Frei"), Some(("From", "Max Frei")));
        assert_eq!(read("Envoyé : lundi 3 mars 2025"), Some(("Date", "lundi 3 mars 2025")));
        assert_eq!(read("件名：雨"), Some(("Subject", "雨")));
        assert_eq!(read("Weather: rain"), None);
    }
}
