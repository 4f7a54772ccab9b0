"""A possible sentence end: end marks, perhaps closing quotes, then white space."""

import re

import msgspec

from frontend.text.marks import CLOSERS, EMPHASIS, ENDS

_MARKS = re.compile(rf"([{ENDS}]+)([{re.escape(CLOSERS)}]*)$")
_MAX_MARKS = 40  # of a longer run, only the end is looked at
_LIST_MARKER = re.compile(
    r"\s*(?:[-*•⁃+]\s*)?[(\[]?(?:\d{1,3}|[^\W\d_]|[ivxIVX]{1,4})[.)]{1,2}"  # "1.", "b)", "- iv."
)


class Candidate(msgspec.Struct, frozen=True):
    """A possible sentence end in the text under way; positions count from the text's start."""

    marks: str
    closers: str  # without Markdown's emphasis
    marks_end: int
    is_list_marker: bool  # with all that is before it, it is a "1."
    is_lower_case: bool  # the sentence starts with a small letter: its writer uses no capitals
    word: int | None = None  # where the next word starts
    is_parted: bool = False  # it has white space within: "! »"

    @classmethod
    def at_end(cls, text: str, end: int, is_start: bool) -> "Candidate | None":
        """Return the candidate that ends at `end`; `is_start`: a sentence starts with the text."""
        found = _MARKS.search(text, end - _MAX_MARKS, end)
        if found is None:
            return None
        return cls(
            marks=found[1],
            closers=found[2].strip(EMPHASIS),
            marks_end=found.end(1),
            is_list_marker=is_start and _LIST_MARKER.fullmatch(text, 0, end) is not None,
            is_lower_case=is_start and _is_lower_case(text, end),
        )

    @property
    def is_plain_stop(self) -> bool:
        return self.marks == "." and not self.closers and not self.is_parted

    def before(self, word: int) -> "Candidate":
        """Return the candidate with the next word's start."""
        return msgspec.structs.replace(self, word=word)

    def extended(self) -> "Candidate":
        """Return the candidate with one more word taken in."""
        return msgspec.structs.replace(self, word=None, is_parted=True)

    def shifted(self, count: int) -> "Candidate | None":
        """Return the candidate after `count` characters were taken off the text's start."""
        if self.marks_end <= count:
            return None
        return msgspec.structs.replace(
            self,
            marks_end=self.marks_end - count,
            word=None if self.word is None else self.word - count,
            is_list_marker=False,
            is_lower_case=False,
        )


def _is_lower_case(text: str, end: int) -> bool:
    """Return whether the text starts with a small letter, no digit, and ends in no "i.e."."""
    is_dotted = text[:end][-3:-2] == "."
    return not is_dotted and next(filter(str.isalnum, text), "").islower()
