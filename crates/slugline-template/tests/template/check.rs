//! What a template may print, and where.

use crate::{accepts, faults, refuses};

#[test]
fn good_templates_pass() {
    accepts("<!doctype html>\n<title>{{headline}}</title><h{{level}}>{{headline}}</h{{level}}>{{> part}}");
    accepts(
        "<p{{#if section}} class=\"a {{section}}\"{{/if}}>{{#each people as |person|}}{{person.name}}{{/each}}</p>",
    );
    accepts(
        "<script type=\"application/ld+json\">{{{data}}}</script><style>p { color: red }\n{{{style}}}</style>{{{body}}}",
    );
    accepts(
        "{{#each people}}{{@index}}: {{name}}{{else}}{{join keywords \", \"}}{{/each}}{{! a comment }}{{@root.section}}",
    );
    accepts("<a href=\"https://example.org/{{section}}\" title=\"{{default section \"x\"}}\">");
    accepts("{{#if section}}<b>{{section}}</b>{{else if headline}}<i>{{/if}}");
}

#[test]
fn markup_from_text_is_refused() {
    refuses(
        "<p>\n  {{{headline}}}",
        "template `page.hbs`, line 2, column 3: `{{{headline}}}` would print text as markup\nwrite `{{headline}}`",
    );
    refuses(
        "{{&headline}}",
        "template `page.hbs`, line 1, column 1: `{{{headline}}}` would print text as markup\nwrite `{{headline}}`",
    );
    refuses(
        "{{{join keywords \"<\"}}}",
        "template `page.hbs`, line 1, column 1: `{{{join ...}}}` would print text as markup\nwrite two braces, not three",
    );
    refuses(
        "{{body}}",
        "template `page.hbs`, line 1, column 1: `{{body}}` is markup already and would show its tags\nwrite `{{{body}}}`",
    );
    refuses(
        "<p title=\"{{{body}}}\">",
        "template `page.hbs`, line 1, column 11: `{{{body}}}` does not belong here\nprint it between tags",
    );
    refuses(
        "{{{data}}}",
        "template `page.hbs`, line 1, column 1: `{{{data}}}` does not belong here\nprint it inside `<script>`",
    );
}

#[test]
fn places_where_escaping_does_not_help_are_refused() {
    refuses(
        "<p class={{section}}>",
        "template `page.hbs`, line 1, column 10: the attribute `class` has no double quotes around `{{section}}`\n\
         write `class=\"{{section}}\"`",
    );
    assert_eq!(faults(&[("page.hbs", "<p class={{section}} title=\"{{headline}}\">{{headline}}")]).len(), 1);
    refuses(
        "<p class='{{section}}'>",
        "template `page.hbs`, line 1, column 11: the attribute `class` has no double quotes around `{{section}}`\n\
         write `class=\"{{section}}\"`",
    );
    refuses(
        "<script>var a = \"{{headline}}\";</script>",
        "template `page.hbs`, line 1, column 18: `{{headline}}` stands inside `<script>`, where escaping does not help\n\
         print it as JSON, without quotation marks around it: `{{json headline}}`",
    );
    refuses(
        "<p {{section}}>",
        "template `page.hbs`, line 1, column 4: `{{section}}` stands inside a tag, outside an attribute's value\n\
         write the attribute's name and double quotes around it",
    );
    refuses(
        "<!-- {{section}} -->",
        "template `page.hbs`, line 1, column 6: `{{section}}` stands in a comment or a declaration, where escaping does not help\n\
         take it out; `{{! }}` makes a comment that is not printed",
    );
    refuses(
        "<a href=\"{{section}}\">",
        "template `page.hbs`, line 1, column 10: the address in `href` begins with `{{section}}`, which may be a script\n\
         write `{{attr \"href\" section}}` in place of the attribute, or the beginning of the address into the template",
    );
    accepts("<a href=\"{{url}}\">{{#if url}}<img src=\"{{url}}#a\">{{url}}{{/if}}");
    refuses(
        "{{#each keywords as |url|}}<a href=\"{{url}}\">{{/each}}",
        "template `page.hbs`, line 1, column 37: the address in `href` begins with `{{url}}`, which may be a script\n\
         write `{{attr \"href\" url}}` in place of the attribute, or the beginning of the address into the template",
    );
    refuses(
        "<a href=\" Java\nScript:f('{{section}}')\">",
        "template `page.hbs`, line 2, column 11: the attribute `href` is a program of its own; escaping does not help \
         `{{section}}` in it\nprint it in another attribute, such as `data-value`",
    );
    refuses(
        "<a {{#if section}}on{{/if}}click=\"f('{{section}}')\">",
        "template `page.hbs`, line 1, column 38: the attribute `onclick` is a program of its own; escaping does not help \
         `{{section}}` in it\nprint it in another attribute, such as `data-value`",
    );
    refuses(
        "<a href=\"{{#if section}}https://{{/if}}{{section}}\">",
        "template `page.hbs`, line 1, column 40: the address in `href` begins with `{{section}}`, which may be a script\n\
         write `{{attr \"href\" section}}` in place of the attribute, or the beginning of the address into the template",
    );
}

