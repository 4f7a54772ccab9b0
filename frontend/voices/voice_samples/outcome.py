"""What the process that decodes a file hands to the one that started it, and believes little of."""

import io
import math
import wave
from pathlib import Path

import msgspec

from frontend.confinement.leavings import Unbelievable, read_left
from tasks.process.decoding import UNDECODABLE

# What a recording may be: also those of phones (m4a) and browsers (webm, ogg).
FORMS = ("wav", "mp3", "flac", "m4a", "webm", "ogg", "aac")
RATE_HZ = 24_000
LONGEST_S = 30.0
MAX_PROBLEM_CHARS = 500
MAX_OUTCOME_BYTES = 16_384
MAX_WAV_BYTES = int(LONGEST_S * RATE_HZ) * 2 + 1_000


class Outcome(msgspec.Struct, frozen=True):
    """What a file gave. The problem is a sentence without its subject, the file."""

    problem: str = ""
    form: str = ""  # one of FORMS, whatever the file is called
    seconds: float = 0.0  # of the recording
    cut: bool = False  # there was more than it holds


def outcome_in(folder: Path) -> tuple[Outcome, bytes]:
    """Return what the process has left, and the recording, as a WAV file; b"" if there is none.

    Raises:
        Unbelievable.
    """
    try:
        told = read_left(folder / "outcome.json", MAX_OUTCOME_BYTES)
        outcome = msgspec.json.decode(told, type=Outcome)
    except UNDECODABLE as error:
        raise Unbelievable(f"The outcome cannot be read: {error}") from error
    if outcome.problem:
        return Outcome(problem=outcome.problem[:MAX_PROBLEM_CHARS]), b""
    if outcome.form not in FORMS:
        raise Unbelievable("It names a form that no recording has.")
    wav = read_left(folder / "recording.wav", MAX_WAV_BYTES)
    if not math.isclose(outcome.seconds, _seconds_of(wav), abs_tol=1 / RATE_HZ):
        raise Unbelievable("The recording has another length than it says.")
    return outcome, wav


def _seconds_of(wav: bytes) -> float:
    """Return the length of a recording of the one form that workers get."""
    try:
        with wave.open(io.BytesIO(wav), "rb") as file:
            frames = file.getnframes()
            is_whole = len(file.readframes(frames)) == frames * 2
            if file.getparams()[:3] != (1, 2, RATE_HZ) or not is_whole:
                raise Unbelievable("The recording is not mono, 16 bit, 24 kHz, or not whole.")
    except (wave.Error, EOFError) as error:
        raise Unbelievable(f"The recording is no WAV file: {error}") from error
    return frames / RATE_HZ
