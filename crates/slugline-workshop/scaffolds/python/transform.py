"""The transform `scaffold-name`: three full stops become an ellipsis, in the headline and in running text."""

from slugline_plugin import Plugin

plugin = Plugin("scaffold-name", "0.1.0")

# The members of a node that hold nodes.
WITHIN = ("content", "blocks", "items", "caption", "rows", "cells")


@plugin.transform("scaffold-name", summary="an ellipsis for three full stops")
def transform(article, cx):
    head = article["head"]
    if "headline" in head:
        head["headline"] = head["headline"].replace("...", "…")
    for block in article["body"]:
        edit(block)


def edit(node):
    """Edits the text in a node and in those within it. One of a kind that is not known here stays as it is."""
    if node.get("kind") == "text":
        node["text"] = node["text"].replace("...", "…")
    for name in WITHIN:
        for child in node.get(name, []):
            edit(child)


if __name__ == "__main__":
    plugin.run()
