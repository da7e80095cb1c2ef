//! The examples in `plugins/`, run by `slugline` as their users run them, each by its own carrier.
//!
//! Components are those in `fixtures/plugins`, or those that `cargo xtask guests` just built. `SNAPSHOTS=overwrite` writes the
//! golden files anew; look at the difference.

use std::fs;
use std::path::{Path, PathBuf};

use slugline_specimen::component;
use snapbox::{Data, str};

use crate::desk::Desk;

/// A desk with an example on it.
struct Example {
    name: &'static str,
    desk: Desk,
    /// Its golden files, which the desk has copies of.
    golden: PathBuf,
    /// What it makes of several stories, where golden files are of one.
    editions: PathBuf,
}

impl Example {
    /// The example `name`: of its folder what slugline has to have, and what it runs from. `None` where that was not built.
    fn new(name: &'static str, artifact: Option<PathBuf>) -> Option<Example> {
        let artifact = artifact?;
        let example = plugins().join(name);
        let golden = example.join("tests/golden");
        let desk = Desk::new(&[]);
        let copies = fs::read_dir(&golden).unwrap().map(|entry| entry.unwrap().path());
        for from in copies {
            fs::copy(&from, desk.path(from.file_name().unwrap().to_str().unwrap())).unwrap();
        }
        fs::create_dir(desk.path(name)).unwrap();
        for from in [example.join("slugline-plugin.toml"), artifact] {
            fs::copy(&from, desk.path(name).join(from.file_name().unwrap())).unwrap();
        }
        Some(Example { name, desk, golden, editions: example.join("tests/editions") })
    }

    /// Holds what `slugline` writes of several stories to what is expected of them.
    #[track_caller]
    fn writes(&self, command: &str, edition: &str) {
        let name = self.name;
        let words = format!("{command} --plugin {name} --output {edition}");
        self.desk.session(&words).code(0);
        let written = fs::read_to_string(self.desk.path(edition)).unwrap();
        snapbox::assert_data_eq!(written, Data::read_from(&self.editions.join(edition), None).raw());
    }
}

fn plugins() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../plugins")
}

/// What several stories make, what an option takes, what is told: what the golden files of a single story do not show.
#[test]
fn broadcast() {
    let broadcast = Example::new("broadcast", component("broadcast")).unwrap();
    broadcast.writes("convert ferries.txt rain.txt --to broadcast", "rundown.script.txt");
    let command = "convert rain.txt --to broadcast --plugin broadcast --set broadcast.rate=9 --output fast.script.txt";
    broadcast.desk.session(command).code(2).stderr_eq(str![[r#"
error: option `broadcast.rate`: expected a number from 60 to 300, found `9`

"#]]);
}

#[test]
fn agate() {
    let agate = Example::new("agate", component("agate")).unwrap();
    agate.writes("convert hockey.txt bowls.txt --to agate", "column.agate.txt");
    let command = "convert bowls.txt hockey.txt --to agate --plugin agate --output other.agate.txt --verbose";
    agate.desk.session(command).code(0).stderr_eq(str![[r#"
read bowls.txt as text, by its name
read hockey.txt as text, by its name
note[field-left-out]: the byline is left out (agate)
 --> hockey.txt:3:4
  |
3 | By Nils Averay
  |    ^^^^^^^^^^^
note[table-too-wide]: the table is wider than the column; its rows are set as text (agate)
  --> hockey.txt:17:1
   |
17 | Player            Club                    Goals     Assists     Penalty minutes     From
   | ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
note[picture-left-out]: agate has no pictures; what is said about this one is set (agate)
  --> hockey.txt:21:1
   |
21 | Image: brenn.jpg Ulla Brenn.
   | ^^^^^^^^^^^^^^^^^^^^^^^^^^^^
note[link-left-out]: agate has no links; their words are set (agate)
  --> hockey.txt:23:40
   |
23 | Level games go to a shoot-out; see the [rules](https://example.com/rules).
   |                                        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
wrote other.agate.txt (agate, 848 bytes)
2 of 2 inputs done

"#]]);
}

/// Its component is not in the repository: `cargo xtask guests` builds one, and runs this.
#[test]
fn slack() {
    let Some(slack) = Example::new("slack", component("slack")) else { return };
    slack
        .desk
        .session("convert ferries.txt --to slack --plugin slack --set slack.channel=C0123456 --output out.json")
        .code(0);
    let message = fs::read_to_string(slack.desk.path("out.json")).unwrap();
    let golden = fs::read_to_string(slack.golden.join("ferries.slack.json")).unwrap();
    assert_eq!(message, golden.replacen('{', "{\n  \"channel\": \"C0123456\",", 1));
}

/// Likewise.
#[test]
fn desk_check() {
    let Some(desk_check) = Example::new("desk-check", component("desk-check")) else { return };
    let linted = desk_check.desk.session("lint clean.txt --lint desk-check --plugin desk-check --strict");
    linted.code(0).stderr_eq("");
    let linted = desk_check.desk.session("lint german.txt --lint desk-check --plugin desk-check --strict");
    linted.code(1).stderr_eq(str![[r#"
warning[unpaired-quote]: the quotation mark » has no other in its paragraph (desk-check)
 --> german.txt:5:68
  |
5 | …agte Holm, die die Mannschaften führt. »Wir warten.
  |                                         ^
error: there were warnings that `--strict` does not let pass: `unpaired-quote`
  hint: mend what they are about, or let them pass with `--allow unpaired-quote`

"#]]);
    let words = "lint german.txt --lint desk-check --plugin desk-check";
    desk_check.desk.session(&format!("{words} --deny unpaired-quote")).code(1);
    desk_check.desk.session(&format!("{words} --strict --allow unpaired-quote")).code(0);
    let linted =
        desk_check.desk.session("lint clean.txt --lint desk-check --plugin desk-check --set desk-check.skip=bytes");
    linted.code(2).stderr_eq(str![[r#"
error: option `desk-check.skip`: expected one of embargo-without-end, missing-dateline, long-headline, unpaired-quote, unpaired-bracket, double-word, found `bytes`

"#]]);
}
