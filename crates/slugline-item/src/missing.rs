//! What a document should say and nobody set, told in one diagnostic.

use slugline_core::diagnostic::Diagnostic;

/// Things that are missing, and the settings that would say them.
#[derive(Debug, Default)]
pub struct Missing {
    things: Vec<&'static str>,
    keys: Vec<String>,
    has_stand_in: bool,
}

impl Missing {
    /// Notes a thing that has no stand-in and that no setting says.
    pub fn thing(&mut self, thing: &'static str) {
        self.things.push(thing);
    }

    /// Notes one that the setting `key` says.
    pub fn setting(&mut self, thing: &'static str, key: &str) {
        self.things.push(thing);
        let key = ["`", key, "`"].concat();
        if !self.keys.contains(&key) {
            self.keys.push(key);
        }
    }

    /// Notes one for which readers are shown something else.
    pub fn replaced(&mut self, thing: &'static str, key: &str) {
        self.setting(thing, key);
        self.has_stand_in = true;
    }

    /// All of them, in the order they were noted. `None` where nothing is missing.
    pub fn things(&self) -> Option<String> {
        (!self.things.is_empty()).then(|| self.things.join(", "))
    }

    /// Whether readers are shown something else in place of one of them.
    pub fn has_stand_in(&self) -> bool {
        self.has_stand_in
    }

    /// `diagnostic`, with the settings that would say the things.
    pub fn hint(&self, diagnostic: Diagnostic) -> Diagnostic {
        if self.keys.is_empty() { diagnostic } else { diagnostic.help(format!("set {}", self.keys.join(", "))) }
    }
}
