// What a slugline plugin in JavaScript is made with. Copy this file into the plugin's folder; it needs nothing else.
//
//     import { Plugin } from "./slugline_plugin.js";
//
//     const plugin = new Plugin("ticker", "1.0.0");
//
//     plugin.writer("ticker", { extension: "txt", mediaType: "text/plain", summary: "one headline a line" }, (edition, cx) =>
//       edition.articles.map((article) => (article.head.headline ?? "") + "\n").join(""),
//     );
//
//     export const guest = plugin.guest;
//
// A document is what `slugline convert --to json` writes. An exception ends the call, and is reported with its message and its
// place in the plugin; so is what a function returns that is not what it is to return. The text of a request may hold anything that JSON can. Half a surrogate pair is no character: in an answer
// U+FFFD stands for it, and that is noted.

import host from "slugline:plugin/host@1.0.0";

const ENVELOPE = 1;
const ABI = 1;
const SCHEMA = "0.3";
const KINDS = {
  blocks: ["paragraph", "heading", "list", "quote", "table", "preformatted", "section-break", "figure", "group"],
  inlines: ["text", "emphasis", "strong", "link", "line-break"],
};
const HALF = {
  severity: "note",
  code: "half-character",
  message: "the plugin wrote half a surrogate pair, which is no character; U+FFFD stands for it",
};
const CALLS = { read: "reader", transform: "transform", lint: "linter", write: "writer" };

/** Thrown where the input is at fault, not the plugin.
 *
 * `kind` is `malformed` where the grammar of the format is broken, `invalid` where a rule of it is, or `unsupported`; `span` the
 * bytes that it is about (`Source.span`); `help` says what to do next. */
export class Problem extends Error {
  constructor(message, { kind = "invalid", span, help } = {}) {
    super(message);
    this.fault = { kind, message, span, help };
  }
}

/** Thrown where a function of the plugin returned something else than it is to. */
class Misfit extends Error {}

/** What a reader reads: the `name` of its file, and its `text`. */
export class Source {
  constructor({ name, text }) {
    this.name = name;
    this.text = text;
  }

  /** The place of the UTF-16 code units from `start` up to `end`: slugline counts bytes of UTF-8. */
  span(start, end) {
    return [this.#bytesBefore(start), this.#bytesBefore(end)];
  }

  #counted = 0;
  #bytes = 0;

  /** The bytes before a code unit, counted from where the last were: places that are near each other are found quickly. */
  #bytesBefore(unit) {
    while (this.#counted < unit) {
      this.#bytes += bytesOf(this.text.charCodeAt(this.#counted++));
    }
    while (this.#counted > unit) {
      this.#bytes -= bytesOf(this.text.charCodeAt(--this.#counted));
    }
    return this.#bytes;
  }
}

/** What a function is given beside its document: `options` by name, and `date`, the moment that the user set for the run. An
 * option whose offer says what it takes is of that type, and there where it has a default. There is no clock: the same input
 * gives the same output. */
export class Context {
  constructor(request) {
    this.options = request.options ?? {};
    this.date = request.date;
    this.diagnostics = [];
    this.files = [];
  }

  /** Reports what was lost, guessed or missing. */
  warn(code, message, { span, help } = {}) {
    this.#report("warning", code, message, span, help);
  }

  /** Reports what is worth knowing. */
  note(code, message, { span, help } = {}) {
    this.#report("note", code, message, span, help);
  }

  /** Writes a further file, a string or a Uint8Array; what a writer returns links to it as FORMAT-files/NAME. */
  file(name, mediaType, content) {
    expect(typeof name === "string", "the name of a file", "a string", name);
    expect(typeof mediaType === "string", "the media type of a file", "a string", mediaType);
    expect(isBody(content), `the content of the file \`${name}\``, "a string or a Uint8Array", content);
    this.files.push({ name, media_type: mediaType, content: body(content) });
  }

  #report(severity, code, message, span, help) {
    for (const [what, words] of Object.entries({ code, message, help: help ?? "" })) {
      expect(typeof words === "string", `the ${what} of a ${severity}`, "a string", words);
    }
    const isPlace = span == null || (Array.isArray(span) && span.length === 2 && span.every(Number.isInteger));
    expect(isPlace, `the span of a ${severity}`, "a place as nodes have it, two numbers,", span);
    this.diagnostics.push({ severity, code, message, span: span ?? undefined, help: help ?? undefined });
  }
}

