//! What the stories of a section are about: the table `publisher.sections`, and the publisher's own schemes of topics.

use slugline_core::identity::slugify;
use slugline_core::model::{Catalog, Subject, Text};
use slugline_core::{Error, Kind, Result, nearest};
use slugline_item::scheme::{aliases, is_alias, is_bound, is_code_of};
use slugline_markup::is_iri;

use crate::key::Misfit;

/// A section, and what its stories are about.
#[derive(Clone, Debug, PartialEq, Hash)]
pub(crate) struct Section {
    /// Its name, as the table has it.
    name: String,
    topics: Vec<Subject<'static>>,
}

impl Section {
    /// Reads an entry of the table.
    pub(crate) fn parse(name: &str, topics: &[&str]) -> Result<Section, Misfit> {
        if slugify(name).is_empty() || topics.is_empty() {
            return Err(Misfit::Whole);
        }
        Ok(Section { name: name.to_owned(), topics: topics.iter().map(|word| topic(word)).collect::<Result<_, _>>()? })
    }

    /// Whether it is the section that a text calls `name`: in any case, with any marks between the words.
    pub(crate) fn is(&self, name: &str) -> bool {
        slugify(&self.name) == slugify(name)
    }

    /// What its stories are about.
    pub(crate) fn topics(&self) -> &[Subject<'static>] {
        &self.topics
    }

    /// Refuses an alias that is neither IPTC's nor one of `catalogs`.
    pub(crate) fn check(&self, catalogs: &[Catalog<'_>]) -> Result<()> {
        let mut known: Vec<&str> = aliases().collect();
        known.extend(catalogs.iter().map(|catalog| &*catalog.alias));
        let mut given = self.topics.iter().filter_map(|topic| topic.scheme.as_deref());
        if let Some(alias) = given.find(|alias| !known.contains(alias)) {
            let message = format!("`publisher.sections.{}`: no catalog has the alias `{alias}`", self.name);
            let list = "those of your own stand in `publisher.catalogs`";
            let help = match nearest(alias, known.iter().copied()) {
                Some(near) => format!("did you mean `{near}`? {list}"),
                None => list.to_owned(),
            };
            return Err(Error::new(Kind::Usage, message).help(help));
        }
        Ok(())
    }
}

/// Reads a topic: a code behind the alias of its scheme, and perhaps its name: `medtop:20000523 labour market`.
fn topic(word: &str) -> Result<Subject<'static>, Misfit> {
    let word = word.trim();
    let (given, name) = word.split_once(char::is_whitespace).unwrap_or((word, ""));
    let parts = given.split_once(':').filter(|(alias, code)| !alias.is_empty() && !code.is_empty());
    let (alias, code) = parts.ok_or(Misfit::Whole)?;
    if aliases().any(|known| known == alias) && !is_code_of(alias, code) {
        let message = format!("`{code}` is no code of `{alias}`");
        let help = "codes of `medtop` and `subj` have eight digits, those of other schemes no blanks".to_owned();
        return Err(Misfit::Part { part: given.to_owned(), message, help });
    }
    let text = |text: &str| Some(Text::from(text.to_owned()));
    let name = Some(name.trim()).filter(|name| !name.is_empty()).and_then(text);
    Ok(Subject { scheme: text(alias), code: text(code), name })
}

/// Reads an entry of the table `publisher.catalogs`: an alias, and the address of its scheme.
pub(crate) fn catalog(alias: &str, schemes: &[&str]) -> Result<Catalog<'static>, Misfit> {
    let [scheme] = schemes else { return Err(Misfit::Whole) };
    if !is_alias(alias) || !is_iri(scheme) {
        return Err(Misfit::Whole);
    }
    if is_bound(alias) {
        let message = format!("the alias `{alias}` is one of IPTC's");
        let help = "its codes need no catalog of yours; call a scheme of your own otherwise".to_owned();
        return Err(Misfit::Part { part: (*scheme).to_owned(), message, help });
    }
    Ok(Catalog { alias: Text::from(alias.to_owned()), scheme: Text::from((*scheme).to_owned()) })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn topics_are_codes_with_names() {
        let section = Section::parse("Inner City", &["medtop:20000523 labour market", "topic:x:y"]).unwrap();
        let parts: Vec<_> = section
            .topics
            .iter()
            .map(|topic| {
                let part = |part: &Option<Text<'_>>| part.as_deref().unwrap_or("-").to_owned();
                [part(&topic.scheme), part(&topic.code), part(&topic.name)].join(" | ")
            })
            .collect();
        assert_eq!(parts, ["medtop | 20000523 | labour market", "topic | x:y | -"]);
        assert!(section.is("INNER  CITY:") && !section.is("City"));
    }

    #[test]
    fn what_is_no_topic_is_refused() {
        for topics in [&["labour market"][..], &[":1"], &["medtop:"], &[""], &[]] {
            assert_eq!(Section::parse("World", topics).unwrap_err(), Misfit::Whole, "{topics:?}");
        }
        assert_eq!(Section::parse("!!!", &["medtop:20000523"]).unwrap_err(), Misfit::Whole);
        let Err(Misfit::Part { message, .. }) = Section::parse("World", &["medtop:523"]) else { unreachable!() };
        assert_eq!(message, "`523` is no code of `medtop`");
    }

    #[test]
    fn an_alias_has_a_catalog() {
        let topic = catalog("topic", &["https://harbour.example/topics/"]).unwrap();
        let section = Section::parse("World", &["topic:strike", "medtop:20000523"]).unwrap();
        assert!(section.check(std::slice::from_ref(&topic)).is_ok());
        let error = section.check(&[]).unwrap_err();
        assert_eq!(error.to_string(), "`publisher.sections.World`: no catalog has the alias `topic`");
        let near = Section::parse("World", &["medtopp:20000523"]).unwrap().check(&[topic]).unwrap_err();
        assert!(near.advice().unwrap().starts_with("did you mean `medtop`?"));
    }

    #[test]
    fn an_alias_of_iptc_is_not_one_of_your_own() {
        for (alias, scheme) in [("1a", "https://a.example/"), ("a:b", "https://a.example/"), ("a", "topics")] {
            assert_eq!(catalog(alias, &[scheme]).unwrap_err(), Misfit::Whole, "{alias} {scheme}");
        }
        for alias in ["medtop", "ninat", "stat"] {
            assert!(matches!(catalog(alias, &["https://a.example/"]), Err(Misfit::Part { .. })), "{alias}");
        }
    }
}
