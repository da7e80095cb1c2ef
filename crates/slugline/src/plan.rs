//! Where outputs go: their names, and that no two have one.

use std::ffi::OsString;
use std::hash::{Hash as _, Hasher};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use slugline_core::diagnostic::Diagnostic;
use slugline_core::model::{Article, Publisher};
use slugline_core::plugin::Arity;
use slugline_core::{Error, Kind, Result};

use crate::claims::{Claims, Refusal};
use crate::input::Input;
use crate::name::{NamePattern, NamedAfter};
use crate::pipeline::Format;

/// Where the user wants the outputs.
#[derive(Clone, Debug)]
pub enum Target {
    /// On standard output: one format, and one article unless a file of the format holds many.
    Stdout {
        /// Whether it is a terminal, which must not be shown what is no text.
        is_terminal: bool,
    },
    /// Nowhere that they name: on standard output, where there is one input and one format.
    Unnamed {
        /// As for `Stdout`.
        is_terminal: bool,
    },
    /// Nowhere: nothing is written.
    Nowhere,
    /// In this file: one format, and one article unless a file of the format holds many.
    File(PathBuf),
    /// In this folder: a file per article and format.
    Folder {
        /// The folder. Need not exist.
        path: PathBuf,
        /// Formats whose files hold many articles get one file of all.
        bundle: bool,
    },
    /// In files that are named by a pattern.
    Named {
        /// The names of a file per article and format.
        stories: NamePattern,
        /// Those of one file of all articles, for the formats whose files hold many. `None`: they have a file per article too.
        bundle: Option<NamePattern>,
    },
}

impl Target {
    /// Whether it is standard output.
    pub(crate) fn is_stdout(&self) -> bool {
        matches!(self, Target::Stdout { .. } | Target::Unnamed { .. })
    }

    /// The output of all stories, where its name is known without them.
    pub(crate) fn edition(&self, format: &Format<'_>) -> Option<PathBuf> {
        match self {
            Target::Named { bundle, .. } if format.arity == Arity::Many => {
                let stem = Path::new("");
                Some(bundle.as_ref()?.path(NamedAfter { stem, number: 0, format, article: None }))
            }
            _ => None,
        }
    }

    /// The folder that outputs are below, where there is one for all of them.
    pub(crate) fn folder(&self) -> Option<PathBuf> {
        match self {
            Target::Folder { path, .. } => Some(path.clone()),
            Target::Named { stories, .. } => Some(stories.folder()),
            Target::Stdout { .. } | Target::Unnamed { .. } | Target::Nowhere | Target::File(_) => None,
        }
    }
}

/// The names of a job's outputs.
pub(crate) struct Plan {
    target: Target,
    /// The names of a file per article and format. `None`: there are none.
    stories: Option<NamePattern>,
    /// Name of a file of all articles, without extension.
    edition: OsString,
    /// The name of the job, where it has one.
    job: Option<String>,
    taken: Taken,
}

/// The names that outputs have, of one job or of several. Shared by all threads that write.
#[derive(Clone, Default)]
pub(crate) struct Taken(Arc<Mutex<Claims>>);

impl Taken {
    /// Refuses from now on what would replace one of these inputs.
    pub(crate) fn protect(&self, inputs: &[Input]) {
        self.claims().protect(inputs);
    }

    /// A name is taken whole or not at all, also by a thread that panics.
    fn claims(&self) -> MutexGuard<'_, Claims> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// What an output is of: an article of an input, where that is known by now.
pub(crate) struct OutputOf<'a> {
    pub(crate) input: &'a Input,
    /// How many articles of the input came before.
    pub(crate) number: usize,
    pub(crate) article: Option<(&'a Article<'a>, &'a Publisher<'a>)>,
}

