"""The wire of the Saltmarsh agency, as articles."""

import datetime
import json
import re

from slugline_plugin import Plugin, Problem, heading, option, paragraph

# The agency's ranks, and how urgent NewsML holds them.
LEVELS = {"flash": 1, "bulletin": 2, "lead": 4, "copy": 5, "soft": 8}

# A day, or a moment with its zone.
DATE = re.compile(r"\d{4}-\d\d-\d\d(T\d\d:\d\d:\d\d(Z|[+-]\d\d:\d\d))?")

KNOWN = {"ref", "rev", "sent", "hold", "desk", "rank", "tags", "lang", "title", "deck", "by", "from", "notes", "spike", "text"}

plugin = Plugin("saltmarsh", "1.0.0")


@plugin.reader(
    "saltmarsh",
    summary="the wire of the Saltmarsh agency: a story in JSON on each line",
    extension="saltmarsh",
    media_type="application/x-ndjson",
    options={"desk": option("reads the stories of this desk alone; default: all", type="string")},
)
def read(source, cx):
    found = False
    for match in re.finditer(r"\S.*", source.text):
        found = True
        story = Story(source, cx, match)
        if cx.options.get("desk") in (None, story.get("desk")):
            yield {"head": story.head(), "body": story.body()}
    if not found:
        raise Problem("the wire has no story", kind="malformed", help="the agency sends a story on each line")


class Story:
    """A line of the wire. The places of its strings are where they first occur in it: those of the text behind `"text"`."""

    def __init__(self, source, cx, match):
        self.source, self.cx = source, cx
        self.line, self.start, self.end = match.group(), match.start(), match.end()
        self.spans = []
        try:
            self.members = json.loads(self.line)
        except json.JSONDecodeError as error:
            at = self.start + error.pos
            help = "the agency sends a story on each line"
            raise Problem(f"no JSON: {error.msg}", kind="malformed", span=source.span(at, at + 1), help=help)
        if not isinstance(self.members, dict):
            raise Problem("a line that is no story", span=source.span(self.start, self.end))
        self.text = max(self.line.find('"text"'), 0)
        for name in (name for name in self.members if name not in KNOWN):
            cx.warn("unknown-member", f"the story's `{name}` is not read", span=self.place(name))

    def get(self, name, kind=str):
        """The member `name`. One that is of another kind is reported, and is absent."""
        value = self.members.get(name)
        # To Python a truth value is a number too.
        if value is None or isinstance(value, kind) and isinstance(value, bool) == (kind is bool):
            return value
        self.cx.warn("odd-member", f"`{name}` is no {kind.__name__}, and is not read", span=self.place(name))
        return None

    def words(self, name):
        """The strings of the list `name`. What is no string is reported, and the strings within it are read."""
        for one in self.get(name, list) or []:
            if not isinstance(one, str):
                self.cx.warn("odd-member", f"one of `{name}` is no string, and is read as its words", span=self.place(name))
                one = " ".join(strings(one))
            if one:
                yield one

    def version(self):
        """The revision. A document counts them from 1 on, in 32 bits."""
        number = self.get("rev", int)
        if number is None or 1 <= number < 2**32:
            return number
        self.cx.warn("odd-member", f"`rev` is no number of a revision: {number}", span=self.place("rev"))
        return None

    def place(self, words, after=0):
        """The bytes of a string in the line, or those of the line where the agency spells it in a way of its own."""
        for spelled in json.dumps(words, ensure_ascii=False), json.dumps(words):
            at = self.line.find(spelled, after)
            if at >= 0:
                at += self.start + 1
                return self.source.span(at, at + len(spelled) - 2)
        return self.source.span(self.start, self.end)

    def field(self, name, field, index=0):
        """The string `name`, told slugline as the place of `field`."""
        value = self.get(name)
        if value:
            after = max(self.line.find(f'"{name}"'), 0)
            self.spans.append({"field": field, "index": index, "span": self.place(value, after)})
        return value or None

    def date(self, name, field):
        value = self.field(name, field)
        if value and not is_date(value):
            self.cx.warn("odd-date", f"`{name}` is no date: `{value}`", span=self.spans.pop()["span"])
            return None
        return value

    def head(self):
        head = {
            "headline": self.field("title", "headline"),
            "subheadline": self.field("deck", "subheadline"),
            "section": self.field("desk", "section"),
            "language": self.field("lang", "language"),
            "identifier": self.field("ref", "identifier"),
            "version": self.version(),
            "credit": "Saltmarsh",
            "keywords": list(self.words("tags")),
            "editor_notes": list(self.words("notes")),
            "bylines": [self.byline(name) for name in self.words("by")],
            "dates": {"created": self.date("sent", "created"), "embargo": self.date("hold", "embargo")},
            "status": self.status(),
        }
        place, rank = self.field("from", "dateline"), self.field("rank", "urgency")
        if place:
            head["dateline"] = {"text": f"{place} (Saltmarsh)", "place": place, "source": "Saltmarsh"}
        if rank:
            head["urgency"] = {"code": rank, "level": LEVELS.get(rank)}
        head["dates"] = {name: date for name, date in head["dates"].items() if date}
        head["spans"] = sorted(self.spans, key=lambda entry: entry["span"])
        return {name: value for name, value in head.items() if value}

    def byline(self, name):
        """`Ada Roe, harbour correspondent`."""
        name, _, role = name.partition(", ")
        return {"name": name, "role": role} if role else {"name": name}

    def status(self):
        """What is held until nobody knows when is held all the same."""
        if self.get("spike", bool):
            return "canceled"
        hold = self.members.get("hold")
        return "embargoed" if hold and not (isinstance(hold, str) and is_date(hold)) else None

    def body(self):
        return [block for part in self.get("text", list) or [] for block in self.part(part)]

    def part(self, part):
        """A part of the text: an object, whose first member says what it is."""
        match part:
            case {"p": str(words)}:
                yield self.paragraph(words)
            case {"head": str(words)}:
                yield heading(words, self.place(words, self.text), level=1)
            case {"said": str(words), "who": str(speaker)}:
                yield {"kind": "quote", "blocks": [self.paragraph(words), self.paragraph(speaker, before="— ")]}
            case {"said": str(words)}:
                yield {"kind": "quote", "blocks": [self.paragraph(words)]}
            case {"points": [*points]} if all(isinstance(words, str) for words in points):
                items = [{"blocks": [self.paragraph(words)]} for words in points]
                yield {"kind": "list", "ordered": False, "items": items}
            case {"shot": str(address), **more} if all(isinstance(more.get(name, ""), str) for name in ("shows", "taken")):
                caption = self.paragraph(more["shows"])["content"] if more.get("shows") else []
                yield {"kind": "figure", "source": address, "caption": caption, "credit": more.get("taken")}
            case _:
                # Better a paragraph too many than a sentence lost.
                words = " ".join(strings(part))
                self.cx.warn("unknown-part", "a part of the text is read as a paragraph", span=self.place(words, self.text))
                yield self.paragraph(words)

    def paragraph(self, words, before=""):
        return paragraph(before + words, self.place(words, self.text))


def is_date(text):
    """Whether it is a day of the calendar, or a moment of one."""
    if not DATE.fullmatch(text):
        return False
    try:
        datetime.datetime.fromisoformat(text.replace("Z", "+00:00"))
    except ValueError:
        return False
    return True


def strings(value):
    """All strings and numbers within a value, as words."""
    match value:
        case bool():
            return
        case str() | int() | float():
            yield str(value)
        case dict() | list():
            for part in value.values() if isinstance(value, dict) else value:
                yield from strings(part)


if __name__ == "__main__":
    plugin.run()
