//! The names of outputs: the pattern that a job makes them by.

use std::path::{Component, Path, PathBuf};

use slugline_core::diagnostic::Diagnostic;
use slugline_core::identity;
use slugline_core::model::{Article, Publisher};

use crate::key::Misfit;
use crate::pipeline::Format;
use crate::placeholder::{ArticlePart, Part, Placeholder, parts};

/// A pattern of the names of outputs: `dist/{section}/{date}/{slug}.{ext}`.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct NamePattern {
    /// The folder that the pattern begins in.
    base: PathBuf,
    parts: Vec<Part<NamePart>>,
}

/// What stands for a part of an output's name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum NamePart {
    /// The input's own name, without ending, below the folders that are kept.
    Stem,
    /// What the files of the format end with.
    Ext,
    /// The format's name.
    Format,
    Article(ArticlePart),
}

impl Placeholder for NamePart {
    fn all() -> impl Iterator<Item = NamePart> {
        [NamePart::Stem, NamePart::Ext, NamePart::Format].into_iter().chain(ArticlePart::all().map(NamePart::Article))
    }

    fn as_str(self) -> &'static str {
        match self {
            NamePart::Stem => "{stem}",
            NamePart::Ext => "{ext}",
            NamePart::Format => "{format}",
            NamePart::Article(part) => part.as_str(),
        }
    }
}

/// What an output is named after.
#[derive(Clone, Copy)]
pub(crate) struct NamedAfter<'n, 'p> {
    /// The input, with the folders that are kept.
    pub(crate) stem: &'n Path,
    /// How many articles of the input came before.
    pub(crate) number: usize,
    pub(crate) format: &'n Format<'p>,
    /// The article and its publisher, where it was read.
    pub(crate) article: Option<(&'n Article<'n>, &'n Publisher<'n>)>,
}

impl NamePattern {
    /// Reads the pattern of a job's outputs, which begins in the folder `base` and does not lead out of it. It has
    /// `{stem}`, `{slug}` or `{guid}`, which tell a story from others.
    pub(crate) fn of_stories(pattern: &str, base: &Path) -> Result<NamePattern, Misfit> {
        let pattern = NamePattern::parse(pattern, base)?;
        if pattern.tells_stories_apart() { Ok(pattern) } else { Err(Misfit::Whole) }
    }

    /// Reads the pattern of the outputs that hold all stories of a job: it has `{ext}` and `{format}` alone.
    pub(crate) fn of_editions(pattern: &str, base: &Path) -> Result<NamePattern, Misfit> {
        let pattern = NamePattern::parse(pattern, base)?;
        let of_story = pattern.placeholders().find(|part| !matches!(part, NamePart::Ext | NamePart::Format));
        match of_story {
            None => Ok(pattern),
            Some(part) => Err(Misfit::Part {
                part: part.as_str().to_owned(),
                message: format!("a file of all stories has no `{}`", part.as_str()),
                help: "`{ext}` and `{format}` may stand in its name".to_owned(),
            }),
        }
    }

    fn parse(pattern: &str, base: &Path) -> Result<NamePattern, Misfit> {
        let pattern = pattern.trim();
        let parts = parts(pattern)?;
        let leads_out = |part: &Component<'_>| !matches!(part, Component::Normal(_) | Component::CurDir);
        if let Some(part) = Path::new(pattern).components().find(leads_out) {
            return Err(Misfit::Part {
                part: part.as_os_str().to_string_lossy().into_owned(),
                message: "it leads out of the folder of this file".to_owned(),
                help: "outputs stand below that folder: name one there, such as `dist/{stem}.{ext}`".to_owned(),
            });
        }
        if pattern.is_empty() || pattern.ends_with('/') {
            return Err(Misfit::Whole);
        }
        Ok(NamePattern { base: base.to_owned(), parts })
    }

    /// That of a file per story and format in `folder`.
    pub(crate) fn in_folder(folder: &Path) -> NamePattern {
        let parts = vec![
            Part::Text(String::new()),
            Part::Placeholder(NamePart::Stem),
            Part::Text(".".to_owned()),
            Part::Placeholder(NamePart::Ext),
        ];
        NamePattern { base: folder.to_owned(), parts }
    }

    /// The folder that all outputs are below, as far as it is the same for all of them.
    pub(crate) fn folder(&self) -> PathBuf {
        let Some(Part::Text(text)) = self.parts.first() else { return self.base.clone() };
        let below = text.rsplit_once('/').map_or("", |(folder, _)| folder);
        self.base.join(below)
    }

