"""How a text was cut before, where it is to be cut the same again. Pure."""

from collections.abc import Callable, Sequence
from zlib import crc32

from backend_queues.errors import UnknownUtterance
from frontend.streaming.journal.entries import Entry, Launched, Parted, Voice
from frontend.text.segment import PhraseLimits, Segment
from frontend.voices.voice_settings import VoiceSettings

Note = Callable[[Entry], None]
SettingsOf = Callable[[Voice], VoiceSettings]
DIFFERENT = (
    "The stream cannot be resumed: this server cuts its text in another way. Send the text again."
)


def ignore(entry: Entry) -> None:
    """Note nothing, of a text that is never cut again."""


def launched(segment: Segment) -> Launched:
    return Launched(segment.pause_s, crc32(segment.text.encode("utf-8", "ignore")))


class Script:
    """What was decided of the segments of a text until now; without entries it decides nothing."""

    def __init__(self, entries: Sequence[Entry] = ()) -> None:
        self._launched = [entry for entry in entries if isinstance(entry, Launched)]
        parted = [entry for entry in entries if isinstance(entry, Parted)]
        self._parted = {entry.sentence: entry.limits for entry in parted}

    def parted(self, sentence: int) -> PhraseLimits | None:
        """Return how a sentence was parted, if it was."""
        return self._parted.get(sentence)

    def pause_s(self, index: int, segment: Segment) -> float | None:
        """Return the pause that followed a segment; None if it was not spoken before.

        Raises:
            UnknownUtterance: another text was spoken there, by a version that cuts otherwise.
        """
        if index >= len(self._launched):
            return None
        before = self._launched[index]
        if before.checksum != launched(segment).checksum:
            raise UnknownUtterance(DIFFERENT)
        return before.pause_s
