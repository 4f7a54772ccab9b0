"""Voice samples on a worker's machine: recordings by digest, and what models computed from them.

Every worker gets a recording in one form: a WAV file, mono, 24 kHz, 16 bit, at most 30 s. A
model's conditioning, which it computes from the recording, is kept on disk, so that it is computed
once per recording and model, and not by each worker or after a restart.
"""

import hashlib
import os
import tempfile
from collections.abc import Callable
from pathlib import Path

from backend_queues.base import VoiceSample
from backend_queues.cache import cache_root, locked


def recording(voice_sample: VoiceSample) -> Path:
    """Return the path of the sample's recording on this machine, whether it exists or not."""
    return cache_root() / "samples" / f"{voice_sample.digest}.wav"


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
        if not path.exists():
            _write(path, lambda target: make(recording(voice_sample), target))
    return path


def _write(path: Path, write: Callable[[Path], None]) -> None:
    """Write the file in a temporary folder first, so that it is complete or absent."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="writing-", dir=path.parent) as folder:
        partial = Path(folder, path.name)
        write(partial)
        with partial.open("rb") as file:
            os.fsync(file)  # else it might be there, and empty, after a power cut
        partial.replace(path)
