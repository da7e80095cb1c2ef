//! Files of C: a component by clang or zig, without a C library; or a library for this machine by any compiler.

use std::fs;
use std::path::{Path, PathBuf};

use slugline_core::{Error, Result};
use slugline_host::{TARGET, unreadable};
use slugline_plugin::{C_HEADER, C_SDK};
use tempfile::TempDir;

use super::{Component, Heard, Missing, encode};
use crate::tool::Tool;

/// Files of C in the folder of their plugin.
pub(super) struct CFiles<'p> {
    pub(super) folder: &'p Path,
    /// Their names, at least one.
    pub(super) files: Vec<PathBuf>,
}

/// For a component: nothing of a C library, so that it imports nothing; a stack that leaves its memory small.
const TO_WASM: [&str; 9] = [
    "--target=wasm32-freestanding",
    "-std=c99",
    "-Os",
    "-ffreestanding",
    "-mbulk-memory",
    "-nostdlib",
    "-Wl,--no-entry",
    "-Wl,--strip-all",
    "-Wl,-z,stack-size=65536",
];

/// For a library.
const TO_LIBRARY: [&str; 4] = ["-std=c99", "-O2", "-shared", "-fPIC"];

/// What compiles to wasm where it is installed, after the compiler that the user names.
const COMPILERS: [&str; 4] = ["clang", "zig cc", "python3 -m ziglang cc", "python -m ziglang cc"];

impl CFiles<'_> {
    /// The component that the files make, if a compiler is there that can.
    pub(super) fn component(&self, heard: &mut dyn FnMut(Heard<'_>)) -> Result<Component> {
        let work = Work::new()?;
        match Tool::of_variable("CC").into_iter().chain(COMPILERS.map(Tool::of)).find(|tool| work.can(tool)) {
            Some(tool) => encode(&self.compile(&tool, &TO_WASM, "wasm32", &work, heard)?),
            None => {
                let what = "compiler of C that makes wasm".to_owned();
                let step = "install clang and lld, or `python3 -m pip install ziglang`".to_owned();
                Ok(Component::Missing(Missing { what, step }))
            }
        }
    }

    /// The library that the files make for this machine.
    pub(super) fn library(&self, heard: &mut dyn FnMut(Heard<'_>)) -> Result<Vec<u8>> {
        let tool = Tool::of_variable("CC").unwrap_or_else(|| Tool::of("cc"));
        self.compile(&tool, &TO_LIBRARY, TARGET, &Work::new()?, heard)
    }

    fn compile(
        &self,
        tool: &Tool,
        flags: &[&str],
        target: &str,
        work: &Work,
        heard: &mut dyn FnMut(Heard<'_>),
    ) -> Result<Vec<u8>> {
        heard(Heard::Step(&format!("{} compiles for {target}", tool.in_words())));
        let made = work.folder.path().join("made");
        let mut command = tool.command();
        // The headers that lie beside the sources go before ours.
        command.current_dir(self.folder).args(flags).arg("-I.").arg("-I").arg(work.folder.path());
        command.arg("-o").arg(&made).args(&self.files);
        tool.run(command, heard)?;
        fs::read(&made).map_err(|cause| unreadable(&made, cause))
    }
}

/// A folder for what a compiler makes, with the headers of the SDK.
struct Work {
    folder: TempDir,
}

impl Work {
    fn new() -> Result<Work> {
        let refuse = |cause| Error::io("there is no folder to work in", cause);
        let folder = tempfile::tempdir().map_err(refuse)?;
        for (name, text) in [("slugline_plugin.h", C_HEADER), ("slugline_sdk.h", C_SDK), ("probe.c", "int probe;\n")] {
            fs::write(folder.path().join(name), text).map_err(refuse)?;
        }
        Ok(Work { folder })
    }

    /// Whether `tool` makes a module. Whether it has a linker for one is known only when it links.
    fn can(&self, tool: &Tool) -> bool {
        let mut command = tool.command();
        command.current_dir(self.folder.path()).args(TO_WASM).args(["-o", "probe.wasm", "probe.c"]);
        Tool::can(command)
    }
}
