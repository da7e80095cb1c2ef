//! What the names in a template mean.

use serde_json::json;
use slugline_core::Kind;
use slugline_template::Escape;

use crate::{accepts, faults, refuses, render, says};

#[test]
fn wrong_names_are_told() {
    refuses(
        "{{#if healine}}{{/if}}",
        "template `page.hbs`, line 1, column 1: there is no field `healine`\n\
         did you mean `headline`? there are: headline, section, level, date, people, keywords, url, body, data, style",
    );
    refuses(
        "{{upper headline}}",
        "template `page.hbs`, line 1, column 1: there is no helper `upper`\n\
         there are: and, attr, blocks, date, default, each, eq, gt, gte, if, inlines, join, json, len, lookup, lt, lte, ne, \
         not, or, slug, truncate, unless, with, xml",
    );
    refuses(
        "<b>{{#if (eq (lookup people 0) nam)}}{{/if}}",
        "template `page.hbs`, line 1, column 4: there is no field `nam`\n\
         there are: headline, section, level, date, people, keywords, url, body, data, style",
    );
    refuses("{{> artcle}}", "template `page.hbs`, line 1, column 1: there is no template `artcle`\nthere are: page");
    refuses(
        "{{#*inline \"a\"}}x{{/inline}}",
        "template `page.hbs`, line 1, column 1: `{{* }}` and `{{#> }}` are not supported\n\
         put that part into a file of its own and include it with `{{> name}}`",
    );
}

#[test]
fn a_field_that_is_not_there_is_an_error() {
    let error = render("a\n {{b}}", Escape::Html, &json!({})).unwrap_err();
    assert_eq!(says(&error), "template `t.hbs`, line 2, column 2: there is no `b` here");
    assert_eq!(error.kind(), Kind::Invalid);
}

#[test]
fn names_mean_what_stands_around() {
    accepts("{{#each people}}{{name}}{{../section}}{{@root.section}}{{#if @first}}{{this.role}}{{/if}}{{/each}}");
    accepts("{{#with date}}{{text}}{{/with}}{{date.text}}{{people.0.name}}{{#each keywords}}{{this}}{{/each}}");
    accepts("{{#each people as |person at|}}<h{{at}}>{{person.name}}</h{{at}}>{{/each}}{{len people}}");
    refuses(
        "{{name}}",
        "template `page.hbs`, line 1, column 1: there is no field `name` here\nwrite it inside `{{#each people}}` ... `{{/each}}`",
    );
    refuses(
        "{{text}}",
        "template `page.hbs`, line 1, column 1: there is no field `text` here\nwrite `@root.date.text`",
    );
    refuses(
        "{{#each people}}\n{{section}}{{/each}}",
        "template `page.hbs`, line 2, column 1: there is no field `section` here\nwrite `@root.section`",
    );
    refuses(
        "{{#each people}}{{nmae}}{{/each}}",
        "template `page.hbs`, line 1, column 17: there is no field `nmae`\ndid you mean `name`? there are: name, role",
    );
    refuses(
        "{{#each people}}{{else}}{{name}}{{/each}}",
        "template `page.hbs`, line 1, column 25: there is no field `name` here\n\
         write it inside `{{#each people}}` ... `{{/each}}`",
    );
    refuses(
        "{{../section}}",
        "template `page.hbs`, line 1, column 1: `../section` leads out of the template\n\
         a template sees what it is included with; `@root` is the whole",
    );
    refuses(
        "{{people.name}}",
        "template `page.hbs`, line 1, column 1: `people.name`: a list has no field `name`\ngo through it with `{{#each}}`",
    );
    refuses(
        "{{headline.text}}",
        "template `page.hbs`, line 1, column 1: `headline.text`: what stands before `text` has no parts\nleave the rest out",
    );
    refuses(
        "{{@indx}}",
        "template `page.hbs`, line 1, column 1: there is no `@indx`\ndid you mean `index`? there are: first, index, key, last",
    );
}

#[test]
fn what_is_no_text_is_not_printed() {
    refuses(
        "{{people}}",
        "template `page.hbs`, line 1, column 1: `{{people}}` is not one text but several\nwrite `{{#each people}}`",
    );
    refuses(
        "{{keywords}}",
        "template `page.hbs`, line 1, column 1: `{{keywords}}` is not one text but several\nwrite `{{join keywords \", \"}}`",
    );
    refuses(
        "{{date}}",
        "template `page.hbs`, line 1, column 1: `date` takes 2 values, found 0\n\
         write it as in `{{date published \"%-d %B %Y\"}}`; the field `date` has parts: `{{date.datetime}}`, `{{date.text}}`",
    );
    refuses(
        "{{date date}}",
        "template `page.hbs`, line 1, column 1: `date` takes 2 values, found 1\n\
         write it as in `{{date published \"%-d %B %Y\"}}`",
    );
}

