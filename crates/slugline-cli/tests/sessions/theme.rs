//! `slugline theme`: made, changed, looked at, used.

use std::fs;

use snapbox::str;

use crate::desk::{Desk, STORY};

/// A story with most of what a page can show.
const RICH: &str = "World\n\nFerries stop as crews walk out\n\n2024-11-18\n\nBy Ada Roe, Staff Writer, and Sam Lind\n\n\
                    LEEDS, England (HW) — No ferry left <the> harbour & \"none\" will.\n\nWhat next\n\n- Talks\n- Rain\n\n\
                    Talks open on *Tuesday*.\n";

#[test]
fn a_new_theme_makes_the_built_in_page() {
    let desk = Desk::new(&[("story.txt", STORY), ("rich.txt", RICH)]);
    desk.session("theme new themes/harbour").code(0).stdout_eq("").stderr_eq(str![[r#"
wrote themes/harbour/article.hbs
wrote themes/harbour/page.css
wrote themes/harbour/page.hbs

"#]]);
    desk.holds("themes/harbour", &["article.hbs", "page.css", "page.hbs"]);
    desk.session("theme check themes/harbour").code(0).stdout_eq("").stderr_eq(str![[r#"
nothing is wrong with themes/harbour

"#]]);
    let settings = "--set publisher.name=Harbour --set publisher.language=en-GB --set publisher.copyright=2024";
    for more in ["", " --set html.page=false", " --set html.top_level=3"] {
        let convert = format!("convert story.txt rich.txt -t html -q {settings}{more}");
        desk.session(&format!("{convert} -O plain")).code(0);
        desk.session(&format!("{convert} -O themed --theme themes/harbour")).code(0);
        for page in ["story.html", "rich.html"] {
            let read = |folder: &str| fs::read_to_string(desk.path(folder).join(page)).unwrap();
            assert_eq!(read("themed"), read("plain"), "{page}{more}");
        }
    }
}

#[test]
fn nothing_is_overwritten() {
    let desk = Desk::new(&[("harbour/page.hbs", "mine"), ("file", "mine")]);
    desk.session("theme new harbour").code(2).stderr_eq(str![[r#"
error: `harbour` is there already, and nothing in it is overwritten
  hint: name another folder, or move this one away

"#]]);
    desk.session("theme new file").code(2).stderr_eq(str![[r#"
error: `file` is there already, and nothing in it is overwritten
  hint: name another folder, or move this one away

"#]]);
    desk.holds("harbour", &["page.hbs"]);
    assert_eq!(fs::read_to_string(desk.path("harbour/page.hbs")).unwrap(), "mine");
    fs::create_dir(desk.path("empty")).unwrap();
    desk.session("theme new empty -q").code(0).stderr_eq("");
    desk.holds("empty", &["article.hbs", "page.css", "page.hbs"]);
}

#[test]
fn all_faults_of_a_theme_are_shown() {
    let desk = Desk::new(&[
        ("story.txt", STORY),
        (
            "harbour/page.hbs",
            "<!doctype html>\n<title>{{hedline}}</title>\n<script>var a = \"{{headline}}\";</script>\n\
             <body class={{section}} onload=\"f('{{section}}')\">\n<a href=\"{{section}}\">{{{section}}}</a>\n\
             {{#each people}}{{section}}{{/each}}\n{{> parts/foot}}\n",
        ),
        ("harbour/parts/foot.hbs", "<p style=\"color: {{section}}\">\n{{truncate rights}}</p>\n"),
        ("harbour/parts/old.hbs", "{{nothing}}"),
        ("harbour/page.css", "p {}\n</STYLE><script>"),
    ]);
    desk.session("theme check harbour").code(1).stdout_eq("").stderr_eq(str![[r#"
error: there is no field `hedline`
 --> harbour/page.hbs:2:8
  |
2 | <title>{{hedline}}</title>
  |        ^^^^^^^^^^^
  hint: did you mean `headline`? there are: body, changed, credit, date, description, direction, headline, keywords, language, level, people, picture, published, publisher, rights, section, structured_data, style, subheadline, updated, url, words
error: `{{headline}}` stands inside `<script>`, where escaping does not help
 --> harbour/page.hbs:3:18
  |
3 | <script>var a = "{{headline}}";</script>
  |                  ^^^^^^^^^^^^
  hint: print it as JSON, without quotation marks around it: `{{json headline}}`
error: the attribute `class` has no double quotes around `{{section}}`
 --> harbour/page.hbs:4:13
  |
4 | <body class={{section}} onload="f('{{section}}')">
  |             ^^^^^^^^^^^
  hint: write `class="{{section}}"`
error: the attribute `onload` is a program of its own; escaping does not help `{{section}}` in it
 --> harbour/page.hbs:4:36
  |
4 | <body class={{section}} onload="f('{{section}}')">
  |                                    ^^^^^^^^^^^
  hint: print it in another attribute, such as `data-value`
error: the address in `href` begins with `{{section}}`, which may be a script
 --> harbour/page.hbs:5:10
  |
5 | <a href="{{section}}">{{{section}}}</a>
  |          ^^^^^^^^^^^
  hint: write `{{attr "href" section}}` in place of the attribute, or the beginning of the address into the template
error: `{{{section}}}` would print text as markup
 --> harbour/page.hbs:5:23
  |
5 | <a href="{{section}}">{{{section}}}</a>
  |                       ^^^^^^^^^^^^^
  hint: write `{{section}}`
error: there is no field `section` here
 --> harbour/page.hbs:6:17
  |
6 | {{#each people}}{{section}}{{/each}}
  |                 ^^^^^^^^^^^
  hint: write `@root.section`
error: the attribute `style` is a program of its own; escaping does not help `{{section}}` in it
 --> harbour/parts/foot.hbs:1:18
  |
1 | <p style="color: {{section}}">
  |                  ^^^^^^^^^^^
  hint: numbers may stand in a style, and options of a plugin that are colours or one of a few words
error: `truncate` takes 2 values, found 1
 --> harbour/parts/foot.hbs:2:1
  |
2 | {{truncate rights}}</p>
  | ^^^^^^^^^^^^^^^^^^^
  hint: write it as in `{{truncate headline 20}}`
error: `</style` would end the style element
 --> harbour/page.css:2:1
  |
2 | </STYLE><script>
  | ^
  hint: take it out; the file holds CSS alone
warning: nothing includes `harbour/parts/old.hbs`
  hint: write `{{> parts/old}}` where it belongs, or take it out
10 faults in harbour

"#]]);
    desk.session("convert story.txt -t html --theme harbour -O out").code(2).stderr_eq(str![[r#"
error: template `page.hbs`, line 2, column 8: there is no field `hedline`
  hint: did you mean `headline`? there are: body, changed, credit, date, description, direction, headline, keywords, language, level, people, picture, published, publisher, rights, section, structured_data, style, subheadline, updated, url, words; `slugline theme check DIR` shows this and 9 more

"#]]);
}

#[test]
fn what_is_no_theme_is_told() {
    let desk =
        Desk::new(&[("notes/readme.txt", "x"), ("odd/index.hbs", "x"), ("open/page.hbs", "<p>\n{{#if section}}")]);
    desk.session("theme check harbour").code(2).stderr_eq(str![[r#"
error: cannot read the theme `harbour`: no such file or directory
  hint: `slugline theme new harbour` makes one

"#]]);
    desk.session("theme check notes").code(2).stderr_eq(str![[r#"
error: the theme `notes` holds no files
  hint: its files end in `.hbs` and `.css`

"#]]);
    desk.session("theme check odd").code(2).stderr_eq(str![[r#"
error: the theme has none of the files article.hbs, page.css, page.hbs
  hint: `page.hbs` is the page, `article.hbs` the article in it, `page.css` the style

"#]]);
    desk.session("theme check open").code(1).stderr_eq(str![[r#"
error: `{{#if` is never closed
 --> open/page.hbs:2:1
  |
2 | {{#if section}}
  | ^^^^^^^^^^^^^^^
  hint: write `{{/if}}` behind what it holds
1 fault in open

"#]]);
}

#[test]
fn a_template_that_runs_for_ever_is_stopped() {
    let loops = "{{#each keywords}}{{#each @root.keywords}}{{#each @root.keywords}}{{/each}}{{/each}}{{/each}}";
    let keywords: Vec<String> = (0..200).map(|at| format!("k{at}")).collect();
    let post = format!("---\ntitle: Ferries stop\ntags: [{}]\n---\n\nNo ferry left.\n", keywords.join(", "));
    let desk = Desk::new(&[("story.md", &post), ("harbour/page.hbs", loops)]);
    desk.session("convert story.md -t html --theme harbour -O out").code(1).stderr_eq(str![[r#"
error[not-written]: template `page.hbs`, line 1, column 43: it takes more than 1000000 steps (html)
 --> story.md

"#]]);
    assert!(!desk.path("out/story.html").exists());
}

#[test]
fn what_can_be_done_with_a_theme() {
    let desk = Desk::new(&[]);
    desk.session("theme --help").code(0).stdout_eq(str![[r#"
Make a theme, your own templates for pages, or look for what is wrong with one

Usage: slugline theme [OPTIONS] <DO> <DIR>

Arguments:
  <DO>
          What to do

          Possible values:
          - new:   Make the folder, with the built-in theme in it. Nothing is overwritten
          - check: Look for names that are none, and for places where text from a story would become
            markup or a script

  <DIR>
          The theme's folder

Options:
  -h, --help
          Print help (see a summary with '-h')

Settings:
      --config <FILE>
          Read the settings of this file, not of each `slugline.toml` from this folder upwards

      --no-config
          Read no file of settings

Messages:
  -q, --quiet
          Say nothing but warnings and errors

  -v, --verbose
          Say more: notes, which settings were read, and what each input was read as

      --message-format <FORMAT>
          How messages look: with the lines they are about; a line each, for editors; a JSON object
          each, for programs; one SARIF log; or as GitHub shows them beside the text
          
          [default: human]
          [possible values: human, short, json, sarif, github]

      --color <WHEN>
          Colours in messages. `auto` also obeys NO_COLOR and friends
          
          [default: auto]
          [possible values: auto, always, never]

Examples:
  slugline theme new harbour                               the built-in theme, to be changed
  slugline theme check harbour                             what is wrong with it, and what to write
  instead
  slugline convert story.txt -t html --theme harbour       a page by it

"#]]);
    desk.session("theme chek harbour").code(2).stderr_eq(str![[r#"
error: invalid value 'chek' for '<DO>'
  [possible values: new, check]

  tip: a similar value exists: 'check'

For more information, try '--help'.

"#]]);
}
