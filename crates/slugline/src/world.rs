//! What plugins see of the world: the settings, and the pictures below the folder that the user named.

use std::sync::Arc;

use slugline_core::diagnostic::Diagnostic;
use slugline_core::model::Instant;
use slugline_core::plugin::{Picture, World};

use crate::assets::Assets;
use crate::settings::Settings;

/// The world of one run.
#[derive(Clone, Copy)]
pub(crate) struct Surroundings<'r> {
    pub(crate) settings: &'r Settings,
    pub(crate) assets: Option<&'r Assets>,
}

impl World for Surroundings<'_> {
    fn date(&self) -> Option<Instant> {
        self.settings.date()
    }

    fn source_date_epoch(&self) -> Option<Instant> {
        self.settings.source_date_epoch
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
