//! What was reached before: a file of floors that only ever go up.

use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;

use anyhow::{Context, Result};
use serde_json::Value;

use crate::workspace::Workspace;

const FILE: &str = "crates/xtask/accuracy.toml";
const HEADER: &str = "\
# F1 in percent on the development part of the raw-text corpus, by what was scored. `cargo xtask accuracy` fails below a
# figure; `--bless` raises the figures to the whole points that it reaches. One that has to fall is lowered by hand, in a
# commit that says why.

";

/// The figures of a family, and where the scorer has them.
const OF_A_FAMILY: &[(&str, &str)] =
    &[("fields", "/field_f1_macro"), ("boundaries", "/blocks/boundary_f1"), ("special", "/blocks/special_f1")];

/// One figure of the scorer's.
pub(super) struct Figure {
    /// What was scored: `overall`, `anpa1312_ap.fields`.
    name: String,
    /// 0 to 100.
    percent: f64,
}

impl Figure {
    /// The figures that have floors. What a family has no gold for is no figure.
    ///
    /// # Errors
    ///
    /// Where the scorer's JSON has other members than it should.
    pub(super) fn read_all(scores: &Value) -> Result<Vec<Figure>> {
        let overall = scores.pointer("/macro/overall").and_then(Value::as_f64);
        let overall = overall.context("the scorer gave no overall figure")?;
        let mut figures = vec![Figure::new("overall".to_owned(), overall)];
        let families = scores.get("families").and_then(Value::as_object).context("the scorer gave no families")?;
        for (family, scores) in families {
            let found = OF_A_FAMILY.iter().filter_map(|(what, at)| Some((what, scores.pointer(at)?.as_f64()?)));
            figures.extend(found.map(|(what, share)| Figure::new(format!("{family}.{what}"), share)));
        }
        Ok(figures)
    }

    fn new(name: String, share: f64) -> Figure {
        Figure { name, percent: share * 100.0 }
    }

    /// The floor that the figure reaches. A whole point, so that a step back by one block of hundreds is no fault.
    fn whole_points(&self) -> u64 {
        // Between 0 and 100.
        self.percent as u64
    }
}

/// The recorded floors.
pub(super) struct Floors {
    path: PathBuf,
    recorded: BTreeMap<String, u64>,
}

impl Floors {
    /// Reads the file: `name = points` lines of TOML. One that is not there records nothing.
    ///
    /// # Errors
    ///
    /// Where a line is anything else.
    pub(super) fn read(workspace: &Workspace) -> Result<Floors> {
        let path = workspace.file(FILE);
        let text = if path.exists() { fs::read_to_string(&path)? } else { String::new() };
        let lines = text.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
        let entry = |line: &str| {
            let (name, points) = line.split_once(" = ")?;
            Some((name.to_owned(), points.parse().ok()?))
        };
        let recorded =
            lines.map(|line| entry(line).with_context(|| format!("{FILE}: expected whole points, found `{line}`")));
        Ok(Floors { recorded: recorded.collect::<Result<_>>()?, path })
    }

    /// What to say where a figure is below its floor, or has none, and where a floor has no figure.
    pub(super) fn faults(&self, figures: &[Figure]) -> Vec<String> {
        let gone = self.recorded.keys().filter(|name| figures.iter().all(|figure| figure.name != **name));
        let gone = gone.map(|name| format!("{name} has a floor and was not scored"));
        figures.iter().filter_map(|figure| self.fault(figure)).chain(gone).collect()
    }

    fn fault(&self, Figure { name, percent }: &Figure) -> Option<String> {
        match self.recorded.get(name) {
            None => Some(format!("{name} has no floor: `cargo xtask accuracy --bless` gives it one")),
            Some(floor) if *percent < *floor as f64 => Some(format!("{name} is {percent:.2}, below its floor {floor}")),
            Some(_) => None,
        }
    }

    /// Raises the floors to these figures, adds what has none, drops what is no longer scored, and writes the file.
    ///
    /// # Errors
    ///
    /// Where the file cannot be written.
    pub(super) fn raise(&mut self, figures: &[Figure]) -> Result<()> {
        self.raise_to(figures);
        let lines = self.recorded.iter().map(|(name, points)| format!("{name} = {points}\n"));
        let text = HEADER.to_owned() + &lines.collect::<String>();
        fs::write(&self.path, text).with_context(|| format!("cannot write {FILE}"))
    }

    fn raise_to(&mut self, figures: &[Figure]) {
        let highest = |figure: &Figure| {
            let before = self.recorded.get(&figure.name).copied().unwrap_or(0);
            (figure.name.clone(), figure.whole_points().max(before))
        };
        self.recorded = figures.iter().map(highest).collect();
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn floors<const N: usize>(recorded: [(&str, u64); N]) -> Floors {
        Floors { path: PathBuf::new(), recorded: recorded.map(|(name, points)| (name.to_owned(), points)).into() }
    }

    fn figure(name: &str, percent: f64) -> Figure {
        Figure { name: name.to_owned(), percent }
    }

    #[test]
    fn floors_only_go_up() {
        let mut floors = floors([("gone", 5), ("higher", 60), ("lower", 40)]);
        floors.raise_to(&[figure("higher", 50.9), figure("lower", 50.9), figure("new", 7.0)]);
        let raised: Vec<(&str, u64)> = floors.recorded.iter().map(|(name, points)| (name.as_str(), *points)).collect();
        assert_eq!(raised, [("higher", 60), ("lower", 50), ("new", 7)]);
    }

    #[test]
    fn below_the_floor_without_one_and_without_a_figure_are_faults() {
        let floors = floors([("gone", 5), ("held", 50), ("lost", 50)]);
        let faults = floors.faults(&[figure("held", 50.0), figure("lost", 49.94), figure("new", 7.0)]);
        assert_eq!(
            faults,
            [
                "lost is 49.94, below its floor 50",
                "new has no floor: `cargo xtask accuracy --bless` gives it one",
                "gone has a floor and was not scored",
            ]
        );
    }

    #[test]
    fn what_has_no_gold_is_no_figure() {
        let blocks = json!({ "boundary_f1": 0.25, "special_f1": null });
        let scores = json!({
            "macro": { "overall": 0.5 },
            "families": { "agate": { "field_f1_macro": 0.75, "blocks": null }, "copy": { "blocks": blocks } },
        });
        let figures = Figure::read_all(&scores).unwrap();
        let figures: Vec<(&str, f64)> = figures.iter().map(|figure| (figure.name.as_str(), figure.percent)).collect();
        assert_eq!(figures, [("overall", 50.0), ("agate.fields", 75.0), ("copy.boundaries", 25.0)]);
    }
}
