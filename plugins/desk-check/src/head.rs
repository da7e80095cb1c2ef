//! What is amiss with the head of a story.

use slugline_plugin::diagnostic::Diagnostic;
use slugline_plugin::model::{Field, Head, Status};

use crate::{Check, Options};

pub(crate) fn check(head: &Head<'_>, options: &Options) -> Vec<(Check, Diagnostic)> {
    let mut found = Vec::new();
    if head.status == Some(Status::Embargoed) && head.dates.embargo.is_none() {
        let (check, diagnostic) = Check::EmbargoWithoutEnd.found("the embargo does not say when it ends");
        let diagnostic = diagnostic.at(head.span(Field::Status, 0)).help("write it with its day, time and zone");
        found.push((check, diagnostic));
    }
    if head.dateline.is_none() {
        let (check, diagnostic) = Check::MissingDateline.found("the story does not say where it comes from");
        found.push((check, diagnostic.help("begin it with a dateline: `LEEDS (HW) —`")));
    }
    if let (Some(headline), Some(most)) = (&head.headline, options.headline) {
        let length = headline.chars().count();
        if length > most as usize {
            let message = format!("the headline has {length} characters, of which {most} have room");
            let (check, diagnostic) = Check::LongHeadline.found(message);
            found.push((check, diagnostic.at(head.span(Field::Headline, 0))));
        }
    }
    found
}