#[test]
fn a_script_takes_json_where_a_value_may_stand() {
    accepts("<script>var a = {{json headline}}, b = {{json people}};</script><script>f(/x/)</script>");
    accepts("<script>{{#if section}}f({{json section}}, \"'\");{{/if}}\n// it's\ng({{json date.text}})</SCRIPT>");
    accepts("<script type=\"application/ld+json\">{\"name\": {{json headline}}}</script>");
    accepts("<script>{{#each people}}add({{json this}});{{else}}none();{{/each}}</script>{{json headline}}");
    for script in [
        "a = \"{{json headline}}\"",
        "a = '{{json headline}}'",
        "a = `{{json headline}}`",
        "// {{json headline}}",
        "/* {{json headline}} */",
        "a = /{{json headline}}/",
        "a = /[\"]/; b = {{json headline}}",
        "a = {{#if section}}\"{{else}}1{{/if}}; {{json headline}}",
        "a = {{#each people}}'{{/each}}; {{json headline}}",
    ] {
        let found = faults(&[("page.hbs", &format!("<script>{script}</script>"))]);
        let is_refused = |fault: &String| fault.contains("`{{json ...}}` stands in a script in quotation marks");
        assert!(found.len() == 1 && found.iter().all(is_refused), "{script}: {found:?}");
    }
    for script in
        ["a = {{default section \"b\"}}", "a = {{level}}", "a = {{{json headline}}}", "{{body}}", "{{{body}}}"]
    {
        assert_eq!(faults(&[("page.hbs", &format!("<script>{script}</script>"))]).len(), 1, "{script}");
    }
    assert_eq!(faults(&[("page.hbs", "<style>{{json headline}}</style>")]).len(), 1);
    assert_eq!(faults(&[("page.hbs", "<a onclick=\"f({{json headline}})\">")]).len(), 1);
}

#[test]
fn blocks_that_tear_the_markup_are_refused() {
    refuses(
        "{{#if section}}<p {{/if}}>",
        "template `page.hbs`, line 1, column 1: `{{#if}}` begins in one place of the markup and ends in another\n\
         put whole tags, whole attributes or whole words inside the block",
    );
    refuses(
        "<p><{{#if section}}script{{else}}b{{/if}}>",
        "template `page.hbs`, line 1, column 5: `{{#if}}` begins in one place of the markup and ends in another\n\
         put whole tags, whole attributes or whole words inside the block",
    );
    refuses(
        "<p>\n<script>",
        "template `page.hbs`, line 1, column 1: the template ends within a tag, a comment or an element that is never closed\n\
         close it in the same file",
    );
}

