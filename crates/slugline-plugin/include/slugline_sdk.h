/*
 * What a plugin of slugline in C is made with: JSON read in place, text that grows, and the functions that a host looks for,
 * as a native library and as a component of WebAssembly. It needs slugline_plugin.h beside it, and in WebAssembly nothing of
 * a C library. C99 and later.
 *
 *     #include "slugline_sdk.h"
 *
 *     static void answer(slug_json request, slug_text *out) {
 *         ... slug_put(out, "{\"slugline\":1, ... }");
 *     }
 *
 *     SLUG_PLUGIN(answer)
 *
 * Requests come from slugline and are sound JSON. What is not is never read beyond its end.
 */
#ifndef SLUGLINE_SDK_H
#define SLUGLINE_SDK_H

#include "slugline_plugin.h"

#ifndef __wasm__
#include <stdlib.h>
#endif

/* ---- Memory --------------------------------------------------------------------------------------------------------- */

#ifdef __wasm__

/* An instance serves one call, and its memory goes with it: nothing is freed. */
extern unsigned char __heap_base;
static size_t slug_heap_top;

/* More room for what has `old_size` bytes at `old`, which may be null. Null: there is none. */
static inline void *slug_grow(void *old, size_t old_size, size_t size) {
    size_t top = slug_heap_top != 0 ? slug_heap_top : (size_t)&__heap_base;
    size_t at = old != NULL && (size_t)old + old_size == top ? (size_t)old : (top + 15) & ~(size_t)15;
    size_t end = at + size, room = (size_t)__builtin_wasm_memory_size(0) << 16;
    if (end < at) return NULL;
    if (end > room && __builtin_wasm_memory_grow(0, (end - room + 65535) >> 16) == (size_t)-1) return NULL;
    slug_heap_top = end;
    if (old != NULL && (size_t)old != at) __builtin_memcpy((void *)at, old, old_size < size ? old_size : size);
    return (void *)at;
}

static inline void slug_free(void *data) { (void)data; }

#else

static inline void *slug_grow(void *old, size_t old_size, size_t size) {
    (void)old_size;
    return realloc(old, size);
}

static inline void slug_free(void *data) { free(data); }

#endif

/* ---- JSON, read in place -------------------------------------------------------------------------------------------- */

/* A value within a JSON text. Empty where something is not there. */
typedef struct slug_json {
    const char *at, *end;
} slug_json;

static inline slug_json slug_skip_blanks(slug_json json) {
    while (json.at < json.end && (*json.at == ' ' || *json.at == '\n' || *json.at == '\t' || *json.at == '\r')) json.at++;
    return json;
}

/* Behind the string that begins at `at`. */
static inline const char *slug_string_end(const char *at, const char *end) {
    for (at++; at < end && *at != '"'; at++)
        if (*at == '\\' && at + 1 < end) at++;
    return at < end ? at + 1 : end;
}

/* Takes the first value of `json`, whatever it is, and leaves what stands behind it. */
static inline slug_json slug_take(slug_json *json) {
    slug_json rest = slug_skip_blanks(*json), value = rest;
    long depth = 0;
    while (rest.at < rest.end) {
        char next = *rest.at;
        if (next == '"') {
            rest.at = slug_string_end(rest.at, rest.end);
        } else {
            if (next == '{' || next == '[') depth++;
            if (next == '}' || next == ']') depth--;
            if (depth < 0 || (depth == 0 && next == ',')) break;
            rest.at++;
        }
        if (depth == 0 && (next == '"' || next == '}' || next == ']')) break;
    }
    *json = rest;
    value.end = rest.at;
    return value;
}

/* What stands between the brackets of a list or an object, for slug_next. Empty for anything else. */
static inline slug_json slug_inner(slug_json value) {
    slug_json none = {NULL, NULL};
    if (value.end - value.at < 2 || (*value.at != '{' && *value.at != '[')) return none;
    value.at++;
    value.end--;
    return value;
}

