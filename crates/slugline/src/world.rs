//! What plugins see of the world: the settings, and the pictures below the folder that the user named.

use std::sync::Arc;
use std::time::Instant;

use slugline_core::diagnostic::Diagnostic;
use slugline_core::model;
use slugline_core::plugin::{Picture, World};

use crate::assets::Assets;
use crate::settings::Settings;

/// The world of one run.
#[derive(Clone, Copy)]
pub(crate) struct Surroundings<'r> {
    pub(crate) settings: &'r Settings,
    pub(crate) assets: Option<&'r Assets>,
    /// When the time for the work is over, where it has an end.
    pub(crate) deadline: Option<Instant>,
}

impl World for Surroundings<'_> {
    fn date(&self) -> Option<model::Instant> {
        self.settings.date()
    }

    fn source_date_epoch(&self) -> Option<model::Instant> {
        self.settings.source_date_epoch
    }

    fn is_over(&self) -> bool {
        self.deadline.is_some_and(|deadline| Instant::now() >= deadline)
    }

    fn picture(&self, source: &str) -> Result<Option<Arc<Picture>>, Diagnostic> {
        self.assets.map_or(Ok(None), |assets| assets.find(source))
    }

    fn picture_bytes(&self, picture: &Picture) -> Result<Vec<u8>, Diagnostic> {
        match self.assets {
            Some(assets) => assets.read(picture),
            None => Err(Diagnostic::warning("missing-picture", format!("there is no picture `{}`", picture.name))),
        }
    }
}
