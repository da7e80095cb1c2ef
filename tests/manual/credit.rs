//! Agencies get their credit: the transform `credit`.

use slugline_core::Result;
use slugline_core::model::Article;
use slugline_core::plugin::{Context, Manifest, Offer, OptionMap, Plugin, Transform};

/// The plugin: transform `credit`.
pub struct Credit;

impl Plugin for Credit {
    fn manifest(&self) -> &Manifest {
        const OFFERS: &[Offer] = &[Offer::transform("credit", "the agency of the dateline as the credit", &[])];
        static MANIFEST: Manifest = Manifest::new("credit", env!("CARGO_PKG_VERSION"), OFFERS);
        &MANIFEST
    }

    fn transform(&self, _: &str, _: &OptionMap) -> Result<Box<dyn Transform>> {
        Ok(Box::new(Credit))
    }
}

impl Transform for Credit {
    fn apply(&self, article: &mut Article<'_>, _: &mut Context<'_>) -> Result<()> {
        let head = &mut article.head;
        if let (None, Some(dateline)) = (&head.credit, &head.dateline) {
            head.credit = dateline.source.clone();
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use slugline::{BUILTIN, Pipeline, Registry, Settings, Source, Steps};

    use super::*;

    #[test]
    fn the_agency_of_the_dateline_is_the_credit() {
        let plugins = [BUILTIN, &[&Credit]].concat();
        let (transforms, to) = (vec!["credit".to_owned()], vec!["json".to_owned()]);
        let steps = Steps { transforms, to, ..Steps::default() };
        let pipeline = Pipeline::new(Registry::new(&plugins), &steps, Settings::default()).unwrap();
        let source = Source::from_text("story.txt", "Rain\n\nLEEDS (HW) — Rain fell.").unwrap();
        let converted = pipeline.convert(&source).unwrap();
        assert!(String::from_utf8_lossy(&converted.bytes).contains("\"credit\": \"HW\""));
    }
}
