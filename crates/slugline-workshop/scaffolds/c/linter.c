/* The linter `scaffold-name`: warns of paragraphs that are too long. */

#include "slugline_sdk.h"

/* Puts the text of inlines, without what they look like. */
static void put_plain(slug_text *out, slug_json inlines) {
    slug_json list = slug_inner(inlines), node;
    while (slug_next(&list, &node)) {
        if (slug_is(slug_member(node, "kind"), "text")) slug_put_string(out, slug_member(node, "text"));
        if (slug_is(slug_member(node, "kind"), "line-break")) slug_put(out, "\n");
        put_plain(out, slug_member(node, "content"));
    }
}

static unsigned long count_words(slug_json paragraph) {
    slug_text text = {0};
    unsigned long words = 0;
    size_t at;
    int is_within = 0;
    put_plain(&text, slug_member(paragraph, "content"));
    for (at = 0; at < text.len; at++) {
        int is_blank = (unsigned char)text.data[at] <= ' ';
        words += !is_blank && !is_within;
        is_within = !is_blank;
    }
    slug_free(text.data);
    return words;
}

/* Looks at a block and the blocks within it: of a quote, of a list's items. */
static void check(slug_json node, unsigned long most, slug_text *diagnostics) {
    static const char *const WITHIN[] = {"blocks", "items"};
    size_t at;
    if (slug_is(slug_member(node, "kind"), "paragraph")) {
        unsigned long words = count_words(node);
        slug_text message = {0};
        slug_put(&message, "a paragraph of ");
        slug_put_number(&message, words);
        slug_put(&message, " words; the house has up to ");
        slug_put_number(&message, most);
        if (words > most) slug_report(diagnostics, "warning", "long-paragraph", &message, node);
        slug_free(message.data);
    }
    for (at = 0; at < sizeof WITHIN / sizeof *WITHIN; at++) {
        slug_json nodes = slug_inner(slug_member(node, WITHIN[at])), child;
        while (slug_next(&nodes, &child)) check(child, most, diagnostics);
    }
}

static const char DESCRIPTION[] =
    SLUG_DESCRIPTION("scaffold-name", "0.1.0",
                     "{\"kind\":\"linter\",\"name\":\"scaffold-name\",\"summary\":\"paragraphs that are too long\","
                     "\"options\":[{\"name\":\"words\",\"summary\":\"the most words of a paragraph\"}]}");

static void answer(slug_json request, slug_text *out) {
    slug_json blocks = slug_inner(slug_member(slug_member(request, "article"), "body")), block;
    /* The manifest says what it takes and its default, so it is there and a number. */
    long most = slug_number(slug_member(slug_member(request, "options"), "words"), 60);
    slug_text diagnostics = {0};
    if (slug_is(slug_member(request, "call"), "describe")) {
        slug_put(out, DESCRIPTION);
        return;
    }
    while (slug_next(&blocks, &block)) check(block, (unsigned long)most, &diagnostics);
    slug_put(out, "{\"slugline\":1");
    slug_end(out, &diagnostics);
}

SLUG_PLUGIN(answer)
