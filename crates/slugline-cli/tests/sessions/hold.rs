//! `slugline convert` and stories that are not for the public: embargoes, kills, what is withheld.

use snapbox::str;

use crate::desk::{Desk, STORY};

#[test]
fn an_embargo_without_an_end_is_one() {
    let desk = Desk::new(&[("story.txt", &format!("EMBARGOED UNTIL RELEASE BY THE INSTITUTE\n\n{STORY}"))]);
    desk.session("convert story.txt -t html -O out --set date=2099-01-01").code(1).stderr_eq(str![[r#"
warning[unclear-embargo]: `EMBARGOED UNTIL RELEASE BY THE INSTITUTE` is an embargo without a date that is understood; the story is held without an end
 --> story.txt:1:1
  |
1 | EMBARGOED UNTIL RELEASE BY THE INSTITUTE
  | ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
  hint: write the end in full, as in `EMBARGOED UNTIL 3 May 2024, 00:01 GMT`
error[embargoed]: the story is under an embargo whose end is not known; nothing was written for the public (html)
 --> story.txt:1:1
  |
1 | EMBARGOED UNTIL RELEASE BY THE INSTITUTE
  | ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
  hint: to write it all the same, say `--allow embargoed`

"#]]);
    desk.session("convert story.txt -t newsml-g2 -O out -q --set publisher.name=HW").code(0).stderr_eq(str![[r#"
warning[unclear-embargo]: `EMBARGOED UNTIL RELEASE BY THE INSTITUTE` is an embargo without a date that is understood; the story is held without an end
 --> story.txt:1:1
  |
1 | EMBARGOED UNTIL RELEASE BY THE INSTITUTE
  | ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
  hint: write the end in full, as in `EMBARGOED UNTIL 3 May 2024, 00:01 GMT`

"#]]);
    let item = std::fs::read_to_string(desk.path("out/story.newsml.xml")).unwrap();
    assert!(item.contains("<embargoed/>"), "{item}");
    desk.session("convert story.txt -t html -O out --allow embargoed").code(0).stderr_eq(str![[r#"
warning[unclear-embargo]: `EMBARGOED UNTIL RELEASE BY THE INSTITUTE` is an embargo without a date that is understood; the story is held without an end
 --> story.txt:1:1
  |
1 | EMBARGOED UNTIL RELEASE BY THE INSTITUTE
  | ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
  hint: write the end in full, as in `EMBARGOED UNTIL 3 May 2024, 00:01 GMT`
wrote out/story.html (html, 4.1 KB)
note: html: 1 part is not for its readers (`-v` lists them)

"#]]);
}

#[test]
fn a_status_line_holds_a_story_back() {
    let desk = Desk::new(&[("story.txt", &format!("Status: Killed\n\n{STORY}"))]);
    desk.session("convert story.txt -t html -O out").code(1).stderr_eq(str![[r#"
error[killed]: the story is killed; nothing was written for the public (html)
 --> story.txt:1:9
  |
1 | Status: Killed
  |         ^^^^^^
  hint: to write it all the same, say `--allow killed`

"#]]);
}

#[test]
fn a_story_under_embargo_is_not_for_the_public() {
    let desk = Desk::new(&[("story.txt", &format!("EMBARGOED UNTIL 20 Nov 2024, 00:01 GMT\n\n{STORY}"))]);
    desk.session("convert story.txt -t html,newsml-g2,jsonld,epub -O out -q").code(1).stderr_eq(str![[r#"
error[embargoed]: the story is under embargo until 2024-11-20T00:01:00Z; nothing was written for the public (html, jsonld, epub)
 --> story.txt:1:1
  |
1 | EMBARGOED UNTIL 20 Nov 2024, 00:01 GMT
  | ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
  hint: slugline reads no clock: after its end, set the moment of all stories of the run with `--set date=`; to write it all the same, say `--allow embargoed`
warning[missing-publisher]: nothing says who publishes; NewsML-G2 must name a provider, and `unknown` stands in (newsml-g2)
  hint: set `publisher.name`

"#]]);
    assert!(desk.path("out/story.newsml.xml").exists() && !desk.path("out/story.html").exists());
    desk.session("convert story.txt -t html -O out --allow embargoed").code(0).stderr_eq(str![[r#"
wrote out/story.html (html, 4.1 KB)
note: html: 1 field has no place there, 1 part is not for its readers (`-v` lists them)

"#]]);
    desk.session("convert story.txt -t html -O out --set date=2024-11-20T00:01:00Z").code(0).stderr_eq(str![[r#"
wrote out/story.html (html, 4.1 KB)
note: html: 1 field has no place there, 1 part is not for its readers (`-v` lists them)

"#]]);
    desk.session("convert story.txt -t html -O out --allow embargo").code(2).stderr_eq(str![[r#"
error: no message has the code `embargo`
  hint: did you mean `embargoed`?

"#]]);
}

#[test]
fn a_held_story_holds_its_edition_back() {
    let killed = format!("Status: Killed\n\n{STORY}");
    let other = STORY.replace("Ferries", "Trams");
    let third = STORY.replace("Ferries", "Buses");
    let desk = Desk::new(&[("in/a.txt", &other), ("in/b.txt", &killed), ("in/c.txt", &third)]);
    desk.session("convert in -t rss,newsml-g2 -O out --bundle -q --set publisher.name=HW").code(1).stderr_eq(str![[
        r#"
error[killed]: the story is killed; nothing was written for the public (rss)
 --> in/b.txt:1:9
  |
1 | Status: Killed
  |         ^^^^^^
  hint: to write it all the same, say `--allow killed`
error[held-edition]: `in/b.txt` holds the edition back: it is not written, nor are the 2 other stories (rss)
 --> out/in.rss
  hint: leave it out of the inputs; to write it all the same, say `--allow killed`

"#
    ]]);
    desk.holds("out", &["in.newsml.xml"]);
    desk.session("convert in -t rss -o feed.rss -q --allow killed").code(0);
}

#[test]
fn several_held_stories_are_told_together() {
    let embargoed = format!("EMBARGOED UNTIL 20 Nov 2024, 00:01 GMT\n\n{STORY}");
    let killed = format!("KILL\n\n{}", STORY.replace("Ferries", "Trams"));
    let desk = Desk::new(&[("a.txt", &embargoed), ("b.txt", &killed)]);
    desk.session("convert a.txt b.txt -t atom -o feed.atom -q").code(1).stderr_eq(str![[r#"
error[embargoed]: the story is under embargo until 2024-11-20T00:01:00Z; nothing was written for the public (atom)
 --> a.txt:1:1
  |
1 | EMBARGOED UNTIL 20 Nov 2024, 00:01 GMT
  | ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
  hint: slugline reads no clock: after its end, set the moment of all stories of the run with `--set date=`; to write it all the same, say `--allow embargoed`
error[killed]: the story is killed; nothing was written for the public (atom)
 --> b.txt:1:1
  |
1 | KILL
  | ^^^^
  hint: to write it all the same, say `--allow killed`
error[held-edition]: `a.txt` and 1 more hold the edition back: it is not written (atom)
 --> feed.atom
  hint: leave them out of the inputs; to write them all the same, say `--allow killed,embargoed`

"#]]);
    desk.holds("", &["a.txt", "b.txt"]);
}
