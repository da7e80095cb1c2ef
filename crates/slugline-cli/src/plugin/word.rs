//! Paths as words of a command line that can be copied into a shell.

use std::path::{Component, Path};

use crate::harmless::Harmless;

/// The folder of a plugin as a command takes it: a name alone would be that of a plugin that is installed.
pub(super) fn folder(path: &Path) -> String {
    let mut parts = path.components();
    match (parts.next(), parts.next()) {
        (Some(Component::Normal(_)), None) => word(&Path::new(".").join(path)),
        _ => word(path),
    }
}

/// A path as one word, in quotes where the shell would take it for more.
pub(super) fn word(path: &Path) -> String {
    let text = path.display().to_string();
    let is_plain = |letter: char| letter.is_alphanumeric() || "/\\:._-+@%,=~".contains(letter);
    let quoted = match text.chars().all(is_plain) && !text.is_empty() {
        true => text,
        false => format!("'{}'", text.replace('\'', "'\\''")),
    };
    Harmless(&quoted).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_shell_takes_it_for_one_word_and_slugline_for_a_folder() {
        for (path, expected) in [
            (".", "."),
            ("board", "./board"),
            ("plugins/board", "plugins/board"),
            ("/srv/board", "/srv/board"),
            ("our board", "'./our board'"),
            ("Ada's/board", "'Ada'\\''s/board'"),
        ] {
            assert_eq!(folder(Path::new(path)), expected);
        }
    }
}
