//! Laws that hold for any bytes, and for copy whose lines stand in the order of chance.

use proptest::prelude::*;
use slugline_core::diagnostic::Diagnostics;
use slugline_core::{Source, text};

use crate::account::{accounted, lost};
use crate::tree::spell;

/// Texts that look like copy: lines of words and marks in the order of chance.
fn copy() -> impl Strategy<Value = String> {
    let line = prop_oneof![
        "[A-Z][a-z]{2,9}( [a-z]{1,9}){0,12}[.!?]?",
        "(By|Von|Author:|Date:|Title:|Tags:|Note:|作者：) ?[A-Z][a-z]{1,8}( and|,)? [A-Z][a-z]{1,8}",
        "(By|Von|Author:|Date:|Title:|Tags:|Slug:|Section:|作者：) ?(and|y|et|,|[A-Za-z0-9.]{1,6}|\\(|\\)|[&/;@ -]){1,9}",
        "[A-Z]{3,9}, (March|3 mar) ?[0-9]{0,2} \\((AP|dpa)\\) (-|--|—) [A-Z][a-z ]{3,20}\\.",
        "(- |\\* |• |[0-9]{1,2}\\. |\\([0-9]\\) |> |>|  |\t)[A-Za-z*_\\[\\]():/@. ]{0,40}",
        "[a-z]{1,9}   [0-9]{1,3}   [0-9]{1,3}",
        "(\\* \\* \\*|###|-30-|ENDS|___|2024-11-18|18 November 2024 17:20|03/04/2024|)",
        "[*_\\[\\]():/@a-z .]{0,60}",
        "\\PC{0,40}",
    ];
    let end =
        prop_oneof![8 => Just("\n"), 4 => Just("\n\n"), 1 => Just("\r\n"), 1 => Just("\r"), 1 => Just("  \n\t\n")];
    prop::collection::vec((line, end), 0..14)
        .prop_map(|lines| lines.into_iter().map(|(line, end)| line + end).collect())
}

/// Texts with lines of envelopes, whole or broken, in the order of chance, among lines that look like copy.
fn framed() -> impl Strategy<Value = String> {
    let line = prop_oneof![
        "([A-Z][a-z]{3,8} )?\u{16}\u{16}\u{1}[a-z][0-9]{4}( [a-z]{5}|\u{1F}_[a-z]{4})?",
        "\u{1}[a-z]{3}[0-9]{4} [1-5] [a-z]{1,2}( [0-9]{2,3} [a-z]{3,5} [0-9]{4})?",
        "[a-u] [a-f](\u{13}\u{11} ?| )(BC|AM)-[A-Z][a-z]{3,8}( 1stLd-Writethru| Bjt| Adv15)?( 0[3-5]-0[3-5])?( 0[0-9]{3})?",
        "\\^?(BC|AM)-(XX--)?[A-Z][a-z]{3,8}( [A-Z][a-z]{3,8})?(, (2nd Ld|Bjt|KILL|1st Add))?(, ?[0-9]{2,4})?<?",
        "(AP-WF-03-0[5-7]-14 1[0-2]00GMT|18172[0-4] GMT Nov 24)",
        "(URGENT|HOLD|KILL|2ND LEAD|FOR IMMEDIATE RELEASE|MEDIA RELEASE PR[0-9]{5})",
        "(EMBARGOED UNTIL|For Release) (00:01 GMT [1-9] May 2024|[A-Z][a-z]{4,8})",
        "(\\+\\+\\+ |\\*\\*|\\[)?(SPERRFRIST|STRICT EMBARGO|KILL|Story withdrawn)(:| -)?( [A-Z]{3,8}| 00:01 GMT [1-9] May 2024)?( \\+\\+\\+|\\*\\*|\\])?",
        "(EDITORS: |Eds: |Please |)([Kk]ill|[Ww]ithhold|[Hh]old) (the|this|[A-Z]{4,8}) (story|graf|bill)(\\.|,? [a-z]{3,8}){0,6}",
        "(This|The) (story|report) is (strictly |under )?(embargoed|embargo|killed) ?(until [A-Z][a-z]{2,8})?[.]?",
        "https://[a-z]{5,9}\\.example/[a-z]{5,9}",
        "\\([1-9][0-9]{0,2}([ ,][0-9]{3})? words\\)",
        "(\\(c\\)|Copyright) (19|20)[0-9]{2} (by )?[A-Z][a-z]{5,9}",
        " {0,12}([1-9] of [1-9][0-9] DOCUMENTS|The [A-Z][a-z]{4,9} Times|August [1-9], 1999(, [A-Z][a-z]{4,9})?)",
        "(BYLINE|SECTION|LENGTH|DATELINE|LOAD-DATE|GRAPHIC|HEADLINE|BODY|LANGUAGE): ?([A-Z][a-z]{3,9}|[0-9]{2,3} words|By [A-Z][a-z]{3,7}|[A-Z][a-z]{3,9}; Pg\\. [0-9]|[a-zA-Z0-9,;./&()' -]{1,24}|([A-Z][a-z]{2,5}|, and|,|BY | y | on Monday|[ ;&/]){1,7})?",
        "(HD|BY|WC|PD|SN|LA|LP|TD|IN|NS|CO)( {1,3}([A-Z][a-z]{3,9}( [a-z]{3,9}\\.?)?|[0-9]{2,3} words|[a-zA-Z0-9,;./&()' -]{1,24}|([A-Z][a-z]{2,5}|, and|,|BY | y | on Monday|[ ;&/]){1,7}))?",
        "[A-Z]{5,9}, (March [1-9] )?\\((AP|dpa)\\) (-|--|_)( [A-Z][a-z]{3,8} [a-z]{3,9}\\.)?",
        "(新华社|中新社)[北京上海]{0,3}([1-9]月[1-9]日)?(电|讯|电视)(（记者王五）)?下雨[a-z]{3,6}。",
        "[（(](東京|서울)[＝=](田中太郎|연합뉴스)[）)] ?([A-Z]=[a-z]{3,6}|김하늘 기자 = [a-z]{3,6})",
        " {0,9}[A-Z][a-z]{3,9}( [a-z]{3,9}){1,9}[.]?",
    ];
    let end = prop_oneof![8 => Just("\n"), 3 => Just("\n\n"), 1 => Just("\r\n"), 1 => Just("\u{2}"), 1 => Just("\n\u{2}"), 1 => Just("\u{3}"), 1 => Just("\n\u{3}\n")];
    prop::collection::vec((line, end), 1..12)
        .prop_map(|lines| lines.into_iter().map(|(line, end)| line + end).collect())
}

