//! Articles that attack a writer: each hostile text in all fields of the model, in each alone, in lists with harmless texts, and
//! in each block; and articles that lack what formats need.

mod filled;
mod lacking;
mod mixed;

use std::fs;
use std::path::Path;
use std::sync::LazyLock;

use slugline_core::model::{Article, Catalog, EditionHead, Publisher, Text};

use slugline_core::plugin::{Context, Sink};

pub use self::filled::filled;
use self::filled::heads;
use self::lacking::lacking;
use self::mixed::mixed;
use crate::story::publisher;
use crate::written;

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

/// An article that a writer must not break on, and the edition it is in.
pub struct Attack {
    /// What attacks, and where: `hostile-markup-set`. Each attack has another name.
    pub name: String,
    /// The article.
    pub article: Article<'static>,
    /// What is said about the edition: nothing, what every format needs, or the same hostile text.
    pub edition: EditionHead<'static>,
}

impl Attack {
    /// Whether nothing is said about the edition: a format with options is then tried without them, else with them.
    pub fn is_bare(&self) -> bool {
        self.edition == EditionHead::default()
    }

    /// Keeps what was written of it in `folder`, for a validator to be run over.
    ///
    /// # Panics
    ///
    /// Where the folder cannot be written to.
    pub fn keep(&self, folder: &str, extension: &str, written: &[u8]) {
        fs::create_dir_all(folder).unwrap();
        fs::write(Path::new(folder).join(format!("{}.{extension}", self.name)), written).unwrap();
    }
}

/// All attacks.
pub fn attacks() -> Vec<Attack> {
    let settled = EditionHead { publisher: publisher(), ..EditionHead::default() };
    let mut attacks = Vec::new();
    let mut add = |name: String, article: &Article<'static>, edition: &EditionHead<'static>| {
        attacks.push(Attack { name, article: article.clone(), edition: edition.clone() });
    };
    for (name, text) in texts() {
        let all = filled(text);
        add(format!("hostile-{name}"), &all, &EditionHead::default());
        add(format!("hostile-{name}-set"), &all, &settled);
        add(format!("hostile-{name}-edition"), &all, &edition(text));
        for (at, head) in heads(text).into_iter().enumerate() {
            add(format!("head-{at}-{name}"), &Article { head, body: Vec::new() }, &EditionHead::default());
        }
        for (at, head) in mixed(text).into_iter().enumerate() {
            add(format!("mixed-{at}-{name}"), &Article { head, body: Vec::new() }, &EditionHead::default());
        }
        for (at, block) in all.body.iter().enumerate() {
            let article = Article { body: vec![block.clone()], ..Article::default() };
            add(format!("block-{at}-{name}"), &article, &EditionHead::default());
        }
        add(format!("body-{name}"), &Article { body: all.body, ..Article::default() }, &EditionHead::default());
    }
    for (name, article) in lacking() {
        add(format!("lacks-{name}"), &article, &EditionHead::default());
        add(format!("lacks-{name}-set"), &article, &settled);
    }
    attacks
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

/// Holds a writer of plain characters to what any text may have: no control but line feeds and tabs, no noncharacter, and a
/// line feed at its end.
///
/// # Panics
///
/// Where an attack gets through.
#[track_caller]
pub fn breaks_no_text(write: impl Fn(&Article<'_>, &mut Sink, &mut Context<'_>)) {
    let is_forbidden = |letter: char| {
        (letter.is_control() && !matches!(letter, '\n' | '\t'))
            || matches!(letter, '\u{FDD0}'..='\u{FDEF}')
            || u32::from(letter) & 0xFFFE == 0xFFFE
    };
    for attack in attacks().into_iter().filter(Attack::is_bare) {
        let (text, _) = written(|out, cx| write(&attack.article, out, cx));
        assert!(!text.contains(is_forbidden), "{}: {text:?}", attack.name);
        assert!(text.is_empty() || text.ends_with('\n'), "{}: {text:?}", attack.name);
    }
}
