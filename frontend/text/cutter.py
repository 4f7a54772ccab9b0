"""The text layer as the rest of the frontend sees it: text as a client writes it, to segments."""

import msgspec

from frontend.protocol.text_options import AS_SET, TextOptions
from frontend.text.markup import atoms
from frontend.text.script import is_speakable
from frontend.text.segment import DEFAULT_LIMITS, Ending, PhraseLimits, Segment, SegmentLimits
from frontend.text.segmenter import Segmenter
from frontend.text.speakable import SpeakableFilter


class TextCutter:
    """Cuts a stream of text into segments that can be spoken, for one utterance.

    Args:
        language: BCP 47 tag of the text, or "" for English.
        options: what is said of reasoning, code and emoji.
        limits: where segments are cut.
    """

    def __init__(
        self,
        language: str = "en",
        options: TextOptions = AS_SET,
        limits: SegmentLimits = DEFAULT_LIMITS,
    ) -> None:
        self._limits = limits
        self._filter = SpeakableFilter(language, options)
        self._segmenter = Segmenter(language, self._limits)

    @property
    def pending_chars(self) -> int:
        """Characters that are held and not in any segment yet."""
        return sum(self.held)

    @property
    def held(self) -> tuple[int, int]:
        """How many characters the filter and the segmenter hold."""
        return self._filter.held_chars, self._segmenter.pending_chars

    @property
    def holds_text(self) -> bool:
        """Whether any of them may be spoken."""
        return self._filter.held_chars > 0 or self._segmenter.holds_text

    @property
    def unclosed(self) -> str:
        """The tag of a block of reasoning that the text has not closed; "" if there is none."""
        return self._filter.unclosed

    @property
    def weight(self) -> float:
        """Of the text that waits for its sentence to end, in characters of about one letter."""
        return self._segmenter.weight

    def push(self, text: str) -> list[Segment]:
        """Return the segments that this text completes."""
        segments = self._segmenter.push(self._filter.push(text))
        return _spoken(segments) if segments else segments

    def idle(self, silence_s: float) -> list[Segment]:
        """Return what can be spoken now that no text has come for `silence_s` seconds."""
        if silence_s < self._limits.settled_s:
            return []
        segments = self._segmenter.push(self._filter.settle())
        return _spoken(segments + self._segmenter.idle(silence_s))

    def has_phrase(self, limits: PhraseLimits) -> bool:
        """Tell whether the sentence under way begins with a phrase that could be spoken."""
        return self._segmenter.has_phrase(limits)

    def early(self, limits: PhraseLimits, silence_s: float) -> list[Segment]:
        """Return a phrase that the sentence under way begins with, as somebody waits for it."""
        is_hurried = silence_s >= self._limits.hurried_s
        segments = self._segmenter.push(self._filter.settle()) if is_hurried else []
        return _spoken(segments or self._segmenter.early(limits, silence_s))

    def flush(self) -> list[Segment]:
        """Return all that is left; more may be pushed after it."""
        segments = self._segmenter.push(self._filter.flush())
        return _spoken(segments + self._segmenter.flush())


def _spoken(segments: list[Segment]) -> list[Segment]:
    """Drop segments with nothing to say; of one before a pause, the pause stays."""
    spoken = []
    for segment in segments:
        text = atoms.opened(segment.text)
        if is_speakable(text):
            is_same = text is segment.text
            spoken.append(segment if is_same else msgspec.structs.replace(segment, text=text))
        elif segment.ending is Ending.PAUSE and segment.pause_s:
            spoken.append(msgspec.structs.replace(segment, text=""))
    return spoken
