// The writer `slack`: a story as a message of Slack's Block Kit, for `chat.postMessage` or an incoming webhook.
//
// A headline is a header, and the body rich text, which has styles of its own: nothing of a story can be taken for markup. What
// the story is made of becomes pieces first; then pieces of text that stand together become one block, since a message holds few.
//
// Source: docs.slack.dev, "Block Kit": a message holds 50 blocks, a header 150 characters, any other text 3000.

import { Plugin, option } from "./slugline_plugin.js";

const LONGEST_HEADER = 150;
const LONGEST_TEXT = 3000;
const LONGEST_ALT = 2000;
// Each may stand between two blocks of text; with header, line of origin and address they are 50 at most.
const MOST_PIECES_APART = 22;
const BREAK = "* * *";

const plugin = new Plugin("slack", "1.0.0");

plugin.writer(
  "slack",
  {
    summary: "a message of Slack's Block Kit",
    extension: "slack.json",
    mediaType: "application/json",
    carries: ["headline", "subheadline", "byline", "byline-affiliation", "dateline", "published", "url"],
    options: { channel: option("the channel to post to; default: whose webhook is posted to", { type: "string" }) },
  },
  (edition, cx) => JSON.stringify(message(edition.articles[0], cx), null, 2) + "\n",
);

export const guest = plugin.guest;

function message({ head, body }, cx) {
  const story = [...standfirst(head), ...pieces(body, cx)];
  const blocks = [...header(head, cx), ...origin(head), ...grouped(story, cx), ...address(head, cx)];
  const notification = head.headline ?? words(body) ?? "Untitled";
  return { channel: cx.options.channel, text: escaped(cut(notification, LONGEST_TEXT)), blocks };
}

// ---- The head ----

function header({ headline, spans }, cx) {
  if (headline === undefined) {
    return [];
  }
  const short = cut(headline, LONGEST_HEADER);
  const blocks = [{ type: "header", text: { type: "plain_text", text: short, emoji: false } }];
  if (short !== headline) {
    const span = spans?.find(({ field }) => field === "headline")?.span;
    cx.note("headline-cut", `a header holds ${LONGEST_HEADER} characters; the whole headline follows`, { span });
    blocks.push(richText([section([run(headline, { bold: true })])]));
  }
  return blocks;
}

/** Who, where and when, in a small line. */
function origin({ bylines = [], dateline, dates = {} }) {
  const names = bylines.map(({ name, affiliation }) => [name, affiliation].filter(Boolean).join(", "));
  const line = [...names, dateline?.text, dates.published].filter(Boolean).join(" · ");
  return line === "" ? [] : [{ type: "context", elements: [plain(cut(line, LONGEST_TEXT))] }];
}

function standfirst({ subheadline }) {
  return subheadline === undefined ? [] : [section([run(subheadline, { italic: true })])];
}

function address({ url, spans }, cx) {
  if (url === undefined) {
    return [];
  }
  const span = spans?.find(({ field }) => field === "url")?.span;
  return [richText([section([link(url, url, {}, span, cx)])])];
}

// ---- The body, in pieces: elements of rich text, and blocks that stand apart ----

function* pieces(nodes, cx) {
  for (const node of shown(nodes)) {
    yield* piece(node, cx);
  }
}

/** Kinds of a newer slugline do not come this far: what they fall back to does. */
function* piece(node, cx) {
  switch (node.kind) {
    case "paragraph":
      return yield* paragraph(runs(node.content, {}, cx));
    case "heading":
      return yield* paragraph(runs(node.content, { bold: true }, cx));
    case "group":
      return yield* pieces(node.blocks, cx);
    case "quote":
      return yield* quote(node, cx);
    case "list":
      return yield* list(node, 0, cx);
    case "table":
      yield* paragraph(runs(node.caption ?? [], {}, cx));
      return yield* preformatted(columns(node.rows));
    case "preformatted":
      return yield* preformatted(node.text);
    case "figure":
      return yield* figure(node, cx);
    case "section-break":
      return yield { type: "divider" };
  }
}

function* paragraph(elements) {
  if (elements.length > 0) {
    yield section(elements);
  }
}

function* preformatted(text) {
  if (text.trim() !== "") {
    yield { type: "rich_text_preformatted", elements: [run(text.replace(/\n$/, ""), {})] };
  }
}

/** What is quoted: text within the quotation, anything else below it. */
function* quote({ blocks }, cx) {
  for (const made of joined(pieces(blocks, cx))) {
    yield isSection(made) ? { ...made, type: "rich_text_quote" } : made;
  }
}

/** A list. What of a point is no text stands behind the list so far, and another list goes on with the count: that is how Slack
 * has lists within lists too. */
function* list({ ordered, start = 1, items }, indent, cx) {
  let points = [];
  let offset = start - 1;
  const ended = function* () {
    if (points.length > 0) {
      const counted = ordered && offset > 0 ? { offset } : {};
      yield { type: "rich_text_list", style: ordered ? "ordered" : "bullet", indent, ...counted, elements: points };
      offset += points.length;
      points = [];
    }
  };
  for (const { blocks } of shown(items)) {
    const made = joined(nested(blocks, indent, cx));
    if (made.length === 0) {
      continue;
    }
    points.push(isSection(made[0]) ? made.shift() : section([run(" ", {})]));
    if (made.length > 0) {
      yield* ended();
      yield* made;
    }
  }
  yield* ended();
}

