"""What a slugline plugin in Python is made with. Copy this file into the plugin's folder; it needs nothing but Python 3.9.

    from slugline_plugin import Plugin

    plugin = Plugin("ticker", "1.0.0")

    @plugin.writer("ticker", extension="txt", media_type="text/plain", summary="one headline a line")
    def write(edition, cx):
        return "".join(article["head"].get("headline", "") + "\\n" for article in edition["articles"])

    if __name__ == "__main__":
        plugin.run()

A document is what `slugline convert --to json` writes, as dicts and lists. What a function prints goes to standard error,
and is shown where a call of it fails. An exception ends the call, not the plugin, and is told with the place in the plugin
that it came from; so is what a function returns that is not what it is to return.
"""

import base64
import json
import os
import re
import sys
import traceback

ENVELOPE = 1
ABI = 1
SCHEMA = "0.3"
BLOCK_KINDS = (
    "paragraph", "heading", "list", "quote", "table", "preformatted", "section-break", "figure", "group",
)
INLINE_KINDS = ("text", "emphasis", "strong", "link", "line-break")
BYTES = (bytes, bytearray, memoryview)
# The plugin's: this file is a copy in it.
FOLDER = os.path.dirname(os.path.abspath(__file__))
HALF = {
    "severity": "note",
    "code": "half-character",
    "message": "the plugin wrote half a surrogate pair, which is no character; U+FFFD stands for it",
}


class Problem(Exception):
    """Raised where the input is at fault, not the plugin.

    `kind` is `malformed` where the grammar of the format is broken, `invalid` where a rule of it is, or `unsupported`;
    `span` the bytes that it is about (`Source.span`); `help` says what to do next.
    """

    def __init__(self, message, *, kind="invalid", span=None, help=None):
        super().__init__(message)
        self.fault = _present(kind=kind, message=message, span=span, help=help)


class _Misfit(Exception):
    """Raised where a function of the plugin returned something else than it is to."""


class Source:
    """What a reader reads: the `name` of its file, and its `text`."""

    def __init__(self, name, text):
        self.name = name
        self.text = text
        self._counted = self._bytes = 0

    def span(self, start, end):
        """The place of the characters from `start` up to `end`: slugline counts bytes."""
        return [self._bytes_before(start), self._bytes_before(end)]

    def _bytes_before(self, at):
        """The bytes before a character, counted from where the last were: places that are near each other are found quickly."""
        first, last = sorted((self._counted, at))
        bytes = len(self.text[first:last].encode("utf-8", "surrogatepass"))
        self._bytes += bytes if at == last else -bytes
        self._counted = at
        return self._bytes


class Context:
    """What a function is given beside its document: `options` by name, and `date`, the moment that the user set for the
    run, or None. An option whose offer says what it takes (`option`) is of that type, and there where it has a default; another
    is the word that the user wrote. The clock is not asked: the same input gives the same output."""

    def __init__(self, request):
        self.options = request.get("options", {})
        self.date = request.get("date")
        self.diagnostics = []
        self.files = []

    def warn(self, code, message, *, span=None, help=None):
        """Reports what was lost, guessed or missing."""
        self._report("warning", code, message, span, help)

    def note(self, code, message, *, span=None, help=None):
        """Reports what is worth knowing."""
        self._report("note", code, message, span, help)

    def file(self, name, media_type, content):
        """Writes a further file, str or bytes; what a writer returns links to it as FORMAT-files/NAME."""
        for what, words in (("name", name), ("media type", media_type)):
            _expect(isinstance(words, str), f"the {what} of a file", "str", words)
        _expect(isinstance(content, (str, *BYTES)), f"the content of the file `{name}`", "str or bytes", content)
        self.files.append({"name": name, "media_type": media_type, "content": _body(content)})

    def _report(self, severity, code, message, span, help):
        for what, words in (("code", code), ("message", message), ("help", "" if help is None else help)):
            _expect(isinstance(words, str), f"the {what} of a {severity}", "str", words)
        is_place = span is None or isinstance(span, (list, tuple)) and [type(at) for at in span] == [int, int]
        _expect(is_place, f"the span of a {severity}", "a place as nodes have it, two numbers,", span)
        self.diagnostics.append(_present(severity=severity, code=code, message=message, span=span, help=help))


