/* The reader `scaffold-name`: stories as lines. `HEAD:` begins one, `BY:` names who wrote it, any other line is a paragraph. */

#include "slugline_sdk.h"

/* A story in the making. The parts of its JSON have commas before each. */
typedef struct story {
    slug_text headline, bylines, spans, body;
    unsigned long authors;
    int is_begun;
} story;

static void put_span(slug_text *out, size_t start, size_t end) {
    slug_put(out, "\"span\":[");
    slug_put_number(out, start);
    slug_put(out, ",");
    slug_put_number(out, end);
    slug_put(out, "]");
}

/* Says where a field of the head stands in the source. */
static void put_place(story *story, const char *field, unsigned long index, size_t start, size_t end) {
    slug_put(&story->spans, ",{\"field\":\"");
    slug_put(&story->spans, field);
    slug_put(&story->spans, "\",\"index\":");
    slug_put_number(&story->spans, index);
    slug_put(&story->spans, ",");
    put_span(&story->spans, start, end);
    slug_put(&story->spans, "}");
}

/* Puts a list of what has a comma before each. */
static void put_list(slug_text *out, const char *name, slug_text *parts) {
    slug_put(out, name);
    slug_put(out, ":[");
    if (parts->len > 0) slug_put_bytes(out, parts->data + 1, parts->len - 1);
    slug_put(out, "]");
    out->failed |= parts->failed;
    slug_free(parts->data);
}

/* Ends a story, if one was begun: it goes out with a comma before it. */
static void end_story(story *story, slug_text *articles) {
    static const struct story NONE = {{0}, {0}, {0}, {0}, 0, 0};
    if (!story->is_begun) return;
    slug_put(articles, ",{\"slugline\":1,\"schema\":\"0.3\",\"head\":{");
    if (story->headline.len > 0) {
        slug_put(articles, "\"headline\":");
        slug_put_bytes(articles, story->headline.data, story->headline.len);
        slug_put(articles, ",");
    }
    put_list(articles, "\"bylines\"", &story->bylines);
    slug_put(articles, ",");
    put_list(articles, "\"spans\"", &story->spans);
    slug_put(articles, "},");
    put_list(articles, "\"body\"", &story->body);
    slug_put(articles, "}");
    slug_free(story->headline.data);
    *story = NONE;
}

/* Whether the line begins with `label`; then `*start` is moved behind it and the blanks that follow. */
static int takes(const char *text, size_t *start, size_t end, const char *label) {
    size_t at = *start;
    for (; *label != 0 && at < end && text[at] == *label; at++) label++;
    if (*label != 0) return 0;
    while (at < end && text[at] == ' ') at++;
    *start = at;
    return 1;
}

static void read_line(const char *text, size_t start, size_t end, story *story, slug_text *articles) {
    if (takes(text, &start, end, "HEAD:")) {
        end_story(story, articles);
        slug_put_quoted(&story->headline, text + start, end - start);
        put_place(story, "headline", 0, start, end);
    } else if (takes(text, &start, end, "BY:")) {
        slug_put(&story->bylines, ",{\"name\":");
        slug_put_quoted(&story->bylines, text + start, end - start);
        slug_put(&story->bylines, "}");
        put_place(story, "byline", story->authors++, start, end);
    } else {
        slug_put(&story->body, ",{\"kind\":\"paragraph\",\"content\":[{\"kind\":\"text\",\"text\":");
        slug_put_quoted(&story->body, text + start, end - start);
        slug_put(&story->body, ",");
        put_span(&story->body, start, end);
        slug_put(&story->body, "}],");
        put_span(&story->body, start, end);
        slug_put(&story->body, "}");
    }
    story->is_begun = 1;
}

static void read_source(slug_json request, slug_text *out) {
    slug_text text = {0}, articles = {0};
    story story = {{0}, {0}, {0}, {0}, 0, 0};
    size_t start = 0, end;
    slug_put_string(&text, slug_member(slug_member(request, "source"), "text"));
    for (; start < text.len; start = end + 1) {
        size_t last;
        for (end = start; end < text.len && text.data[end] != '\n'; end++) continue;
        for (last = end; last > start && (unsigned char)text.data[last - 1] <= ' '; last--) continue;
        while (start < last && (unsigned char)text.data[start] <= ' ') start++;
        if (start < last) read_line(text.data, start, last, &story, &articles);
    }
    end_story(&story, &articles);
    slug_put(out, "{\"slugline\":1,");
    if (articles.len > 0)
        put_list(out, "\"articles\"", &articles);
    else
        slug_put(out, "\"error\":{\"kind\":\"malformed\",\"message\":\"there is no story\",\"help\":\"a story begins with `HEAD:`\"}");
    slug_put(out, "}");
    out->failed |= text.failed;
    slug_free(text.data);
}

static const char DESCRIPTION[] =
    SLUG_DESCRIPTION("scaffold-name", "0.1.0",
                     "{\"kind\":\"reader\",\"name\":\"scaffold-name\",\"summary\":\"stories as lines\","
                     "\"extension\":\"scaffold-name\",\"media_type\":\"text/plain\"}");

static void answer(slug_json request, slug_text *out) {
    if (slug_is(slug_member(request, "call"), "describe")) slug_put(out, DESCRIPTION);
    else read_source(request, out);
}

SLUG_PLUGIN(answer)
