//! The files of a plugin that is begun.
//!
//! They stand in `scaffolds/` as an author would write them, under the name `scaffold-name`, and every one of them is built and
//! run by the tests of the program.

use slugline_core::plugin::OfferKind;
use slugline_core::{Error, Kind, Result};
use slugline_host::{MANIFEST_FILE, is_name};

use crate::{Language, Sdk};

/// A plugin to begin with: it does one small thing, and does it right.
#[derive(Clone, Debug)]
pub struct Scaffold<'a> {
    /// Its name, and that of what it offers.
    name: &'a str,
    language: Language,
    kind: OfferKind,
}

/// A file of a plugin that is begun.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ScaffoldFile {
    /// Its name, below the plugin's folder, with `/` between folders.
    pub name: String,
    /// What it holds.
    pub text: String,
}

/// What the files of `scaffolds/` call the plugin, and where they say the SDK is.
const NAME: &str = "scaffold-name";
const SDK: &str = "scaffold-sdk";

/// A file of `scaffolds/`.
macro_rules! scaffold {
    ($path:literal) => {
        include_str!(concat!("../scaffolds/", $path))
    };
}

impl<'a> Scaffold<'a> {
    /// A plugin `name` that offers something of one kind under that name.
    ///
    /// # Errors
    ///
    /// [`Kind::Usage`] where the name is none, and where a plugin in that language cannot offer that.
    pub fn new(name: &'a str, language: Language, kind: OfferKind) -> Result<Scaffold<'a>> {
        if !is_name(name) {
            let help = "take lower-case letters, digits and hyphens, such as `board`";
            return Err(Error::new(Kind::Usage, format!("`{name}` cannot be the name of a plugin")).help(help));
        }
        if language == Language::Rust && !is_crate_name(name) {
            let help = format!("take another, such as `the-{name}`");
            return Err(Error::new(Kind::Usage, format!("`{name}` cannot be the name of a crate in Rust")).help(help));
        }
        if language == Language::Template && kind != OfferKind::Writer {
            let help = "take `--lang python`, which needs no compiler, or `rust`, `c` or `js`";
            let message = format!("templates write, and a {} does not", kind.as_str());
            return Err(Error::new(Kind::Usage, message).help(help));
        }
        if kind == OfferKind::Writer && matches!(name, "txt" | "json") {
            // What it writes of `story.txt` would be expected in `story.txt`.
            let message = format!("files that end in `.{name}` are what golden tests read, and a writer's cannot");
            return Err(Error::new(Kind::Usage, message).help(format!("take another name, such as `our-{name}`")));
        }
        Ok(Scaffold { name, language, kind })
    }

    /// Its files, of which a plugin in Rust names where `sdk` is, seen from `folder`.
    pub fn files(&self, sdk: Option<(&Sdk, &std::path::Path)>) -> Vec<ScaffoldFile> {
        let path = sdk.map(|(sdk, folder)| sdk.seen_from(folder)).unwrap_or_default();
        let mut files = vec![
            (MANIFEST_FILE.to_owned(), self.manifest()),
            ("README.md".to_owned(), self.readme()),
            (".gitignore".to_owned(), self.ignored().to_owned()),
        ];
        files.extend(self.source().into_iter().map(|(name, text)| (name.to_owned(), text)));
        files.extend(self.golden().map(|(name, text)| (name.to_owned(), text.to_owned())));
        let lock = sdk.and_then(|(sdk, _)| sdk.lock()).map(|lock| ("Cargo.lock".to_owned(), lock));
        let named = |text: String| text.replace(NAME, self.name).replace(SDK, &path);
        let mut files: Vec<ScaffoldFile> = files
            .into_iter()
            .map(|(name, text)| ScaffoldFile { name: named(name), text: named(text) })
            .chain(lock.map(|(name, text)| ScaffoldFile { name, text }))
            .collect();
        files.sort_by(|one, other| one.name.cmp(&other.name));
        files
    }

    /// The commands to go on with in its folder.
    pub fn commands(&self) -> Vec<String> {
        let name = self.name;
        let build = self.language.is_built().then(|| "slugline plugin build".to_owned());
        let allow = match self.language {
            Language::Python => format!(" --allow-process {name}"),
            Language::Rust | Language::C | Language::JavaScript | Language::Template => String::new(),
        };
        let run = match self.kind {
            OfferKind::Writer => format!("convert tests/golden/story.txt --to {name}"),
            OfferKind::Reader => format!("convert tests/golden/story.{name} --from {name} --to json"),
            OfferKind::Transform => format!("convert tests/golden/story.txt --transform {name} --to markdown"),
            OfferKind::Linter => format!("lint tests/golden/story.txt --lint {name}"),
        };
        let run = format!("slugline {run} --plugin .{allow}");
        let test = format!("slugline plugin test .{allow}");
        build.into_iter().chain([run, test]).collect()
    }

    fn manifest(&self) -> String {
        let offers = match self.kind {
            OfferKind::Writer if self.language == Language::Template => scaffold!("template/slugline-plugin.toml"),
            OfferKind::Reader => scaffold!("manifest/reader.toml"),
            OfferKind::Transform => scaffold!("manifest/transform.toml"),
            OfferKind::Linter => scaffold!("manifest/linter.toml"),
            OfferKind::Writer => scaffold!("manifest/writer.toml"),
        };
        let artifact = match self.language {
            Language::Rust | Language::C => scaffold!("manifest/component.toml"),
            Language::JavaScript => scaffold!("manifest/interpreted.toml"),
            Language::Python => scaffold!("manifest/program.toml"),
            Language::Template => scaffold!("manifest/template.toml"),
        };
        format!("{offers}\n{artifact}")
    }

    fn source(&self) -> Vec<(&'static str, String)> {
        let owned = |name, text: &str| (name, text.to_owned());
        match self.language {
            Language::Rust => vec![("Cargo.toml", self.cargo_toml()), owned("src/lib.rs", self.code())],
            Language::C => vec![
                owned("plugin.c", self.code()),
                owned("slugline_plugin.h", slugline_plugin::C_HEADER),
                owned("slugline_sdk.h", slugline_plugin::C_SDK),
            ],
            Language::JavaScript => vec![
                owned("package.json", scaffold!("js/package.json")),
                owned("plugin.js", self.code()),
                owned("slugline_plugin.js", slugline_plugin::JAVASCRIPT),
            ],
            Language::Python => {
                vec![owned("plugin.py", self.code()), owned("slugline_plugin.py", slugline_plugin::process::PYTHON)]
            }
            Language::Template => vec![owned("story.hbs", self.code())],
        }
    }

    /// Its own source: all the other files are the same for every plugin, or nearly so.
    fn code(&self) -> &'static str {
        use OfferKind::{Linter, Reader, Transform, Writer};
        match (self.language, self.kind) {
            (Language::Rust, Reader) => scaffold!("rust/reader.rs"),
            (Language::Rust, Transform) => scaffold!("rust/transform.rs"),
            (Language::Rust, Linter) => scaffold!("rust/linter.rs"),
            (Language::Rust, Writer) => scaffold!("rust/writer.rs"),
            (Language::C, Reader) => scaffold!("c/reader.c"),
            (Language::C, Transform) => scaffold!("c/transform.c"),
            (Language::C, Linter) => scaffold!("c/linter.c"),
            (Language::C, Writer) => scaffold!("c/writer.c"),
            (Language::JavaScript, Reader) => scaffold!("js/reader.js"),
            (Language::JavaScript, Transform) => scaffold!("js/transform.js"),
            (Language::JavaScript, Linter) => scaffold!("js/linter.js"),
            (Language::JavaScript, Writer) => scaffold!("js/writer.js"),
            (Language::Python, Reader) => scaffold!("python/reader.py"),
            (Language::Python, Transform) => scaffold!("python/transform.py"),
            (Language::Python, Linter) => scaffold!("python/linter.py"),
            (Language::Python, Writer) => scaffold!("python/writer.py"),
            (Language::Template, Reader | Transform | Linter | Writer) => scaffold!("template/story.hbs"),
        }
    }

