//! Every way to misbehave, and what comes of it on each carrier.

use Outcome::{Fails, Impossible, Refused, Unheld};

/// What comes of a plugin that misbehaves.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Outcome {
    /// The call fails with this code, these words and this remedy, and the story that it was for with it. The others are
    /// written.
    Fails(&'static str, &'static str, &'static str),
    /// The job does not begin: phase, code, words, remedy.
    Refused(&'static str, &'static str, &'static str, &'static str),
    /// Nothing can hold it, as `docs/plugins/security.md` says.
    Unheld,
    /// There is no such plugin: the carrier has no table, no pipe, no imports.
    Impossible,
}

/// A way to misbehave, and what comes of it in a library, a program and a component.
pub(crate) struct Case {
    pub(crate) way: &'static str,
    pub(crate) native: Outcome,
    pub(crate) process: Outcome,
    pub(crate) wasm: Outcome,
}

/// A case that no carrier has yet.
const fn case(way: &'static str) -> Case {
    Case { way, native: Impossible, process: Impossible, wasm: Impossible }
}

impl Case {
    const fn native(self, native: Outcome) -> Case {
        Case { native, ..self }
    }

    const fn process(self, process: Outcome) -> Case {
        Case { process, ..self }
    }

    const fn wasm(self, wasm: Outcome) -> Case {
        Case { wasm, ..self }
    }

    const fn all(self, outcome: Outcome) -> Case {
        self.native(outcome).process(outcome).wasm(outcome)
    }
}

/// What is no answer.
const fn invalid(words: &'static str, remedy: &'static str) -> Outcome {
    Fails("plugin-invalid-result", words, remedy)
}

/// What does not fit.
const fn unfit(words: &'static str, remedy: &'static str) -> Outcome {
    Refused("loading", "plugin-abi", words, remedy)
}

// What to do about it.
const PLACE: &str = "look in the plugin for the place or the words that the message names";
const END: &str = "a plugin goes on until its input ends: look for what ended it; `-v` shows all that it printed";
const TRAP: &str = "look for what has no end, or leaves its bounds: a recursion, an index, a panic without words";
const ANSWER: &str = "docs/plugins/contract.md of slugline says what an answer holds";
const TIME: &str = "mend the plugin, or raise `time-ms` under `[limits]` of its manifest, to 10000 at most";
const MEMORY: &str = "mend the plugin, or raise `memory-mib` under `[limits]` of its manifest, to 256 at most";
const OUTPUT: &str = "mend the plugin, or raise `output-mib` under `[limits]` of its manifest, to 64 at most";
const LINE: &str = "an answer is one line, with the `id` of the request that it answers";
const PRINT: &str = "a plugin that prints must print to standard error: standard output is for its answers alone";
const REBUILD: &str = "build the plugin with the SDK of this slugline, or install a version of it that fits";
const EXPORT: &str = "a plugin in Rust exports its entry with `export_plugin!` and the feature `plugin-entry`; one in C \
                      defines `slugline_plugin_v1` as `slugline_plugin.h` says";
const LIBRARY: &str = "name the shared library that the build of the plugin made for this machine";
const START: &str = "`chmod +x text.txt`, or begin the plugin's `command` with its interpreter";
const NO_WASI: &str =
    "build it without WASI: `slugline plugin build` does, and `slugline plugin inspect` lists imports";
const UNWIND: &str = "build it with `panic = \"unwind\"`, or as a plugin of another kind";
const SAME: &str = "its manifest says `bad` 0.3.0: have both say the same";

