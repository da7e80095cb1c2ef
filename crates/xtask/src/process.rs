//! Running other programs.

use std::process::{Command, Output, Stdio};

use anyhow::{Context, Result, bail};

/// Runs `command` and gives what it printed, whatever its exit code.
///
/// # Errors
///
/// Where it cannot be started; `hint` then says what to install.
pub(crate) fn output(command: &mut Command, hint: &str) -> Result<Output> {
    command.output().with_context(|| match hint {
        "" => format!("cannot start {}", name(command)),
        hint => format!("cannot start {}: {hint}", name(command)),
    })
}

/// Runs `command` and gives what it printed.
///
/// # Errors
///
/// Where it cannot be started or ends with another exit code than 0; its own messages are then the error's.
pub(crate) fn succeed(command: &mut Command, hint: &str) -> Result<Output> {
    let output = output(command, hint)?;
    if !output.status.success() {
        let said = String::from_utf8_lossy(&output.stderr);
        bail!("{} failed, {}\n{}", name(command), output.status, said.trim_end());
    }
    Ok(output)
}

/// Runs `command`, which prints what it does.
///
/// # Errors
///
/// Where it cannot be started or ends with another exit code than 0; what it said on standard error is then the error's.
pub(crate) fn show(command: &mut Command) -> Result<()> {
    command.stdout(Stdio::inherit());
    succeed(command, "").map(drop)
}

/// Whether this is the CI, where what is missing is a failure.
pub(crate) fn is_ci() -> bool {
    std::env::var_os("CI").is_some_and(|ci| ci == "true")
}

fn name(command: &Command) -> String {
    command.get_program().to_string_lossy().into_owned()
}
