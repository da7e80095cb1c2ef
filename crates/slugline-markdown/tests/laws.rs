//! Laws of reading posts: any bytes are read, every byte is accounted for, words come out in order.

#![allow(clippy::unwrap_used, clippy::panic, reason = "tests may stop at the first surprise")]

use std::fs;
use std::path::{Path, PathBuf};

use proptest::prelude::*;
use slugline_core::Source;
use slugline_core::diagnostic::Diagnostics;
use slugline_core::model::{Article, MAX_DEPTH};
use slugline_core::plugin::check_account;
use slugline_core::text::HouseRules;
use slugline_markdown::{explain, read};

fn article(source: &Source) -> Article<'_> {
    read(source, &HouseRules::default(), &mut Diagnostics::new())
}

/// Every byte lies in the text of the article or in a part that is left out for a reason.
fn accounted(source: &Source) -> Result<(), String> {
    check_account(source, &explain(source, &HouseRules::default())).map_err(|fault| fault.to_string())
}

/// Words of a text, marks and controls aside.
fn words(text: &str) -> Vec<&str> {
    text.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty()).collect()
}

/// Posts in the order of chance: heads of all languages, sound and broken, and lines with the marks of Markdown.
fn post() -> impl Strategy<Value = String> {
    let entry = prop_oneof![
        "(title|Date|authors|tags|draft|summary|x): ?[\"']?[A-Za-z0-9 :,&;#\\[\\]{}*-]{0,24}[\"']?",
        "  ?- [a-z: ]{1,9}",
        "  [a-z&;]{1,9}",
        "[a-z]{1,5} = [\"\\[0-9a-z, \\]]{0,12}",
        "# [a-z ]{0,9}",
        "",
    ];
    let fence = || prop_oneof![6 => Just("---"), 2 => Just("+++"), 1 => Just(";;;"), 1 => Just("{"), 1 => Just("}"), 2 => Just("")];
    let line = prop_oneof![
        4 => "[A-Z][a-z]{2,9}( [a-z]{1,9}){0,8}[.!?]?",
        3 => "(#|##|>|-|\\*|1\\.|  -|    |```|\\||> -) ?[A-Za-z*_\\[\\]():|/@. `]{0,30}",
        3 => "[*_\\[\\]()!<>/&;:`~a-z .\"=-]{0,50}",
        2 => "(\\[|\\]\\(c\\)|<pre>|<p>|</p>|<b>|</b>|<a href=\"x\">|</a>|<br>|<!--|-->|<script>|</script>|<img src=x>|<a\n|<td |x=1\n?>|>|[a-z ]{1,6}){1,6}",
        2 => "(\\{\\{< a >\\}\\}|\\{% b %\\}|\\{\\{ c \\}\\}|\\{% raw %\\}|\\{% endraw %\\}|\\[d\\]\\(|\\)|\\{\\{|\\}\\}|``|~~~|[a-z ]{1,6}){1,6}",
        1 => "(---|\\*\\*\\*|===|-30-|\\|---\\|---\\||\\[\\^1\\]: a|\\[\\^b\\]: ?-?|\\[\\^c d\\]: <b>|\\[\\^c   d\\\\\\]: e\\]: -|\\[b\\]: c|\\[b\\]:|\\[b\nb\\]: c|\\[b\\]: c \"d|>1. a|>> 2\\) > b|By Ada Roe|By|记者|Updated on|18 November 2024|# \\*a\\* \\{#b .c\\}|\\*a\\*\\{b\\}\n===|LEEDS \\(AP\\) - Rain|)",
        1 => "\\PC{0,40}",
    ];
    let end = || prop_oneof![8 => Just("\n"), 4 => Just("\n\n"), 1 => Just("\r\n"), 1 => Just("\r"), 1 => Just("  \n")];
    let head = (fence(), prop::collection::vec(entry, 0..7), fence());
    let head = head.prop_map(|(open, entries, close)| format!("{open}\n{}\n{close}\n", entries.join("\n")));
    let body = prop::collection::vec((line, end()), 0..14);
    let body = body.prop_map(|lines| lines.into_iter().map(|(line, end)| line + end).collect::<String>());
    (prop::option::of(head), body).prop_map(|(head, body)| head.unwrap_or_default() + &body)
}

