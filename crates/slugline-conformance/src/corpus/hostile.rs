//! Texts that attack a format.

use std::sync::LazyLock;

use slugline_core::model::{Catalog, EditionHead, Publisher, Text};

/// Hostile texts by name.
const TEXTS: [(&str, &str); 44] = [
    // Markup, and what ends it.
    ("markup", "<b>&amp;</b> <script>alert(\"1\")</script> <?xml?> <!-- -->"),
    ("script", "<script>alert(1)</script>"),
    ("ends-of-elements", "</title></style></script><!--"),
    ("ends-of-page", "</section></body></html>"),
    ("section-end", "a ]]> b ]]]]>> c <![CDATA[ d ]]"),
    ("sections", "]]> <![CDATA[ x ]]> <!-- -- --> <?php ?>"),
    ("doctype", "]]>--><!DOCTYPE"),
    ("hyphens", "-- a -- b --> c <!--"),
    ("quotes", "\"a\" 'b' &quot; \u{201C}c\u{201D}"),
    ("handler", "\"'><img src=x onerror=alert(1)>"),
    ("attribute", "\"' onload='x' & &amp; &nbsp; &#0;"),
    ("entities", "&amp;&lt;&#0;&notit;"),
    ("all-ends", "</script><![CDATA[]]>--&amp;\"'\\"),
    ("template", "{{headline}}{{{body}}}"),
    ("escape", "{}\\u003c"),
    // Characters that some format forbids, or that readers do not see.
    ("control", "a\u{1}b\u{B}c\u{1F}d\u{7F}e\u{85}f\0"),
    ("only-control", "\u{1}\u{2}"),
    ("noncharacter", "a\u{FFFE}b\u{FDD0}c\u{1FFFF}"),
    ("only-noncharacter", "\u{FFFE}"),
    ("control-and-noncharacter", "a\u{1}b\0c\u{B}d\u{85}e\u{FFFE}f"),
    ("only-forbidden", "\u{1}\u{8}\u{B}\u{1F}\u{7F}\u{85}\u{FFFE}\u{FFFF}\u{FDD0}"),
    ("all-forbidden", "\u{0}\u{1b}\u{7f}\u{85}\u{2028}\u{202e}\u{feff}\u{fffe}"),
    (
        "forbidden-and-markup",
        "a\u{0}b\u{1b}\u{7f}\u{85}\"\\/\u{2028}\u{202e}\u{feff}\u{fffe}\u{1fffe}</script><!--]]>&amp;",
    ),
    ("blank", " \u{A0}\u{3000}\t"),
    ("blank-lines", " \n\t\r "),
    ("empty", ""),
    ("bidi", "\u{202E}evil\u{202C} \u{2066}x\u{2069}"),
    ("bidi-open", "\u{202E}back\u{2066}wards\u{200F}"),
    // Line ends.
    ("lines", "one\r\ntwo\rthree\n\n\tfour  five\n"),
    ("line-ends", "a\nb\r\nc\td"),
    ("paragraphs", "line one\nline two\r\n\r\nline three"),
    ("line-separators", "a\u{2028}b\u{2029}c\\u0041\\"),
    // What looks like an identifier or an address.
    ("colon", "medtop:04000000"),
    ("address", "javascript:alert(1)"),
    ("web-address", "HTTPS://example.org/?a=1&b=<2>"),
    ("percent", "https://example.org/%zz [x] {y}"),
    ("tag", "tag:rain"),
    ("folder", "../../etc/passwd"),
    // Scripts.
    ("scripts", "\u{6E2F}\u{53E3} \u{635}\u{62D}\u{631}\u{627}\u{621} \u{1F600}"),
    ("arabic-word", "\u{635}\u{62D}\u{631}\u{627}\u{621}"),
    ("arabic", "مزارعو تل السنديان يعيدون الماء"),
    ("chinese", "港口罢工"),
    ("emoji", "\u{1F600}"),
    ("private-use", "\u{1F600}\u{10FFFD}"),
];

/// A word of 100 kB.
static LONG_WORD: LazyLock<String> = LazyLock::new(|| "x".repeat(100_000));

/// Hostile texts, each with a name.
pub fn texts() -> impl Iterator<Item = (&'static str, &'static str)> {
    TEXTS.into_iter().chain(std::iter::once(("long-word", LONG_WORD.as_str())))
}

/// The head of an edition with `text` in every field.
pub fn edition(text: &str) -> EditionHead<'_> {
    let said = || Some(Text::from(text));
    let catalogs = vec![
        Catalog { alias: text.into(), scheme: "https://example.org/topics/".into() },
        Catalog { alias: "section".into(), scheme: text.into() },
        Catalog { alias: "topic".into(), scheme: text.into() },
    ];
    let publisher = Publisher {
        name: said(),
        url: said(),
        logo: said(),
        authority: said(),
        copyright: said(),
        usage_terms: said(),
        catalogs,
    };
    EditionHead { title: said(), identifier: said(), publisher }
}
