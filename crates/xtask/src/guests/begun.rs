//! Plugins as `slugline plugin new` begins them: they are to work before anyone has changed a line.

use anyhow::Result;

use super::example::Example;
use crate::process;
use crate::program::Program;
use crate::workspace::Workspace;

/// The languages that a component is compiled from. What runs as it is, and libraries, the program's own tests try.
const LANGUAGES: [&str; 3] = ["rust", "c", "js"];

const KINDS: [&str; 4] = ["writer", "reader", "transform", "linter"];

/// One of each kind in each language.
///
/// # Errors
///
/// Where one is not begun.
pub(super) fn all(workspace: &Workspace, program: &Program) -> Result<Vec<Example>> {
    let folder = workspace.empty_folder("guests/begun")?;
    let mut examples = Vec::new();
    for language in LANGUAGES {
        for kind in KINDS {
            let folder = folder.join(format!("{language}-{kind}"));
            let mut begin = program.command();
            begin.args(["plugin", "new", "--quiet", "--lang", language, "--kind", kind]).arg(&folder);
            process::succeed(begin.arg("--sdk").arg(workspace.file("")), "")?;
            examples.push(Example::at(&folder)?);
        }
    }
    Ok(examples)
}
