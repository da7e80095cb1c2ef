//! The browser that pages and books are shown in: Debian's.

use std::env;
use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context, Result};

use crate::process;

/// Where the browser is. Installs it where it is nowhere.
///
/// # Errors
///
/// Where it cannot be installed.
pub(super) fn find_or_install() -> Result<PathBuf> {
    if let Some(chromium) = find() {
        return Ok(chromium);
    }
    println!("installing chromium");
    apt_get(&["update", "-q"])?;
    apt_get(&["install", "-q", "-y", "chromium"])?;
    find().context("chromium is installed, and no folder of PATH holds it")
}

fn find() -> Option<PathBuf> {
    let folders = env::var_os("PATH")?;
    env::split_paths(&folders).map(|folder| folder.join("chromium")).find(|file| file.is_file())
}

fn apt_get(arguments: &[&str]) -> Result<()> {
    let user = process::succeed(Command::new("id").arg("-u"), "")?;
    let mut command = match user.stdout.trim_ascii() {
        b"0" => Command::new("apt-get"),
        _ => {
            let mut sudo = Command::new("sudo");
            sudo.arg("apt-get");
            sudo
        }
    };
    process::succeed(command.args(arguments), "install chromium")?;
    Ok(())
}