/* Takes the next value of what slug_inner gave; of an object the names are values too. 0: there is none. */
static inline int slug_next(slug_json *list, slug_json *value) {
    *list = slug_skip_blanks(*list);
    if (list->at < list->end && (*list->at == ',' || *list->at == ':')) list->at++;
    *list = slug_skip_blanks(*list);
    if (list->at >= list->end) return 0;
    *value = slug_take(list);
    return value->at < value->end;
}

/* What stands between the quotes of a string, its escapes as they are. Empty for anything else. */
static inline slug_json slug_escaped(slug_json string) {
    slug_json none = {NULL, NULL};
    if (string.end - string.at < 2 || *string.at != '"') return none;
    string.at++;
    string.end--;
    return string;
}

/* Whether a string is `word`, which has no escapes. */
static inline int slug_is(slug_json string, const char *word) {
    slug_json text = slug_escaped(string);
    if (text.at == NULL) return 0;
    while (text.at < text.end && *word != 0 && *text.at == *word) text.at++, word++;
    return text.at == text.end && *word == 0;
}

/* The member `name` of an object. */
static inline slug_json slug_member(slug_json object, const char *name) {
    slug_json members = slug_inner(object), key, value, none = {NULL, NULL};
    while (slug_next(&members, &key) && slug_next(&members, &value))
        if (slug_is(key, name)) return value;
    return none;
}

/* A whole number; `otherwise` where it is none. */
static inline long slug_number(slug_json value, long otherwise) {
    long number = 0;
    if (value.at == value.end || value.end - value.at > 9) return otherwise;
    for (; value.at < value.end; value.at++) {
        if (*value.at < '0' || *value.at > '9') return otherwise;
        number = number * 10 + (*value.at - '0');
    }
    return number;
}

/* ---- Text that grows ------------------------------------------------------------------------------------------------ */

/* Begins as {0}, ends in slug_free(text.data). */
typedef struct slug_text {
    char *data;
    size_t len, capacity;
    /* There was no memory for all of it. */
    int failed;
    /* Halves of characters were put into it, which slug_end notes. */
    int replaced;
} slug_text;

static inline void slug_put_bytes(slug_text *out, const char *data, size_t len) {
    if (len > out->capacity - out->len) {
        size_t capacity = (out->len + len) * 2 + 64;
        char *grown = out->failed || capacity < len ? NULL : (char *)slug_grow(out->data, out->capacity, capacity);
        if (grown == NULL) {
            out->failed = 1;
            return;
        }
        out->data = grown;
        out->capacity = capacity;
    }
    if (len > 0) __builtin_memcpy(out->data + out->len, data, len);
    out->len += len;
}

static inline void slug_put(slug_text *out, const char *words) {
    size_t len = 0;
    while (words[len] != 0) len++;
    slug_put_bytes(out, words, len);
}

/* Puts a part of a JSON text as it is. */
static inline void slug_put_json(slug_text *out, slug_json value) {
    slug_put_bytes(out, value.at, (size_t)(value.end - value.at));
}

static inline void slug_put_number(slug_text *out, unsigned long number) {
    char digits[24], *at = digits + sizeof digits;
    do *--at = (char)('0' + number % 10);
    while ((number /= 10) > 0);
    slug_put_bytes(out, at, (size_t)(digits + sizeof digits - at));
}

/* Puts a character in UTF-8. */
static inline void slug_put_character(slug_text *out, unsigned long code) {
    char bytes[4];
    size_t len = code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4, at;
    for (at = len - 1; at > 0; at--, code >>= 6) bytes[at] = (char)(0x80 | (code & 0x3f));
    bytes[0] = (char)((len == 1 ? 0 : 0xf00 >> len) | code);
    slug_put_bytes(out, bytes, len);
}

/* The number that four hexadecimal digits stand for. */
static inline unsigned long slug_hexadecimal(const char *at) {
    unsigned long code = 0;
    const char *end = at + 4;
    for (; at < end; at++) code = code << 4 | (unsigned long)(*at <= '9' ? *at - '0' : (*at | 0x20) - 'a' + 10);
    return code & 0xffff;
}

