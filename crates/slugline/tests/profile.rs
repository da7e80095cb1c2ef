//! What a publisher's profile makes of an article: its topics and its address on the web.
#![allow(clippy::unwrap_used, reason = "tests may stop at the first surprise")]

use slugline::diagnostic::Diagnostic;
use slugline::model::Article;
use slugline::{Pipeline, Registry, Settings, Source, Steps};

const STORY: &str = "Inner City\n\nFerries stop as crews walk out\n\n2024-11-18\n\nBy Ada Roe\n\nNo ferry left the harbour on Monday.\n";

const PROFILE: [&str; 3] = [
    "publisher.article-url=https://harbour.example/{section}/{year}/{slug}",
    "publisher.catalogs.topic=https://harbour.example/topics/",
    "publisher.sections.inner-city=medtop:20000523,topic:strike,genre:Analysis",
];

/// Work on `steps` with these words in the profile and in `--set`.
fn pipeline(steps: &Steps, profile: &[&str], set: &[&str]) -> Pipeline<'static> {
    let mut settings = Settings::default();
    for (values, words) in [(&mut settings.profile, profile), (&mut settings.set, set)] {
        words.iter().for_each(|word| values.assign(word, Registry::builtin()).unwrap());
    }
    Pipeline::new(Registry::builtin(), steps, settings).unwrap()
}

/// The article that `story` is with these words in the profile and in `--set`, and what is reported.
fn read(story: &str, profile: &[&str], set: &[&str]) -> (Article<'static>, Vec<Diagnostic>) {
    let pipeline = pipeline(&Steps::default(), profile, set);
    let source = Source::from_text("story.txt", story).unwrap();
    let mut diagnostics = slugline::diagnostic::Diagnostics::new();
    let article = pipeline.read(&source, &mut diagnostics).unwrap().articles.remove(0).into_owned();
    (article, diagnostics.take())
}

fn topics(article: &Article<'_>) -> Vec<String> {
    let part = |part: &Option<slugline::model::Text<'_>>| part.as_deref().unwrap_or("-").to_owned();
    let subjects = article.head.subjects.iter();
    subjects
        .map(|subject| format!("{} {} {}", part(&subject.scheme), part(&subject.code), part(&subject.name)))
        .collect()
}

#[test]
fn a_section_gives_topics_and_an_address() {
    let (article, reported) = read(STORY, &PROFILE, &[]);
    let expected = ["medtop 20000523 -", "https://harbour.example/topics/ strike -", "genre Analysis -"];
    assert_eq!(topics(&article), expected);
    let address = "https://harbour.example/inner-city/2024/ferries-stop-as-crews-walk-out";
    assert_eq!(article.head.url.as_deref(), Some(address));
    assert_eq!(reported, []);
}

#[test]
fn set_goes_before_the_profile() {
    let set = [
        "publisher.sections.Inner City=medtop:04000000 economy",
        "publisher.article-url=https://harbour.example/{guid}",
        "publisher.authority=harbour.example",
    ];
    let (article, _) = read(STORY, &PROFILE, &set);
    assert_eq!(topics(&article), ["medtop 04000000 economy"]);
    let address = "https://harbour.example/tag%3Aharbour.example%2C2024-11-18%3Aferries-stop-as-crews-walk-out";
    assert_eq!(article.head.url.as_deref(), Some(address));
}

#[test]
fn an_article_keeps_what_it_says_of_itself() {
    let story = "---\ntitle: Rain\nsection: Inner City\ncanonical_url: https://elsewhere.example/rain\n---\n\nRain fell on Monday.\n";
    let (article, _) = read(story, &PROFILE, &[]);
    assert_eq!(article.head.url.as_deref(), Some("https://elsewhere.example/rain"));
}

#[test]
fn a_section_without_topics_is_noted() {
    let (article, reported) = read(&STORY.replace("Inner City", "Quayside"), &PROFILE, &[]);
    assert_eq!(topics(&article), [""; 0]);
    let said: Vec<&str> = reported.iter().map(|found| &*found.message).collect();
    assert_eq!(said, ["the section `Quayside` has no topics in `publisher.sections`"]);
    let (_, unmapped) = read(STORY, &[], &[]);
    assert_eq!(unmapped, []);
}

#[test]
fn what_an_address_lacks_is_one_warning() {
    let story = "Ferries stop as crews walk out\n\nBy Ada Roe\n\nNo ferry left the harbour on Monday.\n";
    let pattern = "publisher.article-url=https://harbour.example/{section}/{year}/{month}/{slug}";
    let (article, reported) = read(story, &[pattern], &[]);
    assert_eq!((article.head.url, reported), (None, Vec::new()));
    // It is told where an address would be written.
    let steps = Steps { to: vec!["json".to_owned()], ..Steps::default() };
    let source = Source::from_text("story.txt", story).unwrap();
    let reported = pipeline(&steps, &[pattern, "publisher.name=HW"], &[]).convert(&source).unwrap().diagnostics;
    let said: Vec<String> = reported.iter().map(|found| format!("{}: {}", found.code, found.message)).collect();
    assert_eq!(said, ["no-article-url: the article gets no web address: it has no section, no date with a year"]);
    let help = reported.first().and_then(|found| found.help.as_deref());
    assert_eq!(
        help,
        Some("say it in the article, or take `{section}`, `{year}`, `{month}` out of `publisher.article-url`")
    );
}
