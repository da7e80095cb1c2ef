// The reader `scaffold-name`: stories as lines. `HEAD:` begins one, `BY:` names who wrote it, any other line is a paragraph.

import { paragraph, Plugin, Problem } from "./slugline_plugin.js";

const plugin = new Plugin("scaffold-name", "0.1.0");

plugin.reader(
  "scaffold-name",
  { summary: "stories as lines", extension: "scaffold-name", mediaType: "text/plain" },
  function* (source) {
    let story;
    for (const match of source.text.matchAll(/\S[^\n]*/g)) {
      const line = match[0].trimEnd();
      const label = ["HEAD:", "BY:", ""].find((label) => line.startsWith(label));
      const words = line.slice(label.length).trimStart();
      const end = match.index + line.length;
      if (label === "HEAD:" && story !== undefined) {
        yield story;
        story = undefined;
      }
      story ??= { head: { bylines: [], spans: [] }, body: [] };
      put(story, label, words, source.span(end - words.length, end));
    }
    if (story === undefined) {
      throw new Problem("there is no story", { kind: "malformed", help: "a story begins with `HEAD:`" });
    }
    yield story;
  },
);

export const guest = plugin.guest;

/** Puts the words of a line where its label says, and beside them their place in the source. */
function put({ head, body }, label, words, span) {
  switch (label) {
    case "HEAD:":
      head.headline = words;
      head.spans.push({ field: "headline", index: 0, span });
      break;
    case "BY:":
      head.spans.push({ field: "byline", index: head.bylines.length, span });
      head.bylines.push({ name: words });
      break;
    default:
      body.push(paragraph(words, span));
  }
}
