"""From an audio file to the recording that workers get, once per content."""

import asyncio
import hashlib
import logging
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

import msgspec

from backend_queues import voice_samples
from backend_queues.base import VoiceSample
from backend_queues.cache import cache_root
from backend_queues.errors import VoiceUnusable
from frontend.voices.voice_samples.outcome import Outcome
from tasks.decoding import UNDECODABLE
from tasks.supervision.process import Child, Process

log = logging.getLogger(__name__)

MAX_BYTES = 50_000_000
LONGEST_S = 15.0  # a second is enough for 50 MB
# It was never made, or by another version.
NOT_REMEMBERED: tuple[type[Exception], ...] = (OSError, *UNDECODABLE)
# numpy's libraries would start a thread a core, each with memory of its own.
ONE_THREAD = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}


class Recording(msgspec.Struct, frozen=True):
    """A recording that this machine keeps, without the name of a voice."""

    digest: str  # of the WAV file, as in VoiceSample
    form: str  # "wav", "mp3" or "flac": what it was made from
    seconds: float
    cut: bool  # the file has more than it holds


async def recording_of(file: Path, called: str) -> Recording:
    """Return what workers get of an audio file; it is kept where `voice_samples.recording` says.

    What was made of a content once is found again, under another name and after a restart.

    Raises:
        VoiceUnusable: the message begins with `called` and says what to change.
        OSError: the file cannot be read, or the recording cannot be kept.
    """
    memory = await asyncio.to_thread(_memory_of, file, called)
    return await asyncio.to_thread(_remembered, memory) or await _make(file, called, memory)


async def _make(file: Path, called: str, memory: Path) -> Recording:
    with tempfile.TemporaryDirectory(prefix="voice-server-") as folder:
        outcome = await _decode(file, Path(folder))
        if outcome.problem:
            raise VoiceUnusable(f"{called} {outcome.problem}")
        wav = await asyncio.to_thread(Path(folder, "recording.wav").read_bytes)
    digest = hashlib.sha256(wav).hexdigest()
    recording = Recording(digest, outcome.form, outcome.seconds, outcome.cut)
    await asyncio.to_thread(_keep, recording, wav, memory)
    return recording


async def _decode(file: Path, folder: Path) -> Outcome:
    """Have a process of its own read the file; see decode.py."""
    lines: list[str] = []
    command = (sys.executable, "-m", "frontend.voices.voice_samples.decode", str(file), str(folder))
    try:
        async with asyncio.timeout(LONGEST_S):
            await _run(Child("decode", command, ONE_THREAD), lines.append)
        return msgspec.json.decode((folder / "outcome.json").read_bytes(), type=Outcome)
    except TimeoutError:
        log.warning("%s took too long to decode: %s", file, " | ".join(lines))
        return Outcome(problem="takes too long to read; save it anew as WAV, MP3 or FLAC.")
    except FileNotFoundError:
        log.warning("%s could not be decoded: %s", file, " | ".join(lines))
        return Outcome(problem="cannot be decoded; save it anew as WAV, MP3 or FLAC.")


async def _run(child: Child, show: Callable[[str], None]) -> None:
    """Run the process to its end; when this is cancelled, that comes at once."""
    process = await Process.start(child, show)
    try:
        await process.wait()
    finally:
        await process.end(0)


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
