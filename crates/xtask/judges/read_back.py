"""Reads outputs as receivers do, and compares what they say with the document they were made from: read_back.py FILE...

The document lies beside its outputs: `rain.json` beside `rain.html` and `rain.epub`; `all.ndjson`, a document a line, beside
`all.rss`. White space is collapsed on both sides; what is for editors alone and end marks are expected nowhere.

Prints `FILE:1: E STORY: FIELD: expected ..., found ...` for every difference. Exit codes: 0 no difference; 1 some; 2 wrongly
called, or blind to a field: no two stories were read that differ in it.
"""

import functools
import json
import pathlib
import re
import sys
from datetime import datetime, timezone
from email.utils import parsedate_to_datetime
from itertools import zip_longest

import paragraphs
from paragraphs import clean, cleaned
from readers import READERS, book

# What plain text has before a point, between the cells of a table and for a section break.
MARKS = re.compile(r"(-|\d+\.|\* \* \*|\s)*")


def expected(document):
    """What the outputs of a document must say. A field that is empty must be empty there too."""
    head, text = document.get("head", {}), paragraphs.of_document(document)
    headline, section = clean(head.get("headline")), clean(head.get("section"))
    return {
        "headline": headline,
        "headline in the contents": headline,
        "authors": cleaned(byline["name"] for byline in head.get("bylines", [])),
        "section": section,
        "section in the contents": section,
        # Feeds do not say which of their categories is the section.
        "categories": cleaned([section, *head.get("keywords", [])]),
        "dateline": clean((head.get("dateline") or {}).get("text")),
        **expected_dates(head.get("dates", {})),
        "paragraphs": text,
        # The standards of the IPTC want a text; where there is none the headline stands in.
        "text": text or [headline],
    }


def expected_dates(dates):
    # Pages show a date without a year. Programs are given none.
    shown, updated_shown = dates.get("published") or dates.get("created") or dates.get("updated"), dates.get("updated")
    dates = {name: date for name, date in dates.items() if not date.startswith("--")}
    created, published, updated = map(dates.get, ("created", "published", "updated"))
    made = created or published
    return {
        "created": created,
        "published": published,
        "updated": updated,
        # Where a format has one place for two dates.
        "made": made,
        "appeared": published or created,
        "changed": None if updated and made and is_before(updated, made) else updated,
        "shown date": [shown] if shown else [],
        "shown dates": list(dict.fromkeys(filter(None, (shown, updated_shown)))),
    }


def is_before(date, other):
    """Whether a date lies before another, as far as both are precise."""
    precise = "T" in date and "T" in other
    return instant(date) < instant(other) if precise else date[:10] < other[:10]


def instant(date):
    """A moment of ISO 8601 or of mail; a day is its midnight in UTC."""
    if date[:1].isalpha():
        return parsedate_to_datetime(date)
    moment = datetime.fromisoformat(date.replace("Z", "+00:00"))
    return moment if moment.tzinfo else moment.replace(tzinfo=timezone.utc)


def difference(field, wanted, found):
    """What was wanted and what was found, where they are not the same; else nothing."""
    if field.startswith("headline"):
        # Where there is no headline another text must stand in for it.
        same = clean(found) == wanted if wanted else bool(clean(found))
    elif field == "paragraphs" and isinstance(found, str):
        return difference_in_text(wanted, clean(found))
    elif field == "categories":
        # The subjects follow.
        return difference_in_lists(wanted, cleaned(found)[: len(wanted)])
    elif isinstance(wanted, list):
        return difference_in_lists(wanted, cleaned(found))
    elif isinstance(wanted, str) and field in ("section", "section in the contents", "dateline"):
        same = clean(found) == wanted
    else:
        same = instant(found) == instant(wanted) if found and wanted else found == wanted
    return None if same else (wanted, found)


def difference_in_lists(wanted, found):
    pairs = enumerate(zip_longest(wanted, found), 1)
    return next(((f"{at}. {one}", f"{at}. {other}") for at, (one, other) in pairs if one != other), None)


def difference_in_text(wanted, text):
    """Of paragraphs that must follow one another in a text, with nothing but marks between them."""
    at = 0
    for paragraph in wanted:
        place = text.find(paragraph, at)
        if place < 0 or not MARKS.fullmatch(text[at:place]):
            return paragraph, text[at:]
        at = place + len(paragraph)
    return None if MARKS.fullmatch(text[at:]) else ("the end", text[at:])


class Sight:
    """Whether two stories that differ in a field were told apart, for each field of each format."""

    def __init__(self):
        self.first, self.told_apart = {}, set()

    def show(self, key, field, wanted, found):
        first = self.first.setdefault(key, found)
        if wanted and key not in self.told_apart and difference(field, wanted, first):
            self.told_apart.add(key)

    def blind_to(self):
        return sorted(self.first.keys() - self.told_apart)


def judge(path, ending, read, sight):
    wanted = expected_of(path.removesuffix(ending))
    if read is book:
        wanted = by_section(wanted)
    try:
        stories = list(read(path))
    except Exception as fault:  # Whatever a reader stumbles over is the fault of the file.
        return [f"{path}:1: E no story: {type(fault).__name__}: {fault}"]
    if len(stories) != len(wanted):
        return [f"{path}:1: E stories: expected {len(wanted)}, found {len(stories)}"]
    findings = []
    for number, (story, of_document) in enumerate(zip(stories, wanted), 1):
        for field, found in story.items():
            sight.show(f"{field} of {ending} by {read.__name__}", field, of_document[field], found)
            if differing := difference(field, of_document[field], found):
                one, other = (json.dumps(side, ensure_ascii=False)[:160] for side in differing)
                findings.append(f"{path}:1: E story {number}: {field}: expected {one}, found {other}")
    return findings


def by_section(stories):
    """The stories as a book has them: a section stands together, where the first of its stories does."""
    places = {story["section"]: place for place, story in reversed(list(enumerate(stories)))}
    return sorted(stories, key=lambda story: places[story["section"]])


@functools.cache
def expected_of(stem):
    """What is expected of the outputs of this name, story by story."""
    one, many = pathlib.Path(f"{stem}.json"), pathlib.Path(f"{stem}.ndjson")
    texts = [one.read_bytes()] if one.exists() else many.read_bytes().splitlines()
    return [expected(json.loads(text)) for text in texts]


def main(arguments):
    if not arguments:
        print(__doc__, file=sys.stderr)
        return 2
    sight, findings = Sight(), []
    for path in arguments:
        for ending, read in READERS:
            if path.endswith(ending):
                findings += judge(path, ending, read, sight)
    print("\n".join(findings), end="\n" if findings else "")
    if blind_to := sight.blind_to():
        print(f"no two stories differ in these: {', '.join(blind_to)}", file=sys.stderr)
        return 2
    return 1 if findings else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
