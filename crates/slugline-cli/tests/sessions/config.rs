//! `slugline config show`, `slugline init`, `slugline schema`: settings shown, begun and described.

use std::fs;

use snapbox::str;

use crate::desk::Desk;

/// A project below a newsroom.
fn newsroom() -> Desk {
    let house = "root = true\ndate = 2024-11-18\ntheme = \"theme\"\n\n[publisher]\nname = \"The Harbour Times\"\n\
                 language = \"en-GB\"\nsections.World = [\"medtop:20000523 labour market\", \"genre:Opinion\"]\n\
                 sections.\"Inner City\" = \"medtop:20000065\"\n\n[assets]\nfolder = 'pictures'\n\n\
                 [options]\nrss = { description = \"News\", feed_url = \"https://harbourtimes.example/news.rss\" }\n\n\
                 [options.html]\npage = false\n\n[[job]]\nname = \"web\"\ninputs = [\"wire\", \"sport/*.txt\"]\nto = \"html\"\n\
                 out = \"dist/{stem}.{ext}\"\n\n[[job]]\ninputs = \"wire\"\nto = [\"rss\"]\nout = \"{stem}.{ext}\"\n\
                 options.rss.description = \"All\"\n";
    let desk = "publisher = { name = \"Sport of \\u202Ethe Times\" }\nreader.sections = [\n  \"Quayside\", # by the water\n]\n\
                [options.html]\ntop_level = 2\n";
    Desk::new(&[("slugline.toml", house), ("sport/slugline.toml", desk), ("sport/story.txt", "Rain\n")])
}

