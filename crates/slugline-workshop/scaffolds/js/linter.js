// The linter `scaffold-name`: warns of paragraphs that are too long.

import { option, Plugin } from "./slugline_plugin.js";

const plugin = new Plugin("scaffold-name", "0.1.0");

plugin.linter(
  "scaffold-name",
  {
    summary: "paragraphs that are too long",
    options: { words: option("the most words of a paragraph", { type: "integer", minimum: 1, default: 60 }) },
  },
  (article, cx) => {
    const most = cx.options.words;
    for (const { content, span } of article.body.flatMap(paragraphs)) {
      const words = plain(content).split(/\s+/).filter(Boolean).length;
      if (words > most) {
        cx.warn("long-paragraph", `a paragraph of ${words} words; the house has up to ${most}`, { span });
      }
    }
  },
);

export const guest = plugin.guest;

/** All paragraphs of a node: itself, and those within a quote or a list. */
function paragraphs(node) {
  const within = [...(node.blocks ?? []), ...(node.items ?? [])].flatMap(paragraphs);
  return node.kind === "paragraph" ? [node, ...within] : within;
}

/** The text of inlines, without what they look like. */
function plain(inlines) {
  return inlines.map((node) => (node.kind === "line-break" ? "\n" : (node.text ?? plain(node.content ?? [])))).join("");
}
