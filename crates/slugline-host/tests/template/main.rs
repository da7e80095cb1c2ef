//! Plugins that are templates: a folder in, a text or an error out.

#![cfg(feature = "template")]
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "tests may stop at the first surprise")]

mod desk;
mod manual;

use slugline_conformance::{Check, Subject, conform};
use slugline_core::Kind;
use slugline_core::model::{Article, Block, BlockKind, EditionHead, Figure, Inlines, Role, Span, UnknownBlock};
use slugline_core::plugin::{OptionMap, Plugin};
use slugline_host::Package;
use slugline_specimen::story::every_field;
use slugline_template::Located;

use desk::{Desk, ENTRY, Told};

fn story(headline: &'static str, text: &'static str) -> Article<'static> {
    let mut article = Article::default();
    article.head.headline = Some(headline.into());
    article.body.push(Block::paragraph(text, Span::DETACHED));
    article
}

#[test]
fn a_story_is_what_its_template_says() {
    let desk = Desk::html("<h1>{{headline}}</h1>\n{{{body}}}{{word_count}} words, {{edition.publisher.name}}\n");
    assert_eq!(
        desk.text(story("Rain & wind", "It <rained>.")),
        "<h1>Rain &amp; wind</h1>\n<p>It &lt;rained&gt;.</p>\n2 words, \n"
    );
}

#[test]
fn text_is_escaped_for_the_media_type() {
    let rain = || story("\"Rain\" & wind", "It rained.");
    let xml = Desk::of("xml", "application/rss+xml", "<a b=\"{{headline}}\">{{{body}}}</a>");
    assert_eq!(xml.text(rain()), "<a b=\"&quot;Rain&quot; &amp; wind\"><p>It rained.</p>\n</a>");
    let json = Desk::of(
        "json",
        "application/feed+json",
        "{\"a\": \"{{headline}}\", \"b\": \"{{{body}}}\", \"c\": {{json slug}}}",
    );
    assert_eq!(json.text(rain()), "{\"a\": \"\\\"Rain\\\" & wind\", \"b\": \"<p>It rained.</p>\\n\", \"c\": null}");
    let text = Desk::of("txt", "text/plain; charset=utf-8", "{{headline}}\n\n{{text}}\n");
    assert_eq!(text.text(rain()), "\"Rain\" & wind\n\nIt rained.\n");
    let said = "[artifact]\ntemplate = { entry = 'page.hbs', escape = 'json' }\n";
    let odd = Desk::new("extension = 'x'\nmedia-type = 'application/x-odd'", said, &[("page.hbs", "\"{{headline}}\"")]);
    assert_eq!(odd.text(rain()), "\"\\\"Rain\\\" & wind\"");
    let unsaid = Desk::of("x", "application/x-odd", "{{headline}}");
    assert_eq!(
        unsaid.error(rain()),
        Told::new(
            "plugin-template",
            "plugin `page` 1.0.0 (template), loading: the media type `application/x-odd` does not say how text is escaped",
            "say it in the manifest: `escape` of `artifact.template` is `html`, `xml`, `json` or `none`"
        )
    );
}

#[test]
fn an_edition_has_its_stories() {
    let provides = "extension = 'html'\nmedia-type = 'text/html'\narity = 'many'";
    let templates = [
        ("page.hbs", "{{edition.title}}:\n{{#each stories}}{{> parts/story}}{{/each}}"),
        (
            "parts/story.hbs",
            "<h{{level}}>{{headline}}</h{{level}}>{{#each people}}{{inlines 0}}{{/each}}{{blocks 0 1}}",
        ),
    ];
    let desk = Desk::new(provides, ENTRY, &templates);
    let mut first = story("One", "First.");
    first.head.bylines.push(slugline_core::model::Byline { name: "Ada Roe".into(), ..Default::default() });
    let head = EditionHead { title: Some("Today".into()), ..EditionHead::default() };
    let (text, codes) = desk.write(&[first, story("Two", "Second.")], &head, &OptionMap::new()).unwrap();
    assert_eq!(text, "Today:\n<h2>One</h2>First.<p>First.</p>\n<h2>Two</h2><p>Second.</p>\n");
    assert_eq!(codes, [""; 0]);
}

