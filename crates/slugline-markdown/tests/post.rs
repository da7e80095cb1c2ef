//! Posts in, articles out: what is read of each convention, and what is reported.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests may stop at the first surprise")]

use std::fmt::Write as _;

use slugline_core::Source;
use slugline_core::diagnostic::Diagnostics;
use slugline_core::model::{Article, Block, BlockKind, Inline, InlineKind, Item, plain};
use slugline_core::plugin::{Context, OptionMap, Plugin as _, Watch, World};
use slugline_core::text::HouseRules;
use slugline_markdown::Markdown;

/// Reads a post and compares it, spelled line by line, with what is expected.
#[track_caller]
fn check(post: &str, expected: &str) {
    check_with(&HouseRules::default(), post, expected);
}

#[track_caller]
fn check_with(house: &HouseRules, post: &str, expected: &str) {
    let source = Source::from_text("post.md", post).unwrap();
    let article = slugline_markdown::read(&source, house, &mut Diagnostics::new());
    assert_eq!(spell(&article), expected.trim());
}

/// Reads a post and compares what is reported: `code "the text it is about"`.
#[track_caller]
fn reports(post: &str, expected: &[&str]) {
    let source = Source::from_text("post.md", post).unwrap();
    let mut diagnostics = Diagnostics::new();
    slugline_markdown::read(&source, &HouseRules::default(), &mut diagnostics);
    let found: Vec<String> =
        diagnostics.iter().map(|found| format!("{} {:?}", found.code, source.slice(found.span))).collect();
    assert_eq!(found, expected);
}

fn spell(article: &Article<'_>) -> String {
    let mut out = String::new();
    let mut head = serde_json::to_value(&article.head).unwrap();
    head.as_object_mut().unwrap().remove("spans");
    for (field, value) in head.as_object().unwrap() {
        writeln!(out, "{field}: {}", value.as_str().map_or_else(|| value.to_string(), str::to_owned)).unwrap();
    }
    spell_blocks(&article.body, "", &mut out);
    out.trim_end().to_owned()
}

