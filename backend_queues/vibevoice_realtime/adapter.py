"""VibeVoice Realtime 0.5B: a small model that starts soon, in voices that upstream made."""

from collections.abc import Callable, Iterator, Mapping
from functools import cache, partial
from pathlib import Path

import msgspec

from backend_queues.base import Capabilities, Option, OptionValue, Speech, SpeechRequest, Voice
from backend_queues.errors import AssetUnavailable
from backend_queues.options import check_options
from backend_queues.provisioning.weights import weights as weights_folder
from backend_queues.vibevoice.streaming import stream, warm_up
from backend_queues.vibevoice_realtime.model import SAMPLE_RATE_HZ, Model, ModelInput
from backend_queues.vibevoice_realtime.voices import LANGUAGES, Heard, voices_in
from backend_queues.voices import find_voice

NAME = "vibevoice-realtime"
FOLDER = Path(__file__).parent

CAPABILITIES = Capabilities(
    languages=tuple(LANGUAGES.values()),
    options=(
        Option(
            "cfg_scale",
            1.5,
            "how closely text and voice are followed; 1 is not at all guided",
            minimum=1.0,
            maximum=3.0,
        ),
        Option(
            "inference_steps", 5, "more are finer and slower", minimum=2, maximum=50, advanced=True
        ),
    ),
    streams=True,
    deterministic=True,
)


class VibeVoiceRealtime:
    """`device` is PyTorch's name of one, or "" for the best there is. `threads` is how many an
    inference may use on the CPU; 0 is one per core."""

    sample_rate_hz = SAMPLE_RATE_HZ
    capabilities = CAPABILITIES

    def __init__(self, weights: str = "realtime-0.5b", device: str = "", threads: int = 0) -> None:
        self._weights = weights
        self._device = device
        self._threads = threads
        self._voices: list[Voice] = []
        self._heard = cache(self._read)

    def load(self) -> None:
        self._folder = weights_folder(NAME, FOLDER, self._weights)
        self._voices = voices_in(self._folder / "voices")
        if not self._voices:
            raise AssetUnavailable(f"No file in {self._folder / 'voices'} is named as a voice is.")
        self._model = Model(self._folder, self._device, self._threads)
        self.capabilities = msgspec.structs.replace(
            CAPABILITIES,
            languages=tuple(dict.fromkeys(voice.language for voice in self._voices)),
            deterministic=self._model.on_cpu,
        )
        greeting = self._input("Hello there.", self._voices[0], 0, check_options(CAPABILITIES, {}))
        warm_up(partial(self._model.generate, greeting))

    def voices(self) -> list[Voice]:
        return self._voices

    def synthesize(self, request: SpeechRequest, cancelled: Callable[[], bool]) -> Iterator[Speech]:
        voice = find_voice(self._voices, request.voice, request.language)
        text = self._model.spoken(request.text)
        given = self._input(text, voice, request.seed, request.options)
        for samples in stream(partial(self._model.generate, given), cancelled):
            yield Speech(samples)

    def _read(self, voice: str) -> Heard:
        return self._model.voice(self._folder / "voices" / f"{voice}.pt")

    def _input(
        self, text: str, voice: Voice, seed: int, options: Mapping[str, OptionValue]
    ) -> ModelInput:
        return ModelInput(text, self._heard(voice.name), seed, options)
