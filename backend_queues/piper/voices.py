"""Piper's voices: the one that is installed, and those in the user's folder."""

import logging
from collections.abc import Iterator
from pathlib import Path

import msgspec

from backend_queues.base import Voice
from backend_queues.provisioning.assets import asset

log = logging.getLogger(__name__)

NAME = "piper"
FOLDER = Path(__file__).parent
INSTALLED = "en_US-joe-medium.onnx"
# Voices of other kinds need packages that this environment does not hold.
PHONEME_TYPES = ("espeak", "text")


class _Language(msgspec.Struct):
    code: str = ""


class _Espeak(msgspec.Struct):
    voice: str = ""


class _Config(msgspec.Struct):
    """What matters here of the file beside a model."""

    language: _Language | None = None
    espeak: _Espeak | None = None
    phoneme_type: str | None = None
    speaker_id_map: dict[str, int] | None = None


class VoiceFile(msgspec.Struct, frozen=True):
    """A voice a client can name: a model, and one speaker of it where it has several."""

    voice: Voice
    model: Path
    speaker_id: int | None = None

    @property
    def config(self) -> Path:
        return Path(f"{self.model}.json")


def voice_files(folder: str) -> Iterator[VoiceFile]:
    """Yield the voice `joe`, then those of the user's folder, if there is one.

    Raises:
        AssetUnavailable: the installed voice is not there.
    """
    asset(NAME, FOLDER, f"{INSTALLED}.json")
    yield VoiceFile(Voice("joe", "en-US", "medium"), asset(NAME, FOLDER, INSTALLED))
    for model in sorted(Path(folder).expanduser().rglob("*.onnx")) if folder else ():
        yield from _voices_of(model)


def _voices_of(model: Path) -> Iterator[VoiceFile]:
    try:
        config = msgspec.json.decode(Path(f"{model}.json").read_bytes(), type=_Config)
        language = _language(config)
    except (OSError, ValueError) as error:
        log.warning("%s cannot be used as a voice: %s", model, error)
        return
    kind = config.phoneme_type or "espeak"
    if kind not in PHONEME_TYPES:
        log.warning("%s cannot be used: its phonemes are of the kind %s", model, kind)
        return
    yield VoiceFile(Voice(model.stem, language), model)
    for speaker, speaker_id in (config.speaker_id_map or {}).items():
        yield VoiceFile(Voice(f"{model.stem}/{speaker}", language), model, speaker_id)


def _language(config: _Config) -> str:
    """Piper writes en_US where BCP 47 writes en-US; its oldest voices name only espeak's voice.

    Raises:
        ValueError: it names neither.
    """
    code = (config.language and config.language.code) or (config.espeak and config.espeak.voice)
    if not code:
        raise ValueError("it names no language")
    language, _, region = code.replace("_", "-").partition("-")
    return f"{language}-{region.upper()}" if region else language