/// The posts are someone else's, so they stand beside the repository and not in it.
#[test]
fn every_byte_of_the_corpus_is_accounted_for() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/corpus/dev");
    if !folder.is_dir() {
        assert!(std::env::var_os("CI").is_none(), "{} is missing", folder.display());
        return;
    }
    let files = |folder: &Path| fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect::<Vec<_>>();
    let families = files(&folder).into_iter().filter(|path| path.is_dir());
    let is_post = |path: &PathBuf| path.extension().is_some_and(|end| end == "md");
    let posts: Vec<PathBuf> = families.flat_map(|family| files(&family)).filter(is_post).collect();
    assert!(!posts.is_empty());
    for post in posts {
        let source = Source::new(post.display().to_string(), fs::read(&post).unwrap()).unwrap();
        assert_eq!(accounted(&source), Ok(()), "{}", post.display());
    }
}

#[test]
fn marks_and_tags_are_accounted_for() {
    for post in [
        "> <p>Rain\n",
        "- <p>Rain\n",
        "> - <p>Rain\n",
        "3{{ a }}. Rain\n",
        "[a]: b\n\n- [a]: b\n",
        "[a]: b\n\n> [a]:\n> https://c.example\n> \"two\n> words\"\n",
        "[a\nb]: c\n\n[a\nb]: c\n",
        "[\u{B}a]: b\n\n[\u{B}a]: b\n",
        "[a]: b\n\n[a{{ c }}]: b\n\n[a]: b{{ c }}d\n",
        "*a **b *a **b *a **b *a **b [rain](c)** * ** * ** * ** *\n",
        "*a **b *a **b *a **b *a **b [rain](c)** c* d** e* f** g* h** i*\n",
        "[^note 1]: -\n\nRain fell.\n",
        "[^a    long     note]: -\n",
        "[^a\\]: b]: Rain\n",
        "``{{< a >}}``sh\n",
        "> ~~~ sh rain\n> ~~~\n",
        "[a <pre>rain](c)\n",
        "[rain<pre>](c)\n",
        "> [*a* <p>](c \"two\n> words\")\n",
        ">1.  rain\n",
        "*rain*{.wide}\n===\n",
        "记者\nAda Roe\n\nRain fell.\n",
        "```a{% b %}rain<!--\n",
        "[a <b>rain\n](c)\n",
        "8</td><a h\nf=r></table>\n",
        "### \rThe fare\n",
        "# a\r\n### \rThe fare\r\n",
    ] {
        assert_eq!(accounted(&Source::from_text("test", post).unwrap()), Ok(()));
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_bytes_are_accounted_for(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        let source = Source::new("any", bytes).unwrap();
        prop_assert_eq!(accounted(&source), Ok(()));
    }

    #[test]
    fn any_post_is_accounted_for(post in post()) {
        let source = Source::from_text("any", post).unwrap();
        prop_assert_eq!(accounted(&source), Ok(()));
        prop_assert!(article(&source).depth() <= MAX_DEPTH);
    }

    #[test]
    fn words_come_out_in_order(post in post()) {
        // A character that a reference stands for may be a letter.
        let source = Source::from_text("any", post.replace('&', "")).unwrap();
        let article = article(&source);
        let mut given = words(source.text()).into_iter();
        let mut lost = None;
        article.each_text(&mut |text, _| {
            for word in words(text) {
                if !given.any(|known| known.contains(word) || word.contains(known)) {
                    lost.get_or_insert_with(|| word.to_owned());
                }
            }
        });
        prop_assert_eq!(lost, None);
    }
}

/// `cargo xtask instructions` holds what they cost.
#[test]
fn openings_without_an_end_are_accounted_for() {
    let units = [
        "> ",
        "- ",
        "*a ",
        "[a](b ",
        "[",
        "![",
        "<b>",
        "<a ",
        "<!-- ",
        "{{",
        "{{< ",
        "{% raw %}",
        "{%",
        "&",
        "&amp;",
        "a\n",
        "| a ",
        "|a|\n|-|\n",
        "<script>",
        "`",
        "\\",
        "a: [\n",
        "[a]: b\n",
        "[^a]: b\n\n",
        "<b>*a",
        "{{< a >}}b\n\n*c*\nd",
        "# a\n",
        "((((",
        "]](",
    ];
    for unit in units {
        for head in ["", "---\n", "---\ntitle: a\n---\n", "{\n", "+++\n"] {
            let post = head.to_owned() + &unit.repeat(5_000 / unit.len());
            let source = Source::from_text("any", post).unwrap();
            assert_eq!(accounted(&source), Ok(()), "{head:?} and {unit:?}");
        }
    }
}
