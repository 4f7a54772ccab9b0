"""From an audio file to the recording that workers get, once per content."""

import hashlib
import logging
import tempfile
from contextlib import ExitStack
from pathlib import Path
from typing import IO

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
from tasks.process.decoding import UNDECODABLE

log = logging.getLogger(__name__)

MAX_BYTES = 50_000_000
PART_BYTES = 2**20
MADE_BY = "2"  # another, once the decoder makes another recording of the same content
DECODER = Reader(
    "frontend.voices.voice_samples.decode",
    Limits(
        memory_bytes=768 * 2**20,
        cpu_s=10,  # a second is enough for 50 MB
        wall_s=60.0,  # a busy machine gives it little of its time
        file_bytes=MAX_WAV_BYTES,
    ),
)
# It was never made, or by another version.
NOT_REMEMBERED: tuple[type[Exception], ...] = (OSError, *UNDECODABLE)


class Recording(msgspec.Struct, frozen=True):
    """A recording that this machine keeps, without the name of a voice."""

    digest: str  # of the WAV file, as in VoiceSample
    form: str  # such as "wav" or "m4a": what it was made from
    seconds: float
    cut: bool  # the file has more than it holds


class Copy(msgspec.Struct, frozen=True):
    """A file as it was at one moment: it may be changed while it is decoded.

    What was made of one content would be remembered as made of another: a file that was empty when
    its digest was taken, and whole when it was decoded, made every empty file a voice.
    """

    content: IO[bytes]  # a temporary file without a name
    digest: str


async def recording_of(file: Path, called: str, place: Place) -> Recording:
    """Return what workers get of an audio file; it is kept where `voice_samples.recording` says.

    What was made of a content once is found again, under another name and after a restart.

    Raises:
        VoiceUnusable: the message begins with `called` and says what to change.
        OSError: the file cannot be read, or the recording cannot be kept.
    """
    copy = await place.do(lambda: _copy_of(file, called))
    with copy.content:
        memory = cache_root() / "samples" / "made" / MADE_BY / f"{copy.digest}.json"
        known = await place.do(lambda: _remembered(memory))
        return known or await _make(copy, called, memory, place)


async def _make(copy: Copy, called: str, memory: Path, place: Place) -> Recording:
    outcome, wav = await _decoded(copy, called, place)
    if outcome.problem:
        raise VoiceUnusable(f"{called} {outcome.problem}")
    digest = hashlib.sha256(wav).hexdigest()
    recording = Recording(digest, outcome.form, outcome.seconds, outcome.cut)
    await place.do(lambda: _keep(recording, wav, memory))
    return recording


async def _decoded(copy: Copy, called: str, place: Place) -> tuple[Outcome, bytes]:
    """Have a process of its own read the file, see decode.py; return its outcome and recording."""
    try:
        async with place.reading(DECODER, copy.content) as folder:
            return await place.do(lambda: outcome_in(folder))
    except TookTooLong as error:
        log.warning("%s took too long to decode: %r", called, str(error))
        return Outcome(
            problem="takes too long to read; try again, or save it again as WAV, MP3 or FLAC."
        ), b""
    except (ReadingFailed, Unbelievable) as error:
        log.warning("%s could not be decoded: %r", called, str(error))
        return Outcome(problem="cannot be decoded; save it again as WAV, MP3 or FLAC."), b""


def _copy_of(file: Path, called: str) -> Copy:
    digest, size = hashlib.sha256(), 0
    with file.open("rb") as source, ExitStack() as failing:
        content = failing.enter_context(tempfile.TemporaryFile(prefix="voice-server-"))
        while part := source.read(PART_BYTES):
            size += len(part)
            if size > MAX_BYTES:
                raise VoiceUnusable(
                    f"{called} is larger than {MAX_BYTES / 1e6:.0f} MB; 30 s are enough, "
                    "so shorten it."
                )
            digest.update(part)
            content.write(part)
        content.flush()
        failing.pop_all()
    return Copy(content, digest.hexdigest())


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
