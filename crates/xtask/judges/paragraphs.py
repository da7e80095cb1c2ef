"""The text that readers are shown, paragraph by paragraph: of our own documents in JSON, and of HTML, XHTML and NITF."""

import re

# What XML and HTML cannot hold: writers leave it out, and say so.
FORBIDDEN = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f\ufdd0-\ufdef\ufffe\uffff]")
WHITE = re.compile(r"[ \t\n\f\r]+")
WITHHELD = {"editor-only", "end-mark"}
# Blocks, and rows, cells and points, which have no kind: what they hold, in the order of reading.
PARTS = ("caption", "content", "blocks", "items", "rows", "cells")
INLINE = {"a", "b", "br", "em", "i", "small", "span", "strong"}
PICTURES = {"figure", "media"}


def clean(text):
    return WHITE.sub(" ", FORBIDDEN.sub("", text or "")).strip(" ")


def cleaned(texts):
    return [text for text in map(clean, texts) if text]


def of_document(document):
    text = Paragraphs()
    text.add_nodes(document["body"])
    return text.done()


def of_elements(elements):
    text = Paragraphs()
    for element in elements:
        text.add_element(element)
    return text.done()


def local_name(element):
    """`p` of an element `p` of any namespace; of a comment nothing."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


class Paragraphs:
    """Text in the order of reading, parted where a block begins or ends. Pictures are no part of it."""

    def __init__(self):
        self.found, self.open = [], []

    def part(self):
        self.found.append("".join(self.open))
        self.open = []

    def done(self):
        self.part()
        return cleaned(self.found)

    def add_nodes(self, nodes):
        for node in nodes:
            if node.get("role") not in WITHHELD:
                self.add_node(node)

    def add_node(self, node):
        kind = node.get("kind")
        if kind == "text":
            self.open.append(node["text"])
        elif kind == "line-break":
            self.open.append(" ")
        elif kind in ("emphasis", "strong", "link"):
            self.add_nodes(node["content"] or [{"kind": "text", "text": node.get("href", "")}])
        elif kind in ("figure", "section-break"):
            self.part()
        elif kind == "preformatted":
            self.part()
            self.open.append(node["text"])
            self.part()
        else:
            self.add_block(node)

    def add_block(self, node):
        parts = [node[name] for name in PARTS if name in node]
        if not parts:
            raise ValueError(f"a kind that is not known here: {node}")
        for part in parts:
            self.part()
            self.add_nodes(part)
        self.part()

    def add_element(self, element):
        """An element, without what follows it. The dateline is a field, wherever it stands."""
        name = local_name(element)
        if not name or name in PICTURES or element.get("class") == "dateline":
            return
        part = self.part if name not in INLINE else lambda: None
        part()
        self.open.append(" " if name == "br" else element.text or "")
        for child in element:
            self.add_element(child)
            self.open.append(child.tail or "")
        part()
