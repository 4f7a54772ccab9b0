"""The wire contract between frontends and workers.

Frontend to worker: one `SegmentTask` per segment, as the JSON arguments of a Celery task.
Worker to frontend: segment messages, as msgpack on the frontend's pub/sub channel and in the replay
log. Those of one attempt are numbered by `sequence` without a gap; a `Heartbeat` has no number and
is not logged.
"""

import hashlib
from collections.abc import Callable, Sequence
from typing import Annotated, Any, Self

import msgspec
from msgspec import Meta

from backend_queues.base import SAMPLE_BYTES, Capabilities, OptionValue, Voice, VoiceSample, Word

SYNTHESIZE_TASK = "tts.synthesize"
MAX_ATTEMPTS = 3
TASK_ID_DIGITS = 32

# What is out of these bounds is no message of ours: the attempt is made again without it.
Rate = Annotated[int, Meta(gt=0, le=768_000)]
SilentSamples = Annotated[int, Meta(ge=0, le=1_000_000)]
PauseSeconds = Annotated[float, Meta(le=86_400)]  # no setting allows a longer one
BatchSize = Annotated[int, Meta(ge=1, le=1_000)]


class SegmentTask(msgspec.Struct, frozen=True, kw_only=True):
    """One attempt at speaking one segment."""

    utterance: str
    segment_index: int
    attempt: int  # from 1
    frontend: str  # whose channel gets the messages
    text: str  # "" is a pause and nothing else
    voice: str
    language: str
    options: dict[str, OptionValue]
    seed: int
    pause_s: PauseSeconds  # silence after the speech
    resume_sample: int = 0  # samples the listener already has, at the backend's rate
    # What the voice is cloned from. The name on the wire is that of older workers.
    voice_sample: VoiceSample | None = msgspec.field(default=None, name="sample")
    # Whether its frontend knows `Chunk.silence`; older ones do not, and get zeros.
    takes_silence: bool = False
    # The Redis server that has what belongs to this attempt, by its name among RESULT_REDIS_URLS;
    # "" is that of REDIS_URL, which older workers know alone.
    server: str = ""

    @property
    def task_id(self) -> str:
        """The Celery id of this attempt, under which it can be found in its queue.

        It is shown by flower, so it tells nobody which utterance the attempt belongs to.
        """
        attempt = f"{self.utterance}:{self.segment_index}:{self.attempt}"
        return hashlib.sha256(attempt.encode()).hexdigest()[:TASK_ID_DIGITS]

    @property
    def message_fields(self) -> dict[str, Any]:
        """What every message about this attempt carries, by the names of `SegmentMessage`."""
        return {
            "utterance": self.utterance,
            "segment_index": self.segment_index,
            "attempt": self.attempt,
        }

    def speech_digest(self, queue: str) -> str:
        """Name what the backend of this queue is asked to say, whoever asks for it."""
        asked = (queue, self.text, self.voice, self.language, sorted(self.options.items()))
        return hashlib.sha256(msgspec.json.encode(asked)).hexdigest()


class SegmentMessage(msgspec.Struct, frozen=True, kw_only=True, array_like=True, tag=True):
    """What every message of a worker about a segment carries."""

    utterance: str
    segment_index: int
    attempt: int


class NumberedMessage(SegmentMessage, frozen=True, kw_only=True, array_like=True):
    sequence: int  # from 0 within the attempt


class Started(NumberedMessage, frozen=True, kw_only=True, array_like=True, tag=True):
    """A worker has claimed the segment."""

    worker: str


