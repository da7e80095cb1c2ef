//! What was reached before: a file of floors that only ever go up.

use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;

use anyhow::{Context, Result};
use serde_json::Value;

use crate::workspace::Workspace;

const FILE: &str = "crates/xtask/accuracy.toml";
const HEADER: &str = "\
# F1 in percent, by gold folder and by what was scored. `cargo xtask accuracy --gold FOLDER` fails below a figure of that
# folder; `--bless` raises its figures to the whole points that are reached. One that has to fall is lowered by hand, in a
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

/// The recorded floors of one gold folder.
pub(super) struct Floors {
    path: PathBuf,
    folder: String,
    recorded: Recorded,
    elsewhere: BTreeMap<String, Recorded>,
}

/// Points by what was scored.
type Recorded = BTreeMap<String, u64>;

impl Floors {
    /// Reads the floors of a gold folder, which is named as [`Gold::floors`](super::gold::Gold::floors) names it. A file
    /// that is not there records nothing.
    ///
    /// # Errors
    ///
    /// Where a line of the file is not one of its TOML.
    pub(super) fn read(workspace: &Workspace, folder: &str) -> Result<Floors> {
        let path = workspace.file(FILE);
        let text = if path.exists() { fs::read_to_string(&path)? } else { String::new() };
        let mut folders = tables(&text)?;
        let recorded = folders.remove(folder).unwrap_or_default();
        Ok(Floors { path, folder: folder.to_owned(), recorded, elsewhere: folders })
    }

    /// What to say where a figure is below its floor, or has none, and where a floor has no figure.
    pub(super) fn faults(&self, figures: &[Figure]) -> Vec<String> {
        let gone = self.recorded.keys().filter(|name| figures.iter().all(|figure| figure.name != **name));
        let gone = gone.map(|name| format!("{name} has a floor and was not scored"));
        figures.iter().filter_map(|figure| self.fault(figure)).chain(gone).collect()
    }

    fn fault(&self, Figure { name, percent }: &Figure) -> Option<String> {
        match self.recorded.get(name) {
            None => Some(format!("{name} has no floor: --bless gives it one")),
            Some(floor) if *percent < *floor as f64 => Some(format!("{name} is {percent:.2}, below its floor {floor}")),
            Some(_) => None,
        }
    }

    /// Raises the folder's floors to these figures, adds what has none, drops what is no longer scored, and writes the
    /// file.
    ///
    /// # Errors
    ///
    /// Where the file cannot be written.
    pub(super) fn raise(&mut self, figures: &[Figure]) -> Result<()> {
        self.raise_to(figures);
        fs::write(&self.path, self.to_toml()).with_context(|| format!("cannot write {FILE}"))
    }

    fn raise_to(&mut self, figures: &[Figure]) {
        let highest = |figure: &Figure| {
            let before = self.recorded.get(&figure.name).copied().unwrap_or(0);
            (figure.name.clone(), figure.whole_points().max(before))
        };
        self.recorded = figures.iter().map(highest).collect();
    }

    fn to_toml(&self) -> String {
        let mut folders: BTreeMap<&String, &Recorded> = self.elsewhere.iter().collect();
        folders.insert(&self.folder, &self.recorded);
        let table = |(folder, recorded): (&String, &Recorded)| {
            let lines = recorded.iter().map(|(name, points)| format!("{name} = {points}\n"));
            format!("\n[\"{folder}\"]\n{}", lines.collect::<String>())
        };
        HEADER.to_owned() + &folders.into_iter().map(table).collect::<String>()
    }
}

/// The floors by folder: lines `["folder"]`, each above lines `name = points`.
fn tables(text: &str) -> Result<BTreeMap<String, Recorded>> {
    let mut folders: BTreeMap<String, Recorded> = BTreeMap::new();
    let mut table = None;
    for line in text.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
        if let Some(folder) = line.strip_prefix("[\"").and_then(|line| line.strip_suffix("\"]")) {
            table = Some(folders.entry(folder.to_owned()).or_default());
            continue;
        }
        let recorded = table.as_mut().with_context(|| format!("{FILE}: expected a folder, found `{line}`"))?;
        let (name, points) = floor(line).with_context(|| format!("{FILE}: expected whole points, found `{line}`"))?;
        recorded.insert(name, points);
    }
    Ok(folders)
}

fn floor(line: &str) -> Option<(String, u64)> {
    let (name, points) = line.split_once(" = ")?;
    Some((name.to_owned(), points.parse().ok()?))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn floors<const N: usize>(recorded: [(&str, u64); N]) -> Floors {
        Floors {
            path: PathBuf::new(),
            folder: "copy".to_owned(),
            recorded: recorded.map(|(name, points)| (name.to_owned(), points)).into(),
            elsewhere: BTreeMap::new(),
        }
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
    fn floors_of_another_folder_stay() {
        let mut floors = floors([("overall", 40)]);
        floors.elsewhere = tables("[\"../dev\"]\noverall = 90\n").unwrap();
        floors.raise_to(&[figure("overall", 50.0)]);
        let written = floors.to_toml();
        assert!(written.ends_with("\n[\"../dev\"]\noverall = 90\n\n[\"copy\"]\noverall = 50\n"), "{written}");
        assert_eq!(tables(&written).unwrap().keys().collect::<Vec<_>>(), ["../dev", "copy"]);
    }

    #[test]
    fn a_floor_of_no_folder_is_a_fault_of_the_file() {
        let fault = tables("overall = 90\n").unwrap_err().to_string();
        assert_eq!(fault, "crates/xtask/accuracy.toml: expected a folder, found `overall = 90`");
    }

    #[test]
    fn below_the_floor_without_one_and_without_a_figure_are_faults() {
        let floors = floors([("gone", 5), ("held", 50), ("lost", 50)]);
        let faults = floors.faults(&[figure("held", 50.0), figure("lost", 49.94), figure("new", 7.0)]);
        assert_eq!(
            faults,
            [
                "lost is 49.94, below its floor 50",
                "new has no floor: --bless gives it one",
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
