//! The same bytes wherever and whenever an article is converted.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Result, bail};

use crate::process;
use crate::program::Program;
use crate::workspace::{self, Workspace};

/// Where and how the program is run. What differs must not be seen in what it writes.
struct Surroundings {
    name: &'static str,
    current_folder: PathBuf,
    articles: PathBuf,
    time_zone: &'static str,
    locale: &'static str,
}

/// Converts every fixture article to every format in different surroundings, and compares the bytes.
///
/// # Errors
///
/// Where an output differs, with its name, or an article is not converted.
pub(crate) fn run(workspace: &Workspace) -> Result<()> {
    let program = Program::build(workspace)?;
    let folder = workspace.empty_folder("determinism")?;
    let elsewhere = folder.join("elsewhere/below");
    fs::create_dir_all(&elsewhere)?;
    let formats = program.formats()?;
    let surroundings = [
        Surroundings {
            name: "first",
            current_folder: workspace.file(""),
            articles: PathBuf::from("fixtures/articles"),
            time_zone: "UTC",
            locale: "C",
        },
        Surroundings {
            name: "second",
            current_folder: elsewhere,
            articles: workspace.file("fixtures/articles"),
            time_zone: "Pacific/Auckland",
            locale: "tr_TR.UTF-8",
        },
    ];
    let mut outputs = Vec::new();
    for surroundings in &surroundings {
        let out = folder.join(surroundings.name);
        surroundings.convert(&program, &formats, &out.join("files"), &[])?;
        surroundings.convert(&program, &formats, &out.join("bundles"), &["--bundle"])?;
        outputs.push(out);
    }
    let [first, second] = outputs.as_slice() else { bail!("two runs are compared") };
    let compared = compare(first, second)?;
    println!(
        "{compared} files in {} formats: the same bytes from two folders, time zones, locales and ways to name the input",
        formats.len()
    );
    fs::remove_dir_all(&folder)?;
    Ok(())
}

impl Surroundings {
    fn convert(&self, program: &Program, formats: &[String], out: &Path, options: &[&str]) -> Result<()> {
        let mut slugline = program.command();
        slugline
            .arg("convert")
            .arg(&self.articles)
            .args(["--to", &formats.join(","), "-O"])
            .arg(out)
            .args(options)
            .current_dir(&self.current_folder)
            .env("TZ", self.time_zone)
            .env("LANG", self.locale)
            .env("LC_ALL", self.locale);
        process::succeed(&mut slugline, "")?;
        Ok(())
    }
}

fn compare(first: &Path, second: &Path) -> Result<usize> {
    let names = relative(first)?;
    if names != relative(second)? {
        bail!("the outputs have other names: compare {} and {}", first.display(), second.display());
    }
    for name in &names {
        if fs::read(first.join(name))? != fs::read(second.join(name))? {
            bail!("{} differs: compare {} and {}", name.display(), first.display(), second.display());
        }
    }
    Ok(names.len())
}

fn relative(folder: &Path) -> Result<Vec<PathBuf>> {
    let files = workspace::files(folder)?;
    files.iter().map(|path| Ok(path.strip_prefix(folder)?.to_owned())).collect()
}
