//! Laws over made-up articles: no word is lost, the same articles give the same bytes, any feed keeps the rules.

use proptest::prelude::*;
use serde_json::Value;
use slugline_core::model::{Article, EditionHead, Role};
use slugline_feeds::Format;
use slugline_specimen::likeness::without;
use slugline_specimen::made_up::{article, words};

use crate::rules::keeps_all;
use crate::{FORMATS, edition_head, options, written};

fn unescaped(text: &str) -> String {
    let text = text.replace("&#10;", "\n").replace("&#9;", "\t").replace("&quot;", "\"");
    text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
}

/// All that a feed says: its texts and attributes, once as they are and once as HTML.
fn shown(format: Format, feed: &str) -> String {
    let mut said = String::new();
    if format == Format::JsonFeed {
        strings(&serde_json::from_str(feed).unwrap(), &mut said);
    } else {
        let document = roxmltree::Document::parse(feed).unwrap();
        for node in document.descendants() {
            said.push_str(node.text().filter(|_| node.is_text()).unwrap_or_default());
            node.attributes().for_each(|attribute| said.push_str(attribute.value()));
        }
    }
    [words(&said).join(" "), unescaped(&said)].concat()
}

fn strings(json: &Value, said: &mut String) {
    match json {
        Value::String(string) => said.push_str(string),
        Value::Array(values) => values.iter().for_each(|value| strings(value, said)),
        Value::Object(members) => members.values().for_each(|value| strings(value, said)),
        _ => {}
    }
}

/// The words of an article that readers are to see.
fn public_words(article: &Article<'_>) -> Vec<String> {
    let head = &article.head;
    let mut found = Vec::new();
    let mut say = |text: &str| found.extend(words(text));
    [&head.headline, &head.subheadline, &head.section].into_iter().flatten().for_each(|text| say(text));
    head.bylines.iter().for_each(|byline| say(&byline.name));
    head.keywords.iter().for_each(|keyword| say(keyword));
    without(article, &[Role::EditorOnly, Role::EndMark]).each_text(&mut |text, _| say(text));
    found
}

proptest! {
    #[test]
    fn no_word_is_lost(article in article()) {
        let words = public_words(&article);
        let articles = [article];
        for (format, edition) in FORMATS.into_iter().flat_map(|format| [(format, EditionHead::default()), (format, edition_head())]) {
            let (feed, _) = written(&articles, &edition, format, &options());
            keeps_all(format, &feed);
            let shown = shown(format, &feed);
            for word in &words {
                prop_assert!(shown.contains(word.as_str()), "lost {:?}\n{}", word, feed);
            }
        }
    }
}
