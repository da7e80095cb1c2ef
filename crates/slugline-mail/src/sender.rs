//! Whether the sender of a message is someone who wrote it, or a desk that passed it on.
//!
//! Source: WIRE-CONVENTIONS section 6.

/// Words of names that no person has.
const OFFICES: [&str; 60] = [
    "abteilung",
    "admin",
    "agence",
    "agency",
    "agencia",
    "agentur",
    "alerts",
    "associates",
    "bot",
    "bulletin",
    "bureau",
    "buro",
    "büro",
    "centre",
    "center",
    "communications",
    "comms",
    "contact",
    "copy",
    "council",
    "department",
    "desk",
    "digest",
    "editor",
    "editorial",
    "editors",
    "feed",
    "gmbh",
    "inc",
    "info",
    "kontakt",
    "limited",
    "list",
    "ltd",
    "mailer",
    "marketing",
    "media",
    "ministry",
    "news",
    "newsdesk",
    "newsletter",
    "newsroom",
    "office",
    "pr",
    "prensa",
    "press",
    "presse",
    "pressestelle",
    "redacción",
    "redaktion",
    "redazione",
    "rédaction",
    "relations",
    "room",
    "service",
    "services",
    "stampa",
    "support",
    "team",
    "wire",
];

/// Names of mailboxes that no person has, before the `@`.
const MAILBOXES: [&str; 28] = [
    "admin",
    "contact",
    "copy",
    "desk",
    "donotreply",
    "editor",
    "editorial",
    "editors",
    "info",
    "kontakt",
    "list",
    "mailer",
    "media",
    "news",
    "newsdesk",
    "newsletter",
    "newsroom",
    "noreply",
    "office",
    "post",
    "pr",
    "prensa",
    "press",
    "presse",
    "redaktion",
    "service",
    "support",
    "wire",
];

/// Most words of a person's name.
const MAX_WORDS: usize = 5;

/// Whether a sender is a person, as far as name and address tell: `Ada Roe <ada@desk.example>`.
///
/// Not: `Harbour Desk <desk@harbour.example>`, `Ada <no-reply@harbour.example>`, `harbour`.
pub(crate) fn is_person(name: &str, address: &str) -> bool {
    let mailbox = address.split('@').next().unwrap_or_default();
    let bare: String = mailbox.chars().filter(|letter| !matches!(letter, '-' | '_' | '.')).collect();
    if is_one_of(&MAILBOXES, &bare) || bare.to_lowercase().starts_with("noreply") || name.contains(['@', '|', '/', ':'])
    {
        return false;
    }
    let words: Vec<&str> = name.split([' ', ',', '\u{A0}']).filter(|word| !word.is_empty()).collect();
    let is_office = |word: &&str| is_one_of(&OFFICES, word.trim_matches(|letter: char| !letter.is_alphanumeric()));
    let is_caseless = name.chars().all(|letter| !letter.is_uppercase() && !letter.is_lowercase());
    let is_named = |word: &&str| word.chars().next().is_some_and(|first| first.is_uppercase() || is_caseless);
    let edges = [words.first(), words.last()];
    let least = if is_caseless { 1 } else { 2 };
    (least..=MAX_WORDS).contains(&words.len())
        && !words.iter().any(is_office)
        && !name.contains(|letter: char| letter.is_numeric())
        && edges.iter().flatten().all(|word| is_named(word))
}

fn is_one_of(known: &[&str], word: &str) -> bool {
    let word = word.to_lowercase();
    known.contains(&word.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn people_have_names() {
        for (name, address) in [
            ("Ada Roe", "ada@harbour.example"),
            ("Luc de la Croix", "lc@harbour.example"),
            ("Roe, Ada", "ada.roe@harbour.example"),
            ("林禾舟", "lin@harbour.example"),
        ] {
            assert!(is_person(name, address), "{name}");
        }
    }

    #[test]
    fn desks_have_none() {
        for (name, address) in [
            ("Harbour Desk", "ada@harbour.example"),
            ("Press, Valley Lines", "ada@harbour.example"),
            ("Redaktion Süd", "sued@kurier.example"),
            ("Ada Roe", "no-reply@harbour.example"),
            ("Ada Roe", "press@harbour.example"),
            ("harbour", "ada@harbour.example"),
            ("Ada", "ada@harbour.example"),
            ("Desk 24", "ada@harbour.example"),
        ] {
            assert!(!is_person(name, address), "{name}");
        }
    }
}
