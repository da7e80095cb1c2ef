//! A file of settings to begin with: every key, with what it says, as a comment.

use slugline_core::text::HouseRules;

use super::job;
use super::schema::{rule_does, sentence};
use crate::key::{KEYS, TABLES};

/// What stands above all keys.
const HEAD: &str = "\
# Settings of slugline, for every run in this folder and below it.
#
# Each line with a key is an example: take the `#` away, and say what is so here. `slugline config show --origin` lists what
# is in force, and which file says so; `slugline schema config` prints a schema for editors.

";

/// What lists of a house hold, as examples.
const RULES: [(&str, &str); 5] = [
    ("sections", "[\"Quayside\", \"Inner City\"]"),
    ("byline-markers", "[\"Words by\"]"),
    ("end-marks", "[\"-ht-\"]"),
    ("boilerplate-heads", "[\"About us\"]"),
    ("dateline-sources", "[\"HW\"]"),
];

/// What stands above the keys of a job. These stand before all tables: below one, a key of theirs that is freed without its heading
/// would be taken for an entry of that table.
const JOB: &str = "
# What `slugline build` does, a table for each job. A job begins with this line, and needs `inputs`, `to`, and `out` or `bundle`.
#[[job]]
";

/// What stands below them.
const TAIL: &str = "
# Options of formats and transforms, a table for each: `slugline formats html` lists those of HTML.
[options.html]
# Whole page, or the article alone.
#page = false

# Plugins of this project, each with its folder, from where this file stands.
[plugins]
#board = \"plugins/board\"
";

/// A file of settings that sets nothing: every key is there, commented out, with what it says and an example.
pub fn config_template() -> String {
    let mut text = HEAD.to_owned();
    add(&mut text, "Whether the search for further files of settings, in the folders above, ends here.", "root = true");
    add_keys(&mut text, "");
    text.push_str(JOB);
    for key in job::KEYS {
        add(&mut text, key.does, &format!("{} = {}", key.name, key.example));
    }
    for table in ["publisher", "edition", "assets", "reader"] {
        text.push_str(&format!("\n[{table}]\n"));
        add_keys(&mut text, &format!("{table}."));
        if table == "reader" {
            add_rules(&mut text);
        }
        for entries in TABLES.iter().filter(|entries| entries.name.starts_with(&format!("{table}."))) {
            text.push_str(&format!("\n# {}\n[{}]\n#{}\n", entries.does, entries.name, entries.example));
        }
    }
    text + TAIL
}

/// Adds the keys whose names are `prefix` and one more word.
fn add_keys(text: &mut String, prefix: &str) {
    for key in KEYS {
        if let Some(name) = key.name.strip_prefix(prefix).filter(|name| !name.contains('.')) {
            add(text, key.does, &format!("{name} = {}", key.example));
        }
    }
}

fn add_rules(text: &mut String) {
    for (name, example) in RULES {
        for rule in HouseRules::OPTIONS.iter().filter(|rule| rule.name == name) {
            add(text, &sentence(rule_does(rule)), &format!("{name} = {example}"));
        }
    }
}

fn add(text: &mut String, does: &str, line: &str) {
    text.push_str(&format!("# {does}\n#{line}\n"));
}

#[cfg(test)]
mod tests {
    use slugline_core::Source;

    use super::*;
    use crate::config::{ConfigFile, ConfigFiles, Setting};
    use crate::registry::Registry;
    use crate::settings::Values;

    /// The settings of a file, which is taken whole.
    fn settings(text: &str) -> Vec<Setting> {
        let file = || ConfigFile { source: Source::from_text("slugline.toml", text).unwrap(), folder: "".into() };
        let settings = ConfigFiles { files: vec![file()] }.settings();
        let taken = ConfigFiles { files: vec![file()] }.take(Registry::builtin());
        let taken = taken.and_then(|config| config.into_jobs(Registry::builtin()));
        taken.unwrap_or_else(|fault| panic!("{fault}: {text}"));
        settings
    }

    #[test]
    fn it_sets_nothing() {
        assert_eq!(settings(&config_template()), []);
    }

    #[test]
    fn without_its_marks_it_sets_every_key() {
        let text: String = config_template()
            .lines()
            .map(|line| {
                let is_key = line.starts_with('#') && !line.starts_with("# ");
                format!("{}\n", if is_key { line.trim_start_matches('#') } else { line })
            })
            .collect();
        let set: Vec<String> = settings(&text).iter().map(|setting| setting.key.join(".")).collect();
        let rules = HouseRules::OPTIONS.iter().map(|rule| format!("reader.{}", rule.name));
        for key in Values::keys().map(str::to_owned).chain(rules) {
            assert!(set.contains(&key), "{key}: {text}");
        }
        for table in Values::tables() {
            assert!(set.iter().any(|key| key.starts_with(table)), "{table}: {text}");
        }
    }
}