/* Puts a JSON string as the text that it stands for. Half a surrogate pair is no character: slug_put_quoted replaces it. */
static inline void slug_put_string(slug_text *out, slug_json string) {
    slug_json text = slug_escaped(string);
    while (text.at < text.end) {
        const char *plain = text.at;
        while (text.at < text.end && *text.at != '\\') text.at++;
        slug_put_bytes(out, plain, (size_t)(text.at - plain));
        if (text.end - text.at < 2) return;
        char mark = text.at[1];
        text.at += 2;
        if (mark == 'u' && text.end - text.at >= 4) {
            unsigned long code = slug_hexadecimal(text.at);
            text.at += 4;
            if (code >= 0xd800 && code < 0xdc00 && text.end - text.at >= 6 && text.at[0] == '\\' && text.at[1] == 'u') {
                unsigned long low = slug_hexadecimal(text.at + 2);
                if (low >= 0xdc00 && low < 0xe000) {
                    code = 0x10000 + ((code - 0xd800) << 10) + (low - 0xdc00);
                    text.at += 6;
                }
            }
            slug_put_character(out, code);
        } else {
            static const char ESCAPES[] = "n\nt\tr\rb\bf\f";
            size_t at = 0;
            while (at < sizeof ESCAPES - 1 && ESCAPES[at] != mark) at += 2;
            slug_put_bytes(out, at < sizeof ESCAPES - 1 ? &ESCAPES[at + 1] : &mark, 1);
        }
    }
}

/* Puts a JSON string as text for people: of the control characters, U+0000 to U+001F and U+007F to U+009F, line feeds and tabs
 * alone. */
static inline void slug_put_shown(slug_text *out, slug_json string) {
    size_t kept = out->len, at = kept;
    slug_put_string(out, string);
    for (; at < out->len; at++) {
        unsigned char byte = (unsigned char)out->data[at];
        /* C2 and the same byte, in UTF-8. */
        int is_c1 = byte == 0xc2 && at + 1 < out->len && (unsigned char)out->data[at + 1] < 0xa0;
        if (is_c1) at++;
        if (!is_c1 && byte != 0x7f && (byte >= 0x20 || byte == '\n' || byte == '\t')) out->data[kept++] = (char)byte;
    }
    out->len = kept;
}

/* Puts text as a JSON string, quotes and all. U+FFFD stands for half a surrogate pair. */
static inline void slug_put_quoted(slug_text *out, const char *data, size_t len) {
    static const char DIGITS[] = "0123456789abcdef";
    size_t at, plain = 0;
    slug_put(out, "\"");
    for (at = 0; at < len; at++) {
        unsigned char byte = (unsigned char)data[at];
        if (byte == 0xed && len - at > 2 && (unsigned char)data[at + 1] >= 0xa0) {
            slug_put_bytes(out, data + plain, at - plain);
            slug_put_character(out, 0xfffd);
            out->replaced = 1;
            at += 2;
            plain = at + 1;
            continue;
        }
        if (byte >= 0x20 && byte != '"' && byte != '\\') continue;
        char escape[6] = {'\\', 'u', '0', '0', DIGITS[byte >> 4], DIGITS[byte & 15]};
        slug_put_bytes(out, data + plain, at - plain);
        if (byte < 0x20) slug_put_bytes(out, escape, sizeof escape);
        if (byte >= 0x20) slug_put(out, byte == '"' ? "\\\"" : "\\\\");
        plain = at + 1;
    }
    slug_put_bytes(out, data + plain, len - plain);
    slug_put(out, "\"");
}

/* ---- Answers -------------------------------------------------------------------------------------------------------- */

/* The answer to `describe`, of strings: the plugin's name, its version, and the JSON of what it offers. */
#define SLUG_DESCRIPTION(name, version, offers)                                                                              \
    "{\"slugline\":1,\"description\":{\"name\":\"" name "\",\"version\":\"" version "\",\"abi\":1,\"schema\":\"0.3\","       \
    "\"kinds\":{\"blocks\":[\"paragraph\",\"heading\",\"quote\",\"list\",\"table\",\"preformatted\",\"figure\","             \
    "\"section-break\",\"group\"],\"inlines\":[\"text\",\"emphasis\",\"strong\",\"link\",\"line-break\"]},\"offers\":["      \
    offers "]}}"