/// Words of a text, marks and controls aside.
fn words(text: &str) -> Vec<String> {
    text.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_bytes_are_accounted_for(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        let source = Source::new("any", bytes).unwrap();
        prop_assert_eq!(accounted(&source), Ok(()));
    }

    #[test]
    fn any_copy_is_accounted_for(copy in copy()) {
        let source = Source::from_text("any", copy).unwrap();
        prop_assert_eq!(accounted(&source), Ok(()));
    }

    #[test]
    fn any_frame_is_accounted_for(copy in framed()) {
        let source = Source::from_text("any", copy).unwrap();
        prop_assert_eq!(accounted(&source), Ok(()));
    }

    #[test]
    fn no_word_of_any_frame_is_lost(copy in framed()) {
        let source = Source::from_text("any", copy).unwrap();
        prop_assert_eq!(lost(&source), Vec::<String>::new());
    }

    #[test]
    fn no_word_of_any_copy_is_lost(copy in copy()) {
        let source = Source::from_text("any", copy).unwrap();
        prop_assert_eq!(lost(&source), Vec::<String>::new());
    }

    #[test]
    fn line_ends_and_marks_change_nothing(copy in copy()) {
        let plain = copy.replace("\r\n", "\n").replace('\r', "\n");
        let unix = Source::from_text("unix", plain.clone()).unwrap();
        let dos = Source::from_text("dos", format!("\u{FEFF}{}", plain.replace('\n', "\r\n"))).unwrap();
        let read = |source| spell(&text::read(source, &mut Diagnostics::new()));
        prop_assert_eq!(read(&unix), read(&dos));
    }

    #[test]
    fn what_is_left_to_editors_is_said(copy in copy()) {
        let source = Source::from_text("any", copy).unwrap();
        let mut diagnostics = Diagnostics::new();
        let article = text::read(&source, &mut diagnostics);
        prop_assert!(article.head.editor_notes.len() <= diagnostics.iter().count());
    }

    #[test]
    fn words_come_out_in_order(copy in copy()) {
        let source = Source::from_text("any", copy).unwrap();
        let article = text::read(&source, &mut Diagnostics::new());
        let mut out = Vec::new();
        article.each_text(&mut |text, _| out.extend(words(text)));
        let mut given = words(source.text()).into_iter();
        for word in out {
            prop_assert!(given.any(|known| known.ends_with(&word) || known.starts_with(&word) || known.contains(&word)), "{word} is out of order");
        }
    }
}
