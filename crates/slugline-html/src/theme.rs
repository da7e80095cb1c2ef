//! Pages by a newsroom's own templates.

use std::collections::BTreeMap;

use slugline_core::diagnostic::Diagnostics;
use slugline_core::model::{Article, EditionHead};
use slugline_core::plugin::{Context, Sink};
use slugline_core::{Error, Kind, Result};
use slugline_jsonld::write_script;
use slugline_template::{Body, Escape, Fault, Limits, Part, Piece, Shape, Templates, View};

use crate::{STRUCTURED_DATA, markup};

/// The built-in page as a theme: file names and texts. A theme of one's own begins as a copy of it, and a file that it
/// leaves out is taken from here.
pub const BUILT_IN_THEME: [(&str, &str); 3] = [
    ("article.hbs", include_str!("../theme/article.hbs")),
    (STYLE_FILE, STYLE),
    ("page.hbs", include_str!("../theme/page.hbs")),
];

/// What the file of styles is called.
const STYLE_FILE: &str = "page.css";

/// The style of the built-in page.
pub(crate) const STYLE: &str = include_str!("../theme/page.css");

/// The templates that are rendered: a page, or the article alone.
const RENDERED: [&str; 2] = ["page", "article"];

/// What a theme may ask for beside the fields of the view: what is written before or while the theme is filled.
const WRITTEN: [(&str, Shape<'static>); 3] = [
    ("body", Shape::Markup(None)),
    ("structured_data", Shape::Markup(Some("script"))),
    ("style", Shape::Markup(Some("style"))),
];

/// What fills a theme.
#[derive(serde::Serialize)]
struct Page<'p> {
    #[serde(flatten)]
    view: &'p View<'p>,
    body: Option<Part<'static>>,
    structured_data: Option<Part<'static>>,
    style: Option<Part<'static>>,
}

/// What is to be said of a theme.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ThemeReport {
    /// What it is refused for.
    pub faults: Vec<Fault>,
    /// Its templates that no page includes.
    pub unused: Vec<String>,
}

/// Looks at a theme, file names and texts, as [`Options::theme`](crate::Options::theme) has it.
///
/// # Errors
///
/// [`Kind::Usage`] where it is no theme at all: it has none of the files that a page is made of.
pub fn check_theme(files: &BTreeMap<String, String>) -> Result<ThemeReport> {
    let files = with_built_in(files)?;
    let style = style_fault(&files);
    let (mut faults, unused) = match Templates::compile(&files, Escape::Html) {
        Ok(templates) => (faults_of(&templates), templates.unused(&RENDERED)),
        Err(faults) => (faults, Vec::new()),
    };
    faults.extend(style);
    Ok(ThemeReport { faults, unused })
}

/// A theme, compiled and checked.
pub(crate) struct Theme {
    templates: Templates,
    style: String,
    /// Whether it takes the body block by block.
    asks_for_blocks: bool,
}

impl Theme {
    /// Compiles a theme from file names and texts.
    pub(crate) fn compile(files: &BTreeMap<String, String>) -> Result<Theme> {
        let mut files = with_built_in(files)?;
        let templates = Templates::compile(&files, Escape::Html).map_err(first)?;
        let mut faults = faults_of(&templates);
        faults.extend(style_fault(&files));
        if !faults.is_empty() {
            return Err(first(faults));
        }
        let asks_for_blocks = templates.asks_for_blocks();
        let templates = templates.taking_absent_for_empty();
        Ok(Theme { templates, style: files.remove(STYLE_FILE).unwrap_or_default(), asks_for_blocks })
    }

    /// Writes a whole page.
    pub(crate) fn write_page(
        &self,
        view: &View<'_>,
        article: &Article<'_>,
        edition: &EditionHead<'_>,
        out: &mut Sink,
        cx: &mut Context<'_>,
    ) -> Result<()> {
        let mut data = Sink::memory();
        write_script(article, edition, &STRUCTURED_DATA, cx.world, &mut data)?;
        self.fill("page", view, article, &bytes_of(data)?, out, cx)
    }

    /// Writes the article alone.
    pub(crate) fn write_article(
        &self,
        view: &View<'_>,
        article: &Article<'_>,
        out: &mut Sink,
        cx: &mut Context<'_>,
    ) -> Result<()> {
        self.fill("article", view, article, b"", out, cx)
    }