fn spell_blocks(blocks: &[Block<'_>], indent: &str, out: &mut String) {
    let inner = format!("{indent}  ");
    for block in blocks {
        let role = block.attrs.role().map(|role| format!("({}) ", role.as_str())).unwrap_or_default();
        write!(out, "{indent}{role}").unwrap();
        match &block.kind {
            BlockKind::Paragraph { content } => writeln!(out, "p {}", spell_inlines(content)),
            BlockKind::Heading { level, content } => writeln!(out, "h{level} {}", spell_inlines(content)),
            BlockKind::Preformatted { text } => writeln!(out, "pre {text:?}"),
            BlockKind::SectionBreak => writeln!(out, "break"),
            BlockKind::Figure(figure) => {
                writeln!(out, "figure {} | {} | {}", figure.source, figure.alt, plain(&figure.caption))
            }
            BlockKind::Table(table) => {
                let cells = |row: &slugline_core::model::Row<'_>| {
                    row.cells.iter().map(|cell| plain(&cell.content).into_owned()).collect::<Vec<_>>().join(" | ")
                };
                writeln!(out, "table {}", table.rows.iter().map(cells).collect::<Vec<_>>().join(" / "))
            }
            BlockKind::Quote { blocks } => {
                writeln!(out, "quote").unwrap();
                spell_blocks(blocks, &inner, out);
                Ok(())
            }
            BlockKind::List { ordered, start, items } => {
                writeln!(out, "{} {start:?}", if *ordered { "ol" } else { "ul" }).unwrap();
                items.iter().for_each(|item: &Item<'_>| spell_blocks(&item.blocks, &inner, out));
                Ok(())
            }
            BlockKind::Group { .. } | BlockKind::Unknown(_) => writeln!(out, "?"),
        }
        .unwrap();
    }
}

fn spell_inlines(inlines: &[Inline<'_>]) -> String {
    let spell = |inline: &Inline<'_>| match &inline.kind {
        InlineKind::Text { text } => text.to_string(),
        InlineKind::Emphasis { content } => format!("<em {}>", spell_inlines(content)),
        InlineKind::Strong { content } => format!("<strong {}>", spell_inlines(content)),
        InlineKind::Link(link) => format!("<a {} {}>", link.href, spell_inlines(&link.content)),
        InlineKind::LineBreak => "<br>".to_owned(),
        InlineKind::Unknown(_) => "?".to_owned(),
    };
    inlines.iter().map(spell).collect()
}

#[test]
fn yaml_with_its_quirks() {
    check(
        "---\n# The head\nTitle: 'It''s &#8211; raining'\n\nsubtitle: >\n  Two\n  lines\nauthors:\n  - jane-roe\n  - Ada Roe\n\
         date: 2014-01-14 17:20:40 -0400\ntags: [sea, \"wind\"]\nsubjects:\ncategories:\n  - World\n  - Water\nlang: en\n\
         slug: 007\n---\n\nRain fell.\n",
        r#"
bylines: [{"name":"jane-roe"},{"name":"Ada Roe"}]
dates: {"published":"2014-01-14T17:20:40-04:00"}
headline: It's – raining
keywords: ["sea","wind","Water"]
language: en
section: World
slug: 007
subheadline: Two lines
p Rain fell."#,
    );
}

#[test]
fn a_note_without_words_labels_nothing() {
    check("[^1]: -\n\nRain fell.\n\nIt stopped[^1].\n", "p Rain fell.\np It stopped[1].");
}

#[test]
fn lines_that_end_in_a_lone_cr() {
    for (open, close) in [("---", "---"), ("---", "...")] {
        let post = format!("{open}\rtitle: Rain\rauthor: Ada Roe\r{close}\rRain fell.\r\rIt stopped.");
        check(&post, "bylines: [{\"name\":\"Ada Roe\"}]\nheadline: Rain\np Rain fell.\np It stopped.");
    }
    let broken = "---\rtitle: Rain: again\rauthor: Ada Roe\r---\rRain fell.";
    check(broken, "bylines: [{\"name\":\"Ada Roe\"}]\nheadline: Rain: again\np Rain fell.");
    check(
        "Rain fell on Leeds.\n\n### \rThe fare\r\nTwo euros.\n",
        "p Rain fell on Leeds.\n(end-mark) p ###\np The fare Two euros.",
    );
}

#[test]
fn a_picture_alone_on_its_line() {
    check("Rain fell.\n\n![Wet pier](a.jpg)\n\nIt stopped.", "p Rain fell.\nfigure a.jpg | Wet pier | \np It stopped.");
}

#[test]
fn toml() {
    check(
        "+++\ntitle = \"Rain &amp; wind\"\ndate = 2024-11-18T17:20:00Z\nauthors = [\"Ada Roe\", 'Sam Lind']\nweight = 1_0\n\
         [params]\nimage = \"a.jpg\"\n+++\nRain fell.",
        r#"
bylines: [{"name":"Ada Roe"},{"name":"Sam Lind"}]
dates: {"published":"2024-11-18T17:20:00Z"}
front-matter: {"params":{"image":"a.jpg"},"weight":"1_0"}
headline: Rain & wind
p Rain fell."#,
    );
}

#[test]
fn json_with_and_without_fences() {
    let head = "bylines: [{\"name\":\"Ada Roe\"}]\nheadline: Rain \u{201c}again\u{201d}\np Rain fell.";
    check("{\n\"title\": \"Rain \\u201cagain\\u201d\", \"by\": [\"Ada Roe\"]\n}\n\nRain fell.", head);
    check(";;;\n{\"title\": \"Rain \\u201cagain\\u201d\", \"by\": [\"Ada Roe\"]}\n;;;\nRain fell.", head);
}

#[test]
fn authors_are_texts_lists_or_tables() {
    check("---\nauthor: By Ada Roe and Sam Lind\n---\n", r#"bylines: [{"name":"Ada Roe"},{"name":"Sam Lind"}]"#);
    check(
        "---\nauthors:\n  - name: Ada Roe\n    role: Reporter\n  - {full_name: Sam Lind, organization: Harbour Wire}\n---\n",
        r#"bylines: [{"name":"Ada Roe","role":"Reporter"},{"affiliation":"Harbour Wire","name":"Sam Lind"}]"#,
    );
    check(
        "---\nauthor: {name: Ada Roe, email: ada@a.example}\n---\n",
        "bylines: [{\"name\":\"Ada Roe\"}]\nfront-matter: {\"author\":{\"email\":\"ada@a.example\",\"name\":\"Ada Roe\"}}",
    );
}

#[test]
fn a_summary_stands_in_for_a_deck() {
    check("---\nsummary: Short\n---\n", "subheadline: Short");
    check(
        "---\nsummary: Short\ndek: Better\ndescription: Long\n---\n",
        "front-matter: {\"description\":\"Long\",\"summary\":\"Short\"}\nsubheadline: Better",
    );
}

#[test]
fn labels_of_other_languages_are_keys_too() {
    check("---\nautor: Max Frei\n---\n", r#"bylines: [{"name":"Max Frei"}]"#);
}

#[test]
fn a_post_that_waits_is_withheld() {
    for key in ["draft: true", "published: false", "status: Draft", "status: draft\ndraft: true"] {
        let post = format!("---\ntitle: Rain\n{key}\n---\nRain fell.");
        check(&post, "headline: Rain\nstatus: withheld\np Rain fell.");
        reports(&post, &[]);
    }
    check("---\ntitle: Rain\nstatus: killed\n---\nRain fell.", "headline: Rain\nstatus: canceled\np Rain fell.");
}

#[test]
fn the_stricter_of_two_states_counts() {
    let post = "---\ndraft: true\nstatus: published\n---\nRain fell.";
    check(post, "editor_notes: [\"published\"]\nstatus: withheld\np Rain fell.");
    reports(post, &["second-value \"published\""]);
}

#[test]
fn a_flag_holds_the_story() {
    for (entry, head) in [
        ("killed: true", "headline: Rain\nstatus: canceled"),
        ("withdrawn: yes", "headline: Rain\nstatus: canceled"),
        ("withheld: true", "headline: Rain\nstatus: withheld"),
        ("hold: with the lawyers", "editor_notes: [\"with the lawyers\"]\nheadline: Rain\nstatus: withheld"),
        ("embargoed: true", "headline: Rain\nstatus: embargoed"),
        ("embargoed: 2024-11-18T09:00:00Z", "dates: {\"embargo\":\"2024-11-18T09:00:00Z\"}\nheadline: Rain"),
        ("killed: false", "front-matter: {\"killed\":\"false\"}\nheadline: Rain"),
    ] {
        check(&format!("---\ntitle: Rain\n{entry}\n---\nRain fell."), &format!("{head}\np Rain fell."));
    }
}

#[test]
fn a_line_above_the_text_holds_the_story() {
    for (line, head) in [
        ("**KILL**", "headline: Rain\nstatus: canceled"),
        ("# Story withdrawn", "editor_notes: [\"Story withdrawn\"]\nheadline: Rain\nstatus: canceled"),
        (
            "**EDITORS:** Please kill *Rain*.",
            "editor_notes: [\"EDITORS: Please kill Rain.\"]\nheadline: Rain\nstatus: canceled",
        ),
        (
            "**EMBARGOED UNTIL 3 May 2024**",
            "dates: {\"embargo\":\"2024-05-03\"}\neditor_notes: [\"EMBARGOED UNTIL 3 May 2024\"]\nheadline: Rain",
        ),
    ] {
        for post in [format!("{line}\n\n# Rain\n\nRain fell."), format!("# Rain\n\n{line}\n\nRain fell.")] {
            check(&post, &format!("{head}\np Rain fell."));
            let source = Source::from_text("post.md", post).unwrap();
            let explained = slugline_markdown::explain(&source, &HouseRules::default());
            slugline_core::plugin::check_account(&source, &explained).unwrap();
        }
    }
    check("# Rain\n\nHe threatened to kill the bill.", "headline: Rain\np He threatened to kill the bill.");
}

#[test]
fn an_embargo_that_is_not_understood_is_told() {
    check(
        "---\nembargo: 2024-11-18T09:00:00Z\n---\nRain fell.",
        r#"dates: {"embargo":"2024-11-18T09:00:00Z"}
p Rain fell."#,
    );
    let post = "---\nembargo: tomorrow\n---\nRain fell.";
    check(post, "editor_notes: [\"tomorrow\"]\nstatus: embargoed\np Rain fell.");
    reports(post, &["unclear-embargo \"tomorrow\""]);
}

#[test]
fn what_no_field_takes_is_kept_and_told_once() {
    let post = "---\ntitle: Rain\ndraft: false\nlayout: post\nstatus: in the works\n---\nRain fell.";
    check(
        post,
        "front-matter: {\"draft\":\"false\",\"layout\":\"post\",\"status\":\"in the works\"}\nheadline: Rain\np Rain fell.",
    );
    reports(post, &["custom-metadata \"false\""]);
}

#[test]
fn lists_beyond_bounds_are_kept_whole() {
    let post = format!("---\ntags: [{}]\n---\n", "a, ".repeat(300));
    let source = Source::from_text("post.md", post).unwrap();
    let article = slugline_markdown::read(&source, &HouseRules::default(), &mut Diagnostics::new());
    assert_eq!(article.head.keywords.len(), 256);
    assert_eq!(article.head.extra[0].json.matches("\"a\"").count(), 300);
}

#[test]
fn an_alias_of_an_alias_is_no_bomb() {
    let mut post = "---\ntitle: Rain\na: &a [x, x, x, x, x, x, x, x, x, x]\n".to_owned();
    for (name, of) in ["b", "c", "d", "e", "f", "g", "h"].iter().zip(["a", "b", "c", "d", "e", "f", "g"]) {
        writeln!(post, "{name}: &{name} [*{of}, *{of}, *{of}, *{of}, *{of}, *{of}, *{of}, *{of}, *{of}, *{of}]")
            .unwrap();
    }
    reports(
        &(post + "---\nRain."),
        &["malformed-front-matter \"---\"", "custom-metadata \"&a [x, x, x, x, x, x, x, x, x, x]\""],
    );
}

#[test]
fn broken_front_matter_is_read_line_by_line() {
    let post = "---\ntitle: Rain: a \"sequel\"\ntags: [sea, wind\nno key here\n---\nRain fell.";
    check(
        post,
        "editor_notes: [\"no key here\"]\nheadline: Rain: a \"sequel\"\nkeywords: [\"sea\",\"wind\"]\np Rain fell.",
    );
    reports(post, &["malformed-front-matter \"---\""]);
}

#[test]
fn front_matter_that_is_not_closed_ends_at_a_blank_line() {
    let post = "---\ntitle: Rain\nby: Ada Roe\n\nRain fell.";
    check(post, "bylines: [{\"name\":\"Ada Roe\"}]\nheadline: Rain\np Rain fell.");
    reports(post, &["unclosed-front-matter \"---\""]);
}

#[test]
fn rules_around_prose_are_no_front_matter() {
    check("---\n\nRain fell.\n\n---\n\nSnow fell.", "break\np Rain fell.\nbreak\np Snow fell.");
    check("---\n\n---\n\nRain fell.", "p Rain fell.");
    check("", "");
}

#[test]
fn line_ends_and_marks_before_the_text_change_nothing() {
    let unix =
        "---\ntitle: Rain\ntags:\n  - sea\n---\n# Rain\n\nRain *fell*\non Leeds.\n\n- a\n- b\n\n```\nx\ny\n```\n";
    let read = |text: String| {
        let source = Source::from_text("post.md", text).unwrap();
        spell(&slugline_markdown::read(&source, &HouseRules::default(), &mut Diagnostics::new()))
    };
    assert_eq!(read(unix.to_owned()), read(format!("\u{FEFF}{}", unix.replace('\n', "\r\n"))));
}

#[test]
fn every_value_has_its_place() {
    let post =
        "---\ntitle: 'It''s &amp; rain'\nby: [Ada Roe, Sam &#8211; Lind]\nslug: a-b\n---\nLEEDS (AP) -\nRain\nfell.";
    let source = Source::from_text("post.md", post).unwrap();
    let article = slugline_markdown::read(&source, &HouseRules::default(), &mut Diagnostics::new());
    let places: Vec<&str> = article.head.spans.iter().map(|entry| source.slice(entry.span)).collect();
    assert_eq!(places, ["'It''s &amp; rain'", "Ada Roe", "Sam &#8211; Lind", "a-b", "LEEDS (AP)"]);
    assert_eq!(source.slice(article.body[0].span), "Rain\nfell.");
}

#[test]
fn a_title_is_said_once() {
    check("---\ntitle: Rain  again\n---\n# Rain *again*\n\nRain fell.", "headline: Rain  again\np Rain fell.");
    check("# Rain *again*\n\nRain fell.", "headline: Rain again\np Rain fell.");
    check("---\ntitle: Rain\n---\n# Snow\n\nRain fell.", "headline: Rain\nh1 Snow\np Rain fell.");
    check("## Rain\n\nRain fell.\n\n### Snow", "h1 Rain\np Rain fell.\nh2 Snow");
}

#[test]
fn lines_of_a_head_above_the_first_paragraph() {
    check(
        "# Rain\n\n*By Ada Roe*\n\nNovember 18, 2024\n\n**LEEDS, England (AP)** — Rain fell *hard*.",
        r#"
bylines: [{"name":"Ada Roe"}]
dateline: {"place":"LEEDS, England","source":"AP","text":"LEEDS, England (AP)"}
dates: {"published":"2024-11-18"}
headline: Rain
p Rain fell <em hard>."#,
    );
    check("---\nby: Ada Roe\n---\nBy Sam Lind\n\nRain.", "bylines: [{\"name\":\"Ada Roe\"}]\np By Sam Lind\np Rain.");
}

#[test]
fn house_rules_add_markers_and_heads() {
    let mut options = OptionMap::new();
    options.set("byline-markers", "Words");
    options.set("end-marks", "-hw-");
    options.set("boilerplate-heads", "About Harbour Wire");
    check_with(
        &options.read("markdown").unwrap(),
        "Words: Ada Roe\n\nRain fell.\n\n## About Harbour Wire\n\nA wire.\n\n-hw-",
        "bylines: [{\"name\":\"Ada Roe\"}]\np Rain fell.\nh1 About Harbour Wire\n(boilerplate) p A wire.\n(end-mark) p -hw-",
    );
}

#[test]
fn blocks() {
    check(
        "Rain\nfell  \nhard.\n\n1. one\n   - deep\n\n     more\n2. two\n\n> said\n> so\n\n    code\n\n---\n\n| a | b |\n|---|---|\n| 1 |\n\n\
         ![Wet](a.jpg \"Leeds\")\n\n5) five",
        "
p Rain fell<br>hard.
ol None
  p one
  ul None
    p deep
    p more
  p two
quote
  p said so
pre \"code\"
break
table a | b / 1
figure a.jpg | Wet | Leeds
ol Some(5)
  p five",
    );
}

#[test]
fn cells_beyond_the_columns_are_kept() {
    check("| a |\n|---|\n| 1 | *2* || 3 |\n", "table a / 1 | *2* | 3");
}

#[test]
fn inlines() {
    check(
        "a **b *c*** `d` [e](http://e.example) <http://f.example> \\*g\\* &mdash; ~~h~~ ![](i.jpg) [](http://j.example)k",
        "
p a <strong b <em c>> d <a http://e.example e> <a http://f.example http://f.example> *g* — ~~h~~  k
figure i.jpg |  | ",
    );
    check("\u{96e8}\n\u{5929} and\nrain", "p \u{96e8}\u{5929} and rain");
}

#[test]
fn footnotes_keep_their_words() {
    check("Rain[^wet] fell.\n\n[^wet]: Very *wet*.", "p Rain[wet] fell.\np [wet] Very <em wet>.");
}

#[test]
fn html_says_what_an_article_can_say() {
    check(
        "<div class=\"x\"><h2>Head</h2>\n<p>Rain &amp;\n  snow<br>fell <b>hard</b>.</p>\n<ul><li>one</li>\n<li>two</li></ul>\n\
         <img src=\"a.jpg\" alt=\"Wet\"></div>\n\nIt <i>was</i> <a href=\"http://a.example\">wet</a><!-- very --> <em>and **so",
        "
h1 Head
p Rain & snow<br>fell <strong hard>.
p one
p two
figure a.jpg | Wet | 
p It <em was> <a http://a.example wet> <em and **so>",
    );
    check("<script>\nlet x;\n</script>\n\nRain.\n\n<style>a {}</style>", "p Rain.");
}

#[test]
fn what_is_left_out_is_told_once_a_kind() {
    reports(
        "{{< a >}} {{% b %}} {% c %} {{ d }}\n\nRain <u>fell</u> <kbd>x</kbd><!-- y -->[](http://z.example)\n\n<script>s</script>",
        &[
            "template-markup \"{{< a >}}\"",
            "template-markup \"{% c %}\"",
            "template-markup \"{{ d }}\"",
            "raw-html \"<u>\"",
            "raw-html \"<script>\"",
            "html-comment \"<!-- y -->\"",
            "empty-link \"[](http://z.example)\"",
        ],
    );
    reports(" \n", &["empty-input \"\""]);
}

#[test]
fn template_markup_is_no_text_wherever_it_stands() {
    check(
        "{{< figure src=\"a.jpg\" >}}\n\n[Rain]({{< ref \"rain.md\" >}} \"Rain\") and [snow]({{ site.url }}/snow).\n\n\
         [{{< img src=\"b.jpg\" >}}](http://b.example)Wind <a href=\"{{< ref \"w\" >}}\">rose</a>.\n\n{% raw %}{{ x }}{% endraw %}",
        "p Rain and <a /snow snow>.\np Wind rose.\np {{ x }}",
    );
}

#[test]
fn a_name_or_front_matter_is_a_signature() {
    let sure = |name: &str, text: &str| Markdown.sniff(&Source::from_text(name, text).unwrap()).0;
    for text in
        ["---\ntitle: Rain\n---\nRain.", "+++\na = 1\n+++\n", "{\n\"title\": \"Rain\"\n}\nRain.", ";;;\n\"a\": 1\n;;;"]
    {
        assert_eq!(sure("-", text), 90, "{text}");
    }
    for text in ["# Rain", "---\nRain fell.\n---\n", "---\ntitle: Rain\n\nRain.", "{\n\"a\": 1\n}\n", "---\n---\n", ""]
    {
        assert_eq!(sure("-", text), 0, "{text}");
    }
    assert_eq!((sure("rain.Markdown", "Rain."), sure("rain.md", "Rain."), sure("rain.txt", "Rain.")), (90, 90, 0));
}

#[test]
fn nesting_is_flattened() {
    for mark in [">", "- ", "1. ", "*", "[", "<b>", "![", "> - "] {
        let post = mark.repeat(10_000) + "Rain";
        let source = Source::from_text("post.md", post).unwrap();
        let article = slugline_markdown::read(&source, &HouseRules::default(), &mut Diagnostics::new());
        assert!(article.depth() <= slugline_core::model::MAX_DEPTH, "{mark}: {}", article.depth());
        let mut text = String::new();
        article.each_text(&mut |run, _| text.push_str(run));
        assert!(text.ends_with("Rain") || mark == "![", "{mark}");
    }
}

#[test]
fn a_post_is_not_read_to_its_end_when_the_time_is_over() {
    struct Over;
    impl World for Over {
        fn is_over(&self) -> bool {
            true
        }
    }
    let source = Source::from_text("post.md", "It rained.\n\n".repeat(1000)).unwrap();
    let mut diagnostics = Diagnostics::new();
    let reader = Markdown.reader("markdown", &OptionMap::new()).unwrap();
    let mut blocks = 0;
    let read = reader.read(&source, &mut Context::new(&mut diagnostics, &Over), &mut |article| {
        blocks += article.body.len();
        Ok(())
    });
    assert!(read.is_ok() && blocks < Watch::EVERY, "{blocks}");
}
