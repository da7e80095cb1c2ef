"""One reader for each format, over libraries that know nothing of slugline.

A reader gives back what the format says of each story, by the names of the fields of `read_back.expected`. A field that the
format has no place for is not there.
"""

import json
import pathlib
import re
from datetime import datetime

import feedparser
import html5lib
from ebooklib import epub
from lxml import etree
from pyld import jsonld

import paragraphs
from paragraphs import local_name
from schema_org import VOCABULARY, blocks, vocabulary_only

G2 = {"g2": "http://iptc.org/std/nar/2006-10-01/", "x": "http://www.w3.org/1999/xhtml"}
NITF = {"n": "http://iptc.org/std/NITF/2006-10-18/"}


def newsml(path):
    """A news item, or a message of several; the items of pictures are no stories."""
    root = etree.parse(path).getroot()
    items = [root] if local_name(root) == "newsItem" else root.iterfind("g2:itemSet/g2:newsItem", G2)
    return map(news_item, (item for item in items if item.find("g2:itemMeta/g2:itemClass", G2).get("qcode") == "ninat:text"))


def news_item(item):
    meta, (content,) = item.find("g2:contentMeta", G2), item.find("g2:contentSet/g2:inlineXML", G2)
    is_nitf = etree.QName(content).namespace == NITF["n"]
    return {
        "headline": meta.findtext("g2:headline", "", G2),
        "authors": [name.text for name in meta.findall("g2:creator/g2:name", G2)],
        "section": meta.findtext("g2:subject[@type='cpnat:abstract']/g2:name", "", G2),
        "dateline": meta.findtext("g2:dateline", "", G2),
        "made": meta.findtext("g2:contentCreated", None, G2),
        "changed": meta.findtext("g2:contentModified", None, G2),
        "text": paragraphs.of_elements(content.find("n:body/n:body.content", NITF) if is_nitf else content.find("x:body", G2)),
    }


def nitf(path):
    story = etree.parse(path).getroot()
    head, body = story.find("n:head", NITF), story.find("n:body", NITF)
    yield {
        "headline": all_text(body.find("n:body.head/n:hedline/n:hl1", NITF)),
        "authors": [name.text for name in body.findall("n:body.head/n:byline/n:person", NITF)],
        "section": head.find("n:pubdata", NITF).get("position.section"),
        "dateline": all_text(body.find("n:body.head/n:dateline", NITF)),
        "made": nitf_date(head.find("n:docdata/n:date.issue", NITF)),
        "changed": nitf_date(head.find("n:revision-history", NITF)),
        "text": paragraphs.of_elements(body.find("n:body.content", NITF)),
    }


def nitf_date(element):
    if element is None:
        return None
    norm = element.get("norm")
    return datetime.strptime(norm, "%Y%m%dT%H%M%S%z" if "T" in norm else "%Y%m%d%H%M%S%z").isoformat()


def ninjs(path):
    """ninjs 3, or ninjs 2, which has no capitals in its names."""
    item = {name.lower(): value for name, value in load(path).items()}
    body = html(next(body["value"] for body in item["bodies"] if body["role"] == "main"))
    yield {
        "headline": next(headline["value"] for headline in item["headlines"] if headline["role"] == "main"),
        "authors": [person["name"] for person in item.get("people", []) if person["rel"] == "author"],
        "section": next((about["name"] for about in item.get("subjects", []) if about.get("rel") == "section"), ""),
        "dateline": dateline(body),
        "made": item.get("contentcreated"),
        "text": paragraphs.of_elements(body),
    }


def linked_data(path):
    """A document of schema.org, which has its text as one."""
    ((text, _),) = blocks(path)
    (story,) = jsonld.expand(json.loads(text), {"documentLoader": vocabulary_only})

    def values(name, of=story):
        return of.get(VOCABULARY + name, [])

    def value(name, of=story):
        return next((value["@value"] for value in values(name, of)), None)

    yield {
        "headline": value("headline"),
        "authors": [value("name", author) for author in values("author")],
        "section": value("articleSection"),
        "dateline": value("dateline"),
        "created": value("dateCreated"),
        "published": value("datePublished"),
        "updated": value("dateModified"),
        "paragraphs": value("articleBody") or "",
    }


