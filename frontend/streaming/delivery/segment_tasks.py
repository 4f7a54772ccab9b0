"""Makes the task of a segment: what a worker is asked to speak."""

from dataclasses import dataclass

from frontend.streaming.delivery.ledger import Part
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

    def task(
        self,
        index: int,
        part: Part,
        settings: VoiceSettings,
        *,
        attempt: int = 1,
        resume_sample: int = 0,
    ) -> SegmentTask:
        """Return the task of what is to be spoken of a segment, as these settings say."""
        return SegmentTask(
            utterance=self.utterance,
            segment_index=index,
            attempt=attempt,
            frontend=self.frontend,
            text=_text(part, settings),
            voice=settings.voice,
            language=settings.language,
            options=dict(settings.options),
            seed=self.seed,
            pause_s=part.segment.pause_s,
            resume_sample=resume_sample,
            voice_sample=settings.voice_sample,
            takes_silence=True,
        )


def _text(part: Part, settings: VoiceSettings) -> str:
    """Return what this backend speaks; "" if nothing is left that can be said."""
    if settings is part.asked and not part.begins:
        return part.segment.text
    text = drop_tags(part.text, settings.tags).strip()
    return text if is_speakable(text) else ""