class Plugin:
    """A plugin, which functions are added to as readers, transforms, linters and writers."""

    def __init__(self, name, version):
        self.name = name
        self.version = version
        self._offers = []
        self._functions = {}

    def reader(self, name, *, extension, media_type, summary="", options=None):
        """Makes `function(source, cx)` a reader: a `Source` to an iterable of articles."""
        return self._offer("reader", name, summary, options, extension=extension, media_type=media_type)

    def transform(self, name, *, summary="", options=None):
        """Makes `function(article, cx)` a transform: it returns the article, or changes the one that it was given."""
        return self._offer("transform", name, summary, options)

    def linter(self, name, *, summary="", options=None):
        """Makes `function(article, cx)` a linter: it reports to `cx`."""
        return self._offer("linter", name, summary, options)

    def writer(self, name, *, extension, media_type, summary="", options=None, arity="one", audience=None, carries=None):
        """Makes `function(edition, cx)` a writer: it returns str or bytes.

        `arity="many"` puts all articles of a run into one file; `audience="newsroom"` is given stories under embargo too;
        `carries` lists the fields of a head that the format has a place for.
        """
        more = _present(audience=audience, carries=carries)
        return self._offer(
            "writer", name, summary, options, extension=extension, media_type=media_type, arity=arity, **more
        )

    def run(self):
        """Answers requests on standard input until it ends."""
        answers = os.fdopen(os.dup(1), "wb")
        # A stray print would stand where an answer is expected.
        os.dup2(2, 1)
        sys.stdout = sys.stderr
        for line in sys.stdin.buffer:
            request = json.loads(line)
            answer = {"id": request["id"], **self.answer(request)} if "id" in request else self.answer(request)
            answers.write(_line(answer))
            answers.flush()

    def answer(self, request):
        """The answer to a request, both as dicts: for the plugin's own tests."""
        cx = Context(request)
        try:
            answer = self._call(request, cx)
        except Problem as problem:
            answer = {"error": problem.fault}
        except _Misfit as misfit:
            answer = {"error": {"kind": "panic", "message": str(misfit)}}
        except MemoryError:
            raise
        except Exception as exception:
            traceback.print_exc()
            answer = {"error": {"kind": "panic", "message": _describe(exception)}}
        return {"slugline": ENVELOPE, **answer, **_filled(diagnostics=cx.diagnostics)}

    def _call(self, request, cx):
        call = request["call"]
        if call == "describe":
            return {"description": self._description()}
        kinds = {"read": "reader", "transform": "transform", "lint": "linter", "write": "writer"}
        function = self._functions.get((kinds.get(call), request.get("name", "")))
        if function is None:
            return {"error": {"kind": "unsupported", "message": f"no `{request.get('name', '')}` to {call}"}}
        if call == "read":
            return {"articles": _articles(function, function(Source(**request["source"]), cx))}
        if call == "write":
            returned = function(request["edition"], cx)
            if not isinstance(returned, (str, *BYTES)):
                raise _misfit(function, returned, "a writer returns str or bytes")
            return {"output": _body(returned), **_filled(files=cx.files)}
        article = request["article"]
        returned = function(article, cx)
        if call == "lint":
            # A condition before a report gives False.
            if not isinstance(returned, (type(None), bool)):
                raise _misfit(function, returned, "a linter reports to `cx`, and returns nothing")
            return {}
        if not isinstance(returned, (dict, type(None))):
            raise _misfit(function, returned, "a transform returns the article, a dict, or changes the one it was given")
        return {"article": _checked(function, _document(article if returned is None else returned))}

    def _description(self):
        return {
            "name": self.name,
            "version": self.version,
            "abi": ABI,
            "schema": SCHEMA,
            "kinds": {"blocks": BLOCK_KINDS, "inlines": INLINE_KINDS},
            "offers": self._offers,
        }

    def _offer(self, kind, name, summary, options, **more):
        described = {name: {"summary": said} if isinstance(said, str) else said for name, said in (options or {}).items()}
        help = [{"name": option, **said} for option, said in described.items()]

        def add(function):
            self._offers.append({"kind": kind, "name": name, "summary": summary, **more, **_filled(options=help)})
            self._functions[kind, name] = function
            return function

        return add