#[test]
fn options_are_what_the_manifest_says() {
    let provides = "extension = 'html'\nmedia-type = 'text/html'\n\n\
        [[provides.options]]\nname = 'accent'\nsummary = 'a colour'\nschema = { type = 'string', format = 'color', default = 'navy' }\n\n\
        [[provides.options]]\nname = 'words'\nsummary = 'words'\nschema = { type = 'array', items = { type = 'string' } }\n\n\
        [[provides.options]]\nname = 'plain'\nsummary = 'any'\n";
    let template =
        "<p style=\"color:{{options.accent}}\">{{join options.words \"/\"}} {{default options.plain \"none\"}}</p>";
    let desk = Desk::new(provides, ENTRY, &[("page.hbs", template)]);
    let write = |options: &[(&str, &str)]| {
        let mut map = OptionMap::new();
        options.iter().for_each(|(name, value)| map.set(*name, *value));
        desk.write(&[story("a", "b")], &EditionHead::default(), &map).map(|(text, _)| text)
    };
    assert_eq!(write(&[]).unwrap(), "<p style=\"color:navy\"> none</p>");
    assert_eq!(
        write(&[("accent", "#0b5394"), ("words", "a, b"), ("plain", "<x>")]).unwrap(),
        "<p style=\"color:#0b5394\">a/b &lt;x&gt;</p>"
    );
    let error = write(&[("accent", "red;background:url(//example.org)")]).unwrap_err();
    assert_eq!(error.kind(), Kind::Usage);
    assert_eq!(
        error.to_string(),
        "option `page.accent`: expected a colour such as `navy` or `#0b5394`, found `red;background:url(//example.org)`"
    );
}

#[test]
fn an_option_that_the_manifest_does_not_list_is_told_how_to_be_one() {
    let template = "<p style=\"width:{{options.width}}px\">{{#each people}}{{@root.options.width}}{{/each}}</p>";
    let listed = |name: &str| {
        let options = format!("\n\n[[provides.options]]\nname = '{name}'\nsummary = 'pixels'");
        let provides = format!("extension = 'html'\nmedia-type = 'text/html'{options}");
        Desk::new(&provides, ENTRY, &[("page.hbs", template)]).error(story("a", "b"))
    };
    let told = Desk::html(template).error(story("a", "b"));
    assert!(told.message.ends_with("there is no option `width`"), "{}", told.message);
    let list = "`[[provides.options]]` with `name = \"width\"` and a `summary` in the manifest makes it one";
    assert!(told.help.starts_with(list), "{}", told.help);
    assert!(listed("accent").help.starts_with(list), "{}", listed("accent").help);
    let near = format!("did you mean `widths`? there are: widths; {list}");
    assert!(listed("widths").help.starts_with(&near), "{}", listed("widths").help);
}

#[test]
fn what_this_version_does_not_know_is_shown_as_its_fallback() {
    let mut article = story("Rain", "It rained.");
    let fallback = vec![Block::paragraph("Where to vote", Span::DETACHED)];
    let unknown = UnknownBlock { kind: "map".into(), fallback, raw: Vec::new() };
    article.body.push(Block::new(BlockKind::Unknown(Box::new(unknown)), Span::DETACHED));
    let desk = Desk::html("{{{body}}}{{text}}");
    let (text, codes) = desk.write(&[article], &EditionHead::default(), &OptionMap::new()).unwrap();
    assert_eq!(text, "<p>It rained.</p>\n<p>Where to vote</p>\nIt rained.&#10;&#10;Where to vote");
    assert_eq!(codes, ["kind-replaced"]);
}

#[test]
fn what_plain_text_lacks_is_reported_with_its_place() {
    let mut article = story("Ra\u{1}in", "It rained.");
    article.head.slug = Some("ra\u{1}in".into());
    let figure = Figure { source: "quay.png".into(), alt: "A quay".into(), caption: Inlines::EMPTY, credit: None };
    let mut for_editors = Block::paragraph("Check.", Span::new(9, 15));
    for_editors.attrs.set_role(Role::EditorOnly);
    article.body.extend([
        Block::new(BlockKind::Figure(Box::new(figure)), Span::new(3, 9)),
        for_editors,
        Block::paragraph("En\u{2}d.", Span::new(15, 20)),
    ]);
    let desk = Desk::of("txt", "text/plain", "{{headline}} {{slug}}\n{{text}}");
    let (text, codes) = desk.write(&[article], &EditionHead::default(), &OptionMap::new()).unwrap();
    assert_eq!(text, "Rain rain\nIt rained.\n\nEnd.");
    let forbidden = "forbidden-character";
    assert_eq!(codes, [forbidden, forbidden, forbidden, "picture-left-out", "editor-only"]);
}

/// A story of four parts, each with a place.
fn four_parts() -> Article<'static> {
    let mut article = story("Rain", "It rained.");
    article.body = vec![
        Block::paragraph("It rained.", Span::new(10, 20)),
        Block::new(BlockKind::SectionBreak, Span::new(20, 30)),
        Block::heading(2, "Wind", Span::new(30, 40)),
        Block::paragraph("It blew.", Span::new(40, 50)),
    ];
    article
}

