//! `slugline convert`: its arguments and settings, and what it says to wrong ones.

use snapbox::cmd::OutputAssert;
use snapbox::str;

use crate::desk::{Desk, STORY};

#[test]
fn an_unknown_format_names_the_known_ones() {
    let desk = Desk::new(&[("story.txt", STORY)]);
    desk.session("convert story.txt -t newsml,json -O out").code(2).stderr_eq(str![[r#"
error: unknown format `newsml`
  hint: did you mean `newsml-g2`? slugline writes: text, markdown, newsml-g2, nitf, ninjs, ninjs-2, jsonld, epub, html, rss, atom, jsonfeed, json, anpa1312, iptc7901

"#]]);
    desk.session("convert story.txt -f docx -t json -O out").code(2).stderr_eq(str![[r#"
error: unknown format `docx`
  hint: slugline reads: text, mail, markdown, json

"#]]);
    desk.session("convert story.txt -t mail -O out").code(2).stderr_eq(str![[r#"
error: `mail` can be read, not written
  hint: slugline writes: text, markdown, newsml-g2, nitf, ninjs, ninjs-2, jsonld, epub, html, rss, atom, jsonfeed, json, anpa1312, iptc7901

"#]]);
    desk.session("convert story.txt -t json --transform typografy -O out").code(2).stderr_eq(str![[r#"
error: unknown transform `typografy`
  hint: did you mean `typography`? slugline has: typography

"#]]);
    desk.holds("", &["story.txt"]);
}

#[test]
fn a_misspelled_key_names_the_nearest() {
    let desk = Desk::new(&[("story.txt", STORY)]);
    desk.session("convert story.txt -t json --set publisher.nam=Harbour")
        .code(2)
        .stderr_eq(str![[r#"
error: unknown key `publisher.nam`
  hint: did you mean `publisher.name`? the keys are publisher.name, publisher.url, publisher.logo, publisher.article-url, publisher.authority, publisher.language, publisher.copyright, publisher.usage-terms, edition.title, edition.identifier, date, assets.folder, assets.url, reader.encoding, reader.time-zone, theme, publisher.catalogs.ALIAS, publisher.sections.SECTION, and FORMAT.OPTION as `slugline formats FORMAT` lists them

"#]]);
    desk.session("convert story.txt -t json --set publisher.language=english").code(2).stderr_eq(str![[r#"
error: `publisher.language`: expected a language tag such as `en` or `pt-BR`, found `english`

"#]]);
    desk.session("convert story.txt -t json --set json.pretty=yes").code(2).stderr_eq(str![[r#"
error: `json` has no option `pretty`
  hint: it has no options

"#]]);
}

/// The keys that a text names between `before` and the options of formats.
fn keys<'t>(text: &'t str, before: &str) -> Vec<&'t str> {
    let (_, keys) = text.split_once(before).unwrap();
    let (keys, _) = keys.split_once(", and FORMAT.OPTION").unwrap();
    keys.split(',').map(str::trim).collect()
}

#[test]
fn the_help_names_every_key() {
    let desk = Desk::new(&[("story.txt", STORY)]);
    let said = |session: OutputAssert| {
        let output = session.get_output();
        String::from_utf8([output.stdout.as_slice(), &output.stderr].concat()).unwrap()
    };
    let help = said(desk.session("convert --help").code(0));
    let hint = said(desk.session("convert story.txt -t json --set 1=2").code(2));
    assert_eq!(keys(&help, "Keys: "), keys(&hint, "the keys are "));
}

#[test]
fn what_is_set_is_in_the_output() {
    let desk = Desk::new(&[("story.txt", STORY)]);
    let session =
        desk.session("convert story.txt -t jsonld --set publisher.name=Harbour --set publisher.language=en-GB");
    let output = String::from_utf8(session.code(0).get_output().stdout.clone()).unwrap();
    assert!(output.contains("\"Harbour\"") && output.contains("\"en-GB\""), "{output}");
}

#[test]
fn a_wrong_epoch_is_refused() {
    let desk = Desk::new(&[("story.txt", STORY)]);
    desk.command("convert story.txt -t json")
        .env("SOURCE_DATE_EPOCH", "yesterday")
        .assert()
        .code(2)
        .stdout_eq("")
        .stderr_eq(str![[r#"
error: `SOURCE_DATE_EPOCH`: expected seconds since 1970-01-01 in digits, found `yesterday`
  hint: unset it, or set it to a number such as 1731951240

"#]]);
}

#[test]
fn without_arguments_there_is_help() {
    let desk = Desk::new(&[]);
    desk.session("convert").code(2).stdout_eq("").stderr_eq(str![[r#"
error: the following required arguments were not provided:
  --to <FORMAT>
  <IN>...

Usage: slugline convert --to <FORMAT> <IN>...

For more information, try '--help'.

"#]]);
    desk.session("convert story.txt").code(2).stdout_eq("").stderr_eq(str![[r#"
error: the following required arguments were not provided:
  --to <FORMAT>

Usage: slugline convert --to <FORMAT> <IN>...

For more information, try '--help'.

"#]]);
    desk.session("convert --help").code(0).stderr_eq("").stdout_eq(str![[r#"
Convert articles to one or more formats

Usage: slugline convert [OPTIONS] --to <FORMAT> [IN]...

Arguments:
  [IN]...  Files, folders and patterns of them; `-` is standard input. Hidden files in folders are
           left out

Options:
  -t, --to <FORMAT>            Formats to write; `slugline formats` lists them
  -f, --from <FORMAT>          Format of the inputs. By default each is known by its name, else by
                               what it looks like
  -o, --output <FILE>          Write this file: one format; many articles only where the format
                               holds many
  -O, --out-dir <DIR>          Write a file per article and format into this folder
      --bundle                 With -O: one file of all articles, where the format holds many
      --check                  Write nothing: exit with 1 where an output is not what its file holds
      --diff                   As --check, and show on standard output in what they differ
      --transform <NAME>       Transforms to apply, in this order
      --lint <NAME>            Linters to ask, of plugins
      --set <KEY=VALUE>        Say what the text does not: publisher.name='The Harbour Times'
      --assets <DIR>           Folder of the pictures that the articles refer to
      --theme <DIR>            Folder of templates, for the formats that take one
      --stdin-filename <NAME>  What to call standard input
      --limit <SIZE>           How large a story may be: 500kB, 1GB, 2GiB [default: 64MiB]
      --encoding <NAME>        What the inputs are encoded in, whatever they look like:
                               windows-1252, utf-16le
  -h, --help                   Print help

Settings:
      --config <FILE>  Read the settings of this file, not of each `slugline.toml` from this folder
                       upwards
      --no-config      Read no file of settings

Messages:
      --strict                   Exit with 1 on any warning. Notes are allowed
      --deny <CODE>              Exit with 1 where something is reported with this code, be it a
                                 note. `slugline explain` lists the codes
      --allow <CODE>             With --strict, let warnings with this code pass. `killed`,
                                 `withheld` and `embargoed`: write such stories for the public all
                                 the same
      --report <FILE>            Write all that was read, written and found to this file, as JSON;
                                 `-` is standard output
      --junit <FILE>             Write what became of each story to this file, as test results in
                                 JUnit's XML; `-` is standard output
  -q, --quiet                    Say nothing but warnings and errors
  -v, --verbose                  Say more: notes, which settings were read, and what each input was
                                 read as
      --message-format <FORMAT>  How messages look: with the lines they are about; a line each, for
                                 editors; a JSON object each, for programs; one SARIF log; or as
                                 GitHub shows them beside the text [default: human] [possible
                                 values: human, short, json, sarif, github]
      --color <WHEN>             Colours in messages. `auto` also obeys NO_COLOR and friends
                                 [default: auto] [possible values: auto, always, never]

Many inputs:
      --files-from <FILE>  Read the inputs that this file names too, one on each line; `-` is
                           standard input
  -0, --null               The names of `--files-from` end with NUL, as `find -print0` has them
  -j, --jobs <N>           How many inputs to work on at once. By default as many as there are
                           cores; the outputs are the same
      --cache[=<DIR>]      Leave inputs alone that did not change, and their outputs; keep in this
                           folder what is known of them. By default in the user's own

Plugins:
      --plugin <PATH>         Use this plugin: the folder of its manifest
      --allow-native <NAME>   Let this plugin run as a library in slugline: it can do all that you
                              can
      --allow-process <NAME>  Let this plugin run as a program: it can do all that you can

Examples:
  slugline convert story.txt --to newsml-g2,jsonld,epub,html -O out
  slugline convert wire/ -t newsml-g2 -O out                a folder, with the folders below it
  slugline convert 'wire/**/*.txt' -t html -O out           what a pattern stands for
  find wire -newer last -print0 | slugline convert --files-from - -0 -t html -O out
  slugline convert wire/ -t html -O out --cache             only what has changed since
  slugline convert wire/ -t epub -O out --bundle            one book of all its articles
  slugline convert story.txt -t epub -o story.epub
  tail -n +3 take2.txt | slugline convert - -t jsonld       from and to a pipe
  slugline convert story.txt -t html --set publisher.name='The Harbour Times' --set date=2024-11-18
  slugline convert wire/ -t newsml-g2 -O out --strict --report report.json        in CI
  slugline convert wire/ -t html -O out --strict --allow missing-publisher --deny editor-only

Keys: publisher.name, publisher.url, publisher.logo, publisher.article-url, publisher.authority,
publisher.language, publisher.copyright, publisher.usage-terms, edition.title, edition.identifier,
date, assets.folder, assets.url, reader.encoding, reader.time-zone, theme,
publisher.catalogs.ALIAS, publisher.sections.SECTION, and FORMAT.OPTION as `slugline formats FORMAT`
lists them. Language and copyright go before those that the text names; slugline.toml has the same
keys and fills in what neither says. `date` is the moment of this version, for formats that must
name one; the dates of the story stay what the text says.

"#]]);
}

#[test]
fn a_format_may_be_meant() {
    let desk = Desk::new(&[("story.txt", STORY)]);
    for (name, meant) in [("HTML", "html"), ("Newsml", "newsml-g2"), ("anpa", "anpa1312")] {
        let refused = desk.session(&format!("convert story.txt -t {name} -O out")).code(2);
        let said = String::from_utf8(refused.get_output().stderr.clone()).unwrap();
        assert!(said.contains(&format!("did you mean `{meant}`?")), "{said}");
    }
}

#[test]
fn a_theme_is_a_folder() {
    let desk = Desk::new(&[("story.txt", STORY)]);
    desk.session("convert story.txt -t html -O out --set html.theme=dark").code(2).stderr_eq(str![[r#"
error: `html.theme`: expected a folder of templates, found `dark`
  hint: name the folder with `--theme DIR`, or with the key `theme`

"#]]);
}
