/*
 * An agate column: the writer `agate`, a plugin of slugline in C99, as a component of WebAssembly or as a library.
 *
 * Agate is the small type of results and standings. Tables are set in columns, words to the left and figures to the right;
 * everything else is set as text between them, as wide as the column of the paper. From the top: text in lines, tables,
 * the story, the plugin itself. JSON, memory and the way to the host are the business of slugline_sdk.h.
 */

#include "slugline_sdk.h"

/* ---- Text in lines -------------------------------------------------------------------------------------------------- */

/* Columns of a table beyond these have no place in the column of a paper. */
enum { COLUMNS = 24 };

typedef struct page {
    slug_text out, diagnostics;
    /* The words at hand. */
    slug_text words;
    /* Characters of a line. */
    long width;
    /* The story at hand, counted from 0, and whether a link of it was reported. */
    long story;
    int link_is_told;
} page;

static int is_blank(char byte) { return byte == ' ' || byte == '\n' || byte == '\t'; }

/* Whether readers see a node, or an item of a list. */
static int is_shown(slug_json node) {
    slug_json role = slug_member(node, "role");
    return !slug_is(role, "editor-only") && !slug_is(role, "end-mark");
}

static slug_json words_of(const page *page) {
    slug_json words = {page->words.data, page->words.data + page->words.len};
    return words;
}

/* Characters of a text in UTF-8. */
static long characters(slug_json text) {
    long count = 0;
    for (; text.at < text.end; text.at++) count += ((unsigned char)*text.at & 0xc0) != 0x80;
    return count;
}

static void put_many(page *page, const char *character, long times) {
    while (times-- > 0) slug_put(&page->out, character);
}

static slug_json take_word(slug_json *words) {
    while (words->at < words->end && is_blank(*words->at)) words->at++;
    slug_json word = {words->at, words->at};
    while (word.end < words->end && !is_blank(*word.end)) word.end++;
    words->at = word.end;
    return word;
}

/* Sets the words at hand in lines, and forgets them. The first line begins with `mark`, the others as much further in. No words,
 * no line. */
static void set_words(page *page, const char *mark) {
    slug_json words = words_of(page), marked = {mark, mark};
    while (*marked.end) marked.end++;
    long indent = characters(marked), column = 0;
    for (slug_json word = take_word(&words); word.at < word.end; word = take_word(&words)) {
        long len = characters(word);
        if (column == 0) {
            slug_put(&page->out, mark);
            column = indent;
        } else if (column + 1 + len > page->width) {
            slug_put(&page->out, "\n");
            put_many(page, " ", indent);
            column = indent;
        } else {
            slug_put(&page->out, " ");
            column++;
        }
        slug_put_json(&page->out, word);
        column += len;
    }
    if (column > 0) slug_put(&page->out, "\n");
    page->words.len = 0;
}

static void report(page *page, const char *code, const char *message, slug_json node) {
    slug_json span = slug_member(node, "span");
    slug_text *out = &page->diagnostics;
    slug_put(out, ",{\"severity\":\"note\",\"code\":\"");
    slug_put(out, code);
    slug_put(out, "\",\"message\":\"");
    slug_put(out, message);
    slug_put(out, "\",\"article\":");
    slug_put_number(out, (unsigned long)page->story);
    if (span.at != NULL) {
        slug_put(out, ",\"span\":");
        slug_put_json(out, span);
    }
    slug_put(out, "}");
}

/* Takes the words of inlines to those at hand. */
static void take_inlines(page *page, slug_json list) {
    slug_json inlines = slug_inner(list), inline_;
    while (slug_next(&inlines, &inline_)) {
        slug_json kind = slug_member(inline_, "kind");
        if (!is_shown(inline_)) continue;
        if (slug_is(kind, "link") && !page->link_is_told) {
            report(page, "link-left-out", "agate has no links; their words are set", inline_);
            page->link_is_told = 1;
        }
        if (slug_is(kind, "text")) slug_put_shown(&page->words, slug_member(inline_, "text"));
        else if (slug_is(kind, "line-break")) slug_put(&page->words, "\n");
        else take_inlines(page, slug_member(inline_, "content"));
    }
}