#[test]
fn text_that_no_template_prints_is_reported_with_its_place() {
    let told = |template: &str| {
        let (_, told) = Desk::html(template).reports(&[four_parts()]).unwrap();
        told.into_iter().map(|one| format!("{} {:?} {}", one.code, one.span, one.message)).collect::<Vec<_>>()
    };
    let rest = |from: u32| vec![format!("text-left-out {from}..50 the text is left out or cut short from here on")];
    assert_eq!(told("{{headline}}"), rest(10));
    assert_eq!(told("{{truncate text 6}}"), rest(10));
    assert_eq!(told("{{truncate text 14}}"), rest(30));
    assert_eq!(told("{{inlines 0}}"), rest(30));
    assert_eq!(told("{{inlines 0}}{{blocks 1 3}}"), rest(40));
    assert_eq!(told("{{inlines 0}}{{truncate text 26}}"), rest(40));
    let parts = "parts of the text are left out; this is the first of them";
    assert_eq!(told("{{blocks 2 3}}"), [format!("text-left-out 10..50 {parts}")]);
    assert_eq!(told("{{inlines 0}}{{inlines 3}}"), [format!("text-left-out 30..40 {parts}")]);
    for whole in
        ["{{{body}}}", "{{text}}", "{{blocks 2}}{{blocks 0 2}}", "{{truncate text 40}}", "{{inlines 0}}{{text}}"]
    {
        assert_eq!(told(whole), [""; 0], "{whole}");
    }
}

#[test]
fn no_text_is_lost_in_silence_however_a_template_shortens() {
    for template in [
        "{{headline}}",
        "{{inlines 0}}",
        "{{truncate text 60}}",
        "{{blocks 1}}",
        "{{blocks 0 1}}{{truncate text 200}}",
        "{{text}}{{inlines 2}}",
        "{{#if section}}{{{body}}}{{/if}}",
    ] {
        let desk = Desk::html(template);
        let plugin = desk.plugin();
        let outcomes = conform(&Subject::new(&plugin), &plugin.manifest().offers[0]);
        let kept = outcomes.into_iter().find(|outcome| outcome.check == Check::TextKept).unwrap();
        assert!(kept.tried > 0 && kept.findings.is_empty(), "{template}: {:?}", kept.findings.first());
    }
}

#[test]
fn each_story_of_an_edition_is_reported_for_itself() {
    let provides = "extension = 'txt'\nmedia-type = 'text/plain'\narity = 'many'";
    let template = "{{#each stories}}{{truncate text 20}}\n{{/each}}";
    let desk = Desk::new(provides, ENTRY, &[("page.hbs", template)]);
    let (text, told) = desk.reports(&[story("Short", "It rained."), four_parts()]).unwrap();
    assert!(text.starts_with("It rained.\nIt rained."), "{text}");
    let told: Vec<_> = told.iter().map(|one| (&*one.code, one.article)).collect();
    assert_eq!(told, [("text-left-out", Some(1))]);
}

#[test]
fn every_field_can_be_printed() {
    let template = "{{slug}}|{{category}}|{{urgency.code}}{{urgency.level}}|{{version}}|{{identifier}}|{{status}}|{{dateline.text}}|\
        {{dateline.place}}|{{dateline.source}}|{{created.text}}|{{embargo.datetime}}|{{#each subjects}}{{scheme}}:{{code}}:{{name}} \
        {{/each}}|{{section}}|{{join keywords \",\"}}|{{credit}}|{{rights}}|{{edition.language}}";
    let told = Desk::html(template).text(every_field());
    let story = every_field();
    for text in [&story.head.slug, &story.head.category, &story.head.identifier].into_iter().flatten() {
        assert!(told.contains(&**text), "{text} in {told}");
    }
    assert_eq!(told.matches("||").count(), 0, "{told}");
}

#[test]
fn what_is_wrong_with_a_template_is_told_before_any_story_is_read() {
    let desk = Desk::html("<h1>{{headline}}</h1>\n<p class=\"{{sektion}}\">{{{headline}}}</p>\n");
    let error = desk.plugin().writer("page", &OptionMap::new()).err().unwrap();
    let told = Told::of(&error, &desk);
    assert_eq!((error.kind(), told.code), (Kind::Usage, "plugin-template"));
    assert_eq!(
        told.message,
        "plugin `page` 1.0.0 (template), loading: template `page.hbs`, line 2, column 11: there is no field `sektion`"
    );
    assert!(told.help.starts_with("did you mean `section`? there are: body, "), "{}", told.help);
    assert!(told.help.ends_with("; `slugline plugin check HERE` shows this and 1 more"), "{}", told.help);
    let located = Located::behind(&error).unwrap();
    assert_eq!(located.file.slice(located.error.span()), "{{sektion}}");
    let findings = slugline_host::template::look_at(&Package::open(desk.0.path()).unwrap()).unwrap().unwrap();
    let places: Vec<&str> = findings.faults.iter().map(|fault| fault.file.slice(fault.error.span())).collect();
    assert_eq!(places, ["{{sektion}}", "{{{headline}}}"]);
}