class Chunk(NumberedMessage, frozen=True, kw_only=True, array_like=True, tag=True):
    """A part of the segment's audio: mono little-endian int16, or so many samples of silence."""

    chunk_index: int
    first_sample: Annotated[int, Meta(ge=0)]  # within the segment
    pcm: bytes
    sample_rate_hz: Rate
    silence: SilentSamples = 0  # after `pcm`; a pause takes no room on its way

    def __post_init__(self) -> None:
        if len(self.pcm) % SAMPLE_BYTES:
            raise ValueError("A chunk ends within a sample.")

    @property
    def samples(self) -> int:
        return len(self.pcm) // SAMPLE_BYTES + self.silence

    @property
    def audio(self) -> bytes:
        """All of its samples as PCM."""
        return self.pcm + bytes(SAMPLE_BYTES * self.silence)

    @property
    def seconds(self) -> float:
        return self.samples / self.sample_rate_hz

    def after(self, sample: int) -> Self:
        """Return what it has from that sample of the segment on."""
        dropped = min(self.samples, max(0, sample - self.first_sample))
        if not dropped:
            return self
        sounding = min(dropped, len(self.pcm) // SAMPLE_BYTES)
        return msgspec.structs.replace(
            self,
            first_sample=self.first_sample + dropped,
            pcm=self.pcm[SAMPLE_BYTES * sounding :],
            silence=self.silence - (dropped - sounding),
        )


class Words(NumberedMessage, frozen=True, kw_only=True, array_like=True, tag=True):
    """Word timings, in seconds from the segment's first sample as the listener hears it."""

    words: tuple[Word, ...]


class Finished(NumberedMessage, frozen=True, kw_only=True, array_like=True, tag=True):
    """The segment has been sent to its end; `samples` counts all of it, whoever sent them."""

    samples: int
    synthesis_s: float
    batch: BatchSize = 1  # segments that were spoken at once, this one among them


# The code of an attempt of which Redis knows nothing, or nothing any more, or at whose text workers
# crash: its owner records it anew, or learns why it cannot.
NOT_RECORDED = "not_recorded"


class Failed(NumberedMessage, frozen=True, kw_only=True, array_like=True, tag=True):
    """This attempt has failed."""

    code: str
    message: str
    retryable: bool

    @property
    def is_unrecorded(self) -> bool:
        """Whether no worker has begun it, as it has to be recorded anew."""
        return self.code == NOT_RECORDED


class Heartbeat(SegmentMessage, frozen=True, kw_only=True, array_like=True, tag="Alive"):
    """The worker still works on the segment. Its tag is the one that older versions know."""


AnySegmentMessage = Started | Chunk | Words | Finished | Failed | Heartbeat
AnyNumberedMessage = Started | Chunk | Words | Finished | Failed

# What a listener gets to see; Failed is for the ledger alone.
ListenerMessage = Started | Chunk | Words | Finished


class Presence(msgspec.Struct, frozen=True, kw_only=True):
    """What a live worker says of itself every second."""

    worker: str
    backend: str
    host: str
    pid: int
    sample_rate_hz: int
    voices: tuple[Voice, ...]
    capabilities: Capabilities
    busy: bool
    segment_s: float  # mean time to synthesise a segment, 0 while unknown
    real_time_factor: float  # synthesis time over audio time, 0 while unknown
    # Mean time from the start of a segment's synthesis to its first samples, 0 while unknown; and
    # how much more it is for each second that a segment is longer. Older workers do not say.
    first_audio_s: float = 0.0
    first_audio_growth: float = 0.0
    # Seconds of speech it makes in a second while many wait, if batches have been spoken; how many
    # segments it can speak at once.
    speech_per_s: float = 0.0
    batch_size: int = 1
    # Names the code, model files and options that its speech comes from. Older workers do not say.
    model: str = ""
    # How long it takes to load its model, which it has given back; 0 while it has it.
    load_s: float = 0.0

    @property
    def sustained_per_s(self) -> float:
        """Seconds of speech it makes in a second when it always has enough to do; 0 if unknown."""
        alone = 1 / self.real_time_factor if self.real_time_factor > 0 else 0.0
        return self.speech_per_s or alone

    @property
    def busy_s(self) -> float:
        """The mean time that a segment keeps it busy, less than it takes if others share it."""
        audio_s = self.segment_s / self.real_time_factor if self.real_time_factor > 0 else 0.0
        return audio_s / self.sustained_per_s if audio_s else self.segment_s

    @staticmethod
    def shared(workers: Sequence["Presence"]) -> "Presence":
        """Return what the workers of a backend, one at least, have in common: their voices."""
        common = set(workers[0].voices).intersection(*(worker.voices for worker in workers))
        voices = tuple(voice for voice in workers[0].voices if voice in common)
        return msgspec.structs.replace(workers[0], voices=voices)


encode_message = msgspec.msgpack.Encoder().encode
decode_message: Callable[[bytes], AnySegmentMessage]
decode_message = msgspec.msgpack.Decoder(AnySegmentMessage).decode
decode_numbered_message: Callable[[bytes], AnyNumberedMessage]  # as in the replay log
decode_numbered_message = msgspec.msgpack.Decoder(AnyNumberedMessage).decode
