"""Voice samples on a worker's machine: recordings by digest, and what models computed from them.

Every worker gets a recording in one form: a WAV file, mono, 24 kHz, 16 bit, at most 30 s. A
model's conditioning, which it computes from the recording, is kept on disk, so that it is computed
once per recording and model, and not by each worker or after a restart. Nobody tells a worker that
a voice was deleted: what was not used for 30 days is removed when something else comes.
"""

import hashlib
import os
import shutil
import tempfile
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from backend_queues.base import VoiceSample
from backend_queues.cache import cache_root, locked

KEPT_S = 30 * 86_400.0  # after the last use
WRITTEN_S = 86_400.0  # no writing takes so long: it has been killed
LEFT_OVER = "writing-"


def recording(voice_sample: VoiceSample) -> Path:
    """Return the path of the sample's recording on this machine, whether it exists or not."""
    return cache_root() / "samples" / f"{voice_sample.digest}.wav"


def has_recording(voice_sample: VoiceSample) -> bool:
    """Tell whether the recording is on this machine, where it is kept for its being used."""
    return _is_kept(recording(voice_sample))


def store(voice_sample: VoiceSample, wav: bytes) -> None:
    """Keep a recording for the workers of this machine.

    Raises:
        ValueError: the bytes are not the recording that the digest names.
    """
    digest = hashlib.sha256(wav).hexdigest()
    if digest != voice_sample.digest:
        raise ValueError(f"The recording of {voice_sample.name} has the sha256 {digest}.")

    def write(target: Path) -> None:
        target.write_bytes(wav)

    _write(recording(voice_sample), write)


def conditioning(
    model: str, voice_sample: VoiceSample, make: Callable[[Path, Path], None], settings: str = ""
) -> Path:
    """Return the file with the conditioning of `model` for the sample, computing it if necessary.

    `model` names the weights: "chatterbox/turbo". `make(recording, target)` writes the file; if it
    raises, nothing is left behind. `settings` is what else the conditioning depends on.
    """
    # Models may condition on the transcript too.
    key = hashlib.sha256(
        "\0".join((voice_sample.digest, voice_sample.transcript, settings)).encode()
    )
    path = cache_root() / "conditioning" / model / f"{key.hexdigest()}.bin"
    with locked(path.with_suffix(".lock"), lambda: None):  # two workers, one computation
        if not _is_kept(path):
            _write(path, lambda target: make(recording(voice_sample), target))
    return path


def _write(path: Path, write: Callable[[Path], None]) -> None:
    """Write the file in a temporary folder first, so that it is complete or absent."""
    path.parent.mkdir(parents=True, exist_ok=True)
    _remove_unused(path.parent)
    with tempfile.TemporaryDirectory(prefix=LEFT_OVER, dir=path.parent) as folder:
        partial = Path(folder, path.name)
        write(partial)
        with partial.open("rb") as file:
            os.fsync(file)  # else it might be there, and empty, after a power cut
        partial.replace(path)


def _is_kept(path: Path) -> bool:
    """Tell whether the file is there, and note that it is used."""
    with suppress(PermissionError):  # it is another user's, who notes it
        try:
            os.utime(path)
        except FileNotFoundError:
            return False
    return path.exists()


def _remove_unused(folder: Path) -> None:
    """Remove what was not used for long, and what a killed worker has left half written.

    Locks stay while their file does: a worker may be about to make it again.
    """
    now = time.time()
    for file in folder.iterdir():
        with suppress(OSError):  # another worker is as quick
            unused_s = now - file.stat().st_mtime
            if file.name.startswith(LEFT_OVER) and unused_s > WRITTEN_S:
                shutil.rmtree(file)
            elif file.is_file() and file.suffix != ".lock" and unused_s > KEPT_S:
                file.unlink()
                file.with_suffix(".lock").unlink(missing_ok=True)
