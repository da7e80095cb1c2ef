//! `slugline man`: a page for each command.

use std::fs;
use std::process::Command;

use snapbox::str;

use crate::desk::Desk;

#[test]
fn a_page_says_what_the_help_says() {
    let desk = Desk::new(&[]);
    let page = desk.session("man plugin remove").code(0).stderr_eq("");
    let page = String::from_utf8(page.get_output().stdout.clone()).unwrap();
    assert!(page.contains(".TH slugline-plugin-remove 1 \" \" \"slugline "), "{page}");
    let examples = page.split_once(".SH EXAMPLES\n.nf\n").unwrap().1;
    assert!(examples.starts_with("slugline plugin remove board\n"), "{page}");
    desk.session("man plugin rmove").code(2).stdout_eq("").stderr_eq(str![[r#"
error: `slugline plugin` has no command `rmove`
  hint: `slugline --help` lists the commands

"#]]);
}

#[test]
fn every_command_has_a_page_that_is_the_same_each_time() {
    let desk = Desk::new(&[("man1/slugline.1", "an older one"), ("man1/tar.1", "another's")]);
    desk.session("man -O man1 -q").code(0).stdout_eq("").stderr_eq("");
    desk.session("man -O again -q").code(0);
    let mut names: Vec<_> = fs::read_dir(desk.path("again")).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    names.sort();
    let names: Vec<_> = names.iter().map(|name| name.to_str().unwrap()).collect();
    for name in ["slugline.1", "slugline-convert.1", "slugline-plugin.1", "slugline-plugin-install.1"] {
        assert!(names.contains(&name), "{names:?}");
    }
    for name in &names {
        let page = fs::read_to_string(desk.path(&format!("man1/{name}"))).unwrap();
        assert_eq!(page, fs::read_to_string(desk.path(&format!("again/{name}"))).unwrap());
        assert!(page.contains(".SH NAME") && page.contains(".SH EXAMPLES"), "{name}");
    }
    desk.holds("man1", &names.iter().copied().chain(["tar.1"]).collect::<Vec<_>>());
}

/// Where there is something that reads such pages, it has nothing to say to them.
#[test]
fn the_pages_are_roff() {
    let desk = Desk::new(&[]);
    desk.session("man -O man1 -q").code(0);
    let lint = "for page in man1/*; do \"$@\" \"$page\" || exit; done";
    for reader in ["groff -man -ww -Tutf8 -z", "mandoc -T lint -W error"] {
        let (program, _) = reader.split_once(' ').unwrap();
        let mut command = Command::new("sh");
        command.args(["-c", lint, "lint"]).args(reader.split(' ')).current_dir(desk.path(""));
        if Command::new(program).arg("-v").output().is_ok() {
            let ended = command.output().unwrap();
            let said = String::from_utf8_lossy(&ended.stderr) + String::from_utf8_lossy(&ended.stdout);
            assert!(ended.status.success() && said.is_empty(), "{reader}: {said}");
        }
    }
}