impl Plan {
    /// Names the outputs of the first article of every input, as far as they can be told before it is read, so that a job
    /// that cannot be done is refused before anything is written. How many articles a file holds is known when it is read.
    ///
    /// # Errors
    ///
    /// [`Kind::Usage`] where the target does not suit inputs and formats, two outputs have one name, or an output is a
    /// folder or an input, or would be led elsewhere by a link.
    pub(crate) fn new(draft: Draft, inputs: &[Input], formats: &[Format<'_>]) -> Result<Plan> {
        let Draft { target, edition, job, taken } = draft;
        check(&target, inputs, formats)?;
        let stories = match &target {
            Target::Folder { path, .. } => Some(NamePattern::in_folder(path)),
            Target::Named { stories, .. } => Some(stories.clone()),
            Target::Stdout { .. } | Target::Unnamed { .. } | Target::Nowhere | Target::File(_) => None,
        };
        let plan = Plan { target, stories, edition, job, taken };
        for format in formats {
            if plan.is_one_for_all(format) {
                plan.claim(plan.edition_path(format).as_deref(), &plan.owner_of_all(format))?;
            } else if !plan.needs_articles() {
                let first = |input| OutputOf { input, number: 0, article: None };
                // The other formats have the same faults.
                plan.claim_all(inputs.iter().map(|input| (first(input), format)))?;
            }
        }
        Ok(plan)
    }

    /// Takes the names of several outputs.
    ///
    /// # Errors
    ///
    /// [`Kind::Usage`], one error for all of them, naming the first few.
    pub(crate) fn claim_all<'a, 'p: 'a>(
        &self,
        outputs: impl Iterator<Item = (OutputOf<'a>, &'a Format<'p>)>,
    ) -> Result<()> {
        let mut faults = Vec::new();
        for (of, format) in outputs {
            let path = self.story_path(&of, format);
            faults.extend(self.claim(path.as_deref(), &self.owner(&of)).err());
        }
        joined(faults).map_or(Ok(()), Err)
    }

    /// The name of the job, where it has one.
    pub(crate) fn job(&self) -> Option<&str> {
        self.job.as_deref()
    }

    /// Whether the names of outputs are known only when their stories were read.
    pub(crate) fn needs_articles(&self) -> bool {
        self.stories.as_ref().is_some_and(NamePattern::needs_article)
    }

    /// What is to be said where something stands in for a part of an article's name.
    pub(crate) fn incomplete(&self, of: &OutputOf<'_>) -> Option<Diagnostic> {
        let (article, publisher) = of.article?;
        self.stories.as_ref()?.lacking(article, publisher)
    }

    /// Whether all articles go into one output of this format.
    pub(crate) fn is_one_for_all(&self, format: &Format<'_>) -> bool {
        match self.target {
            Target::Nowhere => false,
            Target::Stdout { .. } | Target::Unnamed { .. } | Target::File(_) => true,
            Target::Folder { bundle, .. } => bundle && format.arity == Arity::Many,
            Target::Named { ref bundle, .. } => bundle.is_some() && format.arity == Arity::Many,
        }
    }

    /// Whether the user named this very output.
    pub(crate) fn is_named(&self, path: &Path) -> bool {
        matches!(&self.target, Target::File(named) if named == path)
    }

    /// The output of all articles. `None`: standard output.
    pub(crate) fn edition_path(&self, format: &Format<'_>) -> Option<PathBuf> {
        let stem = Path::new(&self.edition);
        let named = |pattern: &NamePattern| pattern.path(NamedAfter { stem, number: 0, format, article: None });
        match &self.target {
            Target::Nowhere | Target::Stdout { .. } | Target::Unnamed { .. } => None,
            Target::File(path) => Some(path.clone()),
            Target::Folder { .. } => self.stories.as_ref().map(named),
            Target::Named { bundle, .. } => bundle.as_ref().map(named),
        }
    }

    /// The output of one article. `None`: standard output.
    pub(crate) fn story_path(&self, of: &OutputOf<'_>, format: &Format<'_>) -> Option<PathBuf> {
        let OutputOf { input, number, article } = *of;
        match &self.stories {
            Some(pattern) => Some(pattern.path(NamedAfter { stem: &input.stem, number, format, article })),
            None => self.edition_path(format),
        }
    }

    /// Refuses many articles of a format of which one output holds one.
    ///
    /// # Errors
    ///
    /// [`Kind::Usage`], always.
    pub(crate) fn refuse_many(&self, format: &Format<'_>) -> Result<()> {
        Err(one_only(&self.target, format))
    }

    /// Takes the name of a further file that is no output of the job.
    ///
    /// # Errors
    ///
    /// [`Kind::Usage`] where it is an output's, a folder, or an input.
    pub(crate) fn reserve(&self, path: &Path) -> Result<()> {
        self.taken.claims().take(path, "the report", None).map_err(|_| {
            let message = format!(
                "the report cannot be `{}`: an input, an output, a folder or another report is",
                path.display()
            );
            Error::new(Kind::Usage, message).help("name another file for it")
        })
    }

    /// Takes the name of an article's output, unless that very article has it.
    ///
    /// # Errors
    ///
    /// As for [`claim`](Plan::claim).
    pub(crate) fn claim_story(&self, path: Option<&Path>, of: &OutputOf<'_>) -> Result<()> {
        if self.is_claimed(of) {
            return Ok(());
        }
        let owner = self.owner(of);
        let has_it = |path: &Path| self.taken.claims().owner(path) == Some(owner.as_str());
        if path.is_some_and(has_it) { Ok(()) } else { self.claim(path, &owner) }
    }

    /// Whether an article's names were claimed, with those of the other inputs, when the job was made.
    fn is_claimed(&self, of: &OutputOf<'_>) -> bool {
        of.number == 0 && !self.needs_articles()
    }

    /// The folder that no output may be led out of.
    fn base(&self) -> Option<&Path> {
        match &self.target {
            Target::Named { stories, .. } => Some(stories.base()),
            _ => None,
        }
    }

    /// Takes a name for one output.
    ///
    /// # Errors
    ///
    /// [`Kind::Usage`] where it is taken, a folder, or an input, or where a link leads elsewhere.
    pub(crate) fn claim(&self, path: Option<&Path>, whose: &str) -> Result<()> {
        let Some(path) = path else { return Ok(()) };
        self.taken.claims().take(path, whose, self.base()).map_err(|refusal| self.refuse(path, whose, &refusal))
    }

    /// Takes the names of outputs that were found in their places: all of them, or none where one could not be
    /// [claimed](Plan::claim).
    pub(crate) fn claim_found(&self, names: &[(&Path, OutputOf<'_>)]) -> bool {
        let names: Vec<(&Path, String)> =
            names.iter().filter(|(_, of)| !self.is_claimed(of)).map(|(path, of)| (*path, self.owner(of))).collect();
        let mut claims = self.taken.claims();
        let is_free = |claims: &mut Claims, path: &Path, owner: &String| match claims.owner(path) {
            Some(other) => other == owner,
            None => claims.check(path, self.base()).is_ok(),
        };
        let are_free = names.iter().all(|(path, owner)| is_free(&mut claims, path, owner));
        if are_free {
            names.iter().for_each(|(path, owner)| claims.put(path, owner));
        }
        are_free
    }

    /// What of the plan decides what comes of a story beside the name of its input.
    pub(crate) fn hash_into(&self, state: &mut impl Hasher) {
        self.stories.as_ref().filter(|_| self.needs_articles()).hash(state);
    }

    /// The error for a name that an output cannot have.
    fn refuse(&self, path: &Path, whose: &str, refusal: &Refusal) -> Error {
        let path = path.display();
        let is_pattern = matches!(self.target, Target::Named { .. });
        let (message, by_pattern, by_folder) = match refusal {
            Refusal::Folder => (
                format!("the output `{path}` is a directory"),
                "move it away, or change `out`",
                "move it away, or name another folder with `-O DIR`",
            ),
            Refusal::Input => (
                format!("the output `{path}` would replace an input"),
                "have `out` begin with another folder",
                "name another folder with `-O DIR`",
            ),
            Refusal::Elsewhere => (
                format!("a link leads the output `{path}` out of the folder of the settings"),
                "put a folder in the place of the link",
                "put a folder in the place of the link",
            ),
            Refusal::Taken(other) => (
                format!("{other} and {whose} would both be written to `{path}`"),
                "have `out` and `bundle` tell them apart: with `{stem}`, `{format}`, or another folder for one of the jobs",
                "name the folder above them, whose own folders are kept, or convert them one by one",
            ),
        };
        Error::new(Kind::Usage, message).help(if is_pattern { by_pattern } else { by_folder })
    }

    /// What messages call all stories of the job, in a format.
    fn owner_of_all(&self, format: &Format<'_>) -> String {
        match &self.job {
            Some(job) => format!("all stories of the job `{job}` ({})", format.name()),
            None => format!("all stories ({})", format.name()),
        }
    }

    /// What messages call the article that an output is of.
    pub(crate) fn owner(&self, of: &OutputOf<'_>) -> String {
        let mut owner = ["`", &of.input.name, "`"].concat();
        if of.number > 0 && self.needs_articles() {
            owner.push_str(&format!(", story {},", of.number + 1));
        }
        if let Some(job) = &self.job {
            owner.push_str(&format!(" of the job `{job}`"));
        }
        owner
    }
}

/// What a plan is made of.
pub(crate) struct Draft {
    pub(crate) target: Target,
    /// Name of a file of all articles, without extension.
    pub(crate) edition: OsString,
    /// The name of the job, where it has one.
    pub(crate) job: Option<String>,
    pub(crate) taken: Taken,
}

/// Faults that are named when there are more.
const MAX_FAULTS: usize = 3;

/// One error for several of one kind, with the advice of the first. `None`: there are none.
pub(crate) fn joined(faults: Vec<Error>) -> Option<Error> {
    let first = faults.first()?;
    let mut message = faults.iter().take(MAX_FAULTS).map(Error::to_string).collect::<Vec<_>>().join("; ");
    if let Some(more @ 1..) = faults.len().checked_sub(MAX_FAULTS) {
        message.push_str(&format!("; and {more} more"));
    }
    let advice = first.advice().map(str::to_owned);
    let error = Error::new(first.kind(), message);
    Some(advice.into_iter().fold(error, Error::help))
}

/// Whether the target suits inputs and formats, as far as can be told before reading.
fn check(target: &Target, inputs: &[Input], formats: &[Format<'_>]) -> Result<()> {
    let refuse = |message: String, help: &str| Err(Error::new(Kind::Usage, message).help(help));
    let use_folder = "use `-O DIR` for a file per article and format";
    match (target, formats) {
        (Target::Folder { path, .. }, _) if path.exists() && !path.is_dir() => refuse(
            format!("`{}` is a file, not a folder", path.display()),
            "move it away, or name another folder with `-O DIR`",
        ),
        (Target::Named { stories, bundle }, formats) if formats.len() > 1 => {
            let patterns = [Some(stories), bundle.as_ref()].into_iter().flatten();
            match patterns.into_iter().find(|pattern| !pattern.tells_formats_apart()) {
                None => Ok(()),
                Some(_) => refuse(
                    format!("{} formats would have outputs of one name", formats.len()),
                    "put `{ext}` or `{format}` into `out` and `bundle`",
                ),
            }
        }
        (Target::Folder { .. } | Target::Named { .. }, _) => Ok(()),
        (Target::File(path), _) if path.is_dir() || path.as_os_str().as_encoded_bytes().ends_with(b"/") => {
            refuse(format!("the output `{}` is a directory", path.display()), use_folder)
        }
        (Target::File(path), formats) if formats.len() > 1 => {
            refuse(format!("one file `{}` cannot hold {} formats", path.display(), formats.len()), use_folder)
        }
        (Target::Stdout { .. } | Target::Unnamed { .. }, formats) if formats.len() > 1 => {
            refuse(format!("standard output cannot hold {} formats", formats.len()), use_folder)
        }
        (Target::Unnamed { .. }, _) if inputs.len() > 1 => {
            refuse(format!("there are {} inputs and no place for their outputs", inputs.len()), use_folder)
        }
        (Target::Stdout { is_terminal: true } | Target::Unnamed { is_terminal: true }, [format])
            if format.files.binary =>
        {
            refuse(
                format!("`{}` is no text, and standard output is a terminal", format.name()),
                "name a file with `-o FILE`",
            )
        }
        (Target::File(_) | Target::Stdout { .. }, [format]) if inputs.len() > 1 && format.arity == Arity::One => {
            Err(one_only(target, format))
        }
        _ => Ok(()),
    }
}

/// The error for many articles where one output holds one.
fn one_only(target: &Target, format: &Format<'_>) -> Error {
    let place = match target {
        Target::Stdout { .. } | Target::Unnamed { .. } => "standard output for",
        Target::Nowhere | Target::File(_) | Target::Folder { .. } | Target::Named { .. } => "a file of",
    };
    let message = format!("{place} `{}` holds one article, and there are several", format.name());
    Error::new(Kind::Usage, message).help("use `-O DIR` for a file per article")
}
