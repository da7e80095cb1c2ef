//! What a plugin reports, as far as it is the plugin's to say.

use slugline_core::diagnostic::{Diagnostic, MAX_DIAGNOSTICS, Severity};
use slugline_core::plugin::Context;

use crate::manifest::is_name;

/// The code of what has none that could be one.
const REPORTED: &str = "plugin-reported";

/// Reports `diagnostics`, which a plugin reported of `articles` articles: 0 where it was asked for one, and has none to name.
///
/// Errors have the limit that notes and warnings have: those of slugline itself say why something failed, and there is one for
/// each thing that does, but a plugin may report as many as fit in its answer.
pub(crate) fn report(diagnostics: Vec<Diagnostic>, articles: usize, cx: &mut Context<'_>) {
    let mut errors = 0;
    for diagnostic in diagnostics {
        errors += usize::from(diagnostic.severity == Severity::Error);
        if diagnostic.severity < Severity::Error || errors <= MAX_DIAGNOSTICS {
            cx.report(own(diagnostic, articles));
        }
    }
    if let Some(more) = errors.checked_sub(MAX_DIAGNOSTICS).filter(|more| *more > 0) {
        cx.report(Diagnostic::error(REPORTED, format!("the plugin reported {more} errors more")));
    }
}

/// A diagnostic without what is not the plugin's to say: whose it is, that it is about the run, an article that is none.
fn own(diagnostic: Diagnostic, articles: usize) -> Diagnostic {
    let is_there = |article: &u32| usize::try_from(*article).is_ok_and(|article| article < articles);
    let article = diagnostic.article.filter(is_there);
    let code = if is_name(&diagnostic.code) { diagnostic.code } else { REPORTED.into() };
    Diagnostic { code, origin: "".into(), article, of_run: false, ..diagnostic }
}
