// The writer `scaffold-name`: a story in plain lines, its headline and then a block a line.

import { Plugin } from "./slugline_plugin.js";

const plugin = new Plugin("scaffold-name", "0.1.0");

plugin.writer(
  "scaffold-name",
  {
    summary: "a story in plain lines",
    extension: "scaffold-name",
    mediaType: "text/plain",
    carries: ["headline"],
  },
  (edition, cx) => {
    const lines = edition.articles.flatMap(({ head, body }) => [
      ...(head.headline === undefined ? [] : [clean(head.headline), ""]),
      ...blocks(body, "", cx),
    ]);
    return lines.map((line) => line + "\n").join("");
  },
);

export const guest = plugin.guest;

/** The lines of blocks, each behind `mark`. */
function blocks(nodes, mark, cx) {
  return shown(nodes).flatMap((node) => block(node, mark, cx));
}

/** The lines of a block. Kinds of a newer slugline do not come this far: what they fall back to does. */
function block(node, mark, cx) {
  switch (node.kind) {
    case "paragraph":
      return line(node.content, mark);
    case "heading":
      return line(node.content, "# ");
    case "quote":
      return blocks(node.blocks, "> ", cx);
    case "group":
      return blocks(node.blocks, mark, cx);
    case "list":
      return shown(node.items).flatMap((item) => blocks(item.blocks, "- ", cx));
    case "table":
      return [
        ...line(node.caption ?? [], mark),
        ...node.rows.map((row) => mark + row.cells.map((cell) => inlines(cell.content)).join(" | ")),
      ];
    case "preformatted":
      return node.text.replace(/\n$/, "").split("\n").map((part) => mark + clean(part));
    case "figure":
      cx.note("picture-left-out", "a line has no room for a picture; its caption is there", { span: node.span });
      return line(node.caption ?? [], "[picture] ");
    case "section-break":
      return ["* * *"];
    default:
      return [];
  }
}

function line(content, mark) {
  return content.length > 0 ? [mark + inlines(content)] : [];
}

function inlines(nodes) {
  return shown(nodes).map(inline).join("");
}

function inline(node) {
  switch (node.kind) {
    case "text":
      return clean(node.text);
    case "emphasis":
    case "strong":
      return inlines(node.content);
    case "link": {
      const [words, address] = [inlines(node.content), clean(node.href)];
      // An address that stands in the story is its own text.
      return words === address ? words : `${words} <${address}>`;
    }
    case "line-break":
      return " ";
    default:
      return "";
  }
}

/** Without what is for editors alone. */
function shown(nodes) {
  return nodes.filter((node) => node.role !== "editor-only" && node.role !== "end-mark");
}

/** Text, which may hold anything, so that its line stays one. */
function clean(text) {
  return text.replace(/[\0-\x1f\x7f-\x9f]/g, " ");
}