#[test]
fn whole_attributes_stand_where_attributes_do() {
    accepts(
        "<a {{attr \"href\" section}} class=\"b\">{{headline}}</a><p {{#if section}}{{attr \"title\" section}}{{/if}}>",
    );
    let whole = "prints a whole attribute, and stands where none can\n\
                 write it behind a blank, inside a tag: `<a {{attr \"href\" url}}>`";
    refuses(
        "<a href=\"{{attr \"href\" section}}\">",
        &format!("template `page.hbs`, line 1, column 10: `{{{{attr ...}}}}` {whole}"),
    );
    refuses("{{attr \"href\" section}}", &format!("template `page.hbs`, line 1, column 1: `{{{{attr ...}}}}` {whole}"));
    refuses(
        "<a {{attr \"onclick\" section}}>",
        "template `page.hbs`, line 1, column 4: the attribute `onclick` is a program of its own; escaping does not help \
         `{{attr ...}}` in it\nprint it in another attribute, such as `data-value`",
    );
    refuses(
        "<a {{attr section headline}}>",
        "template `page.hbs`, line 1, column 4: `{{attr ...}}` does not begin with the name of an attribute\n\
         write the name in small letters and quotes: `{{attr \"href\" url}}`",
    );
}

#[test]
fn no_story_chooses_what_a_page_loads() {
    accepts("<script src=\"https://example.org/{{section}}\"></script><link rel=\"canonical\" href=\"{{url}}\">");
    let refuses = |template: &str, column: usize, shown: &str, tag: &str| {
        refuses(
            template,
            &format!(
                "template `page.hbs`, line 1, column {column}: `{shown}` would choose what `<{tag}>` makes a part of the page\n\
                 write the beginning of the address into the template: `https://example.org/`"
            ),
        );
    };
    refuses("<script src=\"{{section}}\"></script>", 14, "{{section}}", "script");
    refuses("<script {{attr \"src\" section}}></script>", 9, "{{attr ...}}", "script");
    refuses("<IFRAME {{attr \"src\" url}}></IFRAME>", 9, "{{attr ...}}", "iframe");
    refuses("<base href=\"{{url}}\">", 13, "{{url}}", "base");
}

#[test]
fn parts_of_the_body_stand_between_tags() {
    accepts("<p>{{inlines 0}}</p>{{blocks 1 3}}<aside>{{headline}}</aside>{{blocks 3}}");
    refuses(
        "<p title=\"{{blocks 1}}\">",
        "template `page.hbs`, line 1, column 11: `{{blocks ...}}` does not belong here\nprint it between tags",
    );
    refuses(
        "{{{blocks}}}",
        "template `page.hbs`, line 1, column 1: `{{{blocks}}}` would print text as markup\nwrite two braces, not three",
    );
}

#[test]
fn no_helper_takes_markup() {
    accepts("{{#if body}}{{{body}}}{{/if}}{{#unless (or body section)}}x{{/unless}}");
    refuses(
        "{{json body}}",
        "template `page.hbs`, line 1, column 1: `body` is markup, expected what a helper can take\n\
         take another field, or another helper",
    );
    refuses(
        "{{lookup @root \"body\"}}",
        "template `page.hbs`, line 1, column 1: `@root` stands alone\nwrite the field behind it: `@root.headline`",
    );
    refuses(
        "{{lookup date \"text\"}}",
        "template `page.hbs`, line 1, column 1: `date` is a field with parts, expected a list\n\
         its parts are `date.datetime`, `date.text`",
    );
}

#[test]
fn all_faults_are_told_at_once() {
    let page = "<p class={{section}}>{{{headline}}}\n{{hedline}}{{> foot}}";
    assert_eq!(
        faults(&[("page.hbs", page), ("foot.hbs", "<!-- {{section}} -->")]),
        [
            "template `page.hbs`, line 1, column 10: the attribute `class` has no double quotes around `{{section}}`\n\
             write `class=\"{{section}}\"`",
            "template `page.hbs`, line 1, column 22: `{{{headline}}}` would print text as markup\nwrite `{{headline}}`",
            "template `page.hbs`, line 2, column 1: there is no field `hedline`\ndid you mean `headline`? there are: headline, \
             section, level, date, people, keywords, url, body, data, style",
            "template `foot.hbs`, line 1, column 6: `{{section}}` stands in a comment or a declaration, where escaping does \
             not help\ntake it out; `{{! }}` makes a comment that is not printed",
        ]
    );
    assert_eq!(faults(&[("page.hbs", "{{#if}"), ("foot.hbs", "{{/if}}")]).len(), 2);
}
