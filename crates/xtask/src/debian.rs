//! Packages of Debian, unpacked into a folder and not installed: that takes nobody's leave.

use std::fs;
use std::path::Path;
use std::process::Command;

use anyhow::Result;

use crate::process;

/// Downloads the packages, without what they depend on, and unpacks them into a folder.
///
/// # Errors
///
/// Where this is not Debian, or its list of packages is not here or has none of that name.
pub(crate) fn unpack(packages: &[&str], folder: &Path) -> Result<()> {
    let mut download = Command::new("apt-get");
    download.arg("download").args(packages).current_dir(folder);
    process::succeed(&mut download, "this is not Debian")?;
    for entry in fs::read_dir(folder)? {
        let package = entry?.path();
        if package.extension().is_some_and(|end| end == "deb") {
            process::succeed(Command::new("dpkg").arg("-x").arg(&package).arg(folder), "")?;
            fs::remove_file(package)?;
        }
    }
    Ok(())
}
