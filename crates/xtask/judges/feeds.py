"""Reads feeds as feed readers do, and holds them to what their specifications say: feeds.py FILE...

The ending tells the format: `.rss`, `.atom`, `.feed.json`. feedparser must not call a feed malformed (`bozo`), and must find
what stands in it. Prints `FILE:LINE: E RULE: MESSAGE` for every fault. Exit codes: 0 no fault; 1 some; 2 wrongly called.
"""

import datetime
import email.utils
import json
import re
import sys

import feedparser
from lxml import etree

ATOM = "{http://www.w3.org/2005/Atom}"
CONTENT = "{http://purl.org/rss/1.0/modules/content/}"
XHTML = "{http://www.w3.org/1999/xhtml}"
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
IRI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\s<>\"{}|\\^`]+")
WEB = re.compile(r"https?://[^\s/]+\S*", re.IGNORECASE)
MAIL_DATE = re.compile(r"[A-Z][a-z]{2}, \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} (GMT|[+-]\d{4})")
MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2})")
MAIL_ADDRESS = re.compile(r"\S+@\S+\.\S+( \(.+\))?")
TAG = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*")


def text(element):
    return "".join(element.itertext()).strip() if element is not None else ""


def is_moment(value):
    if not isinstance(value, str) or not MOMENT.fullmatch(value):
        return False
    try:
        datetime.datetime.fromisoformat(value.replace("Z", "+00:00"))
    except ValueError:
        return False
    return True


def is_mail_date(value):
    if not MAIL_DATE.fullmatch(value):
        return False
    try:
        return email.utils.parsedate_to_datetime(value).strftime("%a") == value[:3]
    except ValueError:
        return False


def rss_faults(root):
    channel = root.find("channel")
    if root.tag != "rss" or root.get("version") != "2.0" or channel is None:
        yield root, "rss", "this is no RSS 2.0"
        return
    for name in ("title", "link", "description"):
        if len(channel.findall(name)) != 1 or not text(channel.find(name)):
            yield channel, "required", f"the channel has no {name}, or several"
    if not IRI.fullmatch(text(channel.find("link"))):
        yield channel, "link", "the link of the channel has no scheme"
    for link in channel.iter(f"{ATOM}link"):
        if link.get("rel") != "self" or not WEB.fullmatch(link.get("href", "")):
            yield link, "self", "the link is not the feed's own"
    for item in channel.findall("item"):
        yield from rss_item_faults(item)


def rss_item_faults(item):
    if not text(item.find("title")) and not text(item.find("description")):
        yield item, "required", "the item has neither title nor description"
    for guid in item.findall("guid"):
        is_link = guid.get("isPermaLink", "true") == "true"
        if not text(guid) or is_link != bool(WEB.fullmatch(text(guid))):
            yield guid, "guid", "the guid says of itself what it is not"
    if len(item.findall("guid")) != 1:
        yield item, "guid", "the item has no guid, or several"
    for date in item.findall("pubDate"):
        if not is_mail_date(text(date)):
            yield date, "pubDate", f"`{text(date)}` is no date of mail with four digits for the year and a zone in figures"
    for author in item.findall("author"):
        if not MAIL_ADDRESS.fullmatch(text(author)):
            yield author, "author", "an author is an e-mail address; others are dc:creator"
    if len(item.findall(f"{CONTENT}encoded")) > 1:
        yield item, "content", "the item has several texts"
    for enclosure in item.findall("enclosure"):
        if not all(enclosure.get(name) for name in ("url", "length", "type")):
            yield enclosure, "enclosure", "an enclosure has url, length and type"


def atom_faults(root):
    if root.tag != f"{ATOM}feed":
        yield root, "feed", "this is no Atom feed"
        return
    yield from atom_required_faults(root)
    has_author = bool(text(root.find(f"{ATOM}author/{ATOM}name")))
    for entry in root.findall(f"{ATOM}entry"):
        yield from atom_required_faults(entry)
        yield from atom_entry_faults(entry, has_author)


def atom_required_faults(element):
    for name in ("id", "title", "updated"):
        if len(element.findall(f"{ATOM}{name}")) != 1 or not text(element.find(f"{ATOM}{name}")):
            yield element, "required", f"there is no {name}, or several"
            return
    if not IRI.fullmatch(text(element.find(f"{ATOM}id"))):
        yield element, "id", "the id is no IRI"
    for name in ("updated", "published"):
        for date in element.findall(f"{ATOM}{name}"):
            if not is_moment(text(date)):
                yield date, name, f"`{text(date)}` is no moment of RFC 3339"
    if not TAG.fullmatch(element.get(XML_LANG, "en")):
        yield element, "language", "xml:lang is no language tag"


