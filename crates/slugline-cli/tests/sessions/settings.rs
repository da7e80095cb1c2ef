//! `slugline.toml`: where it is found, what it does, what is said where it is wrong.

use crate::desk::{Desk, STORY};
use snapbox::cmd::OutputAssert;
use snapbox::str;

/// The folder `work`, a repository with `slugline.toml` in it, and a story two folders down.
fn repository(toml: &str) -> Desk {
    Desk::new(&[
        ("slugline.toml", "publisher.name = 'Nobody'\n"),
        ("work/.git/HEAD", ""),
        ("work/slugline.toml", toml),
        ("work/desk/inbox/story.txt", STORY),
        ("work/desk/inbox/slugline.toml/note.txt", "A folder of this name is no file of settings."),
    ])
}

/// `slugline` with these words, run beside the story.
fn session(desk: &Desk, words: &str) -> OutputAssert {
    desk.command(words).current_dir(desk.path("work/desk/inbox")).assert()
}

#[test]
fn settings_are_found_upwards_as_far_as_the_repository() {
    let desk = repository("publisher.language = 'en-GB'\n");
    session(&desk, "inspect story.txt -v")
        .code(0)
        .stderr_eq(str![[r#"
read the settings of ../../slugline.toml

"#]])
        .stdout_eq(str![[r#"
            -  language "en-GB"
         0..5  section "World"
        7..37  headline "Ferries stop as crews walk out"
       59..66  byline "Ada Roe"
       39..49  published 2024-11-18
      68..104  paragraph "No ferry left the harbour on Monday."
     106..126  paragraph "Crews want more pay."

"#]]);
    session(&desk, "convert story.txt -t json -o story.json -v").code(0).stderr_eq(str![[r#"
read the settings of ../../slugline.toml
read story.txt as text, by its name
wrote story.json (json, 1.2 KB)

"#]]);
}

#[test]
fn a_repository_hides_what_lies_above_it() {
    let desk = Desk::new(&[
        ("slugline.toml", "publisher.language = 'de'\n"),
        ("work/.git", "gitdir: ../elsewhere\n"),
        ("work/desk/inbox/story.txt", STORY),
    ]);
    let said = session(&desk, "inspect story.txt -v").code(0).stderr_eq("").get_output().stdout.clone();
    assert!(!String::from_utf8(said).unwrap().contains("language"));
}

#[test]
fn an_input_brings_no_settings() {
    let desk = Desk::new(&[
        (".git/HEAD", ""),
        ("inbox/slugline.toml", "publisher.language = 'de'\n"),
        ("inbox/story.txt", STORY),
    ]);
    // Nor is such a file a story.
    desk.session("convert inbox -t json -O out -v").code(0).stderr_eq(str![[r#"
read inbox/story.txt as text, by its name
wrote out/story.json (json, 1.2 KB)

"#]]);
    let written = std::fs::read_to_string(desk.path("out/story.json")).unwrap();
    assert!(!written.contains("\"language\""), "{written}");
}

#[test]
fn set_goes_before_the_file() {
    let desk = repository("publisher.language = 'en-GB'\n[options.html]\npage = false\n");
    session(&desk, "convert story.txt -t html").code(0).stderr_eq("").stdout_eq(str![[r#"
<article lang="en-GB">
<header>
<p class="section">World</p>
<h1>Ferries stop as crews walk out</h1>
<p class="byline">By <span class="author">Ada Roe</span></p>
<p class="dates"><time datetime="2024-11-18">2024-11-18</time></p>
</header>
<p>No ferry left the harbour on Monday.</p>
<p>Crews want more pay.</p>
</article>

"#]]);
    session(&desk, "convert story.txt -t html --set publisher.language=de --set html.top_level=2")
        .code(0)
        .stderr_eq("")
        .stdout_eq(str![[r#"
<article lang="de">
<header>
<p class="section">World</p>
<h2>Ferries stop as crews walk out</h2>
<p class="byline">Von <span class="author">Ada Roe</span></p>
<p class="dates"><time datetime="2024-11-18">2024-11-18</time></p>
</header>
<p>No ferry left the harbour on Monday.</p>
<p>Crews want more pay.</p>
</article>

"#]]);
}

#[test]
fn one_file_is_named_or_none_is_read() {
    let desk = repository("publisher.language = 'en-GB'\n");
    std::fs::write(desk.path("work/house.toml"), "publisher.language = 'fr'\n").unwrap();
    let language = |words: &str| {
        let said = session(&desk, words).code(0).stderr_eq("").get_output().stdout.clone();
        let tree = String::from_utf8(said).unwrap();
        tree.lines().find_map(|line| Some(line.split_once("language ")?.1.to_owned()))
    };
    assert_eq!(language("inspect story.txt").as_deref(), Some("\"en-GB\""));
    assert_eq!(language("inspect story.txt --config ../../house.toml").as_deref(), Some("\"fr\""));
    assert_eq!(language("inspect story.txt --no-config"), None);
}

#[test]
fn a_file_that_is_not_there_ends_the_run() {
    let desk = repository("");
    session(&desk, "convert story.txt -t json -o story.json --config house.toml").code(2).stdout_eq("").stderr_eq(
        str![[r#"
error: cannot read the settings `house.toml`: no such file or directory

"#]],
    );
    session(&desk, "inspect story.txt --config house.toml --no-config").code(2).stdout_eq("").stderr_eq(str![[r#"
error: the argument '--config <FILE>' cannot be used with '--no-config'

Usage: slugline inspect --config <FILE> <FILE>

For more information, try '--help'.

"#]]);
}

#[test]
fn a_key_that_is_none_is_shown_with_the_nearest() {
    let desk = repository("# The house.\n[publisher]\nname = 'The Harbour Times'\nlangage = 'en'\n");
    for words in ["convert story.txt -t json -o story.json", "inspect story.txt"] {
        session(&desk, words).code(2).stdout_eq("").stderr_eq(str![[r#"
error: unknown key `publisher.langage`
 --> ../../slugline.toml:4:1
  |
4 | langage = 'en'
  | ^^^^^^^
  hint: did you mean `language`? `publisher` has: name, url, logo, article-url, authority, language, copyright, usage-terms, catalogs, sections

"#]]);
    }
    session(&desk, "formats json").code(0).stderr_eq("");
}

#[test]
fn a_value_that_does_not_fit_is_shown() {
    let wrong = |toml: &str| session(&repository(toml), "inspect story.txt").code(2).stdout_eq("");
    wrong("[reader]\nsections = 'World'\n").stderr_eq(str![[r#"
error: `reader.sections`: expected a list such as `["One", "Two"]`, found `World`
 --> ../../slugline.toml:2:12
  |
2 | sections = 'World'
  |            ^^^^^^^

"#]]);
    wrong("[options.html]\npage = true\ntop_level = 9\n").stderr_eq(str![[r#"
error: option `html.top_level`: expected a number from 1 to 6, found `9`
 --> ../../slugline.toml:3:13
  |
3 | top_level = 9
  |             ^

"#]]);
    wrong("[publisher]\nname = 'The Harbour Times\n").stderr_eq(str![[r#"
error: this is not TOML: invalid literal string, expected `'`
 --> ../../slugline.toml:2:26
  |
2 | name = 'The Harbour Times
  |                          ^

"#]]);
}

#[test]
fn a_theme_stands_beside_the_settings() {
    let desk = repository("theme = 'templates'\n");
    desk.session("theme new work/templates -q").code(0);
    session(&desk, "convert story.txt -t html -o story.html -q").code(0).stderr_eq("");
    // What every run has is no fault of one whose formats take no theme.
    session(&desk, "convert story.txt -t json -o story.json -q").code(0).stderr_eq("");
    session(&desk, "convert story.txt -t json -o story.json --theme ../../templates").code(2).stderr_eq(str![[r#"
error: none of the formats takes a theme: json

"#]]);
    session(&desk, "convert story.txt -t html -o story.html --set theme=nowhere").code(2).stderr_eq(str![[r#"
error: cannot read the theme `nowhere`: no such file or directory
  hint: `slugline theme new nowhere` makes one

"#]]);
}

#[test]
fn a_time_without_a_zone_is_of_the_newsrooms() {
    let desk = Desk::new(&[
        ("slugline.toml", "root = true\n\n[reader]\ntime-zone = 'Europe/Berlin'\n"),
        ("story.txt", "Ferries stop\n\nNov. 18, 2024 17:20\n\nNo ferry left the harbour.\n"),
        ("post.md", "---\ntitle: Ferries stop\ndate: 2024-11-18 17:20\n---\nNo ferry left the harbour.\n"),
    ]);
    for (words, zone) in [("", "+01:00"), (" --set reader.time-zone=-04:00", "-04:00")] {
        for story in ["story.txt", "post.md"] {
            let said = desk.session(&format!("convert {story} -t json{words}")).code(0).stderr_eq("");
            let said = String::from_utf8(said.get_output().stdout.clone()).unwrap();
            assert!(said.contains(&format!("2024-11-18T17:20:00{zone}")), "{said}");
        }
    }
    desk.session("convert story.txt -t json --set reader.time-zone=Marrow").code(2).stderr_eq(str![[r#"
error: `reader.time-zone`: expected a time zone such as `Europe/Berlin` or `+01:00`, found `Marrow`

"#]]);
}
