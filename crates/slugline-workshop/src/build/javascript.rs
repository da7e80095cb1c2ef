//! A module of JavaScript: a component with an interpreter in it, by `componentize-qjs`.

use std::fs;
use std::path::Path;

use slugline_core::{Error, Result};
use slugline_host::unreadable;
use slugline_plugin::WIT;

use super::{Component, Heard, Missing};
use crate::tool::Tool;

/// The module that the others are imported by.
pub(super) const ENTRY: &str = "plugin.js";

/// What makes the component.
const COMPONENTIZE: &str = "componentize-qjs";

/// A module in the folder of its plugin.
pub(super) struct Module<'p> {
    pub(super) folder: &'p Path,
}

impl Module<'_> {
    /// The component that the module makes, if the tool is there.
    pub(super) fn component(&self, heard: &mut dyn FnMut(Heard<'_>)) -> Result<Component> {
        let Some(tool) = self.tool() else {
            // A path of nothing is none, and this folder needs none.
            let below = self.folder.strip_prefix(".").unwrap_or(self.folder);
            let place = if below == Path::new("") { String::new() } else { format!(" --prefix {}", below.display()) };
            let step = format!("`npm install{place}`, which needs Node");
            let what = format!("`{COMPONENTIZE}`");
            return Ok(Component::Missing(Missing { what, step }));
        };
        heard(Heard::Step(&format!("{COMPONENTIZE} makes a component of {ENTRY}")));
        let refuse = |cause| Error::io("there is no folder to work in", cause);
        let work = tempfile::tempdir().map_err(refuse)?;
        let (wit, made) = (work.path().join("plugin.wit"), work.path().join("made.wasm"));
        fs::write(&wit, WIT).map_err(refuse)?;
        let mut command = tool.command();
        command.current_dir(self.folder).arg("--wit").arg(&wit).args(["--world", "plugin", "--js", ENTRY]);
        // Without WASI: a plugin has no clock, no files, no random numbers.
        command.args(["--stub-wasi", "--sync", "--opt-size", "--output"]).arg(&made);
        tool.run(command, heard)?;
        fs::read(&made).map(Component::Made).map_err(|cause| unreadable(&made, cause))
    }

    /// The tool as npm installs it here or in a folder above; as it is installed for all; or as npx has it.
    fn tool(&self) -> Option<Tool> {
        let folder = std::path::absolute(self.folder).ok()?;
        let mut here = folder.ancestors().map(|above| above.join("node_modules/.bin").join(COMPONENTIZE));
        let installed = here.find(|path| path.is_file()).map(|path| Tool::at(&path));
        let others = [COMPONENTIZE.to_owned(), format!("npx --no-install {COMPONENTIZE}")];
        let mut candidates = installed.into_iter().chain(others.iter().map(|words| Tool::of(words)));
        candidates.find(|tool| {
            let mut command = tool.command();
            command.current_dir(self.folder).arg("--help");
            Tool::can(command)
        })
    }
}