    /// Options are read into a struct, which takes serde.
    fn cargo_toml(&self) -> String {
        let manifest = scaffold!("rust/Cargo.toml");
        match self.kind {
            OfferKind::Linter => manifest.replace(
                "[dependencies]\n",
                "[dependencies]\nserde = { version = \"1.0\", features = [\"derive\"] }\n",
            ),
            OfferKind::Reader | OfferKind::Transform | OfferKind::Writer => manifest.to_owned(),
        }
    }

    /// A story, and what becomes of it.
    fn golden(&self) -> [(&'static str, &'static str); 2] {
        match self.kind {
            OfferKind::Writer if self.language == Language::Template => [
                ("tests/golden/story.txt", scaffold!("golden/story.txt")),
                ("tests/golden/story.scaffold-name.html", scaffold!("golden/filled.html")),
            ],
            OfferKind::Writer => [
                ("tests/golden/story.txt", scaffold!("golden/story.txt")),
                ("tests/golden/story.scaffold-name", scaffold!("golden/written.txt")),
            ],
            OfferKind::Reader => [
                ("tests/golden/story.scaffold-name", scaffold!("golden/story.lines")),
                ("tests/golden/story.scaffold-name.answer.json", scaffold!("golden/read.json")),
            ],
            OfferKind::Transform => [
                ("tests/golden/story.txt", scaffold!("golden/story.txt")),
                ("tests/golden/story.scaffold-name.answer.json", scaffold!("golden/transformed.json")),
            ],
            OfferKind::Linter => [
                ("tests/golden/story.txt", scaffold!("golden/long.txt")),
                ("tests/golden/story.scaffold-name.answer.json", scaffold!("golden/findings.json")),
            ],
        }
    }

    fn readme(&self) -> String {
        let (kind, language) = (self.kind.as_str(), self.language.in_words());
        let commands: String = self.commands().iter().map(|command| format!("    {command}\n")).collect();
        let more = match self.language {
            Language::Rust | Language::C => scaffold!("readme/compiled.md"),
            Language::JavaScript => scaffold!("readme/js.md"),
            Language::Python => scaffold!("readme/python.md"),
            Language::Template => scaffold!("readme/template.md"),
        };
        format!("# {NAME}\n\nA plugin of slugline: the {kind} `{NAME}`, in {language}.\n\n{commands}\n{more}")
    }

    fn ignored(&self) -> &'static str {
        match self.language {
            Language::Rust => "/target\n*.wasm\n*.so\n*.dylib\n*.dll\n",
            Language::C => "*.wasm\n*.so\n*.dylib\n*.dll\n",
            Language::JavaScript => "/node_modules\n*.wasm\n",
            Language::Python => "__pycache__\n",
            Language::Template => "*.slp\n",
        }
    }
}

/// Whether it can be the name of a package of cargo's, beside those that it needs.
fn is_crate_name(name: &str) -> bool {
    const NEEDED: [&str; 3] = ["serde", "slugline-core", "slugline-plugin"];
    name.starts_with(|letter: char| letter.is_ascii_lowercase()) && !NEEDED.contains(&name)
}
