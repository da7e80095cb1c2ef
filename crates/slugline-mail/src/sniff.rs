//! How mail is told from other text.
//!
//! Source: WIRE-CONVENTIONS section 2.

use std::path::Path;

use slugline_core::Source;
use slugline_core::plugin::Confidence;

use crate::line::{is_blank, lines, without_end};
use crate::structure::{field_name, is_mailbox_line};

/// Fields that heads of mail have; two of them are a sign of one.
const FIELDS: [&str; 11] = [
    "Subject",
    "From",
    "To",
    "Date",
    "Message-ID",
    "Received",
    "Content-Type",
    "Return-Path",
    "MIME-Version",
    "Delivered-To",
    "DKIM-Signature",
];

/// Lines of the head that are looked at, folded ones counted once.
const LINES: usize = 8;

/// Further ends of file names. A manifest names one.
const ENDS: [&str; 2] = ["mbox", "mail"];

/// How sure it is that `source` is mail: by the end of its name, its first line, or two fields among its first lines.
pub(crate) fn confidence(source: &Source) -> Confidence {
    let end = Path::new(source.name()).extension();
    if end.is_some_and(|end| ENDS.iter().any(|known| end.eq_ignore_ascii_case(known))) {
        return Confidence(90);
    }
    let mut head = lines(source.text()).map(without_end).skip_while(|line| is_blank(line)).peekable();
    let is_of_mailbox = head.next_if(|line| is_mailbox_line(line)).is_some();
    let unfolded = head.take_while(|line| !is_blank(line)).filter(|line| !line.starts_with([' ', '\t']));
    let mut found = Vec::new();
    for line in unfolded.take(LINES) {
        let Some((name, value)) = field_name(line) else { break };
        let is_known = FIELDS.iter().any(|known| known.eq_ignore_ascii_case(name)) && value.starts_with([' ', '\t']);
        if is_known && !found.contains(&name) {
            found.push(name);
        }
    }
    match (is_of_mailbox, found.len()) {
        (true, 1..) => Confidence::CERTAIN,
        (false, 2..) => Confidence(80),
        _ => Confidence::NONE,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: Confidence) {
        let source = Source::from_text("story", text).unwrap();
        assert_eq!(confidence(&source), expected);
    }

    #[test]
    fn two_fields_are_mail() {
        check("Subject: Rain\nDate: Mon, 3 Mar 2014 10:00:00 +0000\n\nRain.", Confidence(80));
        check("\nReceived: from a.example\n\tby b.example\nX-Desk: 3\nTo: ada@desk.example\n\nRain.", Confidence(80));
        check("From ada Mon Mar  3 10:00:00 2014\nSubject: Rain\n\nRain.", Confidence::CERTAIN);
        check("Received: a\nReceived: b\n\nRain.", Confidence::NONE);
        check("Date: 3 March 2014\n\nRain.", Confidence::NONE);
        check("Rain\n\nSubject: Rain\nTo: all", Confidence::NONE);
        check("From Leeds at 10:00\nRain fell.", Confidence::NONE);
        check("", Confidence::NONE);
    }

    #[test]
    fn mailboxes_are_known_by_name() {
        let source = Source::from_text("desk.MBOX", "Rain.").unwrap();
        assert_eq!(confidence(&source), Confidence(90));
    }
}
