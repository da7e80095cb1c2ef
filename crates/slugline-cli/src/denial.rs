//! What a user does not let pass: with `--deny` a code, with `--strict` every warning but those of `--allow`.

use std::collections::BTreeSet;

use slugline::diagnostic::{Diagnostic, Diagnostics, Severity};
use slugline::host::is_name;
use slugline::{Error, Hold, Kind, Result};

use crate::args::StrictArgs;
use crate::explain;
use crate::finding::uncoded;

/// What is denied in a run.
#[derive(Clone, Debug, Default)]
pub(crate) struct Denial {
    is_strict: bool,
    denied: Vec<String>,
    allowed: Vec<String>,
}

/// What of it was met so far.
#[derive(Debug, Default)]
pub(crate) struct Met {
    /// Codes that `--deny` names.
    named: BTreeSet<String>,
    /// Codes of other warnings that `--strict` does not let pass.
    warned: BTreeSet<String>,
}

impl Denial {
    /// What the user denies. `has_plugins`: there may be codes that are none of ours.
    ///
    /// # Errors
    ///
    /// Where a code is none, is both denied and allowed, or is one of errors and is allowed.
    pub(crate) fn new(args: &StrictArgs, has_plugins: bool) -> Result<Denial> {
        for code in args.deny.iter().chain(&args.allow) {
            check_known(code, has_plugins)?;
        }
        args.allow.iter().try_for_each(|code| check_allowed(code, &args.deny))?;
        Ok(Denial { is_strict: args.strict, denied: args.deny.clone(), allowed: args.allow.clone() })
    }

    /// Whether `--deny` names the code.
    pub(crate) fn names(&self, code: &str) -> bool {
        self.denied.iter().any(|denied| denied == code)
    }

    /// Whether something with this code does not pass.
    pub(crate) fn denies(&self, severity: Severity, code: &str) -> bool {
        self.names(code) || self.is_warning_denied(severity, code)
    }

    fn is_warning_denied(&self, severity: Severity, code: &str) -> bool {
        self.is_strict && severity == Severity::Warning && !self.allowed.iter().any(|allowed| allowed == code)
    }

    /// Adds to `met` what there is of it in a story. Whether there is any.
    pub(crate) fn meets(&self, diagnostics: &Diagnostics, met: &mut Met) -> bool {
        let kept = diagnostics.iter().map(|diagnostic| (diagnostic.severity, diagnostic.code.as_ref()));
        // What there was no room for counts as well: a story would otherwise pass for having too many faults.
        let beyond = diagnostics.codes_beyond_limit().map(|(severity, code, _)| (severity, code));
        let mut is_met = false;
        for (severity, code) in kept.chain(beyond) {
            let codes = match self.names(code) {
                true => &mut met.named,
                false if self.is_warning_denied(severity, code) => &mut met.warned,
                false => continue,
            };
            is_met = true;
            if !codes.contains(code) {
                codes.insert(code.to_owned());
            }
        }
        is_met
    }

    /// What to say at the end of a run for all that was met.
    pub(crate) fn faults(&self, met: &Met) -> Vec<Diagnostic> {
        let deny = (!met.named.is_empty()).then(|| format!("`--deny` allows no {}", listed(&met.named)));
        let strict = (!met.warned.is_empty()).then(|| {
            let codes = met.warned.iter().map(String::as_str).collect::<Vec<_>>().join(",");
            let message = format!("there were warnings that `--strict` does not let pass: {}", listed(&met.warned));
            let help = format!("mend what they are about, or let them pass with `--allow {codes}`");
            uncoded(Severity::Error, message).help(help)
        });
        deny.map(|message| uncoded(Severity::Error, message)).into_iter().chain(strict).collect()
    }
}

/// Refuses a code that nothing has. What a plugin may report is not known before it does.
fn check_known(code: &str, has_plugins: bool) -> Result<()> {
    let is_known = explain::codes().any(|known| known == code);
    if is_known || has_plugins && is_name(code) { Ok(()) } else { Err(explain::unknown(code)) }
}

/// Refuses what cannot be allowed.
fn check_allowed(code: &str, denied: &[String]) -> Result<()> {
    if denied.iter().any(|denied| denied == code) {
        let error = Error::new(Kind::Usage, format!("`{code}` cannot be both denied and allowed"));
        return Err(error.help(format!("leave out `--deny {code}` or `--allow {code}`")));
    }
    let is_hold = code.parse::<Hold>().is_ok();
    if explain::is_always_error(code) && !is_hold {
        let error = Error::new(Kind::Usage, format!("`{code}` is an error, and cannot be allowed"));
        return Err(error.help("warnings can, and `killed`, `withheld` and `embargoed`"));
    }
    Ok(())
}

/// `` `a`, `b` ``
fn listed(codes: &BTreeSet<String>) -> String {
    codes.iter().map(|code| format!("`{code}`")).collect::<Vec<_>>().join(", ")
}
