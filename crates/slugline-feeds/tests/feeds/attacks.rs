//! Hostile text in every field of the model. What is written is kept, so that a validator can be run over it.

use std::slice::from_ref;

use slugline_core::model::{Article, Edition, EditionHead};
use slugline_feeds::{Format, Options, write};
use slugline_specimen::hostile::{Attack, attacks, edition, filled, texts};
use slugline_specimen::secret::keeps_secret;

use crate::rules::keeps_all;
use crate::{FORMATS, edition_head, options, written};

/// Writes each feed of `articles`, keeps it for a validator, and holds it to the rules of its format.
fn holds(attack: &Attack, articles: &[Article<'_>], options: &Options) {
    for format in FORMATS {
        let extension = match format {
            Format::Rss => "rss",
            Format::Atom => "atom",
            Format::JsonFeed => "feed.json",
        };
        let (feed, _) = written(articles, &attack.edition, format, options);
        attack.keep(concat!(env!("CARGO_TARGET_TMPDIR"), "/feeds"), extension, feed.as_bytes());
        keeps_all(format, &feed);
    }
}

#[test]
fn no_attack_breaks_a_feed() {
    for attack in attacks() {
        let options = if attack.is_bare() { Options::default() } else { options() };
        holds(&attack, from_ref(&attack.article), &options);
    }
}

#[test]
fn no_setting_breaks_a_feed() {
    for (name, text) in texts() {
        let articles = [filled(text), Article::default()];
        let said = Options { feed_url: Some(text.to_owned()), description: Some(text.to_owned()) };
        for (how, edition, options) in [("set", edition_head(), &options()), ("edition", edition(text), &said)] {
            let attack = Attack { name: format!("feed-{name}-{how}"), article: articles[0].clone(), edition };
            holds(&attack, &articles, options);
        }
    }
}

#[test]
fn a_feed_of_all_articles_that_lack_something() {
    let lacking = attacks().into_iter().filter(|attack| attack.name.starts_with("lacks-"));
    let articles: Vec<Article<'_>> = lacking.map(|attack| attack.article).collect();
    for (name, articles) in [("lacks-all", &articles[..]), ("lacks-articles", &[])] {
        let attack = Attack { name: name.to_owned(), article: Article::default(), edition: EditionHead::default() };
        holds(&attack, articles, &Options::default());
    }
}

#[test]
fn nothing_for_editors_gets_out() {
    for format in FORMATS {
        keeps_secret(|article, out, cx| {
            let edition = Edition { head: &edition_head(), articles: from_ref(article) };
            write(&edition, format, &options(), out, cx).unwrap();
        });
    }
}