/* Adds a diagnostic to `list`: its severity (`note`, `warning`, `error`) and code, what is the matter, and the node that it is
 * about, whose place the user is shown. */
static inline void slug_report(slug_text *list, const char *severity, const char *code, const slug_text *message, slug_json node) {
    slug_json span = slug_member(node, "span");
    slug_put(list, ",{\"severity\":\"");
    slug_put(list, severity);
    slug_put(list, "\",\"code\":\"");
    slug_put(list, code);
    slug_put(list, "\",\"message\":");
    slug_put_quoted(list, message->data, message->len);
    if (span.at != NULL) {
        slug_put(list, ",\"span\":");
        slug_put_json(list, span);
    }
    slug_put(list, "}");
}

/* Puts the diagnostics of `list`, with a comma before them, and ends the answer. */
static inline void slug_end(slug_text *out, slug_text *list) {
    if (out->replaced || list->replaced)
        slug_put(list, ",{\"severity\":\"note\",\"code\":\"half-character\",\"message\":"
                       "\"the plugin wrote half a surrogate pair, which is no character; U+FFFD stands for it\"}");
    if (list->len > 0) {
        slug_put(out, ",\"diagnostics\":[");
        slug_put_bytes(out, list->data + 1, list->len - 1);
        slug_put(out, "]");
    }
    slug_put(out, "}");
    out->failed |= list->failed;
    slug_free(list->data);
}

/* ---- What a host looks for ------------------------------------------------------------------------------------------ */

#ifdef __wasm__

/* A string as the canonical ABI hands it over. */
typedef struct slug_lent {
    const char *data;
    size_t len;
} slug_lent;

#define SLUG_PLUGIN(answer)                                                                                                  \
    __attribute__((export_name("cabi_realloc"))) void *slug_cabi_realloc(void *old, size_t old_size, size_t alignment,       \
                                                                         size_t size) {                                      \
        void *room = slug_grow(old, old_size, size);                                                                         \
        (void)alignment;                                                                                                     \
        if (room == NULL) __builtin_trap();                                                                                  \
        return room;                                                                                                         \
    }                                                                                                                        \
    __attribute__((export_name("slugline:plugin/guest@1.0.0#run"))) const slug_lent *slug_run(const char *request,           \
                                                                                              size_t len) {                  \
        static slug_lent lent;                                                                                               \
        slug_json json = {request, request + len};                                                                           \
        slug_text out = {0};                                                                                                 \
        answer(json, &out);                                                                                                  \
        if (out.failed) __builtin_trap();                                                                                    \
        lent.data = out.data;                                                                                                \
        lent.len = out.len;                                                                                                  \
        return &lent;                                                                                                        \
    }

#else

/* Lends an answer to the host, which gives it back to slug_take_back. */
static inline int32_t slug_lend(slug_text *text, slug_buf *out) {
    if (text->failed) {
        slug_free(text->data);
        return SLUG_FAILED;
    }
    out->data = (uint8_t *)text->data;
    out->len = text->len;
    out->capacity = text->capacity;
    return SLUG_ANSWERED;
}

static inline void slug_take_back(slug_buf *answer) {
    slug_free(answer->data);
    answer->data = NULL;
    answer->len = answer->capacity = 0;
}

#define SLUG_PLUGIN(answer)                                                                                                  \
    static int32_t slug_run(const slug_host *host, const slug_slice *request, slug_buf *lent) {                              \
        slug_json json = {(const char *)request->data, (const char *)request->data + request->len};                          \
        slug_text out = {0};                                                                                                 \
        (void)host;                                                                                                          \
        answer(json, &out);                                                                                                  \
        return slug_lend(&out, lent);                                                                                        \
    }                                                                                                                        \
    const slug_plugin_v1 *slugline_plugin_v1(void) {                                                                         \
        static const slug_plugin_v1 table = {sizeof table, SLUG_ABI_MAJOR, SLUG_ABI_MINOR, slug_run, slug_take_back};        \
        return &table;                                                                                                       \
    }

#endif

#endif