/* ---- Tables --------------------------------------------------------------------------------------------------------- */

typedef struct column {
    long width;
    /* Whether a cell of it begins with a letter. Else it holds figures, which are set to the right. */
    int is_words;
} column;

/* The words of a cell, in one line. */
static slug_json take_cell(page *page, slug_json cell) {
    page->words.len = 0;
    take_inlines(page, slug_member(cell, "content"));
    for (size_t at = 0; at < page->words.len; at++)
        if (is_blank(page->words.data[at])) page->words.data[at] = ' ';
    slug_json words = words_of(page);
    while (words.at < words.end && *words.at == ' ') words.at++;
    while (words.at < words.end && words.end[-1] == ' ') words.end--;
    return words;
}

/* Whether text begins with a letter. Of what is not ASCII, dashes, currencies and fractions begin with the bytes C2 and E2. */
static int begins_with_a_letter(slug_json words) {
    if (words.at >= words.end) return 0;
    unsigned char first = (unsigned char)*words.at;
    return (first >= 'A' && first <= 'Z') || (first >= 'a' && first <= 'z') || (first > 0xc2 && first != 0xe2);
}

/* How wide the columns of a table are. 0: it has more of them than there is room for. */
static int measure(page *page, slug_json table, column *columns) {
    slug_json rows = slug_inner(slug_member(table, "rows")), row, cell;
    while (slug_next(&rows, &row)) {
        slug_json cells = slug_inner(slug_member(row, "cells"));
        for (column *column = columns; slug_next(&cells, &cell); column++) {
            if (column == columns + COLUMNS) return 0;
            slug_json words = take_cell(page, cell);
            long width = characters(words);
            if (width > column->width) column->width = width;
            /* What names a column of figures is no figure. */
            slug_json header = slug_member(cell, "header");
            if (header.at == NULL || *header.at != 't') column->is_words |= begins_with_a_letter(words);
        }
    }
    long width = -2;
    for (int at = 0; at < COLUMNS; at++) width += columns[at].width > 0 ? columns[at].width + 2 : 0;
    return width <= page->width;
}

static void set_row(page *page, slug_json row, const column *columns) {
    slug_json cells = slug_inner(slug_member(row, "cells")), cell;
    long start = 0, end = 0;
    for (const column *column = columns; slug_next(&cells, &cell); column++) {
        slug_json words = take_cell(page, cell);
        long len = characters(words), place = column->is_words ? start : start + column->width - len;
        if (len > 0) {
            put_many(page, " ", place - end);
            slug_put_json(&page->out, words);
            end = place + len;
        }
        if (column->width > 0) start += column->width + 2;
    }
    slug_put(&page->out, "\n");
}

/* A table that is wider than the paper's column: its rows as text. */
static void set_row_as_text(page *page, slug_json row) {
    slug_json cells = slug_inner(slug_member(row, "cells")), cell;
    page->words.len = 0;
    for (int at = 0; slug_next(&cells, &cell); at++) {
        if (at > 0) slug_put(&page->words, " | ");
        take_inlines(page, slug_member(cell, "content"));
    }
    set_words(page, "");
}

static void set_table(page *page, slug_json table) {
    column columns[COLUMNS] = {{0, 0}};
    take_inlines(page, slug_member(table, "caption"));
    set_words(page, "");
    int fits = measure(page, table, columns);
    if (!fits) report(page, "table-too-wide", "the table is wider than the column; its rows are set as text", table);
    slug_json rows = slug_inner(slug_member(table, "rows")), row;
    while (slug_next(&rows, &row)) {
        if (fits) set_row(page, row, columns);
        else set_row_as_text(page, row);
    }
    page->words.len = 0;
}

/* ---- The story ------------------------------------------------------------------------------------------------------ */