#[test]
fn included_templates_see_what_they_are_given() {
    let page = "{{#each people}}{{> person}}{{/each}}{{#with date}}{{> when this}}{{/with}}{{> teaser size=\"small\"}}";
    let person = ("person.hbs", "<b>{{name}}</b>");
    let rest = [
        ("when.hbs", "{{text}}"),
        ("teaser.hbs", "<p class=\"{{size}}\">{{headline}}{{#each people}}{{size}}{{/each}}"),
    ];
    assert_eq!(faults(&[("page.hbs", page), person, rest[0], rest[1]]), [""; 0]);
    // A template has a fault where it is included so, and the fault once.
    assert_eq!(
        faults(&[("page.hbs", "{{> person}}{{> person}}{{#each people}}{{> person}}{{/each}}"), person]),
        ["template `person.hbs`, line 1, column 4: there is no field `name` here\n\
          write it inside `{{#each people}}` ... `{{/each}}`"]
    );
    // What nothing includes prints nothing.
    assert_eq!(faults(&[("page.hbs", "x"), person]), [""; 0]);
}

#[test]
fn helpers_are_called_with_what_they_take() {
    refuses(
        "{{truncate headline}}",
        "template `page.hbs`, line 1, column 1: `truncate` takes 2 values, found 1\n\
         write it as in `{{truncate headline 20}}`",
    );
    refuses(
        "{{blocks 1 2 3}}",
        "template `page.hbs`, line 1, column 1: `blocks` takes 0 to 2 values, found 3\nwrite it as in `{{blocks 0 1}}`",
    );
    refuses(
        "{{join people \", \"}}",
        "template `page.hbs`, line 1, column 1: `people` is a list of fields with parts, expected a list of texts\n\
         write `{{#each people}}`",
    );
    refuses(
        "{{#each date}}x{{/each}}",
        "template `page.hbs`, line 1, column 1: `date` is a field with parts, expected a list\n\
         its parts are `date.datetime`, `date.text`",
    );
    refuses(
        "{{date section \"%J\"}}",
        "template `page.hbs`, line 1, column 1: `%J` is no part of a date\n\
         write it as in \"%-d %B %Y\": `%Y` is the year, `%m` the month, `%B` its name, `%d` the day, `%A` its name, `%H` the hour, \
         `%M` the minute, `%z` the zone",
    );
    for pattern in ["%Q", "%d %Z"] {
        assert!(
            faults(&[("page.hbs", &format!("{{{{date date \"{pattern}\"}}}}"))])[0].contains("is no part of a date")
        );
    }
    assert!(faults(&[("page.hbs", "{{date date \"YYYY\"}}")])[0].contains("`YYYY` is no pattern of a date"));
    refuses(
        "{{date date section}}",
        "template `page.hbs`, line 1, column 1: the pattern of a date is computed\n\
         write it as in \"%-d %B %Y\": `%Y` is the year, `%m` the month, `%B` its name, `%d` the day, `%A` its name, `%H` the hour, \
         `%M` the minute, `%z` the zone",
    );
    refuses(
        "{{truncate headline section}}",
        "template `page.hbs`, line 1, column 1: `section` is text, expected a number\n\
         take another field, or another helper",
    );
    refuses(
        "{{#if (eq keywords people)}}x{{/if}}",
        "template `page.hbs`, line 1, column 1: `keywords` is a list of texts, expected text\n\
         write `{{join keywords \", \"}}`",
    );
    refuses(
        "{{truncate date 5}}",
        "template `page.hbs`, line 1, column 1: `date` is a field with parts, expected text\n\
         its parts are `date.datetime`, `date.text`",
    );
    refuses(
        "{{truncate (blocks 0 1) 5}}",
        "template `page.hbs`, line 1, column 1: `blocks` gives nothing that another helper could take\nlet it stand by itself",
    );
    refuses(
        "{{truncate headline 5 end=\"...\"}}",
        "template `page.hbs`, line 1, column 1: `truncate` takes no `end=`\nwrite the values one after the other",
    );
    refuses(
        "{{#people}}x{{/people}}",
        "template `page.hbs`, line 1, column 1: there is no helper `people`\nwrite `{{#if people}}` or `{{#each people}}`",
    );
    refuses(
        "{{if section}}",
        "template `page.hbs`, line 1, column 1: `{{if ...}}` is a block without an end\n\
         write `{{#if ...}}` and, behind what stands in it, `{{/if}}`",
    );
    refuses(
        "{{#eq section \"World\"}}x{{/eq}}",
        "template `page.hbs`, line 1, column 1: `eq` is no block\nwrite `{{#if (eq ...)}}`",
    );
}
