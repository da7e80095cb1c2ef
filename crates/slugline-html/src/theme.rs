//! Pages by a newsroom's own templates.

use std::collections::BTreeMap;

use serde::Serialize;
use slugline_core::model::{Article, EditionHead};
use slugline_core::plugin::{Context, Sink};
use slugline_core::{Error, Kind, Result};
use slugline_jsonld::write_script;
use slugline_template::{Escape, Rules, Templates};

use crate::view::{FIELDS, View};
use crate::{STRUCTURED_DATA, markup};

/// The built-in page as a theme: file names and texts. A theme of one's own begins as a copy of it, and a file that it
/// leaves out is taken from here.
pub const BUILT_IN_THEME: [(&str, &str); 3] = [
    ("article.hbs", include_str!("../theme/article.hbs")),
    ("page.css", STYLE),
    ("page.hbs", include_str!("../theme/page.hbs")),
];

/// The style of the built-in page.
pub(crate) const STYLE: &str = include_str!("../theme/page.css");

const RULES: Rules<'_> = Rules {
    fields: &FIELDS,
    clean: &[("body", None), ("structured_data", Some("script")), ("style", Some("style"))],
    numbers: &["level"],
    addresses: &["url"],
};

/// A theme, compiled and checked.
pub(crate) struct Theme {
    templates: Templates,
    style: String,
}

/// What a theme is filled with: the view, and what is rendered before.
#[derive(Serialize)]
struct Filling<'v> {
    #[serde(flatten)]
    view: &'v View<'v>,
    body: &'v str,
    structured_data: &'v str,
    style: &'v str,
}

impl Theme {
    /// Compiles a theme from file names and texts.
    pub(crate) fn compile(files: &BTreeMap<String, String>) -> Result<Theme> {
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
        let templates = Templates::compile(&files, Escape::Markup)?;
        templates.check(&RULES)?;
        let style = files.remove("page.css").unwrap_or_default();
        if style.to_ascii_lowercase().contains("</style") {
            let message = "`page.css` holds `</style`, which would end the style element";
            return Err(Error::new(Kind::Usage, message).help("take it out; the file holds CSS alone"));
        }
        Ok(Theme { templates, style })
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
        let structured_data = text_of(data)?;
        self.fill("page", view, article, &structured_data, out, cx)
    }

    /// Writes the article alone.
    pub(crate) fn write_article(
        &self,
        view: &View<'_>,
        article: &Article<'_>,
        out: &mut Sink,
        cx: &mut Context<'_>,
    ) -> Result<()> {
        self.fill("article", view, article, "", out, cx)
    }

    fn fill(
        &self,
        template: &str,
        view: &View<'_>,
        article: &Article<'_>,
        structured_data: &str,
        out: &mut Sink,
        cx: &mut Context<'_>,
    ) -> Result<()> {
        let mut body = Sink::memory();
        markup(view.level, &mut body, cx).body(article);
        let filling = Filling { view, body: &text_of(body)?, structured_data, style: self.style.trim_end() };
        self.templates.render(template, &filling, out)
    }
}

/// What was written to a sink in memory.
fn text_of(sink: Sink) -> Result<String> {
    let bytes = sink.finish().map_err(|cause| Error::io("a sink in memory", cause))?;
    String::from_utf8(bytes).map_err(|cause| Error::new(Kind::Internal, "markup is not UTF-8").cause(cause))
}
