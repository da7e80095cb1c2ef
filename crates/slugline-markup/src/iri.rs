//! Which identifiers formats can carry as they are.

use slugline_core::model::Day;

use crate::href::clean_href;

/// Whether `text` is an absolute IRI in the form that its scheme prescribes.
///
/// `urn:uuid:1dfe49ae-7a3a-5bcd-9d62-6b0a56f14ec2` and `tag:example.org,2024-11-18:rain` are; `A 0173` and `tag:rain` are
/// not.
///
/// Source: RFC 3987 section 2.2; RFC 4151 section 2.1 (tag); RFC 3085 section 2 (urn:newsml).
pub fn is_iri(text: &str) -> bool {
    let Some((scheme, rest)) = text.split_once(':') else {
        return false;
    };
    if !is_scheme(scheme) || rest.is_empty() || !rest.chars().all(is_plain) || rest.matches('#').count() > 1 {
        return false;
    }
    match (scheme.to_ascii_lowercase().as_str(), rest.split_once(':')) {
        ("http" | "https", _) => clean_href(text).is_some_and(|href| href == text),
        ("tag", entity) => entity.is_some_and(|(entity, _)| is_tag_entity(entity)),
        ("urn", Some((space, name))) if space.eq_ignore_ascii_case("newsml") => is_newsml_name(name),
        ("urn", name) => name.is_some_and(|(space, name)| !space.is_empty() && !name.is_empty()),
        _ => !rest.starts_with("//") && whole_escapes(rest),
    }
}

/// `ALPHA *( ALPHA / DIGIT / "+" / "-" / "." )`
fn is_scheme(text: &str) -> bool {
    text.starts_with(|first: char| first.is_ascii_alphabetic())
        && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"+-.".contains(&byte))
}

fn is_plain(character: char) -> bool {
    character.is_alphanumeric() || "-._~:/?#@!$&'()*+,;=%".contains(character)
}

fn whole_escapes(text: &str) -> bool {
    let is_whole = |rest: &str| rest.bytes().take(2).filter(u8::is_ascii_hexdigit).count() == 2;
    text.split('%').skip(1).all(is_whole)
}

/// `authority "," date`, with a year, a month or a day as date.
fn is_tag_entity(entity: &str) -> bool {
    let Some((authority, date)) = entity.split_once(',') else {
        return false;
    };
    let mut widths = date.split('-').map(|part| is_digits(part).then_some(part.len()));
    !authority.is_empty()
        && widths.next() == Some(Some(4))
        && widths.clone().count() <= 2
        && widths.all(|width| width == Some(2))
}

/// `domain ":" date ":" identifier`, with a day, or a day and a time with zone, as date.
fn is_newsml_name(name: &str) -> bool {
    let mut parts = name.splitn(3, ':');
    let (Some(domain), Some(date), Some(id)) = (parts.next(), parts.next(), parts.next()) else {
        return false;
    };
    let is_domain = |byte: u8| byte.is_ascii_alphanumeric() || b".-".contains(&byte);
    !domain.is_empty() && domain.bytes().all(is_domain) && is_basic_date(date) && !id.is_empty()
}

/// `20241118`, `20241118T172040Z`, `20241118T172040-0400`.
fn is_basic_date(date: &str) -> bool {
    let (day, time) = date.split_once('T').map_or((date, None), |(day, time)| (day, Some(time)));
    let number = |range| day.get(range).and_then(|digits: &str| digits.parse().ok());
    let exists = || {
        let (year, month, day) = (day.get(..4)?.parse().ok()?, number(4..6)?, number(6..8)?);
        Day::new(year, month, day)
    };
    day.len() == 8 && is_digits(day) && exists().is_some() && time.is_none_or(is_basic_time)
}

fn is_basic_time(time: &str) -> bool {
    let Some((clock, zone)) = time.split_at_checked(6) else {
        return false;
    };
    let offset = zone.strip_prefix(['+', '-']);
    is_digits(clock) && (zone == "Z" || offset.is_some_and(|offset| offset.len() == 4 && is_digits(offset)))
}

fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::is_iri;

    #[test]
    fn identifiers_of_agencies() {
        for iri in [
            "urn:uuid:1dfe49ae-7a3a-5bcd-9d62-6b0a56f14ec2",
            "urn:newsml:dpa.com:20090101:241118-99-12345",
            "urn:newsml:localhost:20241118T172040-0400:a",
            "tag:harbourtimes.example,2024-11-18:rain",
            "tag:desk@example.org,2024:",
            "https://example.org/rain?a=1#b",
            "mid:960830.1639@example.org",
        ] {
            assert!(is_iri(iri), "{iri}");
        }
    }

    #[test]
    fn what_is_none() {
        for text in [
            "",
            "A0173",
            "urn:",
            "urn:uuid",
            "urn:newsml:dpa.com:20240230:a",
            "urn:newsml:dpa.com:2024:a",
            "tag:rain",
            "tag:example.org,18:rain",
            "tag:example.org,2024-11-18-1:rain",
            "https://",
            "https://example.org/a b",
            "x:\u{FFFE}",
            "x:%4",
            "1x:y",
        ] {
            assert!(!is_iri(text), "{text}");
        }
    }
}
