//! What stands round a request, whatever its call: it is decoded alone and first.

use std::borrow::Cow;

use slugline_core::model::{SCHEMA, reads_schema};
use slugline_core::{Error, Kind, Result};

/// The version of the envelope. It never changes its shape.
pub const ENVELOPE: u32 = 1;

/// The major version of the contract: calls, requests, answers, and how carriers bring them.
pub const ABI: u32 = 1;

/// The members that every request begins with, for ever.
#[derive(Clone, Debug, PartialEq, Eq, serde::Deserialize)]
pub struct Envelope<'r> {
    /// [`ENVELOPE`].
    pub slugline: u32,
    /// The schema of the documents within: `0.3`.
    #[serde(borrow)]
    pub schema: Cow<'r, str>,
    /// The version of the contract.
    pub abi: u32,
    /// What the host can do beyond the contract's first version, by name. What is not named is not there.
    #[serde(borrow, default)]
    pub features: Vec<Cow<'r, str>>,
}

impl<'r> Envelope<'r> {
    /// The envelope of a request, and nothing else of it.
    ///
    /// # Errors
    ///
    /// [`Kind::Malformed`] where it is no JSON, [`Kind::Unsupported`] where it has no envelope, or one that this version does
    /// not speak; the message says which number failed, and what either side has.
    pub fn of(request: &'r str) -> Result<Envelope<'r>> {
        let envelope: Envelope<'r> = serde_json::from_str(request).map_err(|fault| {
            let kind = if fault.is_data() { Kind::Unsupported } else { Kind::Malformed };
            Error::new(kind, format!("this is no request of slugline: {fault}"))
        })?;
        envelope.check()?;
        Ok(envelope)
    }

    fn check(&self) -> Result<()> {
        let ours = |what: &str, theirs: &dyn std::fmt::Display, ours: &dyn std::fmt::Display| {
            let message = format!("the host speaks {what} {theirs}, this plugin {ours}");
            Err(Error::new(Kind::Unsupported, message).help("build the plugin with the SDK of that slugline"))
        };
        if self.slugline != ENVELOPE {
            return ours("envelope", &self.slugline, &ENVELOPE);
        }
        if self.abi != ABI {
            return ours("abi", &self.abi, &ABI);
        }
        if !reads_schema(&self.schema) {
            return ours("schema", &self.schema, &SCHEMA);
        }
        Ok(())
    }
}
