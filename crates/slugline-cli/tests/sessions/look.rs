//! `slugline inspect`, `slugline formats`, and the help.

use std::fs;

use crate::desk::{Desk, STORY};
use snapbox::str;

#[test]
fn without_a_command_there_is_help() {
    let desk = Desk::new(&[]);
    desk.command("--help").assert().code(0).stderr_eq("").stdout_eq(str![[r#"
Turn the raw text of news articles into the formats you send out

Usage: slugline [OPTIONS] <COMMAND>

Commands:
  build        Carry out the jobs of `slugline.toml`
  completions  Print the script by which a shell completes names of commands, formats and plugins
  config       Show the settings that are in force
  convert      Convert articles to one or more formats
  explain      Say what a code in a message means, and what to do
  formats      List the formats and transforms, or the options of one
  init         Write a file of settings to begin with, `slugline.toml`, into this folder
  inspect      Show what slugline makes of a file: the article as a tree, with the bytes each part
               was read from
  lint         Ask linters about articles, and write nothing
  man          Print the manual page of a command, or write those of all of them
  plugin       Find, check, install and make plugins
  schema       Print a JSON Schema: of settings, documents, reports, or what plugins are told
  stream       Answer records of JSON, a line for a line: for millions of stories, and for programs
               that split them
  theme        Make a theme, your own templates for pages, or look for what is wrong with one
  watch        Watch a folder: convert what is put there, and move it away
  help         Print this message or the help of the given subcommand(s)

Options:
  -h, --help     Print help
  -V, --version  Print version

Settings:
      --config <FILE>  Read the settings of this file, not of each `slugline.toml` from this folder
                       upwards
      --no-config      Read no file of settings

Messages:
  -q, --quiet                    Say nothing but warnings and errors
  -v, --verbose                  Say more: notes, which settings were read, and what each input was
                                 read as
      --message-format <FORMAT>  How messages look: with the lines they are about; a line each, for
                                 editors; a JSON object each, for programs; one SARIF log; or as
                                 GitHub shows them beside the text [default: human] [possible
                                 values: human, short, json, sarif, github]
      --color <WHEN>             Colours in messages. `auto` also obeys NO_COLOR and friends
                                 [default: auto] [possible values: auto, always, never]

Examples:
  slugline convert story.txt --to newsml-g2,html -O out    files for the wire and the web
  slugline convert story.txt -t html                       the page on standard output
  slugline inspect story.txt                               what slugline makes of the text
  slugline formats                                         everything it can read and write
  slugline build                                           the jobs of slugline.toml, for each day
  slugline watch inbox -t newsml-g2 -O out                 a folder that is watched
  slugline explain missing-date                            what a message means, and what to do
  slugline theme new harbour                               templates of your own for pages

Exit codes: 0 done; 1 an input or output failed, or a warning was denied; 2 could not run;
130 and 143 ended by Ctrl-C and SIGTERM.

"#]]);
    desk.session("convrt").code(2).stderr_eq(str![[r#"
error: unrecognized subcommand 'convrt'

  tip: a similar subcommand exists: 'convert'

Usage: slugline [OPTIONS] <COMMAND>

For more information, try '--help'.

"#]]);
    desk.session("--version").code(0).stdout_eq(str![[r#"
slugline 0.1.0

"#]]);
}

#[test]
fn an_article_is_shown_as_a_tree() {
    let desk = Desk::new(&[("story.txt", STORY)]);
    desk.session("inspect story.txt").code(0).stderr_eq("").stdout_eq(str![[r#"
         0..5  section "World"
        7..37  headline "Ferries stop as crews walk out"
       59..66  byline "Ada Roe"
       39..49  published 2024-11-18
      68..104  paragraph "No ferry left the harbour on Monday."
     106..126  paragraph "Crews want more pay."

"#]]);
}

#[test]
fn each_line_is_accounted_for() {
    let desk = Desk::new(&[("story.txt", STORY)]);
    desk.session("inspect story.txt --explain")
        .code(0)
        .stderr_eq("")
        .stdout_eq(str![[r#"
   1  section    section-name  "World"                                 the name of a section, above the headline
   2  blank      blank-line    ""                                      only white space
   3  headline   first-line    "Ferries stop as crews walk out"        the first line that is no section, without a full stop
   4  blank      blank-line    ""                                      only white space
   5  date       date-line     "2024-11-18"                            a date alone on its line
   6  blank      blank-line    ""                                      only white space
   7  byline     byline-label  "Author: Ada Roe"                       a label such as `Author:`, then names
   8  blank      blank-line    ""                                      only white space
   9  paragraph  text          "No ferry left the harbour on Monday."  no other rule claims it
  10  blank      blank-line    ""                                      only white space
  11  paragraph  text          "Crews want more pay."                  no other rule claims it

"#]]);
}

#[test]
fn what_is_no_text_can_be_seen() {
    let desk = Desk::new(&[("story.txt", "\u{FEFF}Rain\n\nBy Ada Roe\n\n  It **rained** all night.\n")]);
    desk.session("inspect story.txt --explain -v").code(0).stderr_eq("").stdout_eq(str![[r#"
   1  headline   first-line     "Rain"                      the first line that is no section, without a full stop
      - byte order mark 0..3 ""
   2  blank      blank-line     ""                          only white space
   3  byline     byline-marker  "By Ada Roe"                a marker such as `By`, then names
      - byline marker 9..12 "By "
   4  blank      blank-line     ""                          only white space
   5  paragraph  text           "It **rained** all night."  no other rule claims it
      - white space 21..23 "  "
      - inline mark 26..28 "**"
      - inline mark 34..36 "**"

"#]]);
}

#[test]
fn the_table_of_lines_comes_with_the_messages_of_the_tree() {
    let desk = Desk::new(&[("story.txt", "Rain\n\nNov. 18, 2024 17:20\n\nIt rained all night.\n")]);
    fs::write(desk.path("latin.txt"), b"Caf\xE9\n\nIt rained all night.\n").unwrap();
    let said = |words: &str| desk.session(words).code(0).get_output().stderr.clone();
    for story in ["story.txt", "latin.txt"] {
        let tree = said(&format!("inspect {story}"));
        assert!(tree.starts_with(b"warning["));
        assert_eq!(said(&format!("inspect {story} --explain")), tree);
        assert_eq!(said(&format!("convert {story} -t json -o story.json -q")), tree);
    }
}

#[test]
fn what_cannot_be_inspected_fails() {
    let desk = Desk::new(&[("bad.json", "{\"slugline\":1,\n \"head\": 7}")]);
    desk.session("inspect missing.txt").code(1).stdout_eq("").stderr_eq(str![[r#"
error[unreadable-input]: cannot read `missing.txt`: no such file or directory

"#]]);
    desk.session("inspect bad.json").code(1).stdout_eq("").stderr_eq(str![[r#"
error[unsupported-input]: the document has no `schema` (json)
 --> bad.json:1:1
  |
1 | {"slugline":1,
  | ^

"#]]);
    desk.session("inspect bad.json -f html5").code(2).stdout_eq("").stderr_eq(str![[r#"
error: unknown format `html5`
  hint: slugline reads: text, mail, markdown, json

"#]]);
}

#[test]
fn the_formats_are_listed() {
    let desk = Desk::new(&[]);
    desk.session("formats").code(0).stderr_eq("").stdout_eq(str![[r#"
text        read, write  .txt          raw article text and wire copy
mail        read         .eml          mail: a message, or a mailbox of several
markdown    read, write  .md           posts in Markdown, with front matter in YAML, TOML or JSON
newsml-g2   write        .newsml.xml   NewsML-G2 2.35, power conformance, body as XHTML or NITF
nitf        write        .nitf.xml     NITF 3.6, with namespace
ninjs       write        .ninjs.json   ninjs 3.1 (News in JSON), body as HTML
ninjs-2     write        .ninjs2.json  ninjs 2.2, for receivers of 2.x
jsonld      write        .jsonld       schema.org NewsArticle 30.0 as JSON-LD; several articles as NDJSON
epub        write        .epub         EPUB 3.3, a chapter per article
html        write        .html         HTML page with JSON-LD inside, or the article element alone
rss         write        .rss          RSS 2.0 with the text of each article; several articles as one feed
atom        write        .atom         Atom feed (RFC 4287), an entry per article, its text as XHTML
jsonfeed    write        .feed.json    JSON Feed 1.1, an item per article, its text as HTML
json        read, write  .json         slugline's own JSON: a document, or several in a row
anpa1312    write        .anpa         ANPA 1312 wire copy; several articles one after the other
iptc7901    write        .iptc         IPTC 7901 wire copy; several articles one after the other
typography  transform                  typographic quotes, apostrophes, dashes and ellipses, as the language has them

"#]]);
    desk.session("formats epub").code(0).stderr_eq("").stdout_eq(str![[r#"
epub (writer): EPUB 3.3, a chapter per article
  plugin  epub 0.1.0
  files   .epub, application/epub+zip
  for     the public: no story that is killed, withheld or embargoed
  without embargo, slug, urgency, category, word-count, editor-note, status, version, url, publisher.url, publisher.logo, publisher.usage-terms
  no options

"#]]);
    desk.session("formats ebup").code(2).stdout_eq("").stderr_eq(str![[r#"
error: nothing is called `ebup`
  hint: did you mean `epub`?

"#]]);
}

#[test]
fn programs_get_the_formats_as_json() {
    let desk = Desk::new(&[]);
    desk.session("formats text --json").code(0).stderr_eq("").stdout_eq(str![[r#"
{
  "offers": [
    {
      "audience": null,
      "binary": false,
      "carries": null,
      "extension": "txt",
      "kind": "reader",
      "media_type": "text/plain",
      "name": "text",
      "options": [
        {
          "name": "sections",
          "summary": "further names of sections, parted by commas"
        },
        {
          "name": "byline-markers",
          "summary": "further words before the names of a byline, parted by commas"
        },
        {
          "name": "end-marks",
          "summary": "further lines that end a text, parted by commas"
        },
        {
          "name": "boilerplate-heads",
          "summary": "further lines above boilerplate, parted by commas"
        },
        {
          "name": "dateline-sources",
          "summary": "further agencies that datelines name, parted by commas"
        },
        {
          "name": "time-zone",
          "summary": "zone of times that name none, such as Europe/Berlin or +01:00"
        }
      ],
      "plugin": "text",
      "summary": "raw article text and wire copy",
      "version": "0.1.0"
    },
    {
      "audience": "public",
      "binary": false,
      "carries": [
        "headline",
        "subheadline",
        "section",
        "byline",
        "byline-role",
        "byline-affiliation",
        "dateline",
        "created",
        "published",
        "updated",
        "language",
        "slug",
        "keyword",
        "word-count",
        "credit",
        "rights",
        "url"
      ],
      "extension": "txt",
      "kind": "writer",
      "media_type": "text/plain",
      "name": "text",
      "options": [],
      "plugin": "plain-text",
      "summary": "plain text, which reads back to the same article",
      "version": "0.1.0"
    }
  ]
}

"#]]);
}