#[test]
fn plain_text_has_no_markup_to_print() {
    let told = Desk::of("txt", "text/plain", "{{{body}}}").error(story("Rain", "It rained."));
    assert!(told.message.ends_with("there is no field `body`"), "{}", told.message);
    assert_eq!(told.help, "write `{{text}}`: what the template makes is no markup");
    let provides = "extension = 'txt'\nmedia-type = 'text/plain'\narity = 'many'";
    let many = Desk::new(provides, ENTRY, &[("page.hbs", "{{#each stories}}{{{body}}}{{/each}}")]);
    assert_eq!(many.error(story("Rain", "It rained.")).help, told.help);
}

#[test]
fn notes_to_editors_are_for_newsrooms() {
    let mut article = story("Rain", "It rained.");
    article.head.editor_notes.push("Check the name.".into());
    let template = "{{#each editor_notes}}{{this}}{{/each}}";
    let public = Desk::html(template).error(article.clone());
    assert!(public.message.ends_with("there is no field `editor_notes`"), "{}", public.message);
    let provides = "extension = 'html'\nmedia-type = 'text/html'\naudience = 'newsroom'";
    assert_eq!(Desk::new(provides, ENTRY, &[("page.hbs", template)]).text(article), "Check the name.");
}

#[test]
fn a_template_that_does_not_end_is_ended() {
    let mut article = story("Rain", "It rained.");
    article.head.keywords = vec!["rain".into(); 400];
    let loops = |inside: &str| {
        let each = "{{#each @root.keywords}}".repeat(4);
        format!("{each}{inside}{}", "{{/each}}".repeat(4))
    };
    let limited = |time: u32, template: &str| {
        let limits = format!("{ENTRY}\n[limits]\ntime-ms = {time}\n");
        Desk::new("extension = 'html'\nmedia-type = 'text/html'", &limits, &[("page.hbs", template)])
    };
    assert_eq!(
        limited(10_000, &loops("")).error(article.clone()),
        Told::new(
            "plugin-time",
            "plugin `page` 1.0.0 (template), write: template `page.hbs`, line 1, column 73: it takes more than 1000000 steps",
            "let it loop over less"
        )
    );
    let told = Desk::html(&loops(&"x".repeat(10_000))).error(article.clone());
    assert_eq!(told.code, "plugin-output-too-large");
    assert!(told.message.ends_with("it prints more than 16 MiB"), "{}", told.message);
    let slow =
        "{{#each @root.keywords}}{{#each @root.keywords}}{{truncate (join @root.keywords \" \") 9}}{{/each}}{{/each}}";
    let told = limited(1, slow).error(article);
    assert_eq!(
        (told.code, told.help.as_str()),
        ("plugin-time", "mend the template, or raise `time-ms` under `[limits]` of its manifest, to 10000 at most")
    );
    assert!(told.message.ends_with("it takes too long"), "{}", told.message);
}

#[test]
fn templates_offer_one_writer() {
    let refused = |provides: &str, entry: &str| {
        let desk =
            Desk::new(provides, &format!("[artifact]\ntemplate = {{ entry = '{entry}' }}\n"), &[("page.hbs", "")]);
        Told::of(&Package::open(desk.0.path()).unwrap_err().error, &desk)
    };
    let help =
        "put what templates write into a plugin of its own, and the rest into one of wasm, a library or a program";
    let files = "extension = 'html'\nmedia-type = 'text/html'";
    let linter = format!("{files}\n\n[[provides]]\nkind = 'linter'\nname = 'page'\nsummary = 'looks'");
    assert_eq!(refused(&linter, "page.hbs"), Told::new("", "templates offer one writer, found 2 things", help));
    let told = refused(files, "page.html");
    assert_eq!(told.message, "`artifact.template.entry`: expected a file that ends in `.hbs`, found `page.html`");
    let desk = Desk::new(files, "[artifact]\ntemplate = { entry = 'front.hbs' }\n", &[("page.hbs", "")]);
    assert_eq!(
        desk.error(story("a", "b")),
        Told::new(
            "plugin-not-found",
            "plugin `page` 1.0.0 (template), loading: there is no template `front.hbs`, which `artifact.template.entry` names",
            "there are: page.hbs"
        )
    );
}
