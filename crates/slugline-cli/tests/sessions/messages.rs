//! What is said, and how: message formats, notes in sum, denied warnings, `slugline explain`.

use std::fs;

use crate::desk::{Desk, STORY};
use serde_json::Value;
use snapbox::{assert_data_eq, str};

/// A story with a time that has no zone, a note to editors and an end mark.
const ROUGH: &str = "Rain\n\nNov. 18, 2024 17:20\n\nEds: Adds a quote.\n\nIt rained all night.\n\n-30-\n";

#[test]
fn messages_for_people_show_the_line() {
    let desk = Desk::new(&[("rough.txt", ROUGH)]);
    desk.session("convert rough.txt -t html,nitf -O out").code(0).stdout_eq("").stderr_eq(str![[r#"
warning[time-without-zone]: the time in `Nov. 18, 2024 17:20` has no zone; only the day is kept
 --> rough.txt:3:1
  |
3 | Nov. 18, 2024 17:20
  | ^^^^^^^^^^^^^^^^^^^
  hint: name the zone, as in `17:20 GMT`, or set `reader.time-zone`
wrote out/rough.html (html, 3.7 KB)
wrote out/rough.nitf.xml (nitf, 800 bytes)
note: html: 2 parts are not for its readers (`-v` lists them)
note: nitf: 1 part is not for its readers (`-v` lists them)

"#]]);
}

#[test]
fn short_messages_are_a_line_each() {
    let desk = Desk::new(&[("rough.txt", ROUGH), ("bad.json", "{\"slugline\":1,\n \"head\": 7}")]);
    desk.session("convert rough.txt bad.json missing.txt -t html,nitf -O out --message-format short")
        .code(1)
        .stdout_eq("")
        .stderr_eq(str![[r#"
rough.txt:3:1: warning[time-without-zone]: the time in `Nov. 18, 2024 17:20` has no zone; only the day is kept
wrote out/rough.html (html, 3.7 KB)
wrote out/rough.nitf.xml (nitf, 800 bytes)
bad.json:1:1: error[unsupported-input]: the document has no `schema` (json)
missing.txt: error[unreadable-input]: cannot read `missing.txt`: no such file or directory
note: html: 2 parts are not for its readers (`-v` lists them)
note: nitf: 1 part is not for its readers (`-v` lists them)
1 of 3 inputs done, 1 with warnings; 2 failed

"#]]);
    desk.session("convert rough.txt -t html -O out --message-format short -v").code(0).stderr_eq(str![[r#"
read rough.txt as text, by its name
rough.txt:3:1: warning[time-without-zone]: the time in `Nov. 18, 2024 17:20` has no zone; only the day is kept
rough.txt:5:1: note[editor-only]: a note to editors is left out (html)
rough.txt:9:1: note[end-mark]: the end mark is left out (html)
wrote out/rough.html (html, 3.7 KB)

"#]]);
    desk.session("inspect bad.json --message-format short").code(1).stderr_eq(str![[r#"
bad.json:1:1: error[unsupported-input]: the document has no `schema` (json)

"#]]);
}

#[test]
fn messages_for_programs_are_an_object_each() {
    let desk = Desk::new(&[("rough.txt", ROUGH), ("bad.json", "{\"slugline\":1,\n \"head\": 7}")]);
    desk.session("convert rough.txt bad.json missing.txt -t html,nitf -O out --message-format json")
        .code(1)
        .stdout_eq("")
        .stderr_eq(str![[r#"
{"severity":"warning","code":"time-without-zone","message":"the time in `Nov. 18, 2024 17:20` has no zone; only the day is kept","help":"name the zone, as in `17:20 GMT`, or set `reader.time-zone`","origins":["text"],"input":"rough.txt","place":{"span":[6,25],"line":3,"column":1,"end_line":3,"end_column":20}}
{"severity":"note","code":"editor-only","message":"a note to editors is left out","origins":["html"],"input":"rough.txt","place":{"span":[27,45],"line":5,"column":1,"end_line":5,"end_column":19}}
{"severity":"note","code":"end-mark","message":"the end mark is left out","origins":["html","nitf"],"input":"rough.txt","place":{"span":[69,73],"line":9,"column":1,"end_line":9,"end_column":5}}
{"severity":"error","code":"unsupported-input","message":"the document has no `schema`","origins":["json"],"input":"bad.json","place":{"span":[0,0],"line":1,"column":1,"end_line":1,"end_column":1}}
{"severity":"error","code":"unreadable-input","message":"cannot read `missing.txt`: no such file or directory","origins":[],"input":"missing.txt"}
{"summary":{"inputs":3,"stories":3,"done":1,"with_warnings":1,"unchanged":0,"failed":2,"failed_editions":0,"bytes":100,"seconds":[..]}}

"#]]);
    desk.session("convert rough.txt -t html -O out --message-format json -q").code(0).stderr_eq(str![[r#"
{"severity":"warning","code":"time-without-zone","message":"the time in `Nov. 18, 2024 17:20` has no zone; only the day is kept","help":"name the zone, as in `17:20 GMT`, or set `reader.time-zone`","origins":["text"],"input":"rough.txt","place":{"span":[6,25],"line":3,"column":1,"end_line":3,"end_column":20}}

"#]]);
}

#[test]
fn what_ends_the_run_is_said_in_every_format() {
    let desk = Desk::new(&[("slugline.toml", "[publisher]\nnam = 'The Harbour Times'\n"), ("story.txt", STORY)]);
    desk.session("convert story.txt -t json -O out --message-format short").code(2).stdout_eq("").stderr_eq(str![[
        r#"
slugline.toml:2:1: error: unknown key `publisher.nam`

"#
    ]]);
    desk.session("convert story.txt -t json -O out --message-format json")
        .code(2)
        .stdout_eq("")
        .stderr_eq(str![[r#"
{"severity":"error","message":"unknown key `publisher.nam`","help":"did you mean `name`? `publisher` has: name, url, logo, article-url, authority, language, copyright, usage-terms, catalogs, sections","origins":[],"input":"slugline.toml","place":{"span":[12,15],"line":2,"column":1,"end_line":2,"end_column":4}}

"#]]);
    desk.session("convert story.txt -t pdf -O out --no-config --message-format short").code(2).stderr_eq(str![[r#"
error: unknown format `pdf`

"#]]);
}

#[test]
fn notes_are_a_line_for_each_format_of_a_run() {
    let desk = Desk::new(&[("a.txt", ROUGH), ("b.txt", &ROUGH.replace("Rain", "Hail")), ("c.txt", STORY)]);
    desk.session("convert a.txt b.txt c.txt -t jsonld,newsml-g2 -O out").code(0).stderr_eq(str![[r#"
warning[time-without-zone]: the time in `Nov. 18, 2024 17:20` has no zone; only the day is kept
 --> a.txt:3:1
  |
3 | Nov. 18, 2024 17:20
  | ^^^^^^^^^^^^^^^^^^^
  hint: name the zone, as in `17:20 GMT`, or set `reader.time-zone`
warning[missing-publisher]: nothing says who publishes; NewsML-G2 must name a provider, and `unknown` stands in (newsml-g2)
  hint: set `publisher.name`
wrote out/a.jsonld (jsonld, 325 bytes)
wrote out/a.newsml.xml (newsml-g2, 1.0 KB)
warning[time-without-zone]: the time in `Nov. 18, 2024 17:20` has no zone; only the day is kept
 --> b.txt:3:1
  |
3 | Nov. 18, 2024 17:20
  | ^^^^^^^^^^^^^^^^^^^
  hint: name the zone, as in `17:20 GMT`, or set `reader.time-zone`
wrote out/b.jsonld (jsonld, 325 bytes)
wrote out/b.newsml.xml (newsml-g2, 1.0 KB)
wrote out/c.jsonld (jsonld, 501 bytes)
wrote out/c.newsml.xml (newsml-g2, 1.2 KB)
note: jsonld: 4 parts are not for its readers, 3 incomplete-article (`-v` lists them)
note: newsml-g2: 2 parts are not for its readers (`-v` lists them)
3 of 3 inputs done, 2 with warnings

"#]]);
    desk.session("convert a.txt b.txt c.txt -t jsonld,newsml-g2 -O out -q").code(0).stderr_eq(str![[r#"
warning[time-without-zone]: the time in `Nov. 18, 2024 17:20` has no zone; only the day is kept
 --> a.txt:3:1
  |
3 | Nov. 18, 2024 17:20
  | ^^^^^^^^^^^^^^^^^^^
  hint: name the zone, as in `17:20 GMT`, or set `reader.time-zone`
warning[missing-publisher]: nothing says who publishes; NewsML-G2 must name a provider, and `unknown` stands in (newsml-g2)
  hint: set `publisher.name`
warning[time-without-zone]: the time in `Nov. 18, 2024 17:20` has no zone; only the day is kept
 --> b.txt:3:1
  |
3 | Nov. 18, 2024 17:20
  | ^^^^^^^^^^^^^^^^^^^
  hint: name the zone, as in `17:20 GMT`, or set `reader.time-zone`

"#]]);
}

#[test]
fn the_sixth_warning_of_a_code_is_counted() {
    let stories: Vec<(String, String)> = (1..=8)
        .map(|number| (format!("wire/{number}.txt"), ROUGH.replace("Rain", &format!("Rain {number}"))))
        .collect();
    let files: Vec<(&str, &str)> = stories.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
    let desk = Desk::new(&files);
    let some = desk.session("convert wire -t jsonld -O out --message-format short").code(0);
    assert_data_eq!(
        String::from_utf8(some.get_output().stderr.clone()).unwrap(),
        str![[r#"
wire/1.txt:3:1: warning[time-without-zone]: the time in `Nov. 18, 2024 17:20` has no zone; only the day is kept
wrote out/1.jsonld (jsonld, 327 bytes)
wire/2.txt:3:1: warning[time-without-zone]: the time in `Nov. 18, 2024 17:20` has no zone; only the day is kept
wrote out/2.jsonld (jsonld, 327 bytes)
wire/3.txt:3:1: warning[time-without-zone]: the time in `Nov. 18, 2024 17:20` has no zone; only the day is kept
wrote out/3.jsonld (jsonld, 327 bytes)
wire/4.txt:3:1: warning[time-without-zone]: the time in `Nov. 18, 2024 17:20` has no zone; only the day is kept
wrote out/4.jsonld (jsonld, 327 bytes)
wire/5.txt:3:1: warning[time-without-zone]: the time in `Nov. 18, 2024 17:20` has no zone; only the day is kept
wrote out/5.jsonld (jsonld, 327 bytes)
... and 3 more warnings (3 time-without-zone); `-v` shows them
wrote 3 more files for 3 more stories (981 bytes)
note: jsonld: 16 parts are not for its readers, 8 incomplete-article (`-v` lists them)
8 of 8 inputs done, 8 with warnings

"#]]
    );
    let all = desk.session("convert wire -t jsonld -O out --message-format short -v").code(0);
    let said = String::from_utf8(all.get_output().stderr.clone()).unwrap();
    assert_eq!(said.matches("warning[time-without-zone]").count(), 8);
    // A program gets them all.
    let all = desk.session("convert wire -t jsonld -O out --message-format json").code(0);
    let said = String::from_utf8(all.get_output().stderr.clone()).unwrap();
    assert_eq!(said.matches("time-without-zone").count(), 8);
}

#[test]
fn what_is_too_much_to_keep_is_counted() {
    let post: String = (0..1_003).map(|link| format!("A [word](javascript:{link}) here.\n\n")).collect();
    let desk = Desk::new(&[("post.md", &format!("# Rain\n\n{post}"))]);
    let said = desk.session("convert post.md -t html -O out --message-format short --report report.json").code(0);
    let said = String::from_utf8(said.get_output().stderr.clone()).unwrap();
    let (_, said) = said.split_once("post.md:9:3: ").unwrap();
    assert_data_eq!(
        said,
        str![[r#"
warning[unsafe-link]: the address `javascript:3` is no http, https, mailto or tel address; its words are kept (html)
post.md:11:3: warning[unsafe-link]: the address `javascript:4` is no http, https, mailto or tel address; its words are kept (html)
post.md: warning: warnings counted and not kept, for want of room: 3
wrote out/post.html (html, 23.5 KB)
... and 995 more warnings (995 unsafe-link); `-v` shows them

"#]]
    );
    let report: Value = serde_json::from_slice(&fs::read(desk.path("report.json")).unwrap()).unwrap();
    let result = &report["results"][0];
    assert_eq!((result["diagnostics"].as_array().unwrap().len(), &result["not_kept"]), (1_000, &3.into()));
}

#[test]
fn strict_denies_warnings_and_no_notes() {
    let noted = ROUGH.replace(" 17:20", "");
    let desk = Desk::new(&[("rough.txt", ROUGH), ("noted.txt", &noted)]);
    desk.session("convert noted.txt -t html -O out --strict -v").code(0).stderr_eq(str![[r#"
read noted.txt as text, by its name
note[editor-only]: a note to editors is left out (html)
 --> noted.txt:5:1
  |
5 | Eds: Adds a quote.
  | ^^^^^^^^^^^^^^^^^^
note[end-mark]: the end mark is left out (html)
 --> noted.txt:9:1
  |
9 | -30-
  | ^^^^
wrote out/noted.html (html, 3.7 KB)

"#]]);
    desk.session("convert rough.txt -t html -O out --strict --message-format short").code(1).stderr_eq(str![[r#"
rough.txt:3:1: warning[time-without-zone]: the time in `Nov. 18, 2024 17:20` has no zone; only the day is kept
wrote out/rough.html (html, 3.7 KB)
note: html: 2 parts are not for its readers (`-v` lists them)
error: there were warnings that `--strict` does not let pass: `time-without-zone`

"#]]);
    desk.session("convert rough.txt -t html -O out --strict --message-format json -q").code(1).stderr_eq(str![[r#"
{"severity":"warning","code":"time-without-zone","message":"the time in `Nov. 18, 2024 17:20` has no zone; only the day is kept","help":"name the zone, as in `17:20 GMT`, or set `reader.time-zone`","origins":["text"],"input":"rough.txt","place":{"span":[6,25],"line":3,"column":1,"end_line":3,"end_column":20}}
{"severity":"error","message":"there were warnings that `--strict` does not let pass: `time-without-zone`","help":"mend what they are about, or let them pass with `--allow time-without-zone`","origins":[]}

"#]]);
}

#[test]
fn exit_codes_are_those_of_the_manual() {
    let held = "EMBARGOED UNTIL 3 May 2024, 00:01 GMT\n\nRain\n\nIt rained all night.\n";
    let desk =
        Desk::new(&[("story.txt", STORY), ("rough.txt", ROUGH), ("held.txt", held), ("picture.txt", "%PDF-1.7\n")]);
    for (words, code) in [
        ("convert story.txt -t html -O out", 0),
        ("convert rough.txt -t html -O out", 0),
        ("convert rough.txt -t html -O out --strict", 1),
        ("convert story.txt picture.txt -t html -O out", 1),
        ("convert missing.txt -t html -O out", 1),
        ("convert held.txt -t html -O out", 1),
        ("convert held.txt -t html -O out --allow embargoed", 0),
        ("convert story.txt -t html -o story.txt/story.html", 1),
        ("convert story.txt -t pdf -O out", 2),
        ("convert story.txt -t html --report -", 2),
        ("convert story.txt", 2),
        ("inspect picture.txt", 1),
        ("formats pdf", 2),
        ("explain missing-date", 0),
    ] {
        for format in ["human", "short", "json", "sarif", "github"] {
            desk.session(&format!("{words} --message-format {format}")).code(code);
        }
    }
}

/// A name and a text of what a terminal obeys: escape sequences, C1 controls, marks that turn the writing.
#[cfg(unix)]
#[test]
fn no_message_moves_the_cursor() {
    let text = "Rain \u{1B}]0;title\u{7}\u{9B}2J\u{202E}niar\n\nNov. 18, 2024 17:20\n\nDesk code: \u{1B}[31m7\u{85}\u{2066}\n\nIt rained.\n";
    let name = "ra\u{1B}[2Jin\u{202E}\n.txt";
    let desk = Desk::new(&[]);
    fs::write(desk.path(name), text).unwrap();
    fs::write(desk.path("bad\u{1B}[2J.json"), "{\"slugline\":1,\"schema\":\"\u{9B}2J\u{202E}\"}").unwrap();
    for format in ["human", "short", "json", "sarif", "github"] {
        let words = format!(
            "convert . missing\u{1B}[2J\u{202E} -t html,anpa1312 -O out --report r.json --message-format {format}"
        );
        let said = desk.session(&words).code(1).get_output().stderr.clone();
        let report = fs::read_to_string(desk.path("r.json")).unwrap();
        for said in [String::from_utf8(said).unwrap(), report] {
            assert!(said.contains("time-without-zone") && said.contains("unreadable-input"), "{said}");
            let obeyed = |letter: &char| {
                letter.is_control() && *letter != '\n'
                    || matches!(letter, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
            };
            assert_eq!(said.chars().find(obeyed), None, "{said:?}");
        }
        fs::remove_file(desk.path("r.json")).unwrap();
    }
    // Programs get the name and the text as they are.
    let said = desk.session("convert . -t html -O out --message-format json -q").code(1).get_output().stderr.clone();
    let said = String::from_utf8(said).unwrap();
    let inputs: Vec<Value> =
        said.lines().map(|line| serde_json::from_str::<Value>(line).unwrap()["input"].clone()).collect();
    assert!(inputs.contains(&Value::from(format!("./{name}"))), "{inputs:?}");
}

#[test]
fn colours_are_for_terminals() {
    let desk = Desk::new(&[("rough.txt", ROUGH)]);
    let is_coloured = |words: &str| {
        let said =
            desk.session(&format!("convert rough.txt -t html -O out {words}")).code(0).get_output().stderr.clone();
        said.contains(&0x1B)
    };
    assert!(!is_coloured("-q"));
    assert!(is_coloured("-q --color always"));
    assert!(!is_coloured("-q --color always --message-format short"));
    assert!(!is_coloured("-q --color always --message-format json"));
}

#[test]
fn a_code_is_explained() {
    let desk = Desk::new(&[]);
    desk.session("explain missing-date").code(0).stderr_eq("").stdout_eq(str![[r#"
missing-date

Warning. The format must name a moment and the article has no full date; 1970-01-01T00:00:00Z stands in: slugline does not look at
the clock. Write a date into the story, or set one with `--set date=2024-11-18`, which is the moment of all stories of the run.

"#]]);
    desk.session("explain missing-dat").code(2).stdout_eq("").stderr_eq(str![[r#"
error: no message has the code `missing-dat`
  hint: did you mean `missing-date`?

"#]]);
    desk.session("explain flood").code(2).stdout_eq("").stderr_eq(str![[r#"
error: no message has the code `flood`
  hint: `slugline explain` lists them all

"#]]);
    let all = desk.session("explain").code(0).stderr_eq("").get_output().stdout.clone();
    let all = String::from_utf8(all).unwrap();
    assert!(all.starts_with("unreadable-input\nbinary-input\n") && all.ends_with("\nunknown-typography\n"), "{all}");
}

#[test]
fn each_format_names_its_own_remedy() {
    let desk = Desk::new(&[("story.txt", STORY)]);
    desk.session("convert story.txt -t atom,jsonfeed -O out -q").code(0).stderr_eq(str![[r#"
warning[incomplete-feed]: nothing says the feed's title, home page, own address (atom)
  hint: set `publisher.name`, `publisher.url`, `atom.feed_url`
warning[incomplete-feed]: nothing says the feed's title, home page, own address (jsonfeed)
  hint: set `publisher.name`, `publisher.url`, `jsonfeed.feed_url`

"#]]);
}

#[test]
fn an_address_is_missed_where_it_would_stand() {
    let pattern = "publisher.article-url = 'https://harbour.example/{section}/{slug}'\n";
    let desk = Desk::new(&[
        ("slugline.toml", pattern),
        ("story.txt", "Ferries stop\n\nNo ferry left the harbour.\n"),
        ("killed.txt", "KILL\n\nFerries stop\n\nNo ferry left the harbour.\n"),
    ]);
    desk.session("inspect story.txt -q").code(0).stderr_eq("");
    desk.session("convert story.txt -t html -O out -q").code(0).stderr_eq(str![[r#"
warning[no-article-url]: the article gets no web address: it has no section (html)
 --> story.txt
  hint: say it in the article, or take `{section}` out of `publisher.article-url`

"#]]);
    desk.session("convert killed.txt -t html -O out -q").code(1).stderr_eq(str![[r#"
error[killed]: the story is killed; nothing was written for the public (html)
 --> killed.txt:1:1
  |
1 | KILL
  | ^^^^
  hint: to write it all the same, say `--allow killed`

"#]]);
}

#[test]
fn what_is_read_again_lacks_no_publisher() {
    let desk = Desk::new(&[("slugline.toml", "publisher.name = 'HW'\n"), ("story.txt", STORY)]);
    desk.session("convert story.txt -t json,text,iptc7901 -O out").code(0).stderr_eq(str![[r#"
warning[missing-slug]: the story has no slug, and the header must have one; `Ferries-stop-as-crews` stands in for it (iptc7901)
 --> story.txt
  hint: give the story a line such as `Slug: harbour-strike`
wrote out/story.json (json, 1.2 KB)
wrote out/story.txt (text, 122 bytes)
wrote out/story.iptc (iptc7901, 187 bytes)
note: iptc7901: 2 fields have no place there, 1 missing-category (`-v` lists them)

"#]]);
}
