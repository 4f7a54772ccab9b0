"""An SSML document to the stretches and marks that are spoken."""

import re
from collections.abc import Callable, Iterator

import msgspec
from lxml import etree

from backend_queues.errors import InvalidRequest, shown
from frontend.text.cues.cue import Cue, Mark, Piece, Stretch
from frontend.text.ssml.document import SSMLProblem, local_name, parsed
from frontend.text.ssml.values import FASTEST, SLOWEST, pause_s, rate, said_as, with_phonemes

MAX_MARKS = 1_000
MAX_MARK_CHARS = 200
MAX_WARNINGS = 20
LANG = "{http://www.w3.org/XML/1998/namespace}lang"

# Elements that change nothing; those that hold nothing to say.
_PLAIN = ("speak", "emphasis", "lookup", "token", "w")
_SILENT = ("desc", "lexicon", "meta", "metadata")
_SPACE = re.compile(r"\s+")


class ReadSSML(msgspec.Struct, frozen=True):
    """What is spoken of a document, and what of it cannot be followed, in sentences."""

    pieces: tuple[Piece, ...]
    warnings: tuple[str, ...]


class Context(msgspec.Struct, frozen=True):
    """What holds within an element."""

    cue: Cue = Cue()
    is_silent: bool = False


def read_ssml(text: str) -> ReadSSML:
    """Read a document, or what is within one.

    Raises:
        InvalidRequest: it is not well-formed; the message names line and column.
    """
    root = parsed(text)
    if isinstance(root, SSMLProblem):
        raise InvalidRequest(
            f"The SSML cannot be read: line {root.line}, column {root.column}: {root.reason}."
        )
    reader = _Reader()
    reader.read(root)
    return ReadSSML(tuple(reader.pieces()), tuple(reader.warnings))


