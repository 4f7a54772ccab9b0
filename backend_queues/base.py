"""The contract of a backend: its requests, the speech it yields, what it declares of itself."""

from collections.abc import Callable, Iterator, Sequence
from typing import Protocol, runtime_checkable

import msgspec
import numpy as np
from numpy.typing import NDArray

Samples = NDArray[np.float32]
SAMPLE_BYTES = 2  # of mono int16 PCM, as which speech goes from a worker to its listener
OptionValue = bool | int | float | str


class Voice(msgspec.Struct, frozen=True):
    """A voice a client can name. `language` is a BCP 47 tag such as "en-US"; "" is a voice that
    speaks all languages of its backend."""

    name: str
    language: str
    description: str = ""


class Option(msgspec.Struct, frozen=True):
    """A setting of one request. The type of `default` is the type the backend takes."""

    name: str
    default: OptionValue
    description: str = ""
    minimum: float | None = None
    maximum: float | None = None
    choices: tuple[str, ...] = ()
    own: bool = False  # below 0, as the default is, stands for the voice's own value
    advanced: bool = False  # few want to change it: forms show it folded away


class Capabilities(msgspec.Struct, frozen=True):
    """What a backend can do, shown to clients and used to check their requests."""

    languages: tuple[str, ...]
    options: tuple[Option, ...] = ()
    tags: tuple[str, ...] = ()  # spoken tags such as "laugh"; all others are dropped from the text
    cloning: bool = False  # voices can be made from a voice sample
    min_sample_s: float = 0.0  # seconds a voice sample must have to be cloned
    any_language: bool = False  # a voice speaks all of `languages`, if one is asked for
    mixes: bool = False  # a request may name a mix of voices: "af_heart:0.7,am_michael:0.3"
    words: bool = False  # speech comes with word timings
    streams: bool = False  # speech of one segment comes in several parts
    deterministic: bool = False  # the same request gives the same samples
    # Languages, such as "en", whose numbers, dates and abbreviations it reads well by itself, so
    # that it is given them as they are written; "*" is all. Those of others come as words.
    reads: tuple[str, ...] = ()
    interleaves: bool = False  # between two parts of a segment, another may be begun and spoken
    phonemes: bool = False  # takes [word](/phonemes/), in the International Phonetic Alphabet
    numbered: bool = False  # its samples depend on the segment's number, as only a test's do


class VoiceSample(msgspec.Struct, frozen=True):
    """A recording that a voice is cloned from.

    `digest` is the sha256 of the recording as every worker gets it (voice_samples.py beside this
    file): a WAV file, mono, 24 kHz, 16 bit, at most 30 s.
    """

    name: str
    digest: str
    seconds: float
    language: str = ""  # BCP 47; "" is unknown
    transcript: str = ""  # what is said in it; "" is unknown
    owner: str = ""  # the key that uploaded it, which workers are not told; "": it is everybody's


class SpeechRequest(msgspec.Struct, frozen=True):
    """One segment to speak. `options` holds every option of the backend, checked, with defaults.

    A request for a cloned voice has a `voice_sample`, whose name is the voice's.
    """

    text: str
    voice: str
    language: str  # BCP 47, or "" for the voice's own
    options: dict[str, OptionValue]
    segment_index: int
    seed: int
    voice_sample: VoiceSample | None = None


class Word(msgspec.Struct, frozen=True, array_like=True):
    """A spoken word: [text, start_s, end_s].

    Times are in seconds from the first sample of the segment; a listener's, from that of the
    stream.
    """

    text: str
    start_s: float
    end_s: float


class Speech(msgspec.Struct, frozen=True):
    """A part of a segment's speech: float32 mono samples, shape (n,), in [-1, 1]."""

    samples: Samples
    words: tuple[Word, ...] = ()


class Backend(Protocol):
    """Speech synthesis. One instance lives in one worker process and is called from one thread."""

    sample_rate_hz: int
    capabilities: Capabilities

    def load(self) -> None:
        """Load the real weights and speak once, so that the first request is not the slow one.

        Raises:
            AssetUnavailable: a model file is missing; the message says what to put where.
        """

    def voices(self) -> list[Voice]:
        """Return the voices a client can name now; the first is the default."""

    def synthesize(self, request: SpeechRequest, cancelled: Callable[[], bool]) -> Iterator[Speech]:
        """Yield the segment's speech as soon as each part is ready.

        Yields:
            float32 samples, shape (n,), mono, in [-1, 1], at `sample_rate_hz`. Nothing more once
            `cancelled()` is true.

        Raises:
            UnknownVoice: the backend has no such voice (not retryable).
            InvalidOption: an option's value cannot be used (not retryable).
            NothingToSpeak: nothing in the text can be said in the voice's language.
            SynthesisFailed: the model failed (retryable).
        """


class BatchedSpeech(msgspec.Struct, frozen=True):
    """A part of the speech of request number `item`; `speech` None is its end."""

    item: int
    speech: Speech | None


@runtime_checkable
class BatchBackend(Backend, Protocol):
    """A backend that speaks several requests at once in less time than one after the other.

    A worker gives it only what waits already, so a request alone comes to `synthesize` as ever.
    """

    batch_size: int  # most requests at once, known once it is loaded; 1 is none
    batch_ratio: float  # longest text / shortest text, in characters, that may be spoken together

    def synthesize_many(
        self, requests: Sequence[SpeechRequest], cancelled: Sequence[Callable[[], bool]]
    ) -> Iterator[BatchedSpeech]:
        """Yield the speech of all requests, each part as soon as it is ready.

        Yields:
            parts of different items interleaved, each item's in order and as `synthesize` yields
            them; after an item's last part its end, also if it is cancelled.

        Raises:
            TTSError: the batch has failed. Its items that have not ended are spoken one by one.
        """
