/* The transform `scaffold-name`: three full stops become an ellipsis, in the headline and in running text. */

#include "slugline_sdk.h"

/* Puts the JSON of a string, with `…` for `...`: none of the three is ever escaped. */
static void put_edited(slug_text *out, slug_json string) {
    while (string.at < string.end) {
        const char *plain = string.at;
        while (string.at < string.end && (string.end - string.at < 3 || string.at[0] != '.' || string.at[1] != '.' || string.at[2] != '.'))
            string.at++;
        slug_put_bytes(out, plain, (size_t)(string.at - plain));
        if (string.at == string.end) return;
        slug_put(out, "\xe2\x80\xa6");
        string.at += 3;
    }
}

/* Puts a value as it came, but for the text of inlines and the headline of a head. */
static void put_value(slug_text *out, slug_json value) {
    slug_json rest = slug_inner(value), name, member;
    int is_text = slug_is(slug_member(value, "kind"), "text"), first = 1;
    if (rest.at == NULL) {
        slug_put_json(out, value);
    } else if (*value.at == '[') {
        slug_put(out, "[");
        for (; slug_next(&rest, &member); first = 0) {
            if (!first) slug_put(out, ",");
            put_value(out, member);
        }
        slug_put(out, "]");
    } else {
        slug_put(out, "{");
        for (; slug_next(&rest, &name) && slug_next(&rest, &member); first = 0) {
            if (!first) slug_put(out, ",");
            slug_put_json(out, name);
            slug_put(out, ":");
            if ((is_text && slug_is(name, "text")) || slug_is(name, "headline")) put_edited(out, member);
            else put_value(out, member);
        }
        slug_put(out, "}");
    }
}

static const char DESCRIPTION[] =
    SLUG_DESCRIPTION("scaffold-name", "0.1.0",
                     "{\"kind\":\"transform\",\"name\":\"scaffold-name\",\"summary\":\"an ellipsis for three full stops\"}");

static void answer(slug_json request, slug_text *out) {
    if (slug_is(slug_member(request, "call"), "describe")) {
        slug_put(out, DESCRIPTION);
        return;
    }
    slug_put(out, "{\"slugline\":1,\"article\":");
    put_value(out, slug_member(request, "article"));
    slug_put(out, "}");
}

SLUG_PLUGIN(answer)
