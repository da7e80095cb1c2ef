//! Where in JSON a template stands when it prints something.

use crate::fault::Wrong;

/// A reader of JSON that keeps no more than whether it is in a text.
///
/// Source: RFC 8259, section 7, "Strings".
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct JsonReader {
    in_text: bool,
    /// Behind a backslash.
    escaped: bool,
}

impl JsonReader {
    /// Reads on.
    pub(crate) fn feed(&mut self, text: &str) {
        for byte in text.bytes() {
            match byte {
                _ if self.escaped => self.escaped = false,
                b'\\' => self.escaped = self.in_text,
                b'"' => self.in_text = !self.in_text,
                _ => {}
            }
        }
    }

    /// Notes that a template prints something here.
    pub(crate) fn printed(&mut self) {
        self.escaped = false;
    }

    /// Whether it is within quotes.
    pub(crate) fn is_in_text(&self) -> bool {
        self.in_text
    }

    /// Whether text may be printed. `field` is its name, where it is a field as it stands.
    pub(crate) fn takes_text(&self, shown: &str, field: &str) -> Result<(), Wrong> {
        match () {
            () if self.escaped => {
                // What is printed would begin with what the backslash makes of it, and might end the text.
                let message = format!("a backslash stands before `{shown}`");
                Err(Wrong::new(message, "take it out"))
            }
            () if self.in_text => Ok(()),
            () => {
                let as_json = if field.is_empty() { String::new() } else { format!(", or `{{{{json {field}}}}}`") };
                let message = format!("`{shown}` stands outside the quotation marks of a text");
                Err(Wrong::new(message, format!("write `\"{shown}\"`{as_json}")))
            }
        }
    }
}