/* What is said about a picture: the words below it, and in brackets what it shows and whose it is. */
static void set_figure(page *page, slug_json block, const char *mark) {
    static const char *const SAID[] = {"alt", "credit"};
    report(page, "picture-left-out", "agate has no pictures; what is said about this one is set", block);
    take_inlines(page, slug_member(block, "caption"));
    for (size_t at = 0; at < sizeof SAID / sizeof *SAID; at++) {
        slug_json said = slug_member(block, SAID[at]);
        if (said.at == NULL) continue;
        slug_put(&page->words, " (");
        slug_put_shown(&page->words, said);
        slug_put(&page->words, ")");
    }
    set_words(page, mark);
}

static void set_blocks(page *page, slug_json list, const char *mark);

/* Sets a block, with an empty line behind it where it is none of a list. */
static void set_block(page *page, slug_json block, const char *mark) {
    slug_json kind = slug_member(block, "kind");
    if (!is_shown(block)) return;
    if (slug_is(kind, "quote") || slug_is(kind, "group")) {
        set_blocks(page, slug_member(block, "blocks"), mark);
        return;
    }
    if (slug_is(kind, "list")) {
        slug_json items = slug_inner(slug_member(block, "items")), item;
        while (slug_next(&items, &item))
            if (is_shown(item)) set_blocks(page, slug_member(item, "blocks"), "- ");
    } else if (slug_is(kind, "table")) {
        set_table(page, block);
    } else if (slug_is(kind, "preformatted")) {
        /* Agate that someone else has set. */
        slug_put_shown(&page->out, slug_member(block, "text"));
        slug_put(&page->out, "\n");
    } else if (slug_is(kind, "figure")) {
        set_figure(page, block, mark);
    } else {
        if (slug_is(kind, "section-break")) slug_put(&page->words, "* * *");
        take_inlines(page, slug_member(block, "content"));
        set_words(page, mark);
    }
    if (!*mark) slug_put(&page->out, "\n");
}

static void set_blocks(page *page, slug_json list, const char *mark) {
    slug_json blocks = slug_inner(list), block;
    while (slug_next(&blocks, &block)) set_block(page, block, mark);
}

static void set_article(page *page, slug_json article) {
    slug_json headline = slug_member(slug_member(article, "head"), "headline");
    if (headline.at != NULL) {
        slug_put_shown(&page->words, headline);
        set_words(page, "");
        put_many(page, "-", page->width);
        slug_put(&page->out, "\n");
    }
    set_blocks(page, slug_member(article, "body"), "");
}

/* ---- The plugin ----------------------------------------------------------------------------------------------------- */

static const char DESCRIPTION[] = SLUG_DESCRIPTION(
    "agate", "1.0.0",
    "{\"kind\":\"writer\",\"name\":\"agate\",\"summary\":\"results and standings in a column of small type\","
    "\"extension\":\"agate.txt\",\"media_type\":\"text/plain\",\"arity\":\"many\",\"carries\":[\"headline\"],"
    "\"options\":[{\"name\":\"width\",\"summary\":\"characters of a line\","
    "\"schema\":{\"type\":\"integer\",\"minimum\":24,\"maximum\":120,\"default\":42}}]}");

static void write_edition(slug_json request, slug_text *out) {
    /* slugline holds the option to what the manifest says of it. */
    page page = {.width = slug_number(slug_member(slug_member(request, "options"), "width"), 42)};
    slug_json articles = slug_inner(slug_member(slug_member(request, "edition"), "articles")), article;
    while (slug_next(&articles, &article)) {
        set_article(&page, article);
        page.story++;
        page.link_is_told = 0;
    }

    slug_put(out, "{\"slugline\":1,\"output\":{\"text\":");
    slug_put_quoted(out, page.out.data, page.out.len);
    slug_put(out, "}");
    slug_end(out, &page.diagnostics);
    out->failed |= page.out.failed | page.words.failed;
    slug_free(page.out.data);
    slug_free(page.words.data);
}

static void answer(slug_json request, slug_text *out) {
    slug_json call = slug_member(request, "call");
    if (slug_is(call, "describe")) slug_put(out, DESCRIPTION);
    else if (slug_is(call, "write")) write_edition(request, out);
    else slug_put(out, "{\"slugline\":1,\"error\":{\"kind\":\"unsupported\",\"message\":\"agate is a writer alone\"}}");
}

SLUG_PLUGIN(answer)