    fn fill(
        &self,
        template: &str,
        view: &View<'_>,
        article: &Article<'_>,
        structured_data: &[u8],
        out: &mut Sink,
        cx: &mut Context<'_>,
    ) -> Result<()> {
        let (mut blocks, mut ends) = (Sink::memory(), Vec::new());
        if self.asks_for_blocks {
            ends = markup(view.level, &mut blocks, cx).body_with_ends(article);
        }
        let blocks = bytes_of(blocks)?;
        let body = Body { markup: &blocks, ends: &ends };
        let style = self.style.trim_end().as_bytes();
        // What is reported of the text is reported once, however often the theme prints it.
        let (mut told, mut is_told) = (Diagnostics::new(), self.asks_for_blocks);
        let mut write = |part: Part<'_>, out: &mut Sink| match part.piece {
            Piece::Field("structured_data") => out.put(structured_data),
            Piece::Field("style") => out.put(style),
            Piece::Field(_) if is_told => {
                markup(view.level, out, &mut Context::new(&mut told, cx.world)).body(article);
            }
            Piece::Field(_) => {
                is_told = true;
                markup(view.level, out, cx).body(article);
            }
            Piece::Blocks(from, to) => out.put(body.blocks(from, to)),
            Piece::Inlines(at) => out.put(body.inlines(at)),
        };
        let has_body = !article.body.is_empty() || article.head.dateline.is_some();
        let part = |name, is_there: bool| is_there.then_some(Part { article: 0, piece: Piece::Field(name) });
        let page = Page {
            view,
            body: part("body", has_body),
            structured_data: part("structured_data", !structured_data.is_empty()),
            style: part("style", !style.is_empty()),
        };
        Ok(self.templates.render(template, &page, &Limits::default(), &mut write, out)?)
    }
}

/// What is wrong with the templates of a theme.
fn faults_of(templates: &Templates) -> Vec<Fault> {
    let mut fields = [&View::FIELDS[..], &WRITTEN].concat();
    fields.sort_by_key(|(name, _)| *name);
    templates.check(&RENDERED, &Shape::Record(&fields))
}

/// The theme's files, and those of the built-in theme that it leaves out.
fn with_built_in(files: &BTreeMap<String, String>) -> Result<BTreeMap<String, String>> {
    let names = BUILT_IN_THEME.map(|(name, _)| name);
    if !names.iter().any(|name| files.contains_key(*name)) {
        let message = format!("the theme has none of the files {}", names.join(", "));
        let help = "`page.hbs` is the page, `article.hbs` the article in it, `page.css` the style";
        return Err(Error::new(Kind::Usage, message).help(help));
    }
    let mut files = files.clone();
    for (name, text) in BUILT_IN_THEME {
        files.entry(name.to_owned()).or_insert_with(|| text.to_owned());
    }
    Ok(files)
}

/// What would end the style element: the one thing that the file of styles must not hold.
fn style_fault(files: &BTreeMap<String, String>) -> Option<Fault> {
    let style = files.get(STYLE_FILE)?;
    let before = style.get(..style.to_ascii_lowercase().find("</style")?)?;
    let line = before.rsplit('\n').next().unwrap_or_default();
    Some(Fault {
        file: STYLE_FILE.to_owned(),
        line: before.matches('\n').count() + 1,
        column: line.chars().count() + 1,
        message: "`</style` would end the style element".to_owned(),
        help: Some("take it out; the file holds CSS alone".to_owned()),
    })
}

/// The first fault as an error: a job ends at it.
fn first(faults: Vec<Fault>) -> Error {
    let more = faults.len().saturating_sub(1);
    match faults.into_iter().next() {
        Some(fault) if more == 0 => fault.into(),
        Some(mut fault) => {
            let help = fault.help.take().map(|help| format!("{help}; ")).unwrap_or_default();
            fault.help(format!("{help}`slugline theme check DIR` shows this and {more} more")).into()
        }
        None => Error::new(Kind::Internal, "a theme was refused for nothing"),
    }
}

/// What was written to a sink in memory.
fn bytes_of(sink: Sink) -> Result<Vec<u8>> {
    sink.finish().map_err(|cause| Error::io("a sink in memory", cause))
}
