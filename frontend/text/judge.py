"""The verdict on a candidate; sentencex is asked only about an ambiguous full stop."""

import enum
import re
import unicodedata

import sentencex

from backend_queues.voices import primary_of
from frontend.text.abbreviations.full_stop import ends_before, goes_on
from frontend.text.candidate import Candidate
from frontend.text.marks import CERTAIN_ENDS, CLOSERS, EMPHASIS, ENDS, OPENERS
from frontend.text.script import is_cjk

CONTEXT_CHARS = 240  # of the text before a full stop, to judge it by

_EMPHASIS = re.compile(f"[{EMPHASIS}#]+")
_CERTAIN_ENDS = frozenset(CERTAIN_ENDS)
_GERMAN_OPENERS = "»›"  # »so«, where the same marks close a quote elsewhere
# Straight quotes may open the next sentence, and so do « and ‹ but in German.
_TAIL = frozenset(ENDS + CLOSERS) - set("\"'«‹")
_WIDE_SPACE = re.compile(r"[^\S ]")  # of several bytes in UTF-8, such as a no-break space
_NUMBER_SIGN = re.compile(r"\b[Nn]o\.$")  # "No. 7", but "No. OK."
_GOES_ON = frozenset("=≈≤≥<>&|→×+;:")  # no sentence begins so: "$5 ea. = $15", "Pour 6 pers. :"


class Verdict(enum.Enum):
    END = enum.auto()  # the sentence ends before the word
    GO_ON = enum.auto()  # it does not
    EXTEND = enum.auto()  # the word belongs to the marks: the "»" of "! »", an emoji
    WAIT = enum.auto()  # for the rest of the word


class Judge:
    """Knows one language; remembers nothing of the text."""

    def __init__(self, language: str) -> None:
        self._language = primary_of(language) or "en"

    def verdict(self, text: str, candidate: Candidate, word: str, is_complete: bool) -> Verdict:
        """Return what the next word, or as much of it as has come, says about the candidate."""
        if _TAIL.issuperset(word):
            return Verdict.EXTEND if is_complete else Verdict.WAIT
        letters = word.lstrip(OPENERS + _GERMAN_OPENERS)
        if not letters:
            return Verdict.END if is_complete else Verdict.WAIT
        if not _CERTAIN_ENDS.isdisjoint(candidate.marks):
            return Verdict.END
        if unicodedata.category(letters[0]) in ("So", "Sk"):
            return Verdict.EXTEND if is_complete else Verdict.WAIT
        early = self._by_case(candidate, letters, is_complete)
        if early is not None:
            return early
        if candidate.is_list_marker and candidate.marks == ".":
            return Verdict.GO_ON
        if not is_complete and not is_cjk(letters[0]):
            return Verdict.WAIT
        return self._asked(text[: candidate.marks_end], candidate, letters)

    def _by_case(self, candidate: Candidate, letters: str, is_complete: bool) -> Verdict | None:
        """Return a verdict where the case of the next word's first letters is enough for one."""
        if letters[0].islower():
            return self._by_lower_case(candidate, letters, is_complete)
        if "!" in candidate.marks or "?" in candidate.marks:
            return Verdict.END
        is_closed = candidate.marks == "." and candidate.closers and not candidate.is_parted
        if is_closed and letters[0].isupper() and not candidate.is_list_marker:
            return Verdict.END
        return None

    def _by_lower_case(
        self, candidate: Candidate, letters: str, is_complete: bool
    ) -> Verdict | None:
        if len(letters) < 2 and not is_complete:
            return Verdict.WAIT
        if letters[1:2].isupper():  # "iPhone"
            return None
        if candidate.marks[0] not in ".…" and not candidate.closers:
            return None
        if candidate.is_plain_stop and candidate.is_lower_case:
            return None
        return Verdict.GO_ON

    def _asked(self, left: str, candidate: Candidate, word: str) -> Verdict:
        word = _EMPHASIS.sub("", word) or word
        if candidate.is_lower_case:
            word = word.capitalize()
        if candidate.marks == "." and word[0] in _GOES_ON:
            return Verdict.GO_ON
        if sign := _NUMBER_SIGN.search(left):
            return Verdict.GO_ON if _is_number(word, sign[0]) else Verdict.END
        return Verdict.END if self._splits(left, word) else Verdict.GO_ON

    def _splits(self, left: str, word: str) -> bool:
        """Return whether sentencex ends a sentence between `left` and the word after it."""
        left = _EMPHASIS.sub("", left).strip()[-CONTEXT_CHARS:]
        if left.endswith("…") and word[0].isupper():  # a mark the library does not know
            left = f"{left[:-1]}..."
        if ends_before(self._language, left, word):
            return True
        if goes_on(self._language, left, word):
            return False
        text = f"{left} {word}".encode("utf-8", "replace").decode()  # it takes no lone surrogates
        text = _WIDE_SPACE.sub(" ", text)  # nor these between an initial and its full stop
        ends = sentencex.get_sentence_boundaries(self._language, text)[:-1]
        return any(end["end_index"] in (len(left), len(left) + 1) for end in ends)

    def is_likely_end(self, text: str, candidate: Candidate, is_stalled: bool) -> bool:
        """Return whether the text would end here if an ordinary capitalised word followed.

        `is_stalled` takes a number before the stop for an end, too: "3." has had time to become
        "3.5".
        """
        if candidate.is_list_marker:
            return False
        if not (_CERTAIN_ENDS | {"!", "?"}).isdisjoint(candidate.marks):
            return True
        left = text[: candidate.marks_end]
        if left[-2:-1].isdigit() and not is_stalled:
            return False
        return self._splits(left, "Smith")


def _is_number(word: str, sign: str) -> bool:
    """Return whether this is what No. counts, also a code after one in small letters."""
    return word[0].isdigit() or (sign[0] == "n" and any(map(str.isdigit, word)))
