//! `slugline watch --once`: from the hot folder to outputs, and inputs moved away.

use std::fs;
use std::path::Path;

use snapbox::{IntoData, str};

use crate::desk::{Desk, STORY};

/// A story that leaves something in doubt.
const TRAMS: &str = "Trams run again\n\nNov. 18, 2024 17:20\n\nAll lines are open.\n";

const WORDS: &str = "watch wire -O out -t html --once --settle 0";

fn read(desk: &Desk, name: &str) -> String {
    fs::read_to_string(desk.path(name)).unwrap()
}

#[test]
fn inputs_are_converted_and_moved_with_their_logs() {
    let desk = Desk::new(&[
        ("wire/ferries.txt", STORY),
        ("wire/report.txt", "%PDF-1.7\n"),
        ("wire/sport/rowing.txt", STORY),
        ("wire/trams.txt", TRAMS),
    ]);
    desk.session(WORDS).code(1).stdout_eq("").stderr_eq(str![[r#"
watching wire: outputs go to out, inputs to wire/done or wire/failed
done: wire/ferries.txt, 1 output
error[binary-input]: `wire/report.txt` is a PDF document, not text
failed: wire/report.txt, 1 error: wire/failed/report.txt.log
done: wire/sport/rowing.txt, 1 output
done: wire/trams.txt, 1 output, 1 warning: wire/done/trams.txt.log
stopped: 3 done, 1 with warnings; 1 failed

"#]]);
    desk.holds("out", &["ferries.txt.html", "sport", "trams.txt.html"]);
    desk.holds("out/sport", &["rowing.txt.html"]);
    desk.holds("wire", &["done", "failed", "sport"]);
    desk.holds("wire/sport", &[]);
    desk.holds("wire/done", &["ferries.txt", "sport", "trams.txt", "trams.txt.log"]);
    desk.holds("wire/done/sport", &["rowing.txt"]);
    desk.holds("wire/failed", &["report.txt", "report.txt.log"]);
    assert_eq!(read(&desk, "wire/done/ferries.txt"), STORY);
    // In the words of `convert`.
    let desk_of_convert = Desk::new(&[("wire/trams.txt", TRAMS), ("wire/ferries.txt", STORY)]);
    let log = read(&desk, "wire/done/trams.txt.log");
    desk_of_convert.session("convert wire/trams.txt -t html -O out -q").code(0).stderr_eq(log.raw());
    desk_of_convert.session("convert wire/ferries.txt -t html -O out -q").code(0);
    for name in ["ferries", "trams"] {
        let (watched, converted) = (format!("out/{name}.txt.html"), format!("out/{name}.html"));
        assert_eq!(read(&desk, &watched), read(&desk_of_convert, &converted));
    }
    // There is nothing left to do.
    desk.session(WORDS).code(0).stderr_eq(str![[r#"
watching wire: outputs go to out, inputs to wire/done or wire/failed
stopped: 0 done

"#]]);
}

#[test]
fn who_wants_to_know_more_is_told_and_so_is_the_log() {
    let desk = Desk::new(&[("wire/trams.txt", TRAMS)]);
    desk.session(&format!("{WORDS} -v -t jsonld")).code(0).stderr_eq(str![[r#"
watching wire: outputs go to out, inputs to wire/done or wire/failed
read wire/trams.txt as text, by its name
warning[time-without-zone]: the time in `Nov. 18, 2024 17:20` has no zone; only the day is kept
 --> wire/trams.txt:3:1
  |
3 | Nov. 18, 2024 17:20
  | ^^^^^^^^^^^^^^^^^^^
  hint: name the zone, as in `17:20 GMT`, or set `reader.time-zone`
note[incomplete-article]: Google asks for what nothing says: `image`, `author`, `publisher.name`, `publisher.logo`, `url` (jsonld)
 --> wire/trams.txt
  hint: set `publisher.name`, `publisher.logo`, `publisher.article-url`
done: wire/trams.txt, 2 outputs, 1 warning: wire/done/trams.txt.log
stopped: 1 done, 1 with warnings

"#]]);
    snapbox::assert_data_eq!(
        read(&desk, "wire/done/trams.txt.log"),
        str![[r#"
warning[time-without-zone]: the time in `Nov. 18, 2024 17:20` has no zone; only the day is kept
 --> wire/trams.txt:3:1
  |
3 | Nov. 18, 2024 17:20
  | ^^^^^^^^^^^^^^^^^^^
  hint: name the zone, as in `17:20 GMT`, or set `reader.time-zone`
note[incomplete-article]: Google asks for what nothing says: `image`, `author`, `publisher.name`, `publisher.logo`, `url` (jsonld)
 --> wire/trams.txt
  hint: set `publisher.name`, `publisher.logo`, `publisher.article-url`

"#]]
    );
}

#[test]
fn short_messages_are_a_line_each_in_logs_too() {
    let desk = Desk::new(&[("wire/report.txt", "%PDF-1.7\n"), ("wire/trams.txt", TRAMS)]);
    desk.session(&format!("{WORDS} --message-format short -q")).code(1).stderr_eq(str![[r#"
wire/report.txt: error[binary-input]: `wire/report.txt` is a PDF document, not text

"#]]);
    let logs = read(&desk, "wire/done/trams.txt.log") + &read(&desk, "wire/failed/report.txt.log");
    snapbox::assert_data_eq!(
        logs,
        str![[r#"
wire/trams.txt:3:1: warning[time-without-zone]: the time in `Nov. 18, 2024 17:20` has no zone; only the day is kept
wire/report.txt: error[binary-input]: `wire/report.txt` is a PDF document, not text

"#]]
    );
}

#[test]
fn a_log_of_json_has_a_line_for_each_file() {
    let desk = Desk::new(&[("wire/report.txt", "%PDF-1.7\n"), ("wire/trams.txt", TRAMS)]);
    let session = desk.session(&format!("{WORDS} --message-format json")).code(1);
    let said = String::from_utf8(session.get_output().stderr.clone()).unwrap();
    let mut told = String::new();
    for line in said.lines() {
        let mut line: serde_json::Value = serde_json::from_str(line).unwrap();
        if let Some(seconds) = line.pointer_mut("/file/seconds") {
            assert!(seconds.as_f64().unwrap() > 0.0);
            *seconds = 0.into();
        }
        told.push_str(&format!("{line}\n"));
    }
    snapbox::assert_data_eq!(told, str![[r#"
{"started":{"done":"wire/done","failed":"wire/failed","folder":"wire","out":"out"}}
{"code":"binary-input","input":"wire/report.txt","message":"`wire/report.txt` is a PDF document, not text","origins":[],"severity":"error"}
{"file":{"errors":1,"input":"wire/report.txt","log":"wire/failed/report.txt.log","moved_to":"wire/failed/report.txt","notes":0,"outputs":[],"seconds":0,"status":"failed","stories":1,"warnings":0}}
{"code":"time-without-zone","help":"name the zone, as in `17:20 GMT`, or set `reader.time-zone`","input":"wire/trams.txt","message":"the time in `Nov. 18, 2024 17:20` has no zone; only the day is kept","origins":["text"],"place":{"column":1,"end_column":20,"end_line":3,"line":3,"span":[17,36]},"severity":"warning"}
{"file":{"errors":0,"input":"wire/trams.txt","log":"wire/done/trams.txt.log","moved_to":"wire/done/trams.txt","notes":0,"outputs":[{"bytes":3746,"format":"html","path":"out/trams.txt.html"}],"seconds":0,"status":"done","stories":1,"warnings":1}}
{"stopped":{"done":1,"failed":1,"stuck":0,"with_warnings":1}}

"#]].raw());
}

/// Hidden files, names for the time being, and what is none of the stories.
#[test]
fn what_is_not_ready_is_left() {
    let names = [".story.txt", "a.txt.part", "b.TMP", "c.txt~", "~$d.doc", ".hidden/e.txt", "f.log", "slugline.toml"];
    let files: Vec<(String, &str)> = names.iter().map(|name| (format!("wire/{name}"), "")).collect();
    let desk = Desk::new(&files.iter().map(|(name, text)| (name.as_str(), *text)).collect::<Vec<_>>());
    desk.session(&format!("{WORDS} -q")).code(0).stderr_eq("");
    desk.holds("out", &[]);
    let mut left: Vec<&str> =
        names.iter().map(|name| name.split('/').next().unwrap()).chain(["done", "failed"]).collect();
    left.sort_unstable();
    desk.holds("wire", &left);
}

#[cfg(unix)]
#[test]
fn links_and_pipes_are_left_and_told() {
    let desk = Desk::new(&[("elsewhere.txt", STORY), ("wire/a.txt", STORY)]);
    std::os::unix::fs::symlink(desk.path("elsewhere.txt"), desk.path("wire/link.txt")).unwrap();
    let pipe = std::process::Command::new("mkfifo").arg(desk.path("wire/pipe.txt")).status().unwrap();
    assert!(pipe.success());
    desk.session(WORDS).code(0).stderr_eq(str![[r#"
watching wire: outputs go to out, inputs to wire/done or wire/failed
warning: `wire/link.txt` is no file, and is left where it is
  hint: links, pipes and devices are not read: copy what they lead to
warning: `wire/pipe.txt` is no file, and is left where it is
  hint: links, pipes and devices are not read: copy what they lead to
done: wire/a.txt, 1 output
stopped: 1 done

"#]]);
    desk.holds("wire", &["done", "failed", "link.txt", "pipe.txt"]);
    desk.holds("out", &["a.txt.html"]);
}

/// Outputs may lie on another disk.
#[cfg(unix)]
#[test]
fn a_folder_may_be_a_link() {
    let desk = Desk::new(&[("wire/a.txt", STORY), ("elsewhere/.keep", "")]);
    std::os::unix::fs::symlink("../elsewhere", desk.path("wire/out")).unwrap();
    desk.session("watch wire -O wire/out -t html --once --settle 0 -q").code(0).stderr_eq("");
    desk.holds("elsewhere", &[".keep", "a.txt.html"]);
}

/// A rename of a file to another name of itself does nothing.
#[cfg(unix)]
#[test]
fn an_input_may_be_another_name_of_one_in_done() {
    let desk = Desk::new(&[("wire/done/a.txt", STORY)]);
    fs::hard_link(desk.path("wire/done/a.txt"), desk.path("wire/a.txt")).unwrap();
    desk.session(&format!("{WORDS} -q")).code(0).stderr_eq("");
    desk.holds("wire", &["done", "failed"]);
    desk.holds("wire/done", &["a.txt"]);
}

/// Which of two came first says nothing about who is to have `story.html`.
#[test]
fn inputs_that_differ_in_their_endings_have_outputs_of_their_own() {
    let text = |headline: &str| STORY.replace("Ferries stop as crews walk out", headline);
    for order in [["story.txt", "story.md", "story"], ["story", "story.md", "story.txt"]] {
        let desk = Desk::new(&[("wire/.keep", "")]);
        for name in order {
            fs::write(desk.path("wire").join(name), text(name)).unwrap();
            desk.session(&format!("{WORDS} -q --from text")).code(0);
        }
        desk.holds("out", &["story.html", "story.md.html", "story.txt.html"]);
        for name in order {
            assert!(read(&desk, &format!("out/{name}.html")).contains(&format!("<h1>{name}</h1>")));
        }
        desk.holds("wire/done", &["story", "story.md", "story.txt"]);
    }
}

#[test]
fn a_name_that_is_in_done_already_is_not_lost() {
    let desk = Desk::new(&[("wire/.keep", "")]);
    let second = format!("{STORY}\nMore.\n");
    for (text, names) in [
        (STORY, &["a.txt"][..]),
        (STORY, &["a.txt"][..]),
        (&second, &["a-2.txt", "a.txt"][..]),
        (TRAMS, &["a-2.txt", "a-3.txt", "a-3.txt.log", "a.txt"][..]),
        (&second, &["a-2.txt", "a-3.txt", "a-3.txt.log", "a.txt"][..]),
    ] {
        fs::write(desk.path("wire/a.txt"), text).unwrap();
        desk.session(&format!("{WORDS} -q")).code(0);
        desk.holds("wire/done", names);
        desk.holds("out", &["a.txt.html"]);
    }
    assert_eq!(read(&desk, "wire/done/a.txt"), STORY);
    assert_eq!(read(&desk, "wire/done/a-2.txt"), second);
}

/// A log of an earlier run says nothing of this one.
#[test]
fn a_log_goes_with_its_input() {
    let desk = Desk::new(&[("wire/a.txt", STORY), ("wire/done/a.txt.log", "old\n")]);
    desk.session(&format!("{WORDS} -q")).code(0);
    desk.holds("wire/done", &["a.txt"]);
}

#[test]
fn the_folders_may_lie_in_it_or_elsewhere() {
    let desk = Desk::new(&[("wire/a.txt", STORY), ("wire/b/c.txt", "%PDF-1.7\n"), ("wire/sent/old.txt", STORY)]);
    desk.session("watch wire -O wire/sent -t text --done old --failed wire/b/not --once --settle 0 -q").code(1);
    desk.holds("wire", &["b", "sent"]);
    desk.holds("wire/sent", &["a.txt.txt", "old.txt"]);
    desk.holds("old", &["a.txt"]);
    desk.holds("wire/b/not/b", &["c.txt", "c.txt.log"]);
}

#[test]
fn folders_that_get_in_each_others_way_are_refused() {
    let desk = Desk::new(&[("wire/a.txt", STORY), ("file", "")]);
    for words in [
        "watch none -O out -t html",
        "watch file -O out -t html",
        "watch wire -O wire -t html",
        "watch wire -O . -t html",
        "watch wire -O out -t html --done out/old",
        "watch wire -O wire/failed -t html",
        "watch wire -O file/out -t html",
        "watch wire -O out -t html --settle -1",
        "watch wire -O out -t html --message-format github",
    ] {
        desk.session(words).code(2);
    }
    desk.session("watch wire -O wire/out/in -t html --done wire/out").code(2).stderr_eq(str![[r#"
error: `wire/out/in` lies in `wire/out`
  hint: the folder that is watched, that of the outputs, `--done` and `--failed` are four, and only the first may hold the others

"#]]);
    desk.session("watch wire -O wire -t html").code(2).stderr_eq(str![[r#"
error: `wire` is named for two things
  hint: the folder that is watched, that of the outputs, `--done` and `--failed` are four, and only the first may hold the others

"#]]);
    desk.session("watch wire -O file/out -t html").code(2).stderr_eq(str![[r#"
error: cannot make `file/out`: not a directory

"#]]);
    desk.session("watch wire -O out -t html --settle=-1").code(2).stderr_eq(str![[r#"
error: `--settle -1` is no time to wait for a file
  hint: `--settle 0.5` waits half a second; a day is the longest

"#]]);
    desk.session("watch wire -t html").code(2).stderr_eq(str![[r#"
error: the following required arguments were not provided:
  --out-dir <DIR>

Usage: slugline watch --to <FORMAT> --out-dir <DIR> <IN>

For more information, try '--help'.

"#]]);
    assert!(desk.path("wire/a.txt").exists());
}

/// What it could not do is as good as undone: the outputs stay, and so does the input.
#[test]
fn what_cannot_be_moved_stays_and_is_told() {
    let desk = Desk::new(&[("wire/a.txt", STORY), ("wire/sport/b.txt", STORY), ("wire/done/sport", "a file\n")]);
    desk.session(WORDS).code(1).stderr_eq(str![[r#"
watching wire: outputs go to out, inputs to wire/done or wire/failed
done: wire/a.txt, 1 output
error: cannot move `wire/sport/b.txt` to `wire/done/sport/b.txt`: file exists
warning: `wire/sport/b.txt` stays where it is
  hint: it is converted again when it changes, or by the next watch
stopped: 1 done; 1 not moved

"#]]);
    desk.holds("wire/sport", &["b.txt"]);
    desk.holds("wire/done", &["a.txt", "sport"]);
    desk.holds("out/sport", &["b.txt.html"]);
}

#[test]
fn an_output_that_cannot_be_written_fails_its_input() {
    let desk = Desk::new(&[("wire/a.txt", STORY), ("wire/b/c.txt", STORY), ("wire/d.txt", STORY), ("out/b", "")]);
    fs::create_dir(desk.path("out/d.txt.html")).unwrap();
    desk.session(WORDS).code(1).stderr_eq(str![[r#"
watching wire: outputs go to out, inputs to wire/done or wire/failed
done: wire/a.txt, 1 output
error: `out/b` is a file, not a folder
 --> wire/b/c.txt
  hint: move it away, or name another folder with `-O DIR`
failed: wire/b/c.txt, 1 error: wire/failed/b/c.txt.log
error: the output `out/d.txt.html` is a directory
 --> wire/d.txt
  hint: move it away, or name another folder with `-O DIR`
failed: wire/d.txt, 1 error: wire/failed/d.txt.log
stopped: 1 done; 2 failed

"#]]);
    desk.holds("wire/done", &["a.txt"]);
    desk.holds("wire/failed", &["b", "d.txt", "d.txt.log"]);
    desk.holds("wire/failed/b", &["c.txt", "c.txt.log"]);
}

/// The log of a fault that was mended would else be taken for one that is not.
#[test]
fn an_input_that_was_put_back_takes_its_log_with_it() {
    let desk =
        Desk::new(&[("wire/sport/a.txt", "%PDF-1.7\n"), ("wire/b.txt", "%PDF-1.7\n"), ("wire/c.txt", "%PDF-1.7\n")]);
    desk.session(&format!("{WORDS} -q")).code(1);
    // Two are put back and mended; one was written anew, and the one that failed is kept.
    for name in ["sport/a.txt", "b.txt", "c.txt"] {
        fs::write(desk.path("wire").join(name), STORY).unwrap();
    }
    fs::remove_file(desk.path("wire/failed/sport/a.txt")).unwrap();
    fs::remove_file(desk.path("wire/failed/b.txt")).unwrap();
    desk.session(WORDS).code(0).stderr_eq(str![[r#"
watching wire: outputs go to out, inputs to wire/done or wire/failed
done: wire/b.txt, 1 output
done: wire/c.txt, 1 output
done: wire/sport/a.txt, 1 output
stopped: 3 done

"#]]);
    desk.holds("wire/failed", &["c.txt", "c.txt.log", "sport"]);
    desk.holds("wire/failed/sport", &[]);
    // It is the same the other way round.
    fs::rename(desk.path("wire/done/b.txt"), desk.path("wire/b.txt")).unwrap();
    fs::write(desk.path("wire/done/b.txt.log"), "an old word\n").unwrap();
    desk.session(&format!("{WORDS} -q --limit 10")).code(1);
    desk.holds("wire/done", &["c.txt", "sport"]);
}

#[test]
fn what_is_denied_fails() {
    let desk = Desk::new(&[("wire/a.txt", STORY), ("wire/trams.txt", TRAMS)]);
    desk.session(&format!("{WORDS} --strict")).code(1).stderr_eq(str![[r#"
watching wire: outputs go to out, inputs to wire/done or wire/failed
done: wire/a.txt, 1 output
error: there were warnings that `--strict` does not let pass: `time-without-zone`
 --> wire/trams.txt
  hint: mend what they are about, or let them pass with `--allow time-without-zone`
failed: wire/trams.txt, 1 output, 1 error, 1 warning: wire/failed/trams.txt.log
stopped: 1 done; 1 failed

"#]]);
    desk.holds("wire/failed", &["trams.txt", "trams.txt.log"]);
    snapbox::assert_data_eq!(
        read(&desk, "wire/failed/trams.txt.log"),
        str![[r#"
warning[time-without-zone]: the time in `Nov. 18, 2024 17:20` has no zone; only the day is kept
 --> wire/trams.txt:3:1
  |
3 | Nov. 18, 2024 17:20
  | ^^^^^^^^^^^^^^^^^^^
  hint: name the zone, as in `17:20 GMT`, or set `reader.time-zone`
error: there were warnings that `--strict` does not let pass: `time-without-zone`
 --> wire/trams.txt
  hint: mend what they are about, or let them pass with `--allow time-without-zone`

"#]]
    );
    desk.holds("wire/done", &["a.txt"]);
}

#[test]
fn a_file_of_several_stories_has_several_outputs() {
    let many = format!("<DOC>\n{STORY}<DOC>\n{}", STORY.replace("Ferries", "Trains"));
    let desk = Desk::new(&[("wire/export.txt", &many)]);
    desk.session(WORDS).code(0).stderr_eq(str![[r#"
watching wire: outputs go to out, inputs to wire/done or wire/failed
done: wire/export.txt, 2 outputs
stopped: 1 done

"#]]);
    desk.holds("out", &["export.txt-2.html", "export.txt.html"]);
}

/// A program is started for all inputs, and not for each.
#[test]
fn programs_of_plugins_are_started_once() {
    let names: Vec<String> = (0..6).map(|number| format!("wire/{number}.txt")).collect();
    let desk = Desk::new(&names.iter().map(|name| (name.as_str(), STORY)).collect::<Vec<_>>());
    desk.session("plugin new quay --lang python -q").code(0);
    let starts = desk.path("starts").display().to_string();
    let program = read(&desk, "quay/plugin.py").replace(
        "\nimport re\n",
        &format!("\nimport re\nwith open({starts:?}, 'a') as starts: starts.write('started\\n')\n"),
    );
    fs::write(desk.path("quay/plugin.py"), program).unwrap();
    let allowed = "--plugin quay --allow-process quay";
    desk.session(&format!("watch wire -O out -t quay --once --settle 0 -q -j 1 {allowed}")).code(0);
    assert_eq!(fs::read_dir(desk.path("out")).unwrap().count(), 6);
    assert_eq!(read(&desk, "starts"), "started\n");
}

#[cfg(target_os = "linux")]
#[test]
fn names_need_not_be_letters() {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt as _;
    let desk = Desk::new(&[("wire/.keep", "")]);
    let name = |bytes: &'static [u8]| Path::new(OsStr::from_bytes(bytes));
    fs::write(desk.path("wire").join(name(b"caf\xE9.txt")), TRAMS).unwrap();
    desk.session(WORDS).code(0).stderr_eq(str![[r#"
watching wire: outputs go to out, inputs to wire/done or wire/failed
done: wire/caf�.txt, 1 output, 1 warning: wire/done/caf�.txt.log
stopped: 1 done, 1 with warnings

"#]]);
    assert!(desk.path("out").join(name(b"caf\xE9.txt.html")).exists());
    assert!(desk.path("wire/done").join(name(b"caf\xE9.txt")).exists());
    assert!(desk.path("wire/done").join(name(b"caf\xE9.txt.log")).exists());
}
