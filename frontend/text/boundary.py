"""Certain sentence ends in a stream of text.

Every decision is taken at one character, from the text up to it, and never at the border of a
push: however the text arrives, the sentences are the same.
"""

from backend_queues.voices import primary_of
from frontend.text.candidate import Candidate
from frontend.text.judge import Judge, Verdict
from frontend.text.marks import CJK_CLOSERS, CJK_COMMAS, CJK_ENDS, CJK_PAIRS, CLOSERS, ENDS
from frontend.text.script import is_cjk

MAX_QUOTED_CHARS = 160  # a quote not closed in a sentence of so many characters is given up

_TELLING_LETTERS = 2  # so many of the next word can decide: "iPhone" may start a sentence
_ENDS_BEFORE_CJK = ("!", "?")  # which need no space after them there
_AFTER_CJK_END = frozenset(CJK_ENDS + CJK_CLOSERS + "!?…～")
_MARKS_AND_CLOSERS = frozenset(ENDS + CLOSERS)
_BEFORE_QUOTE = frozenset("：，。")
_QUOTES = frozenset(CJK_PAIRS) | frozenset(CJK_PAIRS.values())


class Boundary:
    """Collects text and gives it back sentence by sentence, white space and all."""

    def __init__(self, language: str = "en") -> None:
        self.text = ""  # the sentence under way
        self._judge = Judge(language)
        self._is_japanese = primary_of(language) == "ja"
        self._candidate: Candidate | None = None
        self._cjk_ended = False  # the text ends in a CJK end mark and its closers
        self._open: list[str] = []  # the closers that the open CJK quotes wait for
        self._is_start = True  # a sentence starts with the text

    @property
    def is_undecided(self) -> bool:
        """Whether any next character, even a letter, may decide something."""
        if self._cjk_ended or self._candidate is not None:
            return True
        return self.text.endswith(_ENDS_BEFORE_CJK)

    @property
    def is_in_words(self) -> bool:
        """Whether neither a letter nor a space can decide anything now."""
        return not self.is_undecided and self.text[-1:] not in _MARKS_AND_CLOSERS

    @property
    def is_at_mark(self) -> bool:
        """Whether the text ends in what may be a sentence end."""
        return self._candidate is not None and self._candidate.word is None

    def push(self, text: str) -> list[str]:
        """Return the sentences that are certain now; all of them joined are the text itself."""
        return [sentence for char in text for sentence in self.push_char(char)]

    def push_char(self, char: str) -> list[str]:
        if char == "\n":
            self.text += char
            return self.flush()
        done = self._before(char) if self._cjk_ended or not char.isascii() else []
        self.text += char
        if self._open or char in _QUOTES:
            self._track_quotes(char)
        if char in CJK_ENDS:
            self._cjk_ended = True
        elif char.isspace():
            done += self._after_space()
        elif self._candidate is not None and not self._cjk_ended:
            done += self._after_letter(self._candidate)
        return done

    def push_letters(self, letters: str) -> None:
        """Add what can decide nothing: letters unless undecided, and spaces too while in words."""
        self.text += letters

    def flush(self) -> list[str]:
        """Return what is left, as one sentence or two."""
        return self._decide() + self._end(len(self.text))

    def take(self, count: int) -> str:
        """Take characters off the start of the sentence under way, which goes on after them."""
        taken, self.text = self.text[:count], self.text[count:]
        self._candidate = self._candidate and self._candidate.shifted(count)
        self._is_start = False
        return taken

    def is_likely_end(self, is_stalled: bool) -> bool:
        """Return whether the text reads as if it ended here; `is_stalled`: no more may come."""
        text = self.text.rstrip()
        if text.rstrip(CJK_CLOSERS).endswith(tuple(CJK_ENDS)):
            return True
        candidate = Candidate.at_end(text, len(text), self._is_start)
        return candidate is not None and self._judge.is_likely_end(text, candidate, is_stalled)

    def _end(self, count: int) -> list[str]:
        """End the sentence after `count` characters; a blank one is dropped."""
        sentence, self.text = self.text[:count], self.text[count:]
        self._candidate, self._cjk_ended, self._is_start = None, False, True
        self._open.clear()
        return [sentence] if sentence.strip() else []

    def _before(self, char: str) -> list[str]:
        """Return the sentence that ends before this character, where it needs no space."""
        last = self.text[-1:]
        if self._cjk_ended and char not in _AFTER_CJK_END:
            self._cjk_ended = False
            is_quoted = last in CJK_CLOSERS and (is_cjk(char) or char in CJK_COMMAS)  # 「はい。」と
            is_quoted = is_quoted and not self._is_after_speech(char)
            goes_on = not char.isspace() and (self._open or is_quoted)
            return [] if goes_on else self._end(len(self.text))
        if last in _ENDS_BEFORE_CJK and is_cjk(char) and not self._open:
            return self._end(len(self.text))
        return []

    def _is_after_speech(self, char: str) -> bool:
        """Return whether a Japanese narrator goes on: 「行け！」彼は, where a particle has kana."""
        if not self._is_japanese or char in CJK_COMMAS or "\u3040" <= char <= "\u309f":
            return False
        return self.text.rstrip("」』")[-1:] in "！？!?"

    def _track_quotes(self, char: str) -> None:
        before = self.text[-2:-1]
        # “ opens a CJK quote only among CJK characters.
        if char in CJK_PAIRS and (char != "“" or is_cjk(before) or before in _BEFORE_QUOTE):
            self._open.append(CJK_PAIRS[char])
        elif self._open and char == self._open[-1]:
            self._open.pop()
        if len(self.text) > MAX_QUOTED_CHARS:
            self._open.clear()

    def _after_space(self) -> list[str]:
        """A word is complete: decide on the candidate before it, and see if it ends in marks."""
        last = self.text[-2:-1]
        done = self._decide()
        if last in _MARKS_AND_CLOSERS:
            found = Candidate.at_end(self.text, len(self.text) - 1, self._is_start)
            self._candidate = found or self._candidate
        return done

    def _after_letter(self, candidate: Candidate) -> list[str]:
        """Decide on the candidate at the first letters of the next word, if they tell."""
        word = candidate.word
        if word is None:
            word = len(self.text) - 1
            self._candidate = candidate.before(word)
        if len(self.text) - word > _TELLING_LETTERS:
            return []
        return self._decide(is_complete=False)

    def _decide(self, is_complete: bool = True) -> list[str]:
        """Return the sentence before the next word, if that word makes it certain."""
        candidate = self._candidate
        if candidate is None or candidate.word is None:
            return []
        word = self.text[candidate.word :].rstrip()
        verdict = self._judge.verdict(self.text, candidate, word, is_complete)
        if verdict is Verdict.END:
            return self._end(candidate.word)
        if verdict is Verdict.EXTEND:
            self._candidate = candidate.extended()
        elif verdict is Verdict.GO_ON:
            self._candidate = None
        return []
