//! Articles that attack a writer: each hostile text in all fields of the model, in each alone, in lists with harmless texts, and
//! in each block; and articles that lack what formats need.

mod heads;
mod lacking;
mod mixed;

use std::fs;
use std::path::Path;

pub use slugline_conformance::corpus::{edition, filled, texts};
use slugline_core::model::{Article, EditionHead};
use slugline_core::plugin::{Context, Sink};

use self::heads::heads;
use self::lacking::lacking;
use self::mixed::mixed;
use crate::story::publisher;
use crate::written;

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