/** A plugin, which functions are added to as readers, transforms, linters and writers.
 *
 * What is said of one: `summary`; `extension` and `mediaType` of the files of readers and writers; `options`, each a summary or
 * what `option` makes. Of writers also `arity: "many"` for one that puts all articles of a run into one file,
 * `audience: "newsroom"` for one that is given stories under embargo too, and `carries`, the fields of a head that it has a
 * place for. */
export class Plugin {
  constructor(name, version) {
    this.name = name;
    this.version = version;
    this.offers = [];
    this.functions = new Map();
  }

  /** Makes `read(source, cx)` a reader: a `Source` to articles, as a list or a generator. */
  reader(name, about, read) {
    this.#offer("reader", name, about, read);
  }

  /** Makes `apply(article, cx)` a transform: it returns the article, or changes the one that it was given. */
  transform(name, about, apply) {
    this.#offer("transform", name, about, apply);
  }

  /** Makes `check(article, cx)` a linter: it reports to `cx`. */
  linter(name, about, check) {
    this.#offer("linter", name, about, check);
  }

  /** Makes `write(edition, cx)` a writer: it returns a string or a Uint8Array. */
  writer(name, about, write) {
    this.#offer("writer", name, about, write);
  }

  /** What the world `plugin` of `plugin.wit` exports. */
  get guest() {
    return { run: (request) => written(this.answer(JSON.parse(request))) };
  }

  /** The answer to a request, both as objects. */
  answer(request) {
    const cx = new Context(request);
    const answer = this.#caught(request, cx);
    const diagnostics = cx.diagnostics.length > 0 ? cx.diagnostics : undefined;
    return { slugline: ENVELOPE, ...answer, diagnostics };
  }

  #caught(request, cx) {
    try {
      return this.#call(request, cx);
    } catch (fault) {
      if (fault instanceof Problem) {
        return { error: fault.fault };
      }
      if (fault instanceof Misfit) {
        return { error: { kind: "panic", message: fault.message } };
      }
      const message = fault instanceof Error ? `${fault.name}: ${fault.message}` : String(fault);
      host.log("error", fault instanceof Error ? `${message}\n${fault.stack}` : message);
      return { error: { kind: "panic", message: message + placeOf(fault) } };
    }
  }

  #call(request, cx) {
    const { call, name } = request;
    if (call === "describe") {
      const { name, version, offers } = this;
      return { description: { name, version, abi: ABI, schema: SCHEMA, kinds: KINDS, offers } };
    }
    const { work, named } = this.functions.get(`${CALLS[call]} ${name}`) ?? {};
    if (work === undefined) {
      return { error: { kind: "unsupported", message: `no \`${name}\` to ${call}` } };
    }
    const hold = (isRight, returned, remedy) => {
      if (!isRight) {
        throw new Misfit(`${named} returned ${kindOf(returned)}; ${remedy}`);
      }
    };
    switch (call) {
      case "read": {
        const remedy = "a reader returns articles, a list of objects, or yields them";
        const returned = work(new Source(request.source), cx);
        hold(typeof returned !== "string" && typeof returned?.[Symbol.iterator] === "function", returned, remedy);
        const articles = Array.from(returned);
        articles.forEach((article) => hold(isDocument(article), article, remedy));
        return { articles: articles.map(document) };
      }
      case "transform": {
        const returned = work(request.article, cx) ?? request.article;
        hold(isDocument(returned), returned, "a transform returns the article, or changes the one it was given");
        return { article: document(returned) };
      }
      case "lint": {
        const returned = work(request.article, cx);
        // A condition before a report gives what it is.
        hold(typeof returned !== "object" || returned === null, returned, "a linter reports to `cx`, and returns nothing");
        return {};
      }
      case "write": {
        const returned = work(request.edition, cx);
        hold(isBody(returned), returned, "a writer returns a string or a Uint8Array");
        return { output: body(returned), files: cx.files.length > 0 ? cx.files : undefined };
      }
    }
  }

  #offer(kind, name, { summary = "", mediaType, options = {}, ...more }, work) {
    const described = Object.entries(options).map(([name, said]) =>
      typeof said === "string" ? { name, summary: said } : { name, ...said },
    );
    this.offers.push({ kind, name, summary, media_type: mediaType, ...more, options: described });
    const called = work.name === "" ? `the function of the ${kind} \`${name}\`` : `\`${work.name}\``;
    this.functions.set(`${kind} ${name}`, { work, named: called + placeOf(new Error()) });
  }
}

