/*
 * What a native plugin of slugline exports, and what it is handed: C99 and later, and C++.
 *
 * A native plugin is a shared library with one symbol, slugline_plugin_v1. It gives a table that lives as long as the
 * process. The host asks by calling `run` with a request, one JSON text; the plugin answers with one JSON text. Requests and
 * answers are the same for every kind of plugin: the manual's chapter on the contract lists their members. The first request
 * is {"slugline":1,"schema":"...","abi":1,"call":"describe"}, and the answer to it says what the plugin is and offers.
 *
 * Rules:
 *
 * - Text is UTF-8, with its length, and need not end in a zero.
 * - Who allocates frees: the plugin the answer, in `free`; the host the request, after `run`.
 * - `run` may be called from several threads at once, and must not keep anything of `host` or `request` afterwards.
 * - No C++ exception and no panic may leave `run`, and nothing in it may end the process.
 * - The library is never unloaded. It is loaded from a copy, so building it anew does not disturb a running host.
 */
#ifndef SLUGLINE_PLUGIN_H
#define SLUGLINE_PLUGIN_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* The version of the contract. A host refuses a plugin of another major version; a minor one adds to the end of tables. */
#define SLUG_ABI_MAJOR 1
#define SLUG_ABI_MINOR 0

/* Bytes that someone else owns. `data` may be null where `len` is 0. */
typedef struct slug_slice {
    const uint8_t *data;
    size_t len;
} slug_slice;

/* Bytes that the plugin allocated. `capacity` is the plugin's own: the host hands it back as it was. */
typedef struct slug_buf {
    uint8_t *data;
    size_t len;
    size_t capacity;
} slug_buf;

/* How much a message for the log matters. */
enum slug_level { SLUG_DEBUG = 0, SLUG_INFO = 1, SLUG_WARN = 2, SLUG_ERROR = 3 };

/* What a plugin may call while it runs. A later host has more members: look at `size` before using one that is not here. */
typedef struct slug_host slug_host;
struct slug_host {
    /* Bytes of the whole table. */
    uint32_t size;
    uint32_t reserved;
    /* The host's own. */
    void *data;
    /* Takes a message for whoever develops the plugin. What users should know is a diagnostic of the answer. */
    void (*log)(const slug_host *host, int32_t level, const slug_slice *message);
};

/* What `run` returns. */
enum slug_result {
    /* There is an answer. That something could not be done is an answer too. */
    SLUG_ANSWERED = 0,
    /* There is none: no memory for one. */
    SLUG_FAILED = 1,
    /* A panic was caught; the answer has an error of the kind "panic" with its message and place. */
    SLUG_PANICKED = 2
};

/* What a plugin is to a host. The first three members never move. */
typedef struct slug_plugin_v1 {
    /* Bytes of the whole table: sizeof(slug_plugin_v1). */
    uint32_t size;
    /* SLUG_ABI_MAJOR and SLUG_ABI_MINOR, as the plugin was built. */
    uint16_t abi_major;
    uint16_t abi_minor;
    /* Does what `request` asks for and puts the answer into `answer`, which is empty at first. Gives a slug_result. */
    int32_t (*run)(const slug_host *host, const slug_slice *request, slug_buf *answer);
    /* Frees an answer that `run` gave, and leaves it empty. Called once for each answer, perhaps from another thread. */
    void (*free)(slug_buf *answer);
} slug_plugin_v1;

#if defined(_WIN32)
#define SLUG_EXPORT __declspec(dllexport)
#elif defined(__GNUC__)
#define SLUG_EXPORT __attribute__((visibility("default")))
#else
#define SLUG_EXPORT
#endif

/* The one symbol that a plugin exports: SLUG_EXPORT const slug_plugin_v1 *slugline_plugin_v1(void) { ... } */
SLUG_EXPORT const slug_plugin_v1 *slugline_plugin_v1(void);

#ifdef __cplusplus
}
#endif

#endif
