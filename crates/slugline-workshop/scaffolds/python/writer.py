"""The writer `scaffold-name`: a story in plain lines, its headline and then a block a line."""

import re

from slugline_plugin import Plugin

plugin = Plugin("scaffold-name", "0.1.0")


@plugin.writer(
    "scaffold-name",
    summary="a story in plain lines",
    extension="scaffold-name",
    media_type="text/plain",
    carries=["headline"],
)
def write(edition, cx):
    lines = []
    for article in edition["articles"]:
        if "headline" in article["head"]:
            lines += [clean(article["head"]["headline"]), ""]
        lines += blocks(article["body"], "", cx)
    return "".join(line + "\n" for line in lines)


def blocks(nodes, mark, cx):
    """The lines of blocks, each behind `mark`. Kinds of a newer slugline do not come this far: what they fall back to does."""
    for block in shown(nodes):
        match block["kind"]:
            case "paragraph":
                yield from line(block["content"], mark)
            case "heading":
                yield from line(block["content"], "# ")
            case "quote":
                yield from blocks(block["blocks"], "> ", cx)
            case "group":
                yield from blocks(block["blocks"], mark, cx)
            case "list":
                for item in shown(block["items"]):
                    yield from blocks(item["blocks"], "- ", cx)
            case "table":
                yield from line(block.get("caption", []), mark)
                for row in block["rows"]:
                    yield mark + " | ".join(inlines(cell["content"]) for cell in row["cells"])
            case "preformatted":
                yield from (mark + clean(part) for part in block["text"].removesuffix("\n").split("\n"))
            case "figure":
                message = "a line has no room for a picture; its caption is there"
                cx.note("picture-left-out", message, span=block.get("span"))
                yield from line(block.get("caption", []), "[picture] ")
            case "section-break":
                yield "* * *"


def line(content, mark):
    return [mark + inlines(content)] if content else []


def inlines(nodes):
    return "".join(inline(node) for node in shown(nodes))


def inline(node):
    match node["kind"]:
        case "text":
            return clean(node["text"])
        case "emphasis" | "strong":
            return inlines(node["content"])
        case "link":
            words, address = inlines(node["content"]), clean(node["href"])
            # An address that stands in the story is its own text.
            return words if words == address else f"{words} <{address}>"
        case "line-break":
            return " "


def shown(nodes):
    """Without what is for editors alone."""
    return [node for node in nodes if node.get("role") not in ("editor-only", "end-mark")]


def clean(text):
    """Text, which may hold anything, so that its line stays one."""
    return re.sub(r"[\x00-\x1f\x7f-\x9f]", " ", text)


if __name__ == "__main__":
    plugin.run()
