//! Panics of a plugin, caught where they happen: none may leave a library, since the host has a standard library of its own
//! and could not catch it.

use std::cell::RefCell;
use std::panic::{self, AssertUnwindSafe, PanicHookInfo};
use std::sync::Once;

use crate::contract::Fault;
use crate::plugin::Plugin;
use crate::serve::{failure, serve};

/// What came of a request that was served with panics caught.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Served {
    /// The plugin answered.
    Answered(String),
    /// The plugin panicked. The answer has an error of the kind [`PANIC`](Fault::PANIC), with the message and its place.
    Panicked(String),
}

thread_local! {
    /// Whether this thread serves a request, and what its panic said.
    static SERVING: RefCell<Serving> = const { RefCell::new(Serving::No) };
}

enum Serving {
    No,
    Yes,
    Panicked(String),
}

/// As [`serve`], but a panic of the plugin is an answer too. It is not printed.
pub fn serve_caught(plugin: &dyn Plugin, request: &str) -> Served {
    caught(|| serve(plugin, request))
}

/// What `answer` gives, which may panic.
pub(crate) fn caught(answer: impl FnOnce() -> String) -> Served {
    listen();
    SERVING.set(Serving::Yes);
    // What a plugin keeps from one call to the next is its own to guard.
    let served = panic::catch_unwind(AssertUnwindSafe(answer));
    let heard = SERVING.replace(Serving::No);
    match served {
        Ok(answer) => Served::Answered(answer),
        Err(payload) => {
            // Dropping it is code of whoever panicked, and could panic.
            std::mem::forget(payload);
            let Serving::Panicked(message) = heard else { return panicked("panicked; nothing is known of it") };
            panicked(&message)
        }
    }
}

fn panicked(message: &str) -> Served {
    Served::Panicked(failure(Fault { kind: Fault::PANIC.to_owned(), message: message.to_owned(), ..Fault::default() }))
}

/// Listens to panics of threads that serve; those of others stay with the hook that was there before.
fn listen() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let before = panic::take_hook();
        panic::set_hook(Box::new(move |info| {
            if !hear(info) {
                before(info);
            }
        }));
    });
}

/// Whether the panic was one of a thread that serves.
fn hear(info: &PanicHookInfo<'_>) -> bool {
    let hear = |serving: &RefCell<Serving>| match serving.try_borrow_mut() {
        Ok(mut serving) if !matches!(*serving, Serving::No) => {
            *serving = Serving::Panicked(describe(info));
            true
        }
        Ok(_) | Err(_) => false,
    };
    SERVING.try_with(hear).unwrap_or(false)
}

fn describe(info: &PanicHookInfo<'_>) -> String {
    let message = info.payload_as_str().unwrap_or("a panic without words");
    match info.location() {
        Some(place) => format!("panicked at {place}: {message}"),
        None => format!("panicked: {message}"),
    }
}
