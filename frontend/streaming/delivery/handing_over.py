"""Segments that their backend cannot speak go on with another one."""

from collections.abc import Callable, Iterable, Mapping

from msgspec.structs import replace

from backend_queues.errors import NoWorker, TextCrashesWorkers, TTSError
from frontend.protocol.outcomes import FallbackReason
from frontend.protocol.voice_settings import VoiceSettingsRequest
from frontend.streaming.delivery.backend_choice import BackendChoice, Fits, fits_anyway
from frontend.streaming.delivery.in_flight import InFlightSegments
from frontend.streaming.delivery.lane import Handover, Heard
from frontend.streaming.delivery.ledger import Entry, Part
from frontend.streaming.delivery.rest_of_text import place_in, rest_begins
from frontend.streaming.delivery.segment_tasks import SegmentTasks
from frontend.streaming.journal.entries import Continued, Voice
from frontend.telemetry.observer import SegmentObserver
from frontend.text.normalisation import Spoken
from frontend.voices.fallbacks import SPEED
from frontend.voices.voice_settings import VoiceSettings

# Without Redis, or with a text that cannot be spoken, no backend can do better.
REASONS: Mapping[type[TTSError], FallbackReason] = {
    NoWorker: FallbackReason.NO_WORKER,
    TextCrashesWorkers: FallbackReason.ATTEMPTS_FAILED,
}
NOTHING_ASKED = VoiceSettingsRequest()
SpokenFor = Callable[[str, VoiceSettings], Spoken]


class HandingOver:
    """Hands the segments of one utterance over; not one word of them is lost."""

    def __init__(
        self,
        choice: BackendChoice,
        tasks: SegmentTasks,
        segments: InFlightSegments,
        observer: SegmentObserver,
    ) -> None:
        self._choice = choice
        self._tasks = tasks
        self._segments = segments
        self._observer = observer
        self._reasons: dict[str, FallbackReason] = {}  # by the backend that was left

    def begin(self, index: int, part: Part, resume_sample: int, now: float) -> tuple[Entry, Part]:
        """Return the entry of a segment that is launched, in the part that is to be spoken."""
        settings = self._choice.settings(part.asked, index)
        part = part_of(part, self._choice.continued, index, self._tasks.spoken)
        part = self._tasks.spoken_by(settings, part)
        sample = 0 if part.start_s else resume_sample
        task = self._tasks.task(index, part, settings, resume_sample=sample)
        entry = Entry(task, settings.backend, now, part)
        entry.cache_name = self._tasks.cache_name(task, settings)
        return entry, part

    def begin_elsewhere(
        self, asked: VoiceSettings, reason: FallbackReason, fits: Fits = fits_anyway
    ) -> bool:
        """Have another backend speak from the first segment on, if there is one that fits."""
        left = self._choice.following(asked).backend.name
        settings = self._choice.leave(asked, left, 0, fits)
        if settings:
            self.note(left, settings, reason)
        return settings is not None

    def hand_over_after(self, error: TTSError, entry: Entry) -> bool:
        """Hand a segment over that would fail, if another backend may do better."""
        reason = REASONS.get(type(error))
        return reason is not None and self.hand_over(entry, reason)

    def hand_over(self, entry: Entry, reason: FallbackReason) -> bool:
        """Hand a segment over, and those after it; false if nobody else can speak it."""
        if entry.part is None:
            return False
        index, left = entry.task.segment_index, entry.backend.name
        settings = self._choice.leave(entry.part.asked, left, index)
        if settings is None:
            return False
        self.note(left, settings, reason)
        self._segments.take_back(self._goes_over)
        for other in filter(self._goes_over, self._segments.ledger):
            self._go_on(other)
        self._segments.forget_pace()
        return True

    def _goes_over(self, entry: Entry) -> bool:
        """Tell whether another backend than its own is to speak a segment."""
        if entry.part is None:
            return False
        settings = self._choice.settings(entry.part.asked, entry.task.segment_index)
        return settings.backend != entry.backend

    def note(self, left: str, settings: VoiceSettings, reason: FallbackReason) -> None:
        """Report that a backend was left."""
        if left not in self._reasons:  # an earlier segment may follow a later one
            self._reasons[left] = reason
            self._observer.fell_back(left, settings.backend.name, reason)

    def told(self, entry: Entry) -> Handover | None:
        """Return what the listener is told of a segment that another backend begins."""
        if entry.part is None or entry.part.asked.backend == entry.backend:
            return None
        settings = self._choice.settings(entry.part.asked, entry.task.segment_index)
        left, part = entry.part.asked.backend.name, entry.part
        handover = self._handover(entry.task.segment_index, left, settings, part.begins)
        return replace(handover, known=part.had_s > part.start_s or part.known_words > 0)

    def _handover(self, index: int, left: str, settings: VoiceSettings, begins: int) -> Handover:
        reason = self._reasons.get(left, FallbackReason.NO_WORKER)
        by = settings.backend, settings.voice, settings.language
        return Handover(index, left, *by, reason, begins)

    def _go_on(self, entry: Entry) -> None:
        """Have what is left of a segment spoken by whoever speaks now."""
        part, index, left = entry.part, entry.task.segment_index, entry.backend.name
        assert part is not None
        settings = self._choice.settings(part.asked, index)
        heard = self._segments.leave(entry, part.had_s)
        rest = self._tasks.spoken_by(settings, self._rest(part, heard))
        task = self._tasks.task(index, rest, settings, attempt=entry.task.attempt + 1)
        handover = self._handover(index, left, settings, rest.begins)
        self._segments.go_on(entry, task, rest, heard.seconds, handover)
        self._note(index, rest, left, settings)

    def _rest(self, part: Part, heard: Heard) -> Part:
        if not heard.seconds:
            return part
        spoken, speed = part.spoken, part.asked.options.get(SPEED)
        whole_s = self._segments.whole_s(spoken.text, speed if isinstance(speed, float) else 1.0)
        begins = rest_begins(spoken, heard.words, heard.seconds, whole_s)
        return replace(
            part,
            begins=part.begins + place_in(part.text, spoken.written, begins),
            start_s=part.start_s + heard.seconds,
            words=part.words + heard.told,
        )

    def _note(self, index: int, part: Part, left: str, settings: VoiceSettings) -> None:
        where = index, part.begins, part.start_s, part.words
        asked = part.asked.backend.name, part.asked.voice
        voice = Voice.of(settings, NOTHING_ASKED)
        self._choice.continued.append(Continued(*where, left, *asked, voice))


def part_of(part: Part, continued: Iterable[Continued], index: int, spoken_for: SpokenFor) -> Part:
    """Return the last part of a segment, as it was noted before its utterance was resumed.

    A listener who has not heard all before it is to hear the rest of that from the new voice too.
    """
    for noted in continued:
        if noted.segment_index != index:
            continue
        if part.had_s < noted.start_s:
            passed, took_s = part.text[: noted.begins - part.begins], noted.start_s - part.start_s
            spoken = spoken_for(passed, part.asked)
            begins = rest_begins(spoken, (), part.had_s - part.start_s, took_s)
            begins = part.begins + place_in(passed, spoken.written, begins)
            return replace(part, begins=begins, start_s=part.had_s, words=part.had_words)
        part = replace(part, begins=noted.begins, start_s=noted.start_s, words=noted.words)
    return part
