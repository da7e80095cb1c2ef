"""The linter `scaffold-name`: warns of paragraphs that are too long."""

from slugline_plugin import Plugin, option

plugin = Plugin("scaffold-name", "0.1.0")


@plugin.linter(
    "scaffold-name",
    summary="paragraphs that are too long",
    options={"words": option("the most words of a paragraph", type="integer", minimum=1, default=60)},
)
def lint(article, cx):
    most = cx.options["words"]
    for paragraph in paragraphs(article["body"]):
        words = len(plain(paragraph["content"]).split())
        if words > most:
            message = f"a paragraph of {words} words; the house has up to {most}"
            cx.warn("long-paragraph", message, span=paragraph.get("span"))


def paragraphs(nodes):
    """All paragraphs, those of quotes and lists too."""
    for node in nodes:
        if node.get("kind") == "paragraph":
            yield node
        yield from paragraphs(node.get("blocks", []))
        yield from paragraphs(node.get("items", []))


def plain(inlines):
    """The text of inlines, without what they look like."""
    return "".join("\n" if node["kind"] == "line-break" else node.get("text", "") + plain(node.get("content", [])) for node in inlines)


if __name__ == "__main__":
    plugin.run()
