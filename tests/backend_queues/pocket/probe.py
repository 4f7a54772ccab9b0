"""Runs in pocket's environment: finds out what the rendering of requests does not show.

    python -P probe.py FOLDER

FOLDER/probe.json is written.
"""

import json
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml
from pocket_tts.utils.config import CONFIGS_DIR

from backend_queues.base import Backend, SpeechRequest, VoiceSample
from backend_queues.errors import TTSError
from backend_queues.options import check_options
from backend_queues.pocket.files import CLONING, FOLDER
from backend_queues.provisioning.manifest import read_weights
from backend_queues.registry import registry
from tests.backend_queues.contract import hummed_sample

ENDLESS = {"eos_threshold": 20.0}
LONG = "This goes on and on, and on, and on, until somebody says that it is enough. " * 5
PATIENCE_S = 10


def main(folder: Path) -> None:
    backend = registry().get("pocket").create()
    backend.load()
    findings = {
        "cloning": backend.capabilities.cloning,
        "cloned": cloned(backend),
        "cloned in French": cloned(backend, "fr"),
        "seconds until a closed speech has ended": seconds_until_closed(backend),
        "not as in upstream's configurations": list(differences()),
    }
    (folder / "probe.json").write_text(json.dumps(findings))


def request(
    backend: Backend, text: str, language: str, voice_sample: VoiceSample | None
) -> SpeechRequest:
    voice = voice_sample.name if voice_sample else backend.voices()[0].name
    options = check_options(backend.capabilities, {} if voice_sample else ENDLESS)
    return SpeechRequest(text, voice, language, options, 0, 7, voice_sample)


def cloned(backend: Backend, language: str = "") -> str:
    """Speak with a cloned voice; return the error, or "" if there was none."""
    wanted = request(backend, "Hello.", language, hummed_sample())
    try:
        assert list(backend.synthesize(wanted, lambda: False))
    except TTSError as error:
        return f"{error.code}: {error.message}"
    return ""


def seconds_until_closed(backend: Backend) -> float:
    """Give up a long speech at its first part; return how long it takes until no thread is left."""
    before = set(threading.enumerate())
    speech: Any = backend.synthesize(request(backend, LONG, "", None), lambda: False)
    next(speech)
    assert set(threading.enumerate()) > before
    started = time.monotonic()
    speech.close()
    for thread in set(threading.enumerate()) - before:
        thread.join(PATIENCE_S)
        assert not thread.is_alive()
    return time.monotonic() - started


def differences() -> Iterator[str]:
    """Yield the models of weights.yaml that are not what upstream's own configurations load."""
    models = read_weights(FOLDER)
    for name in (key for key in models if not key.endswith(CLONING)):
        config = yaml.safe_load((CONFIGS_DIR / f"{name}.yaml").read_text())
        plain, cloning = models[name], models[name + CLONING]
        files = [f"hf://{plain.repository}/{file}" for file in plain.files]
        wanted = [
            config["weights_path_without_voice_cloning"],
            config["flow_lm"]["lookup_table"]["tokenizer_path"],
        ]
        same = files[:2] == [file.partition("@")[0] for file in wanted]
        [gated] = cloning.files
        if not same or config["weights_path"] != (
            f"hf://{cloning.repository}/{gated}@{cloning.revision}"
        ):
            yield name


if __name__ == "__main__":
    main(Path(sys.argv[1]))
