//! Faults of slugline itself: a panic in the work on one story is a diagnostic of that story, and the others go on.

use std::cell::RefCell;
use std::panic::{self, AssertUnwindSafe, PanicHookInfo};
use std::sync::Once;

use slugline_core::diagnostic::Diagnostic;

/// What is to be sent where; the message has the rest.
const ADVICE: &str = "this is a fault of slugline or a plugin, and not of the text: please send this message, the story and the \
                      command to whoever you have slugline from";

/// Does `work` on a story.
///
/// # Errors
///
/// The diagnostic `internal-error` where it panics. The panic is not printed.
pub fn isolated<T>(work: impl FnOnce() -> T) -> Result<T, Diagnostic> {
    listen();
    let before = HEARD.replace(Heard::Nothing);
    // What is left half done is the story's alone: what stories share is guarded by locks that a panic does not close.
    let done = panic::catch_unwind(AssertUnwindSafe(work));
    let heard = HEARD.replace(before);
    done.map_err(|payload| {
        // Dropping it is code of whoever panicked, and could panic.
        std::mem::forget(payload);
        let what = if let Heard::Panic(what) = heard { what } else { "panicked".to_owned() };
        Diagnostic::error("internal-error", format!("slugline could not go on with the story: {what}")).help(ADVICE)
    })
}

thread_local! {
    /// What this thread's panic said, where it works on a story.
    static HEARD: RefCell<Heard> = const { RefCell::new(Heard::NoStory) };
}

enum Heard {
    /// No story is worked on: panics are none of ours.
    NoStory,
    Nothing,
    Panic(String),
}

/// Listens to panics of threads that work on a story; those of others stay with the hook that was there before.
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

/// Whether the panic was one of a thread that works on a story.
fn hear(info: &PanicHookInfo<'_>) -> bool {
    let hear = |heard: &RefCell<Heard>| match heard.try_borrow_mut() {
        Ok(mut heard) if !matches!(*heard, Heard::NoStory) => {
            *heard = Heard::Panic(describe(info));
            true
        }
        Ok(_) | Err(_) => false,
    };
    HEARD.try_with(hear).unwrap_or(false)
}

fn describe(info: &PanicHookInfo<'_>) -> String {
    let words = info.payload_as_str().unwrap_or("without words");
    match info.location() {
        Some(place) => format!("panicked at {place}: {words}"),
        None => format!("panicked: {words}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_is_a_diagnostic_with_its_place() {
        let fault = isolated(|| panic!("it rains")).unwrap_err();
        let expected = format!("slugline could not go on with the story: panicked at {}:", file!());
        assert!(fault.message.starts_with(&expected) && fault.message.ends_with(": it rains"), "{}", fault.message);
        assert_eq!(fault.code, "internal-error");
        assert_eq!(isolated(|| 7), Ok(7));
    }

    #[test]
    fn one_within_another_is_heard_by_itself() {
        let outer = isolated(|| {
            isolated(|| panic!("inner")).unwrap_err();
            panic!("outer");
        });
        assert!(outer.unwrap_err().message.ends_with(": outer"));
    }
}
