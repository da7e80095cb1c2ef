#!/usr/bin/env python3
"""Judges JSON-LD documents, and those inside HTML pages, by the vocabulary of schema.org.

    schema_org.py TERMS FILE...

TERMS is a JSON file with `types` (properties with inherited ones, `subTypeOf`), `properties` (`range`, `supersededBy`)
and `allTypes`. Every document is expanded by a JSON-LD processor first; the vocabulary is the only context, so nothing is
fetched. Every finding is one line: FILE:LINE: E|W CODE message. Exit status: 0 no findings, 1 findings, 2 usage.
"""
import datetime
import json
import re
import sys
from html.parser import HTMLParser
from urllib.parse import urlsplit

from pyld import jsonld

VOCABULARY = "https://schema.org/"
LANGUAGE_TAG = re.compile(r"^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$")
ZONED_TIME = re.compile(r"^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2})$")
ABSOLUTE_IRI = re.compile(r"^[A-Za-z][A-Za-z0-9+.-]*:\S+$")
# What relative references are resolved against, so that they are known afterwards.
RELATIVE = "relative:///"
# Text with a grammar of its own is a subtype of Text.
TEXTS = {"Text", "CssSelectorType", "XPathType", "PronounceableText"}


def is_date(value):
    try:
        return isinstance(value, str) and str(datetime.date.fromisoformat(value)) == value
    except ValueError:
        return False


def is_zoned_time(value):
    if not isinstance(value, str) or not ZONED_TIME.match(value):
        return False
    try:
        datetime.datetime.fromisoformat(value.replace("Z", "+00:00"))
        return True
    except ValueError:
        return False


def is_web_address(value):
    if not isinstance(value, str) or re.search(r"\s", value):
        return False
    parts = urlsplit(value)
    return parts.scheme in ("http", "https") and bool(parts.hostname)


def is_number(value):
    return isinstance(value, (int, float)) and not isinstance(value, bool)


DATA_TYPES = {
    "Boolean": lambda value: isinstance(value, bool),
    "Date": is_date,
    "DateTime": is_zoned_time,
    "Integer": lambda value: isinstance(value, int) and not isinstance(value, bool),
    "Number": is_number,
    "URL": is_web_address,
    **{name: lambda value: isinstance(value, str) for name in TEXTS},
}


class Terms:
    """The vocabulary."""

    def __init__(self, path):
        with open(path, encoding="utf-8") as file:
            terms = json.load(file)
        self.types = terms["types"]
        self.all_types = set(terms["allTypes"])
        self.properties = terms["properties"]

    def ancestors(self, name):
        """The type and all that it is a subtype of. Only the types with properties know theirs; all are things."""
        found, waiting = {"Thing"}, [name]
        while waiting:
            current = waiting.pop()
            if current not in found:
                found.add(current)
                waiting.extend(self.types.get(current, {}).get("subTypeOf", []))
        return found


