//! What went wrong with a component, in the words of its author.

use slugline_core::{Error, Kind};
use wasmtime::Trap;

use super::host::Visit;
use crate::exceeded::{Limit, size};
use crate::limits::Limits;
use crate::link::REBUILD;

/// Why a call ended without an answer. The first that holds is the reason: time ran out, there was no more memory, it
/// panicked, it trapped.
pub(super) fn of_call(error: &wasmtime::Error, visit: &Visit, limits: &Limits) -> Error {
    let trap = error.downcast_ref::<Trap>();
    let fault = match (trap, &visit.panicked) {
        (Some(Trap::Interrupt), _) => {
            Limit::Time.exceeded(format!("it did not answer within {:?}", limits.time), limits)
        }
        _ if visit.meter.refused => {
            Limit::Memory.exceeded(format!("it asked for more than {} of memory", size(limits.memory)), limits)
        }
        (_, Some(panicked)) => fault("plugin-panic", format!("panicked at {panicked}")),
        (Some(trap), None) => {
            let trap = trap.to_string();
            fault("plugin-trap", format!("it trapped: {}", trap.strip_prefix("wasm trap: ").unwrap_or(&trap)))
        }
        (None, None) if is_of_machine(error) => return of_machine(error),
        (None, None) => fault("plugin-invalid-result", format!("its answer cannot be read: {error:#}")),
    };
    match &visit.logged {
        Some(logged) => logged_last(&fault, logged),
        None => fault,
    }
}

/// A fault with the last words of the component, as that of a program has its last words.
fn logged_last(fault: &Error, logged: &str) -> Error {
    let message = format!("{fault}; the last that it logged is `{logged}`");
    let error = Error::new(fault.kind(), message);
    let error = fault.advice().map(str::to_owned).into_iter().fold(error, Error::help);
    fault.code().into_iter().fold(error, Error::coded)
}

/// Whether the system refused something, before any of the component ran.
fn is_of_machine(error: &wasmtime::Error) -> bool {
    #[cfg(unix)]
    let is_errno = error.is::<rustix::io::Errno>();
    #[cfg(not(unix))]
    let is_errno = false;
    is_errno || error.is::<std::io::Error>()
}

/// What the system refused, mostly addresses: a memory reserves all that it could ever have.
fn of_machine(error: &wasmtime::Error) -> Error {
    let help = "each call of it reserves 4 GiB of addresses, and fills few of them: see what `ulimit -v` says";
    Error::new(Kind::Io, format!("this machine has no room to run it in: {error:#}")).help(help)
}

/// What is no plugin, or one for another host.
pub(super) fn abi(message: String) -> Error {
    Error::new(Kind::Unsupported, message).help(REBUILD).coded("plugin-abi")
}

/// What wasmtime refuses.
pub(super) fn not_a_plugin(error: &wasmtime::Error) -> Error {
    abi(format!("it is not a component of WebAssembly that can be run: {error:#}"))
}

fn fault(code: &'static str, message: String) -> Error {
    Error::new(Kind::Internal, message).coded(code)
}