def linked_data_in_html(path):
    """The same within a page, which has the text itself."""
    for story in linked_data(path):
        del story["paragraphs"]
        yield story


def html_page(path):
    with open(path, encoding="utf-8") as file:
        page = html5lib.parse(file.read(), namespaceHTMLElements=False)
    yield article(next(page.iter("article")))


def xml_feed(path):
    # What a reader does to clean up after bad feeds could hide what is wrong with a good one.
    feed = feedparser.parse(pathlib.Path(path).read_bytes(), sanitize_html=False, resolve_relative_uris=False)
    for entry in feed.entries:
        body = html("".join(content.value for content in entry.get("content", [])))
        yield {
            "headline": entry.title,
            "authors": [author.get("name") for author in entry.get("authors", [])],
            "categories": [tag.term for tag in entry.get("tags", [])],
            "dateline": dateline(body),
            "appeared": entry.get("published"),
            "paragraphs": paragraphs.of_elements(body),
        }


def json_feed(path):
    for item in load(path)["items"]:
        body = html(item["content_html"])
        yield {
            "headline": item["title"],
            "authors": [author["name"] for author in item.get("authors", [])],
            "categories": item.get("tags", []),
            "dateline": dateline(body),
            "appeared": item.get("date_published"),
            "changed": item.get("date_modified"),
            "paragraphs": paragraphs.of_elements(body),
        }


def book(path):
    book = epub.read_epub(path)
    contents = dict(chapters(book.toc, ""))
    # A cover is no story, and the contents do not name it.
    pages = (book.get_item_with_id(name) for name, _ in book.spine)
    for page in (page for page in pages if page.file_name in contents):
        story = article(next(etree.fromstring(page.content).iter(f"{{{G2['x']}}}section")))
        story["section in the contents"], story["headline in the contents"] = contents[page.file_name]
        story["shown date"] = story.pop("shown dates")
        yield story


def chapters(contents, section):
    """Of each file in a table of contents the section that it stands in, and its title."""
    for entry in contents:
        if isinstance(entry, tuple):
            yield from chapters(entry[1], entry[0].title)
        else:
            yield entry.href, (section, entry.title)


def article(element):
    """An article as HTML or XHTML: a header, the text, a footer."""
    header = next(part for part in element if local_name(part) == "header")
    dates = [part.get("datetime") for part in header.iter() if local_name(part) == "time"]
    text = [part for part in element if local_name(part) not in ("header", "footer")]
    return {
        "headline": all_text(next(part for part in header if local_name(part) == "h1")),
        "authors": of_class("author", header),
        "section": "".join(of_class("section", header)),
        "dateline": dateline(element),
        # A date without a year, as our own documents spell it.
        "shown dates": [f"--{date}" if re.fullmatch(r"\d\d-\d\d", date) else date for date in dates],
        "paragraphs": paragraphs.of_elements(text),
    }


def dateline(element):
    """The dateline, without the dash that parts it from the text."""
    return "".join(of_class("dateline", element)).removesuffix(" \N{EM DASH}")


def of_class(name, element):
    return [all_text(part) for part in element.iter() if part.get("class") == name]


def all_text(element):
    return "".join(element.itertext()) if element is not None else ""


def html(text):
    return html5lib.parseFragment(text, namespaceHTMLElements=False)


def load(path):
    with open(path, encoding="utf-8") as file:
        return json.load(file)


# By what the names of files end in.
READERS = [
    (".newsml.xml", newsml),
    (".nitf.xml", nitf),
    (".ninjs.json", ninjs),
    (".ninjs2.json", ninjs),
    (".jsonld", linked_data),
    (".html", linked_data_in_html),
    (".html", html_page),
    (".rss", xml_feed),
    (".atom", xml_feed),
    (".feed.json", json_feed),
    (".epub", book),
]