def option(summary, **schema):
    """Describes an option: what it does, and in the words of JSON Schema what it takes. slugline refuses everything else.

        options={"width": option("characters of a line", type="integer", minimum=16, default=32)}
    """
    return {"summary": summary, "schema": schema}


def text(words, span=None):
    """An inline of words alone."""
    return _present(kind="text", text=words, span=span)


def paragraph(content, span=None):
    """A paragraph: words, or a list of inlines."""
    return _present(kind="paragraph", content=_content(content, span), span=span)


def heading(content, span=None, *, level=2):
    """A heading within the story, 1 to 6."""
    return _present(kind="heading", level=level, content=_content(content, span), span=span)


def _content(content, span):
    return [text(content, span)] if isinstance(content, str) else content


def _articles(function, returned):
    """The documents that a reader gives, which may be one by one."""
    hint = "a reader returns articles, a list of dicts, or yields them"
    if isinstance(returned, (dict, str, *BYTES)) or not hasattr(returned, "__iter__"):
        raise _misfit(function, returned, hint)
    articles = list(returned)
    for article in articles:
        if not isinstance(article, dict):
            raise _misfit(function, article, hint, "gave, as an article,")
    return [_checked(function, _document(article)) for article in articles]


def _checked(function, document):
    """The document, which holds nothing that is not JSON."""
    try:
        json.dumps(document, allow_nan=False)
    except (TypeError, ValueError) as fault:
        raise _Misfit(f"{_named(function)} gave an article that is no JSON: {fault}") from None
    return document


def _document(article):
    return {"slugline": ENVELOPE, "schema": SCHEMA, "head": {}, "body": [], **article}


def _body(content):
    if isinstance(content, str):
        return {"text": content}
    return {"base64": base64.b64encode(content).decode("ascii")}


def _present(**members):
    return {name: value for name, value in members.items() if value is not None}


def _filled(**members):
    return {name: value for name, value in members.items() if value}


def _line(answer):
    line = json.dumps(answer, ensure_ascii=False, allow_nan=False, separators=(",", ":")) + "\n"
    try:
        return line.encode("utf-8")
    except UnicodeEncodeError:
        # Half a surrogate pair is no character, and nobody could read it.
        diagnostics = answer.get("diagnostics", [])
        if HALF not in diagnostics:
            return _line({**answer, "diagnostics": [*diagnostics, HALF]})
        return re.sub("[\ud800-\udfff]", "\ufffd", line).encode("utf-8")


def _expect(is_right, what, expected, found):
    if not is_right:
        raise TypeError(f"{what} is to be {expected}, not {_kind(found)}")


def _misfit(function, returned, hint, how="returned"):
    return _Misfit(f"{_named(function)} {how} {_kind(returned)}; {hint}")


def _kind(value):
    return "None" if value is None else f"a value of type {type(value).__name__}"


def _named(function):
    """`write` (feed.py, line 12): a function, and where it stands."""
    name = getattr(function, "__name__", type(function).__name__)
    while hasattr(function, "__wrapped__"):
        function = function.__wrapped__
    code = getattr(function, "__code__", None)
    return f"`{name}`" + (f" ({_place(code.co_filename, code.co_firstlineno)})" if code else "")


def _describe(exception):
    """`KeyError: 'title' (feed.py, line 12)`: the last place in the plugin's own code, where its author can look."""
    frames = traceback.extract_tb(exception.__traceback__)
    own = [frame for frame in frames if _is_own(frame.filename)]
    place = "".join(f" ({_place(frame.filename, frame.lineno)})" for frame in (own or frames)[-1:])
    return f"{type(exception).__name__}: {exception}{place}"


def _is_own(file):
    file = os.path.abspath(file)
    return file.startswith(FOLDER + os.sep) and file != os.path.abspath(__file__)


def _place(file, line):
    name = os.path.relpath(file, FOLDER) if _is_own(file) else os.path.basename(file)
    return f"{name}, line {line}"
