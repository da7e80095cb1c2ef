//! Where the messages of plugins go that are for their developers.

use std::fmt;
use std::sync::Arc;

use slugline_plugin::Level;

/// Where messages go. Default: nowhere, since they are for whoever develops a plugin; what users should know is a diagnostic.
#[derive(Clone)]
pub struct Log(Arc<Hear>);

type Hear = dyn Fn(Level, &str) + Send + Sync;

impl Log {
    /// A log that hands each message to `hear`, perhaps from several threads at once.
    pub fn new(hear: impl Fn(Level, &str) + Send + Sync + 'static) -> Log {
        Log(Arc::new(hear))
    }

    /// Hands a message on.
    pub fn hear(&self, level: Level, message: &str) {
        (self.0)(level, message);
    }
}

/// Where the messages of all plugins go, each with the name of the plugin. Default: nowhere.
#[derive(Clone, Default)]
pub struct Logs(Option<Arc<HearAll>>);

type HearAll = dyn Fn(&str, Level, &str) + Send + Sync;

impl Logs {
    /// Logs that hand the name of a plugin and each message of it to `hear`, perhaps from several threads at once.
    pub fn new(hear: impl Fn(&str, Level, &str) + Send + Sync + 'static) -> Logs {
        Logs(Some(Arc::new(hear)))
    }

    /// The log of the plugin `name`.
    pub fn of(&self, name: &str) -> Log {
        let Some(hear) = self.0.clone() else { return Log::default() };
        let name = name.to_owned();
        Log::new(move |level, message| hear(&name, level, message))
    }
}

impl fmt::Debug for Logs {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Logs")
    }
}

impl Default for Log {
    fn default() -> Log {
        Log::new(|_, _| {})
    }
}

impl fmt::Debug for Log {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Log")
    }
}
