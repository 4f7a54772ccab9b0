"""What the tone backend must sound like at the far end, to the sample."""

from collections.abc import Iterable

import msgspec
import numpy as np

from backend_queues.base import Samples, SpeechRequest
from backend_queues.tone.adapter import Tone
from frontend.text import Ending, Segment, TextCutter
from tasks.worker.publisher import to_pcm
from tasks.worker.shaping import pause, shape


def segments_of(text: str) -> list[Segment]:
    cutter = TextCutter("en")
    return cutter.push(text) + cutter.flush()


def pcm_of(segments: Iterable[Segment], speed: float = 1.0, voice: str = "sine") -> bytes:
    """Return the pcm of these segments, the first of a stream, with their pauses."""
    return b"".join(to_pcm(_shaped(n, s, speed, voice)) for n, s in enumerate(segments))


def expected_pcm(text: str, speed: float = 1.0, voice: str = "sine") -> bytes:
    """Return the pcm of a whole stream; no pause follows its last segment."""
    *segments, last = segments_of(text)
    if last.ending is not Ending.PAUSE:
        last = msgspec.structs.replace(last, pause_s=0.0)
    return pcm_of([*segments, last], speed, voice)


def _shaped(index: int, segment: Segment, speed: float, voice: str) -> Samples:
    tone = Tone()
    if not segment.text:
        return pause(segment.pause_s, tone.sample_rate_hz).samples
    request = SpeechRequest(segment.text, voice, "", {"speed": speed}, index, seed=0)
    parts = tone.synthesize(request, lambda: False)
    shaped = shape(parts, tone.sample_rate_hz, segment.pause_s)
    return np.concatenate([speech.samples for speech in shaped])
