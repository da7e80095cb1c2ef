/* The writer `scaffold-name`: a story in plain lines, its headline and then a block a line. */

#include "slugline_sdk.h"

typedef struct page {
    slug_text out, diagnostics;
} page;

/* Puts text so that its line stays one: a blank for each control character, those of two bytes too. */
static void put_clean(slug_text *out, const char *text, size_t len) {
    size_t at, plain = 0;
    for (at = 0; at < len; at++) {
        unsigned char byte = (unsigned char)text[at];
        int is_wide = byte == 0xc2 && at + 1 < len && (unsigned char)text[at + 1] < 0xa0;
        if (byte >= ' ' && byte != 0x7f && !is_wide) continue;
        slug_put_bytes(out, text + plain, at - plain);
        slug_put(out, " ");
        at += (size_t)is_wide;
        plain = at + 1;
    }
    slug_put_bytes(out, text + plain, len - plain);
}

static void put_words(slug_text *out, slug_json string) {
    slug_text text = {0};
    slug_put_string(&text, string);
    put_clean(out, text.data, text.len);
    out->failed |= text.failed;
    slug_free(text.data);
}

/* Puts the address of a link behind its words, which begin at `start`. One that stands in the story is its own text. */
static void put_address(slug_text *out, size_t start, slug_json href) {
    slug_text address = {0};
    size_t at = 0, len = out->len - start;
    put_words(&address, href);
    while (at < len && at < address.len && out->data[start + at] == address.data[at]) at++;
    if (at < len || at < address.len) {
        slug_put(out, " <");
        slug_put_bytes(out, address.data, address.len);
        slug_put(out, ">");
    }
    out->failed |= address.failed;
    slug_free(address.data);
}

/* Whether a node is for editors alone. */
static int is_withheld(slug_json node) {
    slug_json role = slug_member(node, "role");
    return slug_is(role, "editor-only") || slug_is(role, "end-mark");
}

static void put_inlines(slug_text *out, slug_json inlines) {
    slug_json list = slug_inner(inlines), node;
    while (slug_next(&list, &node)) {
        slug_json kind = slug_member(node, "kind");
        if (is_withheld(node)) continue;
        size_t start = out->len;
        if (slug_is(kind, "text")) put_words(out, slug_member(node, "text"));
        if (slug_is(kind, "line-break")) slug_put(out, " ");
        put_inlines(out, slug_member(node, "content"));
        if (slug_is(kind, "link")) put_address(out, start, slug_member(node, "href"));
    }
}

/* Puts a line of inlines behind `mark`, if there are any. */
static void put_line(slug_text *out, const char *mark, slug_json inlines) {
    slug_json list = slug_inner(inlines), first;
    if (!slug_next(&list, &first)) return;
    slug_put(out, mark);
    put_inlines(out, inlines);
    slug_put(out, "\n");
}

static void put_row(slug_text *out, const char *mark, slug_json row) {
    slug_json cells = slug_inner(slug_member(row, "cells")), cell;
    int first = 1;
    slug_put(out, mark);
    for (; slug_next(&cells, &cell); first = 0) {
        if (!first) slug_put(out, " | ");
        put_inlines(out, slug_member(cell, "content"));
    }
    slug_put(out, "\n");
}

/* Puts lines of preformatted text, each behind `mark`. */
static void put_lines(slug_text *out, const char *mark, slug_json string) {
    slug_text text = {0};
    size_t at, start = 0;
    slug_put_string(&text, string);
    for (at = 0; at <= text.len && text.len > 0; at++) {
        if (at < text.len && text.data[at] != '\n') continue;
        if (at == text.len && start == at) break;
        slug_put(out, mark);
        put_clean(out, text.data + start, at - start);
        slug_put(out, "\n");
        start = at + 1;
    }
    out->failed |= text.failed;
    slug_free(text.data);
}

/* Puts each block in a line of its own, behind `mark`. Kinds of a newer slugline do not come this far: what they fall back to
 * does. */
static void put_blocks(page *page, const char *mark, slug_json blocks) {
    slug_json list = slug_inner(blocks), block, part, rest;
    while (slug_next(&list, &block)) {
        slug_json kind = slug_member(block, "kind");
        if (is_withheld(block)) continue;
        if (slug_is(kind, "paragraph")) put_line(&page->out, mark, slug_member(block, "content"));
        if (slug_is(kind, "heading")) put_line(&page->out, "# ", slug_member(block, "content"));
        if (slug_is(kind, "quote")) put_blocks(page, "> ", slug_member(block, "blocks"));
        if (slug_is(kind, "group")) put_blocks(page, mark, slug_member(block, "blocks"));
        if (slug_is(kind, "section-break")) slug_put(&page->out, "* * *\n");
        if (slug_is(kind, "preformatted")) put_lines(&page->out, mark, slug_member(block, "text"));
        if (slug_is(kind, "list"))
            for (rest = slug_inner(slug_member(block, "items")); slug_next(&rest, &part);)
                if (!is_withheld(part)) put_blocks(page, "- ", slug_member(part, "blocks"));
        if (slug_is(kind, "table")) {
            put_line(&page->out, mark, slug_member(block, "caption"));
            for (rest = slug_inner(slug_member(block, "rows")); slug_next(&rest, &part);) put_row(&page->out, mark, part);
        }
        if (slug_is(kind, "figure")) {
            slug_text message = {0};
            slug_put(&message, "a line has no room for a picture; its caption is there");
            slug_report(&page->diagnostics, "note", "picture-left-out", &message, block);
            slug_free(message.data);
            put_line(&page->out, "[picture] ", slug_member(block, "caption"));
        }
    }
}

static void write_edition(slug_json request, slug_text *answer) {
    slug_json articles = slug_inner(slug_member(slug_member(request, "edition"), "articles")), article;
    page page = {{0}, {0}};
    while (slug_next(&articles, &article)) {
        slug_json headline = slug_member(slug_member(article, "head"), "headline");
        if (headline.at != NULL) {
            put_words(&page.out, headline);
            slug_put(&page.out, "\n\n");
        }
        put_blocks(&page, "", slug_member(article, "body"));
    }
    slug_put(answer, "{\"slugline\":1,\"output\":{\"text\":");
    slug_put_quoted(answer, page.out.data, page.out.len);
    slug_put(answer, "}");
    answer->failed |= page.out.failed;
    slug_free(page.out.data);
    slug_end(answer, &page.diagnostics);
}

static const char DESCRIPTION[] = SLUG_DESCRIPTION(
    "scaffold-name", "0.1.0",
    "{\"kind\":\"writer\",\"name\":\"scaffold-name\",\"summary\":\"a story in plain lines\",\"extension\":\"scaffold-name\","
    "\"media_type\":\"text/plain\",\"carries\":[\"headline\"]}");

static void answer(slug_json request, slug_text *out) {
    if (slug_is(slug_member(request, "call"), "describe")) slug_put(out, DESCRIPTION);
    else write_edition(request, out);
}

SLUG_PLUGIN(answer)
