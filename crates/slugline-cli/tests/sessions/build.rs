//! `slugline build`: the jobs of `slugline.toml`.

use std::fs;

use snapbox::str;

use crate::desk::{Desk, STORY};

/// A story of another section and day.
const ROWING: &str = "Sport\n\nRowers win\n\n2024-11-19\n\nBy Ben Poe\n\nThe boat came in first.\n";

/// A folder with two stories and these settings.
fn desk(settings: &str) -> Desk {
    Desk::new(&[("slugline.toml", settings), ("wire/ferries.txt", STORY), ("wire/sport/rowing.txt", ROWING)])
}

/// A job that writes pages under these names.
fn web(out: &str) -> String {
    format!("[[job]]\nname = \"web\"\ninputs = [\"wire\"]\nto = [\"html\"]\nout = \"{out}\"\n")
}

#[test]
fn jobs_are_carried_out_in_their_order() {
    let feed = "[[job]]\ninputs = \"wire/**/r*.txt\"\nto = [\"json\", \"jsonfeed\"]\nout = \"{format}/{stem}.{ext}\"\n\
                bundle = \"news.{ext}\"\n";
    let desk = desk(&format!("{}{feed}", web("dist/{section}/{date}/{slug}.{ext}")));
    desk.session("build").code(0).stdout_eq("").stderr_eq(str![[r#"
wrote dist/world/2024-11-18/ferries-stop-as-crews-walk-out.html (html, 4.1 KB)
wrote dist/sport/2024-11-19/rowers-win.html (html, 3.9 KB)
warning[incomplete-feed]: nothing says the feed's title, home page, own address (jsonfeed)
  hint: set `publisher.name`, `publisher.url`, `jsonfeed.feed_url`
wrote news.json (json, 934 bytes)
wrote news.feed.json (jsonfeed, 419 bytes)
3 of 3 inputs done, 1 with warnings

"#]]);
    desk.holds("dist/sport/2024-11-19", &["rowers-win.html"]);
    desk.session("build 2").code(0).stderr_eq(str![[r#"
warning[incomplete-feed]: nothing says the feed's title, home page, own address (jsonfeed)
  hint: set `publisher.name`, `publisher.url`, `jsonfeed.feed_url`
wrote news.json (json, 934 bytes)
wrote news.feed.json (jsonfeed, 419 bytes)

"#]]);
    desk.session("build wob").code(2).stderr_eq(str![[r#"
error: no job is called `wob`
  hint: did you mean `web`? there are: `web`, `2`

"#]]);
}

#[test]
fn a_bundle_needs_a_format_that_holds_many_and_no_other_name() {
    let job = |to: &str, names: &str| desk(&format!("[[job]]\ninputs = \"wire\"\nto = [{to}]\n{names}\n"));
    let desk = job("\"json\", \"epub\"", "bundle = \"dist/all.{ext}\"");
    desk.session("build -q").code(0);
    desk.holds("dist", &["all.epub", "all.json"]);
    job("\"json\", \"html\", \"nitf\"", "bundle = \"dist/all.{ext}\"").session("build").code(2).stderr_eq(str![[r#"
error: job `1`: a file of `html`, `nitf` holds one story, and no `out` names them
  hint: add it, such as `out = "dist/{stem}.{ext}"`

"#]]);
    let desk = job("\"html\"", "out = \"dist/{stem}.{ext}\"\nbundle = \"dist/all.{ext}\"");
    desk.session("build").code(2).stderr_eq(str![[r#"
error: job `1`: `bundle` wants one file of all stories, and a file of `html` holds one story
  hint: leave `bundle` out, or name a format of feeds or books, such as `rss` or `epub`

"#]]);
    desk.session("convert wire -t html,nitf -O out --bundle").code(2).stderr_eq(str![[r#"
error: `--bundle` wants one file of all stories, and a file of `html`, `nitf` holds one story
  hint: leave `--bundle` out, or name a format of feeds or books, such as `rss` or `epub`

"#]]);
    desk.holds("", &["slugline.toml", "wire"]);
}

#[test]
fn without_a_job_there_is_nothing_to_build() {
    desk("root = true\n").session("build").code(2).stderr_eq(str![[r#"
error: there is nothing to build: no `[[job]]` in `slugline.toml`
  hint: add a job to `slugline.toml`: `slugline build --help` shows one

"#]]);
    desk("job = 1\n").session("build").code(2).stderr_eq(str![[r#"
error: `job`: expected jobs, each below its own `[[job]]`, found `1`
 --> slugline.toml:1:7
  |
1 | job = 1
  |       ^

"#]]);
}

#[test]
fn what_is_wrong_with_a_job_is_said_with_its_place() {
    let refused = |job: &str| desk(&format!("[[job]]\n{job}")).session("build").code(2);
    let rest = "inputs = [\"wire\"]\nto = [\"html\"]\n";
    refused("too = [\"html\"]\n").stderr_eq(str![[r#"
error: unknown key `job.too`
 --> slugline.toml:2:1
  |
2 | too = ["html"]
  | ^^^
  hint: did you mean `to`? a job has: name, inputs, from, transform, lint, to, out, bundle, date, publisher, edition, assets, theme, reader, options

"#]]);
    refused("to = [\"html\"]\n").stderr_eq(str![[r#"
error: the job has no `inputs`
 --> slugline.toml:1:1
  |
1 | [[job]]
  | ^^^^^^^
  hint: add it, such as `inputs = ["wire/**/*.txt"]`

"#]]);
    refused("inputs = [\"wire\"]\nout = \"{stem}\"\n").stderr_eq(str![[r#"
error: the job has no `to`
 --> slugline.toml:1:1
  |
1 | [[job]]
  | ^^^^^^^
  hint: add it, such as `to = ["newsml-g2", "html"]`

"#]]);
    refused(rest).stderr_eq(str![[r#"
error: the job has no `out`
 --> slugline.toml:1:1
  |
1 | [[job]]
  | ^^^^^^^
  hint: add it, such as `out = "dist/{stem}.{ext}"`

"#]]);
    refused(&format!("{rest}out = \"dist/{{ext}}\"\n")).stderr_eq(str![[r#"
error: `job.out`: expected a name with `{stem}`, `{slug}` or `{guid}` in it, such as `dist/{section}/{date}/{slug}.{ext}`, found `dist/{ext}`
 --> slugline.toml:4:7
  |
4 | out = "dist/{ext}"
  |       ^^^^^^^^^^^^

"#]]);
    refused(&format!("{rest}out = \"dist/{{stam}}.html\"\n")).stderr_eq(str![[r#"
error: `job.out`: unknown placeholder `{stam}`
 --> slugline.toml:4:13
  |
4 | out = "dist/{stam}.html"
  |             ^^^^^^
  hint: did you mean `{stem}`? the placeholders are {stem}, {ext}, {format}, {section}, {slug}, {date}, {year}, {month}, {day}, {language}, {guid}

"#]]);
    refused(&format!("{rest}out = \"../{{stem}}.html\"\n")).stderr_eq(str![[r#"
error: `job.out`: it leads out of the folder of this file
 --> slugline.toml:4:8
  |
4 | out = "../{stem}.html"
  |        ^^
  hint: outputs stand below that folder: name one there, such as `dist/{stem}.{ext}`

"#]]);
    refused(&format!("{rest}out = \"{{stem}}.html\"\nbundle = \"{{slug}}.rss\"\n")).stderr_eq(str![[r#"
error: `job.bundle`: a file of all stories has no `{slug}`
 --> slugline.toml:5:11
  |
5 | bundle = "{slug}.rss"
  |           ^^^^^^
  hint: `{ext}` and `{format}` may stand in its name

"#]]);
    refused(&format!(
        "{rest}out = \"{{stem}}.html\"\nname = \"1\"\n[[job]]\nname = \"1\"\n{rest}out = \"x/{{stem}}.html\"\n"
    ))
    .stderr_eq(str![[r#"
error: two jobs are called `1`
 --> slugline.toml:6:1
  |
6 | [[job]]
  | ^^^^^^^

"#]]);
    refused("inputs = [\"wire\"]\nto = [\"htm\"]\nout = \"{stem}.html\"\n").stderr_eq(str![[r#"
error: job `1`: unknown format `htm`
  hint: did you mean `html`? slugline writes: text, markdown, newsml-g2, nitf, ninjs, ninjs-2, jsonld, epub, html, rss, atom, jsonfeed, json, anpa1312, iptc7901

"#]]);
    refused("inputs = [\"wire\"]\nto = [\"html\", \"nitf\"]\nout = \"{stem}.out\"\n").stderr_eq(str![[r#"
error: job `1`: 2 formats would have outputs of one name
  hint: put `{ext}` or `{format}` into `out` and `bundle`

"#]]);
    refused(&format!("{rest}out = \"{{stem}}.html\"\n[job.publisher]\nnam = \"x\"\n")).stderr_eq(str![[r#"
error: unknown key `publisher.nam`
 --> slugline.toml:6:1
  |
6 | nam = "x"
  | ^^^
  hint: did you mean `name`? `publisher` has: name, url, logo, article-url, authority, language, copyright, usage-terms, catalogs, sections

"#]]);
}

/// `convert` has not looked for the plugins that a job names.
#[test]
fn other_commands_leave_jobs_alone() {
    let desk = desk("[[job]]\nto = [\"of-a-plugin\"]\n");
    desk.session("convert wire/ferries.txt -t text -o out.txt -q").code(0);
}

#[test]
fn two_outputs_of_one_name_are_refused_before_anything_is_written() {
    // By what the stories say.
    let desk = desk(&web("dist/{slug}.html"));
    fs::copy(desk.path("wire/ferries.txt"), desk.path("wire/again.txt")).unwrap();
    desk.session("build").code(2).stderr_eq(str![[r#"
error: `wire/again.txt` of the job `web` and `wire/ferries.txt` of the job `web` would both be written to `dist/ferries-stop-as-crews-walk-out.html`
  hint: have `out` and `bundle` tell them apart: with `{stem}`, `{format}`, or another folder for one of the jobs

"#]]);
    assert!(!desk.path("dist").exists());
    // Of two jobs, in another case.
    let other = web("Dist/{stem}.html").replace("web", "archive").replace("[\"wire\"]", "[\"wire/ferries.txt\"]");
    fs::write(desk.path("slugline.toml"), format!("{}{other}", web("dist/{stem}.html"))).unwrap();
    desk.session("build").code(2).stderr_eq(str![[r#"
error: `wire/ferries.txt` of the job `web` and `wire/ferries.txt` of the job `archive` would both be written to `Dist/ferries.html`
  hint: have `out` and `bundle` tell them apart: with `{stem}`, `{format}`, or another folder for one of the jobs

"#]]);
    assert!(!desk.path("dist").exists());
    // An input of another job.
    let other = web("wire/{stem}.txt").replace("web", "archive").replace("html", "text");
    fs::write(desk.path("slugline.toml"), format!("{}{other}", web("dist/{stem}.html"))).unwrap();
    desk.session("build").code(2).stderr_eq(str![[r#"
error: job `web`: the output folder is the input folder `wire`
  hint: name another one, which may lie in it, such as `wire/out`

"#]]);
    assert!(!desk.path("dist").exists());
}

#[test]
fn stories_of_one_file_have_names_of_their_own() {
    let desk = desk(&web("dist/{section}/{slug}.{ext}"));
    fs::write(desk.path("wire/ferries.txt"), format!("<DOC>\n{STORY}<DOC>\n{ROWING}")).unwrap();
    fs::remove_dir_all(desk.path("wire/sport")).unwrap();
    desk.session("build -q").code(0);
    desk.holds("dist", &["sport", "world"]);
    // By the name of the file they are numbered.
    fs::write(desk.path("slugline.toml"), web("site/{section}/{stem}.{ext}")).unwrap();
    desk.session("build -q").code(0);
    desk.holds("site/sport", &["ferries-2.html"]);
}

#[test]
fn a_story_that_lacks_a_part_of_its_name_is_written_all_the_same() {
    let desk = desk(&web("dist/{section}/{date}/{language}/{slug}.{ext}"));
    fs::write(desk.path("wire/ferries.txt"), "No ferry left the harbour on Monday.\n").unwrap();
    desk.session("build").code(0).stderr_eq(str![[r#"
warning[incomplete-name]: the story has no section, no date with a year, no language; in the names of its outputs stands `no-section`, `undated`, `no-language`
 --> wire/ferries.txt
  hint: say it in the story, or take it out of `out`
warning[missing-headline]: the article has no headline; `No ferry left the harbour on Monday.` stands in for it (html)
 --> wire/ferries.txt
  hint: add one, or see what each line was taken for: `slugline inspect FILE --explain`
wrote dist/no-section/undated/no-language/no-ferry-left-the-harbour-on-monday.html (html, 3.6 KB)
warning[incomplete-name]: the story has no language; in the names of its outputs stands `no-language`
 --> wire/sport/rowing.txt
  hint: say it in the story, or take it out of `out`
wrote dist/sport/2024-11-19/no-language/rowers-win.html (html, 3.9 KB)
2 of 2 inputs done, 2 with warnings

"#]]);
    desk.session("build --strict -q").code(1);
}

#[cfg(unix)]
#[test]
fn a_link_leads_no_output_out_of_the_folder() {
    let desk = desk(&web("dist/{slug}.html"));
    let elsewhere = tempfile::tempdir().unwrap();
    std::os::unix::fs::symlink(elsewhere.path(), desk.path("dist")).unwrap();
    desk.session("build").code(2).stderr_eq(str![[r#"
error: a link leads the output `dist/ferries-stop-as-crews-walk-out.html` out of the folder of the settings; a link leads the output `dist/rowers-win.html` out of the folder of the settings
  hint: put a folder in the place of the link

"#]]);
    assert_eq!(fs::read_dir(elsewhere.path()).unwrap().count(), 0);
}

#[test]
fn a_job_has_settings_of_its_own_and_the_command_line_goes_before() {
    let of_job = "[job.publisher]\nlanguage = \"cy\"\n[job.options.html]\npage = false\n";
    let desk = desk(&format!("[publisher]\nlanguage = \"en\"\n{}{of_job}", web("{stem}.{ext}")));
    desk.session("build -q").code(0);
    assert!(fs::read_to_string(desk.path("ferries.html")).unwrap().starts_with("<article lang=\"cy\">\n"));
    desk.session("build -q --set publisher.language=gd").code(0);
    assert!(fs::read_to_string(desk.path("ferries.html")).unwrap().starts_with("<article lang=\"gd\">\n"));
}

#[test]
fn paths_are_told_from_where_the_file_stands() {
    let desk = desk(&web("dist/{stem}.{ext}"));
    fs::create_dir(desk.path("below")).unwrap();
    desk.command("build").current_dir(desk.path("below")).assert().code(0).stderr_eq(str![[r#"
wrote ../dist/ferries.html (html, 4.1 KB)
wrote ../dist/sport/rowing.html (html, 3.9 KB)
2 of 2 inputs done

"#]]);
    desk.holds("dist", &["ferries.html", "sport"]);
}

#[test]
fn check_after_build_is_clean_and_a_changed_byte_fails_it() {
    let desk = desk(&web("dist/{stem}.{ext}"));
    desk.session("build --check").code(1).stderr_eq(str![[r#"
error[output-missing]: `dist/ferries.html` is not there (html)
 --> wire/ferries.txt
  hint: run it again without `--check` and `--diff` to write it
error[output-missing]: `dist/sport/rowing.html` is not there (html)
 --> wire/sport/rowing.txt
  hint: run it again without `--check` and `--diff` to write it
0 of 2 inputs done; 2 failed

"#]]);
    assert!(!desk.path("dist").exists());
    desk.session("build -q").code(0);
    desk.session("build --check --diff").code(0).stdout_eq("").stderr_eq(str![[r#"
2 of 2 inputs done

"#]]);

    let page = fs::read_to_string(desk.path("dist/ferries.html")).unwrap();
    fs::write(desk.path("dist/ferries.html"), page.replacen("on Monday", "on monday", 1)).unwrap();
    desk.session("build --check").code(1).stdout_eq("").stderr_eq(str![[r#"
error[output-differs]: `dist/ferries.html` differs: line 198 is `…arbour on monday.</p>`, and would be `…arbour on Monday.</p>` (html)
 --> wire/ferries.txt
  hint: run it again without `--check` and `--diff` to write it
1 of 2 inputs done; 1 failed

"#]]);
    desk.session("build --diff -q").code(1).stdout_eq(str![[r#"
--- dist/ferries.html
+++ dist/ferries.html
@@ -195,7 +195,7 @@
 <p class="byline">By <span class="author">Ada Roe</span></p>
 <p class="dates"><time datetime="2024-11-18">2024-11-18</time></p>
 </header>
-<p>No ferry left the harbour on monday.</p>
+<p>No ferry left the harbour on Monday.</p>
 <p>Crews want more pay.</p>
 </article>
 </main>

"#]]);
    desk.session("build --check --message-format github").code(1).stderr_eq(str![[r#"
::error file=wire/ferries.txt,title=output-differs::`dist/ferries.html` differs: line 198 is `…arbour on monday.</p>`, and would be `…arbour on Monday.</p>` (html)%0Ahint: run it again without `--check` and `--diff` to write it

"#]]);
    desk.session("build --check --message-format json").code(1).stderr_eq(str![[r#"
{"severity":"error","code":"output-differs","message":"`dist/ferries.html` differs: line 198 is `…arbour on monday.</p>`, and would be `…arbour on Monday.</p>`","help":"run it again without `--check` and `--diff` to write it","origins":["html"],"input":"wire/ferries.txt"}
{"summary":{"inputs":2,"stories":2,"done":1,"with_warnings":0,"unchanged":0,"failed":1,"failed_editions":0,"bytes":194,"seconds":[..]}}

"#]]);
    desk.session("convert wire -t html -O dist --diff -q").code(1).stdout_eq(str![[r#"
--- dist/ferries.html
+++ dist/ferries.html
@@ -195,7 +195,7 @@
 <p class="byline">By <span class="author">Ada Roe</span></p>
 <p class="dates"><time datetime="2024-11-18">2024-11-18</time></p>
 </header>
-<p>No ferry left the harbour on monday.</p>
+<p>No ferry left the harbour on Monday.</p>
 <p>Crews want more pay.</p>
 </article>
 </main>

"#]]);
    assert!(fs::read_to_string(desk.path("dist/ferries.html")).unwrap().contains("on monday"));
}

#[test]
fn what_is_compared_has_a_file() {
    let desk = desk(&web("dist/{stem}.{ext}"));
    desk.session("convert wire/ferries.txt -t html --check").code(2).stderr_eq(str![[r#"
error: there are no files that the outputs could be held against
  hint: name them with `-O DIR` or `-o FILE`, as they were written

"#]]);
    desk.session("build --diff --report -").code(2).stderr_eq(str![[r#"
error: standard output cannot hold both a diff and the report
  hint: name a file with `--report FILE`

"#]]);
    fs::create_dir_all(desk.path("dist")).unwrap();
    desk.session("build -q").code(0);
    desk.session("build --check --report report.json -q").code(0);
}

/// A pattern says which files it means, so that what an earlier run wrote beside them is none of them.
#[test]
fn outputs_may_stand_beside_the_inputs_of_a_pattern() {
    let desk = desk(&web("wire/{stem}.{ext}").replace("[\"wire\"]", "\"wire/*.txt\""));
    desk.session("build -q").code(0);
    desk.session("build --check -q").code(0);
    desk.holds("wire", &["ferries.html", "ferries.txt", "sport"]);
}

/// A job whose outputs are named by what stories say finds them without reading the stories.
#[test]
fn what_did_not_change_is_left_alone() {
    let desk = desk(&web("dist/{section}/{slug}.{ext}"));
    desk.session("build --cache=kept").code(0).stderr_eq(str![[r#"
wrote dist/world/ferries-stop-as-crews-walk-out.html (html, 4.1 KB)
wrote dist/sport/rowers-win.html (html, 3.9 KB)
2 of 2 inputs done

"#]]);
    desk.session("build --cache=kept").code(0).stderr_eq(str![[r#"
2 of 2 inputs done, 2 unchanged

"#]]);
    fs::write(desk.path("wire/ferries.txt"), STORY.replace("World", "Home")).unwrap();
    desk.session("build --cache=kept").code(0).stderr_eq(str![[r#"
wrote dist/home/ferries-stop-as-crews-walk-out.html (html, 4.1 KB)
2 of 2 inputs done, 1 unchanged

"#]]);
    desk.holds("dist", &["home", "sport", "world"]);
    // Under another name, and into another place, nothing is known of it.
    fs::write(desk.path("slugline.toml"), web("dist/{section}/{stem}.{ext}")).unwrap();
    desk.session("build --cache=kept").code(0).stderr_eq(str![[r#"
wrote dist/home/ferries.html (html, 4.1 KB)
wrote dist/sport/sport/rowing.html (html, 3.9 KB)
2 of 2 inputs done

"#]]);
    fs::write(desk.path("slugline.toml"), web("dist/{section}/{stem}.{ext}").replace("\"wire\"", "\"wire/sport\""))
        .unwrap();
    desk.session("build --cache=kept").code(0).stderr_eq(str![[r#"
wrote dist/sport/rowing.html (html, 3.9 KB)

"#]]);
    desk.holds("dist/sport", &["rowers-win.html", "rowing.html", "sport"]);
    // What is compared is made.
    desk.session("build --cache=kept --check -q").code(0);
}
