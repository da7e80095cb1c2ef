//! Plugins in C, compiled by the tests that load them.

use std::path::{Path, PathBuf};
use std::process::Command;

/// Compiles the file `source` of the repository into the shared library `library`, any warning an error. `None` where there
/// is no C compiler.
pub(crate) fn compiled(source: &str, library: PathBuf, flags: &[String]) -> Option<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let mut compiler = Command::new("cc");
    compiler.args(["-std=c99", "-Wall", "-Wextra", "-Werror", "-pedantic", "-shared", "-fPIC"]).args(flags);
    compiler.arg("-I").arg(root.join("crates/slugline-plugin/include"));
    let status = compiler.arg(root.join(source)).arg("-o").arg(&library).status().ok()?;
    assert!(status.success(), "{source} compiles with {flags:?}");
    Some(library)
}