class Document:
    """One JSON-LD document, and what is found in it."""

    def __init__(self, path, text, first_line, terms):
        self.path, self.text, self.first_line, self.terms = path, text, first_line, terms
        self.findings = []

    def report(self, severity, code, message, near=None):
        # A parsed document has no lines: the first place that spells the term is near enough to open the file at.
        at = self.text.find(json.dumps(near, ensure_ascii=False)) if near else -1
        line = self.first_line + self.text.count("\n", 0, max(at, 0))
        self.findings.append(f"{self.path}:{line}: {severity} {code} {message}")

    def judge(self):
        try:
            document = json.loads(self.text, object_pairs_hook=self.members)
        except ValueError as error:
            self.report("E", "JSON", str(error))
            return self.findings
        self.find_empty(document)
        contexts = self.contexts(document)
        if contexts != [VOCABULARY.rstrip("/")]:
            self.report("E", "CONTEXT", f"expected the one context {VOCABULARY.rstrip('/')}, found {contexts}", "@context")
        try:
            nodes = jsonld.expand(document, {"base": RELATIVE, "documentLoader": vocabulary_only})
        except jsonld.JsonLdError as error:
            self.report("E", "JSON-LD", str(error).replace("\n", " "))
            return self.findings
        if not nodes:
            self.report("E", "EMPTY", "nothing is left of the document when it is expanded")
        for node in nodes:
            self.judge_node(node, "the document")
        return self.findings

    def members(self, pairs):
        """An object, none of whose members may hide another."""
        names = [name for name, _ in pairs]
        for name in sorted({name for name in names if names.count(name) > 1}):
            self.report("E", "DUPLICATE", f"`{name}` stands twice in one object", name)
        return dict(pairs)

    def contexts(self, value):
        if isinstance(value, dict):
            own = [value["@context"]] if "@context" in value else []
            return own + [found for member in value.values() for found in self.contexts(member)]
        if isinstance(value, list):
            return [found for member in value for found in self.contexts(member)]
        return []

    def find_empty(self, value, name=None):
        """Reports what says nothing: expansion drops it without a word."""
        if value is None or value == [] or value == {} or (isinstance(value, str) and not value.strip()):
            self.report("E", "EMPTY", f"`{name}` is empty", name)
        elif isinstance(value, dict):
            for key, member in value.items():
                self.find_empty(member, key)
        elif isinstance(value, list):
            for member in value:
                self.find_empty(member, name)

    def judge_node(self, node, where, near="@type"):
        types = [self.local(name, where) for name in node.get("@type", [])]
        if not types:
            self.report("E", "TYPE", f"{where}: a thing without a type", near)
        for name in types:
            if name not in self.terms.all_types:
                self.report("E", "TYPE", f"{where}: schema.org has no type `{name}`", name)
            elif name not in self.terms.types:
                self.report("W", "TYPE", f"{where}: the properties of `{name}` are not known here", name)
        if "@id" in node:
            self.judge_id(node["@id"], where)
        known = {term for name in types for term in self.terms.types.get(name, {}).get("properties", [])}
        for key, values in node.items():
            if not key.startswith("@"):
                self.judge_property(self.local(key, where), values, known, types)

    def judge_property(self, name, values, known, types):
        if name not in self.terms.properties:
            self.report("E", "PROPERTY", f"schema.org has no property `{name}`", name)
            return
        if known and name not in known:
            self.report("E", "PROPERTY", f"{' and '.join(types)} has no property `{name}`", name)
        term = self.terms.properties[name]
        if "supersededBy" in term:
            self.report("W", "SUPERSEDED", f"`{name}` is superseded by `{', '.join(term['supersededBy'])}`", name)
        for value in values:
            for member in value.get("@list", [value]):
                self.judge_value(name, member, term["range"])

    def judge_value(self, name, value, expected):
        if "@value" in value:
            self.judge_literal(name, value["@value"], expected)
        elif set(value) == {"@id"}:
            if all(kind in DATA_TYPES and kind != "URL" for kind in expected):
                self.report("E", "VALUE", f"`{name}` is a reference, expected {' or '.join(expected)}", name)
            self.judge_id(value["@id"], f"`{name}`")
        else:
            kinds = {kind for found in value.get("@type", []) for kind in self.terms.ancestors(self.local(found, name))}
            if kinds and kinds.isdisjoint(expected):
                found = ", ".join(self.local(kind, name) for kind in value["@type"])
                self.report("E", "VALUE", f"`{name}` is a {found}, expected {' or '.join(expected)}", name)
            self.judge_node(value, f"`{name}`", name)

    def judge_literal(self, name, value, expected):
        kinds = [kind for kind in expected if kind in DATA_TYPES]
        if not any(DATA_TYPES[kind](value) for kind in kinds):
            shown = json.dumps(value, ensure_ascii=False)
            self.report("E", "VALUE", f"`{name}` is {shown:.80}, expected {' or '.join(expected)}", name)
        if name == "inLanguage" and not (isinstance(value, str) and LANGUAGE_TAG.match(value)):
            self.report("E", "VALUE", f"`{name}`: {value!r} is no language tag", name)

    def judge_id(self, iri, where):
        if iri.startswith(RELATIVE) or not ABSOLUTE_IRI.match(iri):
            self.report("E", "ID", f"{where}: `{iri.removeprefix(RELATIVE)}` is no absolute IRI", "@id")

    def local(self, iri, where):
        if iri.startswith(VOCABULARY):
            return iri[len(VOCABULARY):]
        self.report("E", "VOCABULARY", f"{where}: `{iri}` is not of schema.org")
        return iri


class Scripts(HTMLParser):
    """The JSON-LD of an HTML page: what stands in its data blocks, and the line each begins on."""

    def __init__(self):
        super().__init__()
        self.found, self.inside = [], False

    def handle_starttag(self, tag, attrs):
        self.inside = tag == "script" and dict(attrs).get("type") == "application/ld+json"
        if self.inside:
            self.found.append(["", None])

    def handle_endtag(self, tag):
        self.inside = False

    def handle_data(self, data):
        if self.inside:
            block = self.found[-1]
            block[0] += data
            block[1] = block[1] or self.getpos()[0]


def vocabulary_only(address, options):
    """Answers for every context address that all terms are schema.org's."""
    context = {"@context": {"@vocab": VOCABULARY}}
    return {"contentType": "application/ld+json", "contextUrl": None, "documentUrl": address, "document": context}


def blocks(path):
    """The JSON-LD texts of a file, with the line each begins on."""
    with open(path, encoding="utf-8", newline="") as file:
        text = file.read()
    if not path.endswith(".html"):
        return [(text, 1)]
    scripts = Scripts()
    scripts.feed(text)
    scripts.close()
    return [(block, line or 1) for block, line in scripts.found]


def main(arguments):
    if len(arguments) < 2:
        print(__doc__, file=sys.stderr)
        return 2
    terms, findings = Terms(arguments[0]), []
    for path in arguments[1:]:
        for text, line in blocks(path):
            findings += Document(path, text, line, terms).judge()
    print("\n".join(findings), end="\n" if findings else "")
    return 1 if findings else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
