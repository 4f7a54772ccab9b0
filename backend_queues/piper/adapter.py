"""Piper: small voices that are fast without a GPU. It is GPL-3 and lives in its own environment."""

import json
import os
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import lru_cache
from pathlib import Path

import msgspec
import numpy as np
from piper import PiperConfig, PiperVoice, SynthesisConfig

from backend_queues.base import Capabilities, Option, Samples, Speech, SpeechRequest, Voice
from backend_queues.errors import NothingToSpeak
from backend_queues.onnx.session import open_session
from backend_queues.piper.session import Session, Unwanted
from backend_queues.piper.voices import VoiceFile, voice_files
from backend_queues.threads import burst_threads_of
from backend_queues.voices import find_voice

VOICES_VARIABLE = "VOICE_SERVER_PIPER_VOICES"
# Each holds 60 to 110 MB; a voice that was not used for long is loaded again in half a second.
VOICES_IN_MEMORY = 4
OWN = -1.0


def _own_by_default(name: str, description: str) -> Option:
    return Option(name, OWN, description, minimum=OWN, maximum=2.0, own=True, advanced=True)


class Piper:
    """`voices_folder` has more voices; "" is the folder that VOICE_SERVER_PIPER_VOICES names.

    `threads` is the number of cores a run may use; 0 is twice the worker's share of them, as the
    other workers rest while somebody waits for the first words of a text.
    """

    sample_rate_hz = 22_050
    # Not deterministic: the model draws its noise itself, and cannot be given a seed.
    capabilities = Capabilities(
        languages=("en-US",),
        options=(
            Option("speed", 1.0, "1 is normal speed", minimum=0.25, maximum=4.0),
            _own_by_default("noise_scale", "how much the sound varies"),
            _own_by_default("noise_w_scale", "how much the rhythm varies"),
            Option("volume", 1.0, "1 is full volume", minimum=0.0, maximum=1.0),
        ),
        streams=True,
    )

    def __init__(self, voices_folder: str = "", threads: int = 0) -> None:
        self._folder = voices_folder or os.environ.get(VOICES_VARIABLE, "")
        self._files: dict[str, VoiceFile] = {}
        self._threads = burst_threads_of(threads)
        self._model = lru_cache(VOICES_IN_MEMORY)(self._loaded)

    def load(self) -> None:
        self._files = {file.voice.name: file for file in voice_files(self._folder)}
        languages = dict.fromkeys(file.voice.language for file in self._files.values())
        self.capabilities = msgspec.structs.replace(self.capabilities, languages=tuple(languages))
        list(self._speech("Hello there.", self._files["joe"], SynthesisConfig(), lambda: False))

    def voices(self) -> list[Voice]:
        return [file.voice for file in self._files.values()]

    def synthesize(self, request: SpeechRequest, cancelled: Callable[[], bool]) -> Iterator[Speech]:
        file = self._files[find_voice(self.voices(), request.voice, request.language).name]
        spoken = False
        for samples in self._speech(request.text, file, self._config(request, file), cancelled):
            if cancelled():
                return
            spoken = True
            yield Speech(samples)
        if not spoken and not cancelled():
            raise NothingToSpeak(f"Nothing in {request.text!r} can be said aloud.")

    def _config(self, request: SpeechRequest, file: VoiceFile) -> SynthesisConfig:
        model = self._model(file.model, file.config)
        noise, rhythm = (float(request.options[n]) for n in ("noise_scale", "noise_w_scale"))
        return SynthesisConfig(
            speaker_id=file.speaker_id,
            length_scale=model.config.length_scale / float(request.options["speed"]),
            noise_scale=None if noise < 0 else noise,
            noise_w_scale=None if rhythm < 0 else rhythm,
            volume=float(request.options["volume"]),
        )

    def _speech(
        self,
        text: str,
        file: VoiceFile,
        config: SynthesisConfig,
        cancelled: Callable[[], bool],
    ) -> Iterator[Samples]:
        """Yield the samples of each sentence of the text, until it is `cancelled()`."""
        voice = self._model(file.model, file.config)
        voice.session.cancelled = cancelled
        with suppress(Unwanted):
            for chunk in voice.synthesize(text, config):
                yield _resampled(chunk.audio_float_array, chunk.sample_rate, self.sample_rate_hz)

    def _loaded(self, model: Path, config: Path) -> PiperVoice:
        """Load a voice as PiperVoice.load does, but for its session."""
        described = json.loads(config.read_text(encoding="utf-8"))
        session = Session(open_session(model, self._threads))
        return PiperVoice(session, PiperConfig.from_dict(described))


def _resampled(samples: Samples, rate_hz: int, wanted_hz: int) -> Samples:
    """Return a whole sentence at another rate, by way of its spectrum.

    Low-quality voices have 16 kHz, but a backend has one rate for all its voices.
    """
    if rate_hz == wanted_hz:
        return samples
    count = round(len(samples) * wanted_hz / rate_hz)
    resampled = np.fft.irfft(np.fft.rfft(samples), count) * (count / len(samples))
    return np.clip(resampled, -1, 1).astype(np.float32)
