"""Files of every kind that is read, and JSON jobs, as the child processes read them."""

import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any

import msgspec

from backend_queues.errors import InvalidRequest
from frontend.jobs.job import Item
from frontend.jobs.readers import child
from frontend.jobs.readers.handing import handed_over
from frontend.jobs.readers.work import Work
from frontend.server.messages.jobs import JobHead
from frontend.server.routes.jobs import json_child
from tests.frontend.jobs.readers.docxs import NOTE, RAISED, docx, paragraph, run
from tests.frontend.jobs.readers.epubs import CONTAINER, epub2, epub3, package, page, zipped
from tests.frontend.jobs.readers.pdfs import pdf
from tests.fuzz.mutating import deep, mutated, mutated_text, mutated_value
from tests.fuzz.target import Target, check_told

MARKED = """---
title: "A: book"
author: Ann
---
# One

Text with *marks*, `code` and [a link](http://a.b/c "t").

Two
---
* item
1. item

| a | b |
|---|---|
| 1 | 2 |

```py
code
```
<!-- gone --> Last &amp; least.[^1]
"""
SRT = """1
00:00:01,000 --> 00:00:03,000
<i>Hello</i>, {\\an8}you <font color="red">there</font>
and you.

2
01:00:04.5 --> 01:00:05,000 X1:1 X2:2
- How are you?
– I am at -5 degrees &amp; fine.
"""
VTT = """WEBVTT - A title

STYLE
::cue { color: red }

intro
00:01.000 --> 00:03.000 align:start
<v Ann>Hello <00:00:02.000><c.loud>you</c>.
"""
PLAIN = "CHAPTER I\n\nIt was a night.\nIt rained.\n\n* * *\n\nCHAPTER II\n\n“Well,” he said.\n"
CSV = 'id,text,voice,start_s,option.speed\n1,"Hello, ""you""",sine,0.5,1.2\n2,Bye,,,\n'
JSONL = (
    '{"id": "a", "text": "Hello.", "options": {"speed": 1.0}}\n\n{"text": "Bye.", "start_s": 3}\n'
)
PAGES = {
    "a.xhtml": "<h1>One</h1><p>Text &eacute; of it.</p>",
    "b.xhtml": "<h2>Two</h2><p>More.</p>",
}
CONTENTS = [("One", "a.xhtml"), ("Two", "b.xhtml#x")]
BOOKS = [epub2(PAGES, CONTENTS), epub3(PAGES, CONTENTS)]
MEMBERS: dict[str, str] = {
    "META-INF/container.xml": CONTAINER,
    "OEBPS/content.opf": package(PAGES),
    **{f"OEBPS/{name}": page(body) for name, body in PAGES.items()},
}
FILES: dict[str, list[bytes]] = {
    ".txt": [PLAIN.encode(), PLAIN.encode("utf-16"), PLAIN.encode("cp1252", "ignore")],
    ".md": [MARKED.encode()],
    ".epub": BOOKS,
    ".docx": [
        docx(
            paragraph(run("One"), style="Heading1"),
            paragraph(run("Text"), NOTE, run("2", RAISED)),
            footnote="A note.",
        )
    ],
    ".pdf": [
        pdf([["One", "Text of it."], ["2", "More text."]], [("One", 0), ("Two", 1)], "/Title (A)")
    ],
    ".jsonl": [JSONL.encode()],
    ".csv": [CSV.encode(), CSV.replace(",", ";").encode()],
    ".srt": [SRT.encode()],
    ".vtt": [VTT.encode()],
}
ANY_FILE = [content for contents in FILES.values() for content in contents]
JOB = {
    "name": "A job",
    "backend": "tone",
    "options": {"frequency": 440},
    "seed": 1,
    "items": [
        {"id": "1", "text": "Hello.", "chapter": "One"},
        {"id": "2", "text": "", "start_s": 3},
    ],
    "output": {"format": "mp3", "sample_rate": 24000, "files": "chapter", "captions": ["srt"]},
}
HandOver = Callable[[bytes, Path, list[str]], None]


class Handing(Target):
    """Has a reader write what it has read, and reads that as the frontend does."""

    def __init__(self, hand_over: HandOver, kind: type[msgspec.Struct]) -> None:
        self._folder = Path(tempfile.mkdtemp(prefix="vs-fuzz-", dir=_memory()))
        self._hand_over = hand_over
        self._kind = kind

    def feed_bytes(self, content: bytes, *arguments: str) -> None:
        self._hand_over(content, self._folder, list(arguments))
        try:
            items = handed_over(self._folder, self._kind).items
        except InvalidRequest as error:
            check_told(error)
        else:
            assert all(isinstance(item, Item) for item in items)
            (self._folder / "items.jsonl").unlink()

    def close(self) -> None:
        shutil.rmtree(self._folder)


class Readers(Handing):
    """Reads files that are nearly right, by the suffixes of their names."""

    name = "readers"
    share = 60

    def __init__(self) -> None:
        super().__init__(child.read, Work)

    def make(self, random: Random) -> tuple[str, bytes]:
        suffix = random.choice(list(FILES))
        name = ("a" if random.random() < 0.9 else mutated_text(random, "a.b")) + suffix
        if suffix == ".epub" and random.random() < 0.7:
            return name, _book(random)
        if suffix == ".jsonl" and random.random() < 0.5:
            return name, _lines(random)
        samples = FILES[suffix]
        return name, mutated(random, random.choice(samples), ANY_FILE)

    def feed(self, given: tuple[str, bytes]) -> None:
        name, content = given
        self.feed_bytes(content, name.replace("\0", "").encode("utf-8", "replace").decode())


class Bodies(Handing):
    """Parses the bodies of JSON jobs."""

    name = "bodies"
    share = 30

    def __init__(self) -> None:
        super().__init__(json_child.read, JobHead)

    def make(self, random: Random) -> bytes:
        kind = random.random()
        if kind < 0.01:
            return deep(random)
        encoded = _encoded(JOB)
        return mutated(random, encoded) if kind < 0.4 else _encoded(mutated_value(random, JOB))

    def feed(self, given: bytes) -> None:
        self.feed_bytes(given)


def _book(random: Random) -> bytes:
    """Return a zip file that is right, with books' parts that are nearly so."""
    files: dict[str, str | bytes] = dict(MEMBERS)
    for _ in range(random.randrange(1, 3)):
        name = random.choice(list(files))
        text = files[name]
        if isinstance(text, str) and random.random() < 0.5:
            text = mutated_text(random, text)
        content = text.encode("utf-8", "surrogatepass") if isinstance(text, str) else text
        files[name] = mutated(random, content) if random.random() < 0.5 else content
    return zipped(files)


def _lines(random: Random) -> bytes:
    rows = [msgspec.json.decode(line) for line in JSONL.split("\n") if line]
    return b"\n".join(_encoded(mutated_value(random, row)) for row in rows)


def _encoded(value: Any) -> bytes:
    try:
        return msgspec.json.encode(value)
    except UnicodeEncodeError:  # half of a surrogate pair
        return repr(value).replace("'", '"').encode("utf-8", "surrogatepass")


def _memory() -> str | None:
    return "/dev/shm" if Path("/dev/shm").is_dir() else None