pub(crate) const CASES: &[Case] = &[
    // While it answers.
    case("panic")
        .native(Fails("plugin-panic", "panicked at src/lib.rs:7: no headline", PLACE))
        .process(Fails("plugin-exited", "it ended with exit code 1, saying: [..] | KeyError: 'headline'", END))
        .wasm(Fails("plugin-panic", "panicked at src/lib.rs:7: no headline", PLACE)),
    case("endless loop")
        .native(Unheld)
        .process(Fails("plugin-time", "it did not answer within 1.5s", TIME))
        .wasm(Fails("plugin-time", "it did not answer within 250ms", TIME)),
    case("endless calls").native(Unheld).process(Fails("plugin-exited", "it was ended by signal 11", END)).wasm(Fails(
        "plugin-trap",
        "it trapped: call stack exhausted",
        TRAP,
    )),
    case("huge allocation")
        .native(Unheld)
        .process(Fails(
            "plugin-memory",
            "it ended with exit code 1, saying: [..] | MemoryError; it may fill 64 MiB of memory",
            MEMORY,
        ))
        .wasm(Fails("plugin-memory", "it asked for more than 64 MiB of memory", MEMORY)),
    case("huge output")
        .native(Fails("plugin-output-too-large", "its answer has 1024 MiB; at most 16 MiB are taken", OUTPUT))
        .process(Fails("plugin-output-too-large", "it said more than 16 MiB", OUTPUT))
        .wasm(Fails("plugin-memory", "it asked for more than 64 MiB of memory", MEMORY)),
    case("invalid utf8")
        .native(invalid("its answer is no UTF-8 from byte 32 on", ANSWER))
        .process(invalid("its answer is no UTF-8 from byte 42 on: `{\"id\":[..]`", LINE))
        .wasm(invalid("its answer cannot be read: invalid utf-8 sequence of 1 bytes from index 32", ANSWER)),
    case("truncated json")
        .native(invalid("the answer: EOF while parsing a string at line 1 column 35", ANSWER))
        .process(invalid("the answer: EOF while parsing a string at line 1 column 34", ANSWER))
        .wasm(invalid("the answer: EOF while parsing a string at line 1 column 35", ANSWER)),
    case("broken off").process(invalid("its answer breaks off after 34 bytes: `{\"id\":[..]`", LINE)),
    case("extra lines")
        .native(invalid("the answer: trailing characters at line 2 column 1", ANSWER))
        .process(invalid("it printed `written in 3 ms` after its answer", PRINT))
        .wasm(invalid("the answer: trailing characters at line 2 column 1", ANSWER)),
    case("early close").process(Fails("plugin-exited", "it closed its output without an answer", END)),
    case("no output")
        .native(invalid("it gave no answer, and returned 0", ANSWER))
        .process(Fails("plugin-exited", "it ended without an answer", END))
        .wasm(invalid("the answer: EOF while parsing a value at line 1 column 0", ANSWER)),
    case("forked child").native(Unheld).process(Fails("plugin-exited", "it ended with exit code 3", END)),
    case("stuck").native(Unheld).process(Fails("plugin-time", "it did not answer within 1.5s", TIME)),
    case("abort").native(Unheld).process(Fails("plugin-exited", "it was ended by signal 6", END)).wasm(Fails(
        "plugin-trap",
        "it trapped: wasm `unreachable` instruction executed",
        TRAP,
    )),
    case("stdout noise").native(Unheld).process(invalid("it printed `writing Bad`, which is no JSON", PRINT)),
    case("other answer").process(invalid("it answered request 8, and was asked 1", LINE)),
    case("no number").process(invalid("its answer has no `id`: `{\"slugline\":1,[..]`", LINE)),
    case("other code").native(invalid("it gave no answer, and returned 7", ANSWER)),
    case("not promised")
        .native(invalid("the answer: expected value at line 1 column 1", ANSWER))
        .process(invalid(
            "the answer: invalid length 1, expected a body: `text` or `base64` at line 1 column 40",
            ANSWER,
        ))
        .wasm(invalid("the answer has no `output`", ANSWER)),
    case("escaping path").all(invalid("`../x` cannot be the name of a further file", ANSWER)),
    case("duplicate names").all(invalid("the output has a file `a.txt` already", ANSWER)),
    // Before it is asked for anything.
    case("wrong abi")
        .native(unfit("`bad/bad.so` is no plugin that can be loaded: it speaks abi 9.0, this slugline 1.0", REBUILD))
        .process(Refused("describe", "plugin-abi", "it speaks abi 9, this slugline 1", REBUILD))
        .wasm(unfit(
            "it exports `slugline:plugin/guest@9.0.0`; this slugline asks for `slugline:plugin/guest@1.0.0`",
            REBUILD,
        )),
    case("missing symbol")
        .native(unfit("`bad/bad.so` is no plugin that can be loaded: it exports no `slugline_plugin_v1`", EXPORT))
        .wasm(unfit("it exports nothing; this slugline asks for `slugline:plugin/guest@1.0.0`", REBUILD)),
    case("null table").native(unfit("`bad/bad.so` is no plugin that can be loaded: it gives no table", EXPORT)),
    case("short table").native(unfit(
        "`bad/bad.so` is no plugin that can be loaded: its table has 16 bytes; 24 are the least",
        REBUILD,
    )),
    case("stub table").native(unfit(
        "`bad/bad.so` is no plugin that can be loaded: its table has 4 bytes; 24 are the least",
        REBUILD,
    )),
    case("no run").native(unfit("`bad/bad.so` is no plugin that can be loaded: its table has no `run`", REBUILD)),
    case("no free").native(unfit("`bad/bad.so` is no plugin that can be loaded: its table has no `free`", REBUILD)),
    case("text file")
        .native(unfit("`bad/text.txt` is no plugin that can be loaded: it is no library", LIBRARY))
        .process(Refused(
            "describe",
            "plugin-not-found",
            "cannot start `text.txt`: Permission denied (os error 13)",
            START,
        ))
        .wasm(unfit("it is no WebAssembly", REBUILD)),
    case("forbidden import").native(Unheld).process(Unheld).wasm(Refused(
        "loading",
        "plugin-forbidden-import",
        "it imports `wasi:clocks/wall-clock@0.2.0`; a plugin may import `slugline:plugin/host@1.0.0` alone",
        NO_WASI,
    )),
    case("aborting panics").native(Refused(
        "describe",
        "plugin-abi",
        "a panic in it would end slugline: it was built with `panic = \"abort\"`",
        UNWIND,
    )),
    case("other name").all(Refused("describe", "plugin-invalid-result", "it calls itself `someone-else` 0.3.0", SAME)),
];