/** Describes an option: what it does, and in the words of JSON Schema what it takes. slugline refuses everything else.
 *
 *     options: { width: option("characters of a line", { type: "integer", minimum: 16, default: 32 }) } */
export function option(summary, schema) {
  return { summary, schema };
}

/** An inline of words alone. */
export function text(words, span) {
  return { kind: "text", text: words, span };
}

/** A paragraph: words, or a list of inlines. */
export function paragraph(content, span) {
  return { kind: "paragraph", content: inlines(content, span), span };
}

/** A heading within the story, its level 1 to 6. */
export function heading(content, span, level = 2) {
  return { kind: "heading", level, content: inlines(content, span), span };
}

function inlines(content, span) {
  return typeof content === "string" ? [text(content, span)] : content;
}

/** An answer as JSON, in which half a surrogate pair is an escape, the only one that begins with `\ud`. */
function written(answer) {
  const json = JSON.stringify(answer);
  // Most answers have none, and to look at each escape costs more than to write the answer.
  if (!json.includes("\\ud")) {
    return json;
  }
  const whole = json.replace(/\\(?:ud[89a-f][0-9a-f]{2}|.)/g, (escape) => (escape.startsWith("\\ud") ? "\uFFFD" : escape));
  if (whole === json || answer.diagnostics?.includes(HALF)) {
    return whole;
  }
  return written({ ...answer, diagnostics: [...(answer.diagnostics ?? []), HALF] });
}

function expect(isRight, what, expected, found) {
  if (!isRight) {
    throw new TypeError(`${what} is to be ${expected}, not ${kindOf(found)}`);
  }
}

function kindOf(value) {
  if (value === null || typeof value === "undefined") {
    return String(value);
  }
  return typeof value === "object" ? `an object of class ${value.constructor?.name || "Object"}` : `a ${typeof value}`;
}

/** ` (at write (plugin.js:12:3))`: the last place of an error in the plugin's own code, where its author can look. */
function placeOf(fault) {
  const stack = fault instanceof Error ? (fault.stack ?? "") : "";
  const frames = stack.split("\n").map((line) => line.trim()).filter((line) => line.startsWith("at "));
  const place = frames.find((frame) => !/slugline_plugin\.js|\(native\)|\(<anonymous>\)|node:/.test(frame)) ?? frames[0];
  return place === undefined ? "" : ` (${place})`;
}

/** Whether it is an object that can be an article: a promise is none, nor a list. */
function isDocument(value) {
  return typeof value === "object" && value !== null && !Array.isArray(value) && typeof value.then !== "function";
}

function isBody(content) {
  return typeof content === "string" || content instanceof Uint8Array;
}

function document(article) {
  return { slugline: ENVELOPE, schema: SCHEMA, head: {}, body: [], ...article };
}

function body(content) {
  return typeof content === "string" ? { text: content } : { base64: base64(content) };
}

/** What a code unit takes in UTF-8. Two halves of a pair are one character of four bytes. */
function bytesOf(code) {
  const isHalf = code >= 0xd800 && code < 0xe000;
  return code < 0x80 ? 1 : code < 0x800 || isHalf ? 2 : 3;
}

function base64(bytes) {
  const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  let encoded = "";
  for (let at = 0; at < bytes.length; at += 3) {
    const [first, second = 0, third = 0] = bytes.slice(at, at + 3);
    const group = (first << 16) | (second << 8) | third;
    const length = Math.min(3, bytes.length - at) + 1;
    for (let letter = 0; letter < 4; letter++) {
      encoded += letter < length ? letters[(group >> (18 - 6 * letter)) & 63] : "=";
    }
  }
  return encoded;
}
