/*
 * A prompter script: the writer `prompter`, a native plugin of slugline in C99.
 *
 * A headline, then the story in short lines, as a presenter reads them off a screen. JSON, memory and the way to the host are
 * the business of slugline_sdk.h.
 */

#include "slugline_sdk.h"

/* ---- The story, laid out -------------------------------------------------------------------------------------------- */

typedef struct script {
    slug_text out, diagnostics;
    /* The words of the block at hand. */
    slug_text line;
    /* Characters that a line may have. */
    long width;
} script;

/* Characters of a text in UTF-8. */
static long characters(const char *at, const char *end) {
    long count = 0;
    for (; at < end; at++) count += ((unsigned char)*at & 0xc0) != 0x80;
    return count;
}

/* Ends a block: its words go out in lines, and a blank line behind them. */
static void end_block(script *script) {
    const char *at = script->line.data, *end = at + script->line.len;
    long column = 0;
    while (at < end) {
        const char *word = at;
        while (at < end && *at != ' ' && *at != '\n') at++;
        long len = characters(word, at);
        if (len > 0) {
            if (column > 0) slug_put(&script->out, column + 1 + len > script->width ? "\n" : " ");
            column = column > 0 && column + 1 + len <= script->width ? column + 1 + len : len;
            slug_put_bytes(&script->out, word, (size_t)(at - word));
        }
        if (at < end && *at == '\n' && column > 0) {
            slug_put(&script->out, "\n");
            column = 0;
        }
        at++;
    }
    if (script->line.len > 0) slug_put(&script->out, column > 0 ? "\n\n" : "\n");
    script->line.len = 0;
}

static void report_picture(script *script, slug_json node) {
    slug_text message = {0};
    slug_put(&message, "a prompter shows no picture; its caption is read, its credit is not");
    slug_report(&script->diagnostics, "note", "picture-left-out", &message, node);
    slug_free(message.data);
}

/* Writes a block, an inline, or a part of one. They nest no deeper than slugline lets documents nest. */
static void write_node(script *script, slug_json node) {
    static const char *const WITHIN[] = {"caption", "content", "items", "blocks", "rows", "cells"};
    slug_json kind = slug_member(node, "kind"), role = slug_member(node, "role");
    if (slug_is(role, "editor-only") || slug_is(role, "end-mark")) return;
    if (slug_is(kind, "text")) {
        slug_put_shown(&script->line, slug_member(node, "text"));
        return;
    }
    if (slug_is(kind, "line-break")) {
        slug_put(&script->line, "\n");
        return;
    }
    if (slug_is(kind, "preformatted")) slug_put_shown(&script->line, slug_member(node, "text"));
    if (slug_is(kind, "section-break")) slug_put(&script->line, "* * *");
    if (slug_is(kind, "figure")) report_picture(script, node);
    for (size_t at = 0; at < sizeof WITHIN / sizeof *WITHIN; at++) {
        slug_json nodes = slug_inner(slug_member(node, WITHIN[at])), child;
        while (slug_next(&nodes, &child)) write_node(script, child);
    }
    if (!slug_is(kind, "emphasis") && !slug_is(kind, "strong") && !slug_is(kind, "link")) end_block(script);
}

static void write_article(script *script, slug_json article) {
    slug_json headline = slug_member(slug_member(article, "head"), "headline");
    slug_json blocks = slug_inner(slug_member(article, "body")), block;
    if (headline.at != NULL) {
        slug_put(&script->line, "== ");
        slug_put_shown(&script->line, headline);
        slug_put(&script->line, " ==");
        end_block(script);
    }
    while (slug_next(&blocks, &block)) write_node(script, block);
}

/* ---- The plugin ----------------------------------------------------------------------------------------------------- */

static const char DESCRIPTION[] = SLUG_DESCRIPTION(
    "prompter", "1.0.0",
    "{\"kind\":\"writer\",\"name\":\"prompter\",\"summary\":\"a script in short lines for a prompter\","
    "\"extension\":\"prompter.txt\",\"media_type\":\"text/plain\",\"arity\":\"many\",\"carries\":[\"headline\"],"
    "\"options\":[{\"name\":\"width\",\"summary\":\"characters that a line may have\","
    "\"schema\":{\"type\":\"integer\",\"minimum\":16,\"maximum\":100,\"default\":32}}]}");

static void write_edition(slug_json request, slug_text *out) {
    /* slugline holds the option to what the manifest says of it. */
    script script = {.width = slug_number(slug_member(slug_member(request, "options"), "width"), 32)};
    slug_json articles = slug_inner(slug_member(slug_member(request, "edition"), "articles")), article;
    while (slug_next(&articles, &article)) write_article(&script, article);

    slug_put(out, "{\"slugline\":1,\"output\":{\"text\":");
    slug_put_quoted(out, script.out.data, script.out.len);
    slug_put(out, "}");
    slug_end(out, &script.diagnostics);
    out->failed |= script.out.failed | script.line.failed;
    slug_free(script.out.data);
    slug_free(script.line.data);
}

static void answer(slug_json request, slug_text *out) {
    slug_json call = slug_member(request, "call");
    if (slug_is(call, "describe")) slug_put(out, DESCRIPTION);
    else if (slug_is(call, "write")) write_edition(request, out);
    else slug_put(out, "{\"slugline\":1,\"error\":{\"kind\":\"unsupported\",\"message\":\"prompter is a writer alone\"}}");
}

SLUG_PLUGIN(answer)
