//! The languages that a plugin can be begun in.

/// What a plugin is written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Language {
    /// Rust: a component, or a library.
    Rust,
    /// C: likewise.
    C,
    /// JavaScript: a component.
    JavaScript,
    /// Python: a program.
    Python,
    /// Templates.
    Template,
}

impl Language {
    /// All of them, in the order to be listed.
    pub const ALL: [Language; 5] =
        [Language::Rust, Language::C, Language::JavaScript, Language::Python, Language::Template];

    /// The language as a word of a command line: `js`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Language::Rust => "rust",
            Language::C => "c",
            Language::JavaScript => "js",
            Language::Python => "python",
            Language::Template => "template",
        }
    }

    /// The language in words: `JavaScript`.
    pub const fn in_words(self) -> &'static str {
        match self {
            Language::Rust => "Rust",
            Language::C => "C",
            Language::JavaScript => "JavaScript",
            Language::Python => "Python",
            Language::Template => "templates",
        }
    }

    /// Whether there is something to build before it can run.
    pub const fn is_built(self) -> bool {
        match self {
            Language::Rust | Language::C | Language::JavaScript => true,
            Language::Python | Language::Template => false,
        }
    }
}