def atom_entry_faults(entry, feed_has_author):
    names = [text(name) for name in entry.findall(f"{ATOM}author/{ATOM}name")]
    if not all(names) or not (names or feed_has_author):
        yield entry, "author", "neither the entry nor the feed has an author with a name"
    for category in entry.findall(f"{ATOM}category"):
        if not category.get("term") or not IRI.fullmatch(category.get("scheme", "tag:none")):
            yield category, "category", "a category has a term, and an IRI as scheme"
    content = entry.find(f"{ATOM}content")
    if content is None or content.get("type") not in ("html", "xhtml"):
        yield entry, "content", "there is no content, or it is neither html nor xhtml"
    elif content.get("type") == "xhtml" and [child.tag for child in content] != [f"{XHTML}div"]:
        yield content, "content", "content of the type xhtml is one div"


def xml_faults(path, faults_of):
    try:
        root = etree.parse(path, etree.XMLParser(resolve_entities=False, huge_tree=True)).getroot()
    except etree.XMLSyntaxError as fault:
        return [(1, "xml", str(fault))]
    faults = [(element.sourceline, rule, message) for element, rule, message in faults_of(root)]
    return faults + reader_faults(path, root)


def reader_faults(path, root):
    """What a reader makes of the feed: every entry, with its identifier, its title and when it was published."""
    with open(path, "rb") as file:
        parsed = feedparser.parse(file.read(), response_headers={"content-type": "application/xml; charset=utf-8"})
    if parsed.bozo:
        return [(1, "bozo", str(parsed.bozo_exception))]
    is_rss = root.tag == "rss"
    if parsed.version != ("rss20" if is_rss else "atom10"):
        return [(1, "version", f"feedparser takes it for {parsed.version or 'nothing'}")]
    entries = root.findall("channel/item") if is_rss else root.findall(f"{ATOM}entry")
    if len(parsed.entries) != len(entries):
        return [(1, "entries", f"feedparser finds {len(parsed.entries)} of {len(entries)} entries")]
    names = ("guid", "pubDate") if is_rss else (f"{ATOM}id", f"{ATOM}published")
    faults = []
    for entry, read in zip(entries, parsed.entries):
        expected = [text(entry.find(name)) for name in names]
        if [read.get("id", ""), read.get("published", "")] != expected or "title" not in read:
            faults.append((entry.sourceline, "entry", f"feedparser reads {read.get('id')}, {read.get('published')}"))
    return faults


def json_faults(path):
    with open(path, encoding="utf-8") as file:
        feed = json.load(file)
    if feed.get("version") != "https://jsonfeed.org/version/1.1" or not feed.get("title") or "items" not in feed:
        yield 1, "required", "there is no version, title or items"
    yield from ((1, *fault) for fault in json_common_faults("feed", feed))
    for at, item in enumerate(feed.get("items", [])):
        # A feed that was made by hand has an item a line, from the second on.
        yield from ((at + 2, *fault) for fault in json_item_faults(f"items[{at}]", item))


def json_item_faults(place, item):
    if not isinstance(item.get("id"), str) or not item["id"]:
        yield "id", f"{place} has no id that is a string"
    if not isinstance(item.get("content_html", item.get("content_text")), str):
        yield "content", f"{place} has neither content_html nor content_text"
    for name in ("date_published", "date_modified"):
        if name in item and not is_moment(item[name]):
            yield name, f"`{item[name]}` of {place} is no moment of RFC 3339"
    tags = item.get("tags", [])
    if not isinstance(tags, list) or not all(isinstance(tag, str) and tag for tag in tags):
        yield "tags", f"tags of {place} are no list of texts"
    yield from json_common_faults(place, item)


def json_common_faults(place, value):
    authors = value.get("authors", [])
    if "author" in value or not isinstance(authors, list):
        yield "authors", f"authors of {place} are no array"
    elif not all(isinstance(author, dict) and author.get("name") for author in authors):
        yield "authors", f"an author of {place} has no name"
    if not TAG.fullmatch(value.get("language", "en")):
        yield "language", f"the language of {place} is no tag"


def faults(path):
    if path.endswith(".rss"):
        return xml_faults(path, rss_faults)
    if path.endswith(".atom"):
        return xml_faults(path, atom_faults)
    if path.endswith(".feed.json"):
        return json_faults(path)
    raise ValueError(f"no feed by its name: {path}")


def main(arguments):
    if not arguments:
        print(__doc__, file=sys.stderr)
        return 2
    found = [
        f"{path}:{line}: E {rule}: {' '.join(message.split())[:200]}"
        for path in arguments
        for line, rule, message in faults(path)
    ]
    print("\n".join(found), end="\n" if found else "")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
