// The transform `scaffold-name`: three full stops become an ellipsis, in the headline and in running text.

import { Plugin } from "./slugline_plugin.js";

const plugin = new Plugin("scaffold-name", "0.1.0");

/** The members of a node that hold nodes. */
const WITHIN = ["content", "blocks", "items", "caption", "rows", "cells"];

plugin.transform("scaffold-name", { summary: "an ellipsis for three full stops" }, (article) => {
  const { head, body } = article;
  if (head.headline !== undefined) {
    head.headline = head.headline.replaceAll("...", "…");
  }
  body.forEach(edit);
});

export const guest = plugin.guest;

/** Edits the text in a node and in those within it. One of a kind that is not known here stays as it is. */
function edit(node) {
  if (node.kind === "text") {
    node.text = node.text.replaceAll("...", "…");
  }
  WITHIN.flatMap((name) => node[name] ?? []).forEach(edit);
}