/** The pieces of a point. */
function* nested(blocks, indent, cx) {
  for (const node of shown(blocks)) {
    yield* node.kind === "list" ? list(node, indent + 1, cx) : piece(node, cx);
  }
}

/** A picture on the web. Slack takes no other from a message. */
function* figure({ source, alt = "", caption = [], credit, span }, cx) {
  const below = [...runs(caption, { italic: true }, cx), ...(credit ? [run(` (${credit})`, { italic: true })] : [])];
  if (isWeb(source) && source.length <= LONGEST_TEXT) {
    yield { type: "image", image_url: source, alt_text: cut(alt || words(caption) || source, LONGEST_ALT) };
  } else {
    cx.note("picture-left-out", "a message shows pictures on the web alone; the caption is there", { span });
    below.unshift(...(alt !== "" && below.length === 0 ? [run(alt, { italic: true })] : []));
  }
  yield* paragraph(below);
}

/** Rows of cells, as wide as the widest of their column. */
function columns(rows) {
  const cells = rows.map((row) => row.cells.map((cell) => words(cell.content) ?? ""));
  const widths = [];
  cells.forEach((row) => row.forEach((cell, at) => (widths[at] = Math.max(widths[at] ?? 0, [...cell].length))));
  const padded = (cell, at) => cell + " ".repeat(widths[at] - [...cell].length);
  return cells.map((row) => row.map(padded).join("  ").trimEnd()).join("\n");
}

// ---- Lines of text ----

/** Inlines as runs of one style each. */
function runs(inlines, style, cx) {
  return shown(inlines).flatMap((inline) => {
    switch (inline.kind) {
      case "text":
        return inline.text === "" ? [] : [run(inline.text, style)];
      case "emphasis":
        return runs(inline.content, { ...style, italic: true }, cx);
      case "strong":
        return runs(inline.content, { ...style, bold: true }, cx);
      case "link":
        return [link(inline.href, words(inline.content) ?? inline.href, style, inline.span, cx)];
      case "line-break":
        return [run("\n", style)];
      default:
        return [];
    }
  });
}

function run(text, style) {
  return { type: "text", text, style: Object.keys(style).length > 0 ? style : undefined };
}

function link(url, text, style, span, cx) {
  if (isWeb(url) || url.startsWith("mailto:")) {
    return { ...run(text, style), type: "link", url };
  }
  cx.note("link-left-out", `Slack has no links to \`${cut(url, 40)}\`; the words are there`, { span });
  return run(text, style);
}

/** The words of nodes, whatever holds them. `undefined` where there are none. */
function words(nodes) {
  const parts = shown(nodes).map((node) =>
    node.kind === "line-break" ? " " : node.text ?? words(node.content ?? node.caption ?? node.blocks ?? []) ?? "",
  );
  const text = parts.join("").replace(/\s+/g, " ").trim();
  return text === "" ? undefined : text;
}

// ---- Blocks ----

/** Pieces as blocks: text that stands together is one. */
function grouped(story, cx) {
  let apart = 0;
  const kept = story.flatMap((made) => {
    apart += isText(made) ? 0 : 1;
    return apart > MOST_PIECES_APART && !isText(made) ? [asText(made)] : [made];
  });
  if (apart > MOST_PIECES_APART) {
    cx.note("too-many-blocks", `a message holds 50 blocks; pictures and breaks after the first ${MOST_PIECES_APART} are text`);
  }
  return [...grouping(kept, isText)].flatMap((group) => (isText(group[0]) ? [richText(joined(group))] : group));
}

function asText(block) {
  return section([block.type === "image" ? { type: "link", url: block.image_url, text: block.alt_text } : run(BREAK, {})]);
}

/** Runs of pieces that are alike, in order. */
function* grouping(made, isAlike) {
  let group = [];
  for (const piece of made) {
    if (group.length > 0 && !(isAlike(group[0]) && isAlike(piece))) {
      yield group;
      group = [];
    }
    group.push(piece);
  }
  if (group.length > 0) {
    yield group;
  }
}

/** Paragraphs one after another in one section, with an empty line between: that is how Slack has them. */
function joined(elements) {
  return [...grouping(elements, isSection)].flatMap((group) => {
    if (!isSection(group[0])) {
      return group;
    }
    return [section(group.flatMap(({ elements }, at) => (at > 0 ? [run("\n\n", {}), ...elements] : elements)))];
  });
}

function richText(elements) {
  return { type: "rich_text", elements };
}

function section(elements) {
  return { type: "rich_text_section", elements };
}

function plain(text) {
  return { type: "plain_text", text, emoji: false };
}

function isSection({ type }) {
  return type === "rich_text_section";
}

function isText({ type }) {
  return type.startsWith("rich_text_");
}

function isWeb(address) {
  return /^https?:\/\//i.test(address);
}

/** Without what is for editors alone. */
function shown(nodes) {
  return nodes.filter(({ role }) => role !== "editor-only" && role !== "end-mark");
}

/** At most that many characters, cut at a word where there is one. */
function cut(text, most) {
  const characters = [...text];
  if (characters.length <= most) {
    return text;
  }
  const short = characters.slice(0, most - 1).join("");
  return (short.replace(/\s+\S*$/, "") || short) + "…";
}

/** The three characters that Slack reads as markup in the text of a notification. */
function escaped(text) {
  return text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;");
}