    /// The folder that it begins in.
    pub(crate) fn base(&self) -> &Path {
        &self.base
    }

    /// Whether two stories get two names.
    pub(crate) fn tells_stories_apart(&self) -> bool {
        use ArticlePart::{Guid, Slug};
        self.placeholders().any(|part| matches!(part, NamePart::Stem | NamePart::Article(Slug | Guid)))
    }

    /// Whether two formats of one story get two names.
    pub(crate) fn tells_formats_apart(&self) -> bool {
        self.placeholders().any(|part| matches!(part, NamePart::Ext | NamePart::Format))
    }

    /// Whether a story has to be read before the name of its output is known.
    pub(crate) fn needs_article(&self) -> bool {
        self.article_parts().next().is_some()
    }

    /// The name of an output.
    pub(crate) fn path(&self, after: NamedAfter<'_, '_>) -> PathBuf {
        // Room for the folder, the stem and an ending: most names have no more.
        let mut path = PathBuf::with_capacity(self.base.as_os_str().len() + after.stem.as_os_str().len() + 32);
        path.push(&self.base);
        // What follows stands below the folder, and not at the end of its name.
        path.push("");
        let mut name = path.into_os_string();
        for part in &self.parts {
            match part {
                Part::Text(text) => name.push(text),
                Part::Placeholder(NamePart::Stem) => {
                    name.push(after.stem);
                    if after.number > 0 {
                        name.push(format!("-{}", after.number + 1));
                    }
                }
                Part::Placeholder(NamePart::Ext) => name.push(&*after.format.files.extension),
                Part::Placeholder(NamePart::Format) => name.push(after.format.name()),
                Part::Placeholder(NamePart::Article(part)) => {
                    let value = after.article.and_then(|(article, publisher)| value(*part, article, publisher));
                    name.push(value.as_deref().unwrap_or(stand_in(*part)));
                }
            }
        }
        PathBuf::from(name)
    }

    /// What is to be said where the article has nothing for a part of its name, and something stands in.
    pub(crate) fn lacking(&self, article: &Article<'_>, publisher: &Publisher<'_>) -> Option<Diagnostic> {
        let mut lacking: Vec<ArticlePart> =
            self.article_parts().filter(|part| value(*part, article, publisher).is_none()).collect();
        lacking.dedup_by_key(|part| part.needs());
        let needs: Vec<&str> = lacking.iter().map(|part| part.needs()).collect();
        let words: Vec<String> = lacking.iter().map(|part| format!("`{}`", stand_in(*part))).collect();
        let (needs, words) = (needs.join(", no "), words.join(", "));
        let message = || format!("the story has no {needs}; in the names of its outputs stands {words}");
        let help = "say it in the story, or take it out of `out`";
        let diagnostic = || Diagnostic::warning("incomplete-name", message()).help(help);
        (!lacking.is_empty()).then(diagnostic)
    }

    fn placeholders(&self) -> impl Iterator<Item = NamePart> {
        self.parts.iter().filter_map(|part| match part {
            Part::Text(_) => None,
            Part::Placeholder(part) => Some(*part),
        })
    }

    fn article_parts(&self) -> impl Iterator<Item = ArticlePart> {
        self.placeholders().filter_map(|part| match part {
            NamePart::Article(part) => Some(part),
            NamePart::Stem | NamePart::Ext | NamePart::Format => None,
        })
    }
}

/// What stands for a part of the article, in a name: one name for all stories without words would be one file.
fn value(part: ArticlePart, article: &Article<'_>, publisher: &Publisher<'_>) -> Option<String> {
    let value = match part {
        ArticlePart::Slug => identity::name(article),
        part => part.value(article, publisher)?,
    };
    match value.strip_prefix('.') {
        // It would be hidden, or another folder.
        Some(rest) => Some(format!("%2E{rest}")),
        None => Some(value),
    }
}

/// What stands where an article has nothing for a part of its name: it is written all the same.
fn stand_in(part: ArticlePart) -> &'static str {
    match part {
        ArticlePart::Section => "no-section",
        ArticlePart::Date | ArticlePart::Year | ArticlePart::Month | ArticlePart::Day => "undated",
        ArticlePart::Language => "no-language",
        ArticlePart::Slug | ArticlePart::Guid => "untitled",
    }
}