class _Reader:
    """Goes through a document once. Elements may be as deep as they like."""

    def __init__(self) -> None:
        self.warnings: list[str] = []
        self._pieces: list[Stretch | Mark] = []
        self._marks = 0
        self._begins = False  # what is said next is a sentence of its own
        self._contexts = [Context()]
        self._elements: dict[str, Callable[[etree._Element, Context], Context]] = {
            **dict.fromkeys(_PLAIN, self._plain),
            **dict.fromkeys(_SILENT, self._silent),
            **dict.fromkeys(("p", "paragraph"), self._paragraph),
            **dict.fromkeys(("s", "sentence"), self._sentence),
            "audio": self._audio,
            "break": self._break,
            "lang": self._lang,
            "mark": self._mark,
            "phoneme": self._phoneme,
            "prosody": self._prosody,
            "say-as": self._say_as,
            "sub": self._sub,
            "voice": self._voice,
        }

    def read(self, root: etree._Element) -> None:
        for event, element in etree.iterwalk(root, events=("start", "end")):
            if event == "start":
                context = self._contexts[-1]
                if not context.is_silent:
                    context = self._begun(element, context)
                self._contexts.append(context)
                self._say(element.text or "", context)
            else:
                self._contexts.pop()
                self._ended(local_name(element))
                self._say(element.tail or "" if element is not root else "", self._contexts[-1])

    def pieces(self) -> Iterator[Piece]:
        """Yield what was read; stretches that nothing parts are one."""
        texts: list[str] = []
        under_way: Stretch | None = None
        for piece in self._pieces:
            if under_way and (isinstance(piece, Mark) or _parts(under_way, piece)):
                yield msgspec.structs.replace(under_way, text="".join(texts))
                texts, under_way = [], None
            if isinstance(piece, Mark):
                yield piece
            else:
                texts.append(piece.text)
                under_way = under_way or piece
        if under_way:
            yield msgspec.structs.replace(under_way, text="".join(texts))

    def _begun(self, element: etree._Element, context: Context) -> Context:
        name = local_name(element)
        context = self._in_language(element, context) if name != "voice" else context
        handle = self._elements.get(name)
        if handle is None:
            self._warn(f"There is no element {shown(name)} here; its text is spoken.")
            return context
        return handle(element, context)

    def _ended(self, name: str) -> None:
        if self._contexts[-1].is_silent:
            return
        if name in ("p", "paragraph"):
            self._pieces.append(Stretch("\n", self._contexts[-1].cue))
        if name in ("p", "paragraph", "s", "sentence"):
            self._begins = True

    def _say(self, text: str, context: Context) -> None:
        if not text or context.is_silent:
            return
        text = _SPACE.sub(" ", text)
        begins = self._begins and text != " "
        self._begins = self._begins and not begins
        self._pieces.append(Stretch(text, context.cue, begins))

    def _warn(self, warning: str) -> None:
        if warning not in self.warnings and len(self.warnings) < MAX_WARNINGS:
            self.warnings.append(warning)

    # The elements: each returns what holds for its content.

    def _in_language(self, element: etree._Element, context: Context) -> Context:
        language = element.get(LANG)
        return _changed(context, language=language) if language else context

    def _plain(self, element: etree._Element, context: Context) -> Context:
        return context

    def _silent(self, element: etree._Element, context: Context) -> Context:
        return msgspec.structs.replace(context, is_silent=True)

    def _paragraph(self, element: etree._Element, context: Context) -> Context:
        self._pieces.append(Stretch("\n", context.cue))
        return context

    def _sentence(self, element: etree._Element, context: Context) -> Context:
        self._begins = True
        return context

    def _audio(self, element: etree._Element, context: Context) -> Context:
        self._warn("Audio is not played; what stands in its element is spoken.")
        return context

    def _break(self, element: etree._Element, context: Context) -> Context:
        length_s = pause_s(element.get("time", ""), element.get("strength", ""))
        if length_s is None:
            self._warn("A break has a time such as 500ms or 1.5s, or a strength such as strong.")
            length_s = pause_s("", "")
        self._say(f" [pause {length_s:.3f}] " if length_s else "", context)
        return self._silent(element, context)

    def _lang(self, element: etree._Element, context: Context) -> Context:
        return context  # its xml:lang is that of any element

    def _mark(self, element: etree._Element, context: Context) -> Context:
        name = element.get("name", "")[:MAX_MARK_CHARS]
        self._marks += 1
        if self._marks <= MAX_MARKS:
            self._pieces.append(Mark(name))
        else:
            self._warn(f"Only the first {MAX_MARKS:,} marks are told.")
        return self._silent(element, context)

    def _phoneme(self, element: etree._Element, context: Context) -> Context:
        phonemes = element.get("ph", "")
        if element.get("alphabet", "ipa").lower() != "ipa":
            self._warn("Phonemes are read in the alphabet ipa only; elsewhere the word is.")
            phonemes = ""
        return self._instead(with_phonemes(_words(element), phonemes), element, context)

    def _prosody(self, element: etree._Element, context: Context) -> Context:
        for name in sorted({"contour", "duration", "pitch", "range", "volume"} & {*element.keys()}):
            self._warn(f"Of prosody, the rate is followed, and not the {name}.")
        factor = rate(element.get("rate", "medium"))
        if factor is None:
            self._warn("A rate is slow, fast, 80%, +10% or the like.")
        factor = context.cue.rate * (factor or 1.0)
        return _changed(context, rate=min(FASTEST, max(SLOWEST, factor)))

    def _say_as(self, element: etree._Element, context: Context) -> Context:
        kind = element.get("interpret-as", "").lower()
        text = said_as(_words(element), kind, context.cue.language)
        return self._instead(text, element, context)

    def _sub(self, element: etree._Element, context: Context) -> Context:
        return self._instead(element.get("alias") or _words(element), element, context)

    def _voice(self, element: etree._Element, context: Context) -> Context:
        language = element.get(LANG) or element.get("languages", "").partition(" ")[0]
        name, gender = element.get("name", "").strip(), element.get("gender", "").lower()
        if not name and not gender:
            return _changed(context, language=language) if language else context
        return _changed(context, voice=name, gender=gender, language=language)

    def _instead(self, text: str, element: etree._Element, context: Context) -> Context:
        """Say the text, and nothing of what is in the element."""
        self._say(text, context)
        return self._silent(element, context)


def _changed(context: Context, **changes: object) -> Context:
    return msgspec.structs.replace(context, cue=msgspec.structs.replace(context.cue, **changes))


def _parts(before: Stretch, after: Stretch) -> bool:
    return after.begins or before.cue != after.cue


def _words(element: etree._Element) -> str:
    return "".join(str(text) for text in element.itertext())
