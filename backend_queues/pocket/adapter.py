"""Pocket TTS by Kyutai: small enough for a CPU, in seven languages, with voice cloning."""

from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache

import numpy as np
import torch
from pocket_tts.default_parameters import get_default_voice_for_language

from backend_queues.base import (
    Capabilities,
    Option,
    OptionValue,
    Samples,
    Speech,
    SpeechRequest,
    Voice,
    VoiceSample,
)
from backend_queues.errors import AssetUnavailable, NothingToSpeak
from backend_queues.options import greeting
from backend_queues.pocket.files import NAME, ModelFiles, language_of, model_files
from backend_queues.pocket.model import Model, Sampling, State
from backend_queues.voice_samples import conditioning
from backend_queues.voices import find_language, find_voice

# Upstream sets no limit, and says that about 5 s are enough for a likeness.
MIN_VOICE_SAMPLE_S = 1.0
STATES_IN_MEMORY = 8
FRAMES_A_PART = 4
UNSET = -1


class Pocket:
    """`weights` is a model of weights.yaml. `device` is PyTorch's name of one; "" is a GPU by CUDA
    if there is one, else the CPU. `threads` is how many each of the model's two threads may use;
    0 is one, as upstream has it."""

    sample_rate_hz = 24_000

    def __init__(self, weights: str = "english", device: str = "", threads: int = 0) -> None:
        self._weights = weights
        self._device = device or ("cuda" if torch.cuda.is_available() else "cpu")
        self._threads = threads or 1
        self._language = language_of(weights)
        self.capabilities = Capabilities(languages=(self._language,))
        self._voices: list[Voice] = []
        self._built_in = lru_cache(STATES_IN_MEMORY)(self._read)
        self._cloned = lru_cache(STATES_IN_MEMORY)(self._clone)

    def load(self) -> None:
        self._files = model_files(self._weights)
        self._model = Model(self._files, self._device, self._threads)
        self.sample_rate_hz = self._model.sample_rate_hz
        self._voices = list(_voices(self._files, self._language))
        self.capabilities = Capabilities(
            languages=(self._language,),
            options=_options(self._model),
            cloning=not self._files.cloning_advice,
            min_sample_s=MIN_VOICE_SAMPLE_S,
            streams=True,
            deterministic=self._device == "cpu",
        )
        hello = greeting(self.capabilities, self._voices[0].name)
        list(self.synthesize(hello, lambda: False))

    def voices(self) -> list[Voice]:
        return self._voices

    def synthesize(self, request: SpeechRequest, cancelled: Callable[[], bool]) -> Iterator[Speech]:
        state = self._state(request)
        if not any(character.isalnum() for character in request.text):
            raise NothingToSpeak(f"Nothing in {request.text!r} can be said aloud.")
        sampling = _sampling(request.options)
        frames = self._model.speak(request.text, state, sampling, request.seed, cancelled)
        for samples in _parts(frames):
            if cancelled():
                return
            yield Speech(samples)

    def _state(self, request: SpeechRequest) -> State:
        if request.voice_sample is None:
            return self._built_in(find_voice(self._voices, request.voice, request.language).name)
        if self._files.cloning_advice:
            raise AssetUnavailable(f"These weights clone no voices. {self._files.cloning_advice}")
        voice = Voice(request.voice_sample.name, self._language)
        find_language(voice, request.language, self.capabilities.languages)
        return self._cloned(request.voice_sample)

    def _read(self, voice: str) -> State:
        return self._model.voice(self._files.voices[voice])

    def _clone(self, voice_sample: VoiceSample) -> State:
        weights = self._files.weights.stat()
        settings = f"{weights.st_size} {weights.st_mtime_ns}"  # other weights, another state
        model = f"{NAME}/{self._files.model}"
        return self._model.clone(
            conditioning(model, voice_sample, self._model.write_clone, settings)
        )


def _voices(files: ModelFiles, language: str) -> Iterator[Voice]:
    """The voices whose files are there, upstream's default for the language first."""
    default = get_default_voice_for_language(files.model)
    for name in sorted(files.voices, key=lambda name: (name != default, name)):
        yield Voice(name, language)


def _options(model: Model) -> tuple[Option, ...]:
    return (
        Option("temp", model.temp, "how much the speech varies", minimum=0.0, maximum=2.0),
        Option(
            "sampler_decode_steps", 1, "steps for each 80 ms", minimum=1, maximum=32, advanced=True
        ),
        Option(
            "noise_clamp",
            0.0,
            "limit of the noise; 0 is no limit",
            minimum=0.0,
            maximum=10.0,
            advanced=True,
        ),
        Option(
            "eos_threshold",
            model.eos_threshold,
            "the higher, the later the speech ends",
            minimum=-20.0,
            maximum=20.0,
            advanced=True,
        ),
        Option(
            "frames_after_eos",
            UNSET,
            f"80 ms each after the end; {UNSET} is by the text's length",
            minimum=UNSET,
            maximum=50,
            advanced=True,
        ),
    )


def _sampling(options: dict[str, OptionValue]) -> Sampling:
    frames_after_eos = int(options["frames_after_eos"])
    return Sampling(
        temp=float(options["temp"]),
        sampler_decode_steps=int(options["sampler_decode_steps"]),
        noise_clamp=float(options["noise_clamp"]) or None,
        eos_threshold=float(options["eos_threshold"]),
        frames_after_eos=None if frames_after_eos == UNSET else frames_after_eos,
    )


def _parts(frames: Iterable[Samples]) -> Iterator[Samples]:
    """Put frames together, so that they are fewer messages: 1, then 2, then 4 at a time."""
    wanted, held = 1, list[Samples]()
    for frame in frames:
        held.append(frame)
        if len(held) == wanted:
            yield np.concatenate(held)
            wanted, held = min(2 * wanted, FRAMES_A_PART), []
    if held:
        yield np.concatenate(held)
