//! What holds for every article: the theme says what the page says, twice the same bytes, and no word is lost.

use std::fs;
use std::sync::LazyLock;

use proptest::prelude::*;
use serde_json::Value;
use slugline_core::diagnostic::{Diagnostic, Diagnostics};
use slugline_core::model::{Article, Block, BlockKind, Span};
use slugline_core::plugin::{OptionMap, Plugin, Writer};
use slugline_core::{Source, text};
use slugline_html::{BUILT_IN_THEME, Html};
use slugline_specimen::hostile::{edition, filled, texts};
use slugline_specimen::story::every_field;
use slugline_specimen::{fixtures, written_by};

use crate::model::{number, page};

/// The writers that must agree, direct and by the theme: whole page or not, and level of the headline.
static WRITERS: LazyLock<Vec<[Box<dyn Writer>; 2]>> = LazyLock::new(|| {
    let bound = |page: bool, level: u8, theme: bool| {
        let mut options = OptionMap::new();
        options.set("page", page);
        options.set("top_level", level);
        if theme {
            let files = BUILT_IN_THEME.map(|(name, text)| (name.to_owned(), text.into()));
            options.set("theme", Value::Object(files.into_iter().collect()));
        }
        Html.writer("html", &options).unwrap()
    };
    let kinds = [(true, 1), (false, 1), (false, 4), (true, 6)];
    kinds.map(|(page, level)| [bound(page, level, false), bound(page, level, true)]).into()
});

fn write(writer: &dyn Writer, article: &Article<'_>) -> (Vec<u8>, Vec<Diagnostic>) {
    written_by(writer, &edition("The <Harbour> Times"), std::slice::from_ref(article))
}

#[track_caller]
fn page_and_theme_agree(article: &Article<'_>) {
    for [direct, theme] in WRITERS.iter() {
        let written = write(&**direct, article);
        assert_eq!(String::from_utf8(write(&**theme, article).0), String::from_utf8(written.0.clone()));
        assert_eq!(write(&**theme, article).1, written.1);
        assert_eq!(write(&**direct, article), written);
    }
}

#[test]
fn page_and_theme_give_the_same_bytes() {
    let mut articles = 0;
    for path in fixtures("articles") {
        let source = Source::new("story.txt", fs::read(path).unwrap()).unwrap();
        page_and_theme_agree(&text::read(&source, &mut Diagnostics::new()));
        articles += 1;
    }
    assert!(articles >= 25);
    page_and_theme_agree(&Article::default());
    page_and_theme_agree(&every_field());
    texts().filter(|(_, text)| text.len() < 1_000).for_each(|(_, text)| page_and_theme_agree(&filled(text)));
}

#[test]
fn page_and_theme_agree_whatever_is_missing() {
    type Lose = fn(&mut Article<'_>);
    let lose: [Lose; 14] = [
        |article| article.head.headline = None,
        |article| article.head.subheadline = None,
        |article| article.head.section = None,
        |article| article.head.bylines.clear(),
        |article| article.head.bylines.truncate(1),
        |article| article.head.dateline = None,
        |article| article.head.dates.published = None,
        |article| article.head.dates.updated = None,
        |article| article.head.dates.created = None,
        |article| article.head.language = None,
        |article| article.head.keywords.clear(),
        |article| article.head.credit = None,
        |article| article.head.rights = None,
        |article| article.body.clear(),
    ];
    for first in lose {
        for second in lose {
            let mut article = every_field();
            first(&mut article);
            second(&mut article);
            page_and_theme_agree(&article);
        }
    }
}

/// Words of the article that a reader may see, each of which the page must show.
fn words_of(article: &Article<'_>) -> Vec<String> {
    let head = &article.head;
    let fields = [&head.headline, &head.subheadline, &head.section, &head.credit, &head.rights];
    let mut texts: Vec<String> = fields.into_iter().flatten().map(ToString::to_string).collect();
    for byline in &head.bylines {
        texts.push(byline.name.to_string());
        texts.extend([&byline.role, &byline.affiliation].into_iter().flatten().map(ToString::to_string));
    }
    texts.extend(head.dateline.iter().map(|dateline| dateline.text.to_string()));
    texts.extend(head.keywords.iter().map(ToString::to_string));
    article.each_text(&mut |text, _| texts.push(text.to_owned()));
    texts.iter().flat_map(|text| text.split_whitespace()).map(str::to_owned).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn every_word_is_on_the_page(seed in "[a-z<&\"'>{}é港]{1,12}") {
        let mut article = filled(&seed);
        // Each place gets a word of its own, so that none can stand in for another.
        number(&mut article);
        let (page, _) = page(&article);
        let (head, rest) = page.split_once("<script").unwrap();
        let page = format!("{head}{}", rest.split_once("</script>").unwrap().1);
        for word in words_of(&article) {
            let spelled = [("&", "&amp;"), ("<", "&lt;"), (">", "&gt;")]
                .iter().fold(word.clone(), |word, (plain, escaped)| word.replace(plain, escaped));
            prop_assert!(page.contains(&spelled) || page.contains(&spelled.replace('"', "&quot;")), "{}", word);
        }
    }

    #[test]
    fn page_and_theme_agree_on_anything(texts in prop::collection::vec(".{0,20}", 1..4), with_body: bool) {
        let mut article = filled(&texts[0]);
        article.head.section = texts.get(1).map(|text| text.clone().into());
        article.head.language = texts.get(2).map(|text| text.clone().into());
        if !with_body {
            article.body = vec![Block::paragraph(texts[0].clone(), Span::DETACHED)];
            article.body.push(Block::new(BlockKind::SectionBreak, Span::DETACHED));
        }
        page_and_theme_agree(&article);
    }
}
