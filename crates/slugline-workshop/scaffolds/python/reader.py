"""The reader `scaffold-name`: stories as lines. `HEAD:` begins one, `BY:` names who wrote it, any other line is a paragraph."""

import re

from slugline_plugin import Plugin, Problem, paragraph

plugin = Plugin("scaffold-name", "0.1.0")


@plugin.reader("scaffold-name", summary="stories as lines", extension="scaffold-name", media_type="text/plain")
def read(source, cx):
    story = None
    for match in re.finditer(r"\S[^\n]*", source.text):
        line = match[0].rstrip()
        label = next(label for label in ("HEAD:", "BY:", "") if line.startswith(label))
        words = line[len(label) :].lstrip()
        end = match.start() + len(line)
        if label == "HEAD:" and story:
            yield story
            story = None
        story = story or {"head": {"bylines": [], "spans": []}, "body": []}
        put(story, label, words, source.span(end - len(words), end))
    if not story:
        raise Problem("there is no story", kind="malformed", help="a story begins with `HEAD:`")
    yield story


def put(story, label, words, span):
    """Puts the words of a line where its label says, and beside them their place in the source."""
    head = story["head"]
    match label:
        case "HEAD:":
            head["headline"] = words
            head["spans"].append({"field": "headline", "index": 0, "span": span})
        case "BY:":
            head["spans"].append({"field": "byline", "index": len(head["bylines"]), "span": span})
            head["bylines"].append({"name": words})
        case _:
            story["body"].append(paragraph(words, span))


if __name__ == "__main__":
    plugin.run()
