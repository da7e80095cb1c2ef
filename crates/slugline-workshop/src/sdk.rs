//! Where the SDK for Rust is: no registry has it yet, so a plugin in Rust names the checkout of slugline that it is in.

use std::env;
use std::fs;
use std::path::{Component, Path, PathBuf};

use slugline_core::{Error, Kind, Result};

/// The SDK below the root of a checkout.
const BELOW_ROOT: &str = "crates/slugline-plugin";

/// The SDK for Rust, in a checkout of slugline.
#[derive(Clone, Debug)]
pub struct Sdk {
    /// The checkout: an absolute path without links.
    root: PathBuf,
}

impl Sdk {
    /// The SDK that is `given`: a checkout of slugline, or a folder in it. Where none is, that of the checkout which
    /// `folder` lies in, else of the one that this program was built in.
    ///
    /// # Errors
    ///
    /// [`Kind::Usage`] where there is none.
    pub fn find(given: Option<&Path>, folder: &Path) -> Result<Sdk> {
        let found = match given {
            Some(given) => given.canonicalize().ok().and_then(|given| given.ancestors().find_map(is_root)),
            None => {
                let program = env::current_exe().and_then(|program| program.canonicalize()).ok();
                let around = absolute(folder).ancestors().find_map(is_root);
                around.or_else(|| program.as_deref()?.ancestors().find_map(is_root))
            }
        };
        found.map(|root| Sdk { root }).ok_or_else(|| match given {
            Some(given) => Error::new(Kind::Usage, format!("`{}` is no checkout of slugline", given.display()))
                .help(format!("name the folder that holds `{BELOW_ROOT}`")),
            None => Error::new(Kind::Usage, "the SDK for Rust is not found: it is in no registry yet")
                .help("clone slugline, and say where it is: `--sdk PATH`"),
        })
    }

    /// The SDK as the manifest of a crate in `folder` names it: relative where both are below one folder, so that whoever has
    /// the two side by side need not change it.
    pub(crate) fn seen_from(&self, folder: &Path) -> String {
        let sdk = self.root.join(BELOW_ROOT);
        relative(&absolute(folder), &sdk).unwrap_or(sdk).display().to_string().replace('\\', "/")
    }

    /// The versions of crates that this slugline is tested with. `None` where the checkout has no lock.
    pub(crate) fn lock(&self) -> Option<String> {
        fs::read_to_string(self.root.join("Cargo.lock")).ok()
    }
}

/// The folder as a root, if it is one.
fn is_root(folder: &Path) -> Option<PathBuf> {
    let manifest = folder.join(BELOW_ROOT).join("Cargo.toml");
    manifest.is_file().then(|| folder.canonicalize().ok()).flatten()
}

/// A folder that need not be there, without links as far as it is.
fn absolute(folder: &Path) -> PathBuf {
    let folder = std::path::absolute(folder).unwrap_or_else(|_| folder.to_owned());
    let there = folder.ancestors().find_map(|part| Some((part, part.canonicalize().ok()?)));
    match there {
        Some((part, real)) => real.join(folder.strip_prefix(part).unwrap_or(Path::new(""))),
        None => folder,
    }
}

/// The way from one folder to another. `None` where nothing but the root is above both.
fn relative(from: &Path, to: &Path) -> Option<PathBuf> {
    let shared = from.components().zip(to.components()).take_while(|(one, other)| one == other);
    let depth = shared.filter(|(one, _)| matches!(one, Component::Normal(_))).count();
    let names = |path: &Path| -> Vec<PathBuf> {
        let names = path.components().filter(|part| matches!(part, Component::Normal(_)));
        names.map(|name| PathBuf::from(name.as_os_str())).collect()
    };
    let (up, down) = (names(from).len().saturating_sub(depth), names(to).into_iter().skip(depth));
    (depth > 0).then(|| std::iter::repeat_n(PathBuf::from(".."), up).chain(down).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(from: &str, to: &str, expected: Option<&str>) {
        assert_eq!(relative(Path::new(from), Path::new(to)), expected.map(PathBuf::from));
    }

    #[test]
    fn neighbours_are_named_by_the_way_to_them() {
        check("/home/ada/board", "/home/ada/slugline/crates/sdk", Some("../slugline/crates/sdk"));
        check("/home/ada/slugline/plugins/board", "/home/ada/slugline/crates/sdk", Some("../../crates/sdk"));
        check("/srv/board", "/home/ada/slugline", None);
    }
}
