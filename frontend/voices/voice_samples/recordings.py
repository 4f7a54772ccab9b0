"""From an audio file to the recording that workers get, once per content."""

import hashlib
import logging
from pathlib import Path

import msgspec

from backend_queues import voice_samples
from backend_queues.base import VoiceSample
from backend_queues.cache import cache_root
from backend_queues.errors import VoiceUnusable
from frontend.confinement.leavings import Unbelievable
from frontend.confinement.limits import Limits
from frontend.confinement.process import Reader, ReadingFailed, TookTooLong
from frontend.confinement.readers import Place
from frontend.voices.voice_samples.outcome import (
    MAX_WAV_BYTES,
    Outcome,
    outcome_in,
)
from tasks.decoding import UNDECODABLE

log = logging.getLogger(__name__)

MAX_BYTES = 50_000_000
DECODER = Reader(
    "frontend.voices.voice_samples.decode",
    Limits(
        memory_bytes=768 * 2**20,
        cpu_s=10,  # a second is enough for 50 MB
        wall_s=15.0,
        file_bytes=MAX_WAV_BYTES,
    ),
)
# It was never made, or by another version.
NOT_REMEMBERED: tuple[type[Exception], ...] = (OSError, *UNDECODABLE)


class Recording(msgspec.Struct, frozen=True):
    """A recording that this machine keeps, without the name of a voice."""

    digest: str  # of the WAV file, as in VoiceSample
    form: str  # "wav", "mp3" or "flac": what it was made from
    seconds: float
    cut: bool  # the file has more than it holds


async def recording_of(file: Path, called: str, place: Place) -> Recording:
    """Return what workers get of an audio file; it is kept where `voice_samples.recording` says.

    What was made of a content once is found again, under another name and after a restart.

    Raises:
        VoiceUnusable: the message begins with `called` and says what to change.
        OSError: the file cannot be read, or the recording cannot be kept.
    """
    memory = await place.do(lambda: _memory_of(file, called))
    return await place.do(lambda: _remembered(memory)) or await _make(file, called, memory, place)


async def _make(file: Path, called: str, memory: Path, place: Place) -> Recording:
    outcome, wav = await _decoded(file, place)
    if outcome.problem:
        raise VoiceUnusable(f"{called} {outcome.problem}")
    digest = hashlib.sha256(wav).hexdigest()
    recording = Recording(digest, outcome.form, outcome.seconds, outcome.cut)
    await place.do(lambda: _keep(recording, wav, memory))
    return recording


async def _decoded(file: Path, place: Place) -> tuple[Outcome, bytes]:
    """Have a process of its own read the file, see decode.py; return its outcome and recording."""
    content = await place.do(lambda: file.open("rb"))
    try:
        async with place.reading(DECODER, content) as folder:
            return await place.do(lambda: outcome_in(folder))
    except TookTooLong as error:
        log.warning("%s took too long to decode: %r", file, str(error))
        return Outcome(problem="takes too long to read; save it anew as WAV, MP3 or FLAC."), b""
    except (ReadingFailed, Unbelievable) as error:
        log.warning("%s could not be decoded: %r", file, str(error))
        return Outcome(problem="cannot be decoded; save it anew as WAV, MP3 or FLAC."), b""
    finally:
        content.close()


def _memory_of(file: Path, called: str) -> Path:
    """Return where it is remembered what was made of the file's content."""
    if file.stat().st_size > MAX_BYTES:
        raise VoiceUnusable(
            f"{called} is larger than {MAX_BYTES / 1e6:.0f} MB; 30 s are enough, so shorten it."
        )
    with file.open("rb") as content:
        digest = hashlib.file_digest(content, "sha256").hexdigest()
    return cache_root() / "samples" / "made" / f"{digest}.json"


def _remembered(memory: Path) -> Recording | None:
    try:
        recording = msgspec.json.decode(memory.read_bytes(), type=Recording)
    except NOT_REMEMBERED:
        return None
    return recording if voice_samples.recording(_named(recording)).exists() else None


def _keep(recording: Recording, wav: bytes, memory: Path) -> None:
    voice_samples.store(_named(recording), wav)
    memory.parent.mkdir(parents=True, exist_ok=True)
    memory.write_bytes(msgspec.json.encode(recording))


def _named(recording: Recording) -> VoiceSample:
    """A recording's place depends on its digest alone."""
    return VoiceSample("", recording.digest, recording.seconds)