#[test]
fn what_is_in_force_is_one_file_and_says_where_it_is_from() {
    let desk = newsroom();
    desk.command("config show --origin").current_dir(desk.path("sport")).assert().code(0).stdout_eq(str![[r#"
date = "2024-11-18"  # ../slugline.toml:2
theme = "../theme"  # ../slugline.toml:3

[publisher]
name = "Sport of /u202ethe Times"  # slugline.toml:1
language = "en-GB"  # ../slugline.toml:7

[reader]
sections = ["Quayside"]  # slugline.toml:2

[options.html]
top_level = 2  # slugline.toml:6
page = false  # ../slugline.toml:18

[publisher.sections]
World = ["medtop:20000523 labour market", "genre:Opinion"]  # ../slugline.toml:8
"Inner City" = "medtop:20000065"  # ../slugline.toml:9

[assets]
folder = "../pictures"  # ../slugline.toml:12

[options.rss]
description = "News"  # ../slugline.toml:15
feed_url = "https://harbourtimes.example/news.rss"  # ../slugline.toml:15

[[job]]  # ../slugline.toml:20
name = "web"
inputs = ["../wire", "../sport/*.txt"]
to = "html"
out = "../dist/{stem}.{ext}"

[[job]]  # ../slugline.toml:26
inputs = "../wire"
to = ["rss"]
out = "../{stem}.{ext}"

[job.options.rss]
description = "All"

"#]]);
    desk.session("config show").code(0).stderr_eq("").stdout_eq(str![[r#"
date = "2024-11-18"
theme = "theme"

[publisher]
name = "The Harbour Times"
language = "en-GB"

[publisher.sections]
World = ["medtop:20000523 labour market", "genre:Opinion"]
"Inner City" = "medtop:20000065"

[assets]
folder = "pictures"

[options.rss]
description = "News"
feed_url = "https://harbourtimes.example/news.rss"

[options.html]
page = false

[[job]]
name = "web"
inputs = ["wire", "sport/*.txt"]
to = "html"
out = "dist/{stem}.{ext}"

[[job]]
inputs = "wire"
to = ["rss"]
out = "{stem}.{ext}"

[job.options.rss]
description = "All"

"#]]);
}

/// As a person would write it, and not in the one endless line that the values of a job would make.
#[test]
fn what_is_shown_has_lines_of_a_length() {
    let desk = Desk::new(&[(
        "slugline.toml",
        "root = true\n[[job]]\nto = \"html\"\nout = \"{stem}.html\"\nname = \"web\"\ninputs = [\"wire/agencies/**/*.txt\", \
         \"wire/desk/**/*.txt\", \"wire/sport/**/*.txt\", \"wire/weather/*.txt\"]\npublisher = { name = \"The Harbour Times\", \
         sections = { \"Inner City\" = \"medtop:20000065\" }, catalogs = {} }\ndate = 2024-11-18\noptions.html = { page = false, \
         top_level = 2 }\n",
    )]);
    desk.session("config show --origin").code(0).stdout_eq(str![[r#"
[[job]]  # slugline.toml:2
name = "web"
inputs = [
    "wire/agencies/**/*.txt",
    "wire/desk/**/*.txt",
    "wire/sport/**/*.txt",
    "wire/weather/*.txt",
]
to = "html"
out = "{stem}.html"
date = "2024-11-18"

[job.options.html]
page = false
top_level = 2

[job.publisher]
name = "The Harbour Times"

[job.publisher.catalogs]

[job.publisher.sections]
"Inner City" = "medtop:20000065"

"#]]);
    fs::write(desk.path("again.toml"), desk.command("config show").output().unwrap().stdout).unwrap();
    let shown = |words: &str| String::from_utf8(desk.command(words).output().unwrap().stdout).unwrap();
    assert_eq!(shown("config show --config again.toml"), shown("config show"));
}

#[test]
fn what_is_shown_means_the_same_when_it_is_read_again() {
    let desk = newsroom();
    let shown = desk.command("config show").output().unwrap().stdout;
    fs::write(desk.path("all.toml"), &shown).unwrap();
    let again = desk.command("config show --config all.toml").output().unwrap().stdout;
    assert_eq!(String::from_utf8(again).unwrap(), String::from_utf8(shown).unwrap());
}

#[test]
fn what_is_wrong_is_said_as_in_every_run() {
    let desk = Desk::new(&[("slugline.toml", "[publisher]\nnam = \"The Harbour Times\"\n")]);
    desk.session("config show").code(2).stdout_eq("").stderr_eq(str![[r#"
error: unknown key `publisher.nam`
 --> slugline.toml:2:1
  |
2 | nam = "The Harbour Times"
  | ^^^
  hint: did you mean `name`? `publisher` has: name, url, logo, article-url, authority, language, copyright, usage-terms, catalogs, sections

"#]]);
    let desk = Desk::new(&[("slugline.toml", "[[job]]\ninputs = \"wire\"\nto = \"html\"\nuot = \"{stem}.html\"\n")]);
    desk.session("config show").code(2).stdout_eq("").stderr_eq(str![[r#"
error: unknown key `job.uot`
 --> slugline.toml:4:1
  |
4 | uot = "{stem}.html"
  | ^^^
  hint: did you mean `out`? a job has: name, inputs, from, transform, lint, to, out, bundle, date, publisher, edition, assets, theme, reader, options

"#]]);
    let desk = Desk::new(&[("slugline.toml", "root = true\n")]);
    desk.session("config show").code(0).stdout_eq("").stderr_eq(str![[r#"
nothing is set; `slugline init` writes a file of settings to begin with

"#]]);
}

#[test]
fn a_file_of_settings_is_begun_and_never_overwritten() {
    let desk = Desk::new(&[]);
    desk.session("init").code(0).stdout_eq("").stderr_eq(str![[r#"
wrote slugline.toml

"#]]);
    let begun = fs::read_to_string(desk.path("slugline.toml")).unwrap();
    snapbox::assert_data_eq!(
        &begun,
        str![[r##"
# Settings of slugline, for every run in this folder and below it.
#
# Each line with a key is an example: take the `#` away, and say what is so here. `slugline config show --origin` lists what
# is in force, and which file says so; `slugline schema config` prints a schema for editors.

# Whether the search for further files of settings, in the folders above, ends here.
#root = true
# The moment of this version, for formats that must name one.
#date = 2024-11-18
# Folder of templates, from where this file stands, for the formats that take one.
#theme = "theme"

# What `slugline build` does, a table for each job. A job begins with this line, and needs `inputs`, `to`, and `out` or `bundle`.
#[[job]]
# What messages call the job, and who wants it alone.
#name = "web"
# Files, folders and patterns of them, from where this file stands.
#inputs = ["wire/**/*.txt"]
# The format of the inputs. Without, each is known by its name or what it looks like.
#from = "text"
# Transforms to apply, in this order.
#transform = ["typography"]
# Linters to ask, of plugins.
#lint = []
# The formats to write.
#to = ["html", "newsml-g2"]
# The names of the outputs, from where this file stands. Not needed where `bundle` names all of them.
#out = "dist/{section}/{date}/{slug}.{ext}"
# The name of one file of all stories, for the formats whose files hold many.
#bundle = "dist/all.{ext}"

[publisher]
# Who publishes.
#name = "The Harbour Times"
# The publisher's home page.
#url = "https://www.harbourtimes.example/"
# Address of the publisher's logo, a picture.
#logo = "https://www.harbourtimes.example/logo.png"
# Address of an article that names none.
#article-url = "https://www.harbourtimes.example/{section}/{slug}"
# What identifiers are made with: a domain or an e-mail address of the publisher's. They are `urn:uuid:` without.
#authority = "harbourtimes.example"
# Language of articles that name none.
#language = "en-GB"
# Rights line of articles that have none.
#copyright = "© The Harbour Times"
# What may be done with the articles, but those with a notice of others.
#usage-terms = "For subscribers."

# Addresses of schemes of your own, each behind its alias.
[publisher.catalogs]
#topic = "https://www.harbourtimes.example/topics/"

# What the stories of a section are about: topics of IPTC's catalog or of your own schemes.
[publisher.sections]
#World = "medtop:20000523 labour market"

[edition]
# Title of a file that holds many articles.
#title = "Morning edition"
# Identifier of a file that holds many articles. It is made of the articles' own without.
#identifier = "morning-1"

[assets]
# Folder of the pictures that articles refer to, from where this file stands.
#folder = "pictures"
# Where the folder of pictures is published.
#url = "https://www.harbourtimes.example/pictures/"

[reader]
# What inputs are encoded in, whatever they look like. It is found out without.
#encoding = "windows-1252"
# Zone of times that name none: one of IANA's database, or hours and minutes east of UTC.
#time-zone = "Europe/Berlin"
# Further names of sections.
#sections = ["Quayside", "Inner City"]
# Further words before the names of a byline.
#byline-markers = ["Words by"]
# Further lines that end a text.
#end-marks = ["-ht-"]
# Further lines above boilerplate.
#boilerplate-heads = ["About us"]
# Further agencies that datelines name.
#dateline-sources = ["HW"]

# Options of formats and transforms, a table for each: `slugline formats html` lists those of HTML.
[options.html]
# Whole page, or the article alone.
#page = false

# Plugins of this project, each with its folder, from where this file stands.
[plugins]
#board = "plugins/board"

"##]]
    );
    desk.session("config show --no-config -q").code(0).stdout_eq("").stderr_eq("");
    desk.session("config show -q").code(0).stdout_eq("").stderr_eq("");
    desk.session("init").code(2).stderr_eq(str![[r#"
error: `slugline.toml` is there already, and is not overwritten
  hint: `slugline config show --origin` lists what it sets

"#]]);
    assert_eq!(fs::read_to_string(desk.path("slugline.toml")).unwrap(), begun);
    desk.holds("", &["slugline.toml"]);
    // The keys of the job are freed, and its heading is not; and the other way round.
    fs::write(desk.path("slugline.toml"), begun.replace("#name = \"web\"", "name = \"web\"").replace("#to =", "to ="))
        .unwrap();
    desk.session("build").code(2).stderr_eq(str![[r#"
error: `name` is a key of a job, and stands in none
  --> slugline.toml:16:1
   |
16 | name = "web"
   | ^^^^
  hint: a job begins with a line `[[job]]`: put it above its keys

"#]]);
    fs::write(desk.path("slugline.toml"), begun.replace("#[[job]]", "[[job]]")).unwrap();
    desk.session("build").code(2).stderr_eq(str![[r#"
error: the job has no `inputs`
  --> slugline.toml:14:1
   |
14 | [[job]]
   | ^^^^^^^
  hint: add it, such as `inputs = ["wire/**/*.txt"]`

"#]]);
}

#[test]
fn schemas_are_those_of_the_repository() {
    let desk = Desk::new(&[]);
    for of in ["config", "document", "plugin", "report"] {
        let printed = desk.session(&format!("schema {of}")).code(0).get_output().stdout.clone();
        let schema: serde_json::Value = serde_json::from_slice(&printed).unwrap();
        assert!(schema["title"].as_str().unwrap().contains("slugline"), "{of}");
    }
}
