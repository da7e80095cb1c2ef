//! What the story is about: subject codes in `tobject`, everything else in `identified-content`.

use slugline_core::model::{Field, Head, Span, Subject};
use slugline_item::scheme::{Concept, concept};
use slugline_markup::is_visible;
use slugline_markup::xml::{Attr, Line, Xml};

/// Writes `tobject`, with those subjects that have a code of a scheme that receivers know.
///
/// Source: NITF 3.6, XML Schema, `tobject`.
pub(crate) fn write_tobject(head: &Head<'_>, xml: &mut Xml<'_, '_>) {
    let kind: [Attr<'_>; 1] = [("tobject.type", &Line::word("news"))];
    if !head.subjects.iter().any(is_subject_code) {
        return xml.empty("tobject", &kind);
    }
    xml.open("tobject", &kind);
    for (at, subject) in head.subjects.iter().enumerate().filter(|(_, subject)| is_subject_code(subject)) {
        write_subject_code(subject, head.span(Field::Subject, at), xml);
    }
    xml.close("tobject");
}

/// Whether a subject is an IPTC Subject Code, eight digits: the only codes whose owner NITF takes for granted.
fn is_subject_code(subject: &Subject<'_>) -> bool {
    subject.scheme.as_deref() == Some("subj") && subject.code.as_deref().is_some_and(is_eight_digits)
}

fn is_eight_digits(code: &str) -> bool {
    code.len() == 8 && code.bytes().all(|byte| byte.is_ascii_digit())
}

/// The name describes the tier that the code is of: `04000000` a subject, `04015000` a matter, `04015001` a detail.
///
/// Source: NITF 3.6, XML Schema, `tobject.subject`.
fn write_subject_code(subject: &Subject<'_>, span: Span, xml: &mut Xml<'_, '_>) {
    let code = subject.code.as_deref().unwrap_or_default();
    let tier = match (code.ends_with("000000"), code.ends_with("000")) {
        (true, _) => "tobject.subject.type",
        (false, true) => "tobject.subject.matter",
        (false, false) => "tobject.subject.detail",
    };
    let code = xml.escape(code, span);
    let name = xml.line(subject.name.as_deref().unwrap_or_default(), span);
    let owner = Line::word("IPTC");
    let mut attrs: Vec<Attr<'_>> = vec![("tobject.subject.ipr", &owner), ("tobject.subject.refnum", &code)];
    attrs.extend(name.iter().map(|name| (tier, name)));
    xml.empty("tobject.subject", &attrs);
}

/// Writes `identified-content`: the other subjects, the wire's category, and a place that the dateline does not spell out.
pub(crate) fn write_identified_content(head: &Head<'_>, xml: &mut Xml<'_, '_>) {
    let subjects = || head.subjects.iter().enumerate().filter(|(_, subject)| !is_subject_code(subject));
    let place = place_beside_dateline(head);
    let category = head.category.as_deref().filter(|category| is_visible(category));
    if subjects().next().is_none() && place.is_none() && category.is_none() {
        return;
    }
    xml.open("identified-content", &[]);
    for (at, subject) in subjects() {
        write_classifier(subject, head.span(Field::Subject, at), xml);
    }
    if let Some(category) = category.and_then(|category| xml.line(category, head.span(Field::Category, 0))) {
        xml.empty("classifier", &[("type", &Line::word("category")), ("value", &category)]);
    }
    if let Some(place) = place {
        xml.text("location", place, head.span(Field::Dateline, 0));
    }
    xml.close("identified-content");
}

/// A subject by its code, its scheme and its name, as far as it has them.
///
/// Source: NITF 3.6, XML Schema, `classifier`.
fn write_classifier(subject: &Subject<'_>, span: Span, xml: &mut Xml<'_, '_>) {
    let name = xml.line(subject.name.as_deref().unwrap_or_default(), span);
    let (source, value) = match concept(subject, span, xml.cx) {
        Some(Concept::Code { alias, code, .. }) => (xml.line(alias, span), xml.line(code, span)),
        Some(Concept::Iri(iri)) => (None, xml.line(&iri, span).map(Line::into_owned)),
        Some(Concept::Literal(words)) => (None, xml.line(&words, span).map(Line::into_owned)),
        None => (None, None),
    };
    if name.is_none() && value.is_none() {
        return;
    }
    let kind = Line::word("subject");
    let mut attrs: Vec<Attr<'_>> = vec![("type", &kind)];
    attrs.extend(source.iter().map(|source| ("idsrc", source)));
    attrs.extend(value.iter().map(|value| ("value", value)));
    match &name {
        Some(name) => xml.leaf("classifier", &attrs, name),
        None => xml.empty("classifier", &attrs),
    }
}

/// The place of the dateline, where its printed text does not have it in these words.
fn place_beside_dateline<'a>(head: &'a Head<'_>) -> Option<&'a str> {
    let dateline = head.dateline.as_ref()?;
    let place = dateline.place.as_deref().filter(|place| is_visible(place))?;
    (!dateline.text.contains(place)).then_some(place)
}
