"""Makes the task of a segment: what a worker is asked to speak."""

from dataclasses import dataclass

from msgspec.structs import replace

from backend_queues.base import VoiceSample
from frontend.streaming.delivery.ledger import Part
from frontend.streaming.diction.diction import AS_WRITTEN, Diction
from frontend.streaming.ports import SegmentCache
from frontend.text.normalisation import Spoken
from frontend.text.script import is_speakable
from frontend.text.tags import drop_tags
from frontend.voices.voice_settings import VoiceSettings
from tasks.messages import SegmentTask


@dataclass(frozen=True)
class SegmentTasks:
    """The tasks of one utterance."""

    utterance: str
    frontend: str
    seed: int
    diction: Diction = AS_WRITTEN
    cache: SegmentCache | None = None

    def cache_name(self, task: SegmentTask, settings: VoiceSettings) -> str:
        """Return the name of what is to be spoken in the cache; "": it is not kept."""
        if self.cache is None or not settings.cache:
            return ""
        owner = settings.voice_sample.owner if settings.voice_sample else ""
        return self.cache.name(task, settings.backend.name, owner)

    def spoken_by(self, settings: VoiceSettings, part: Part) -> Part:
        """Return a part as these settings say it; nothing is spoken if none of it can be said."""
        if settings is part.asked and not part.begins:
            return replace(part, spoken=part.planned.spoken)
        text = drop_tags(part.text, settings.tags).strip()
        return replace(part, spoken=self.spoken(text, settings))

    def spoken(self, text: str, settings: VoiceSettings) -> Spoken:
        """Return what is spoken for a written text."""
        return self.diction.spoken(text if is_speakable(text) else "", settings)

    def task(
        self,
        index: int,
        part: Part,
        settings: VoiceSettings,
        *,
        attempt: int = 1,
        resume_sample: int = 0,
    ) -> SegmentTask:
        """Return the task of a part of a segment that is `spoken_by` these settings."""
        return SegmentTask(
            utterance=self.utterance,
            segment_index=index,
            attempt=attempt,
            frontend=self.frontend,
            text=part.spoken.text,
            voice=settings.voice,
            language=settings.language,
            options=dict(settings.options),
            seed=self.seed,
            pause_s=part.planned.segment.pause_s,
            resume_sample=resume_sample,
            voice_sample=_for_workers(settings.voice_sample),
            takes_silence=True,
        )


def _for_workers(voice_sample: VoiceSample | None) -> VoiceSample | None:
    """Return what workers are told of a recording: not whose it is."""
    return replace(voice_sample, owner="") if voice_sample else None
