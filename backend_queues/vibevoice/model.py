"""VibeVoice 1.5B as transformers runs it: text and a voice in, frames of samples out."""

import wave
from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
import torch
from safetensors.torch import load_file, save_file

from backend_queues.base import OptionValue
from backend_queues.errors import AssetUnavailable, ModelFailed
from backend_queues.pytorch.device import prepare
from backend_queues.pytorch.files import UNREADABLE
from backend_queues.vibevoice.precision import dtype_for
from backend_queues.vibevoice.streaming import Outlet
from backend_queues.vibevoice.text import most_frames, spoken_text
from backend_queues.vibevoice.upstream import (
    AutoModelForTextToWaveform,
    AutoProcessor,
    StoppingCriteria,
    StoppingCriteriaList,
    disable_progress_bar,
)

SAMPLE_RATE_HZ = 24_000
SPEAKER = "0"
# The encoder adds noise to what it makes of a recording; it is drawn once, and always the same.
VOICE_SEED = 0
VOICE = "voice"  # the tensor of a voice's file


class ModelInput(msgspec.Struct, frozen=True):
    """What the model speaks: a text from `Model.spoken`, in a voice from `Model.voice`, or None for
    a voice that the model makes up."""

    text: str
    voice: torch.Tensor | None
    seed: int
    options: Mapping[str, OptionValue]


class Model:
    """The model on its device. `threads` is how many an inference may use; 0 is one per core.

    Raises:
        AssetUnavailable: the folder's files are not VibeVoice's.
        InvalidConfiguration: the device cannot be used.
    """

    def __init__(self, folder: Path, device: str, threads: int) -> None:
        place = prepare(device, threads)
        self._processor, self._model = _loaded(folder, dtype_for(place))
        self._model.to(place)
        self._control_tokens = tuple(self._processor.tokenizer.get_added_vocab())

    @property
    def on_cpu(self) -> bool:
        return bool(self._model.device.type == "cpu")

    def make_voice(self, recording: Path, target: Path) -> None:
        """Encode a recording, WAV, mono, 24 kHz, 16 bit, and write what the model hears in it.

        Raises:
            ModelFailed: the encoder failed.
        """
        torch.manual_seed(VOICE_SEED)
        try:
            with torch.inference_mode():
                voice = self._encoded(_read_wav(recording))
        except RuntimeError as error:  # also of a GPU that has no memory left
            raise ModelFailed from error
        save_file({VOICE: voice.float().cpu()}, target)

    def voice(self, file: Path) -> torch.Tensor:
        """Read what `make_voice` has written: shape (frames, hidden size), on the device."""
        return load_file(file)[VOICE].to(self._model.device, self._model.dtype)

    def spoken(self, text: str) -> str:
        """Return the text as it can be said.

        Raises:
            NothingToSpeak: nothing in it can.
        """
        return spoken_text(text, self._control_tokens)

    def generate(self, given: ModelInput, outlet: Outlet) -> None:
        """Say it, and put each frame, 3200 samples, into the outlet as soon as it is decoded.

        Raises:
            Closed: the outlet was closed.
        """
        decoder = self._model.model.audio_tower.decoder
        tap = decoder.register_forward_hook(partial(_put_frame, outlet))
        torch.manual_seed(given.seed)
        try:
            with torch.inference_mode():
                self._model.generate(
                    **self._prompt(given.text, given.voice),
                    **given.options,
                    max_new_tokens=most_frames(given.text),
                    stopping_criteria=StoppingCriteriaList([_WhenClosed(outlet)]),
                )
        finally:
            tap.remove()

    def _encoded(self, samples: np.ndarray) -> torch.Tensor:
        heard = self._processor.feature_extractor(samples, sampling_rate=SAMPLE_RATE_HZ)
        heard = heard.to(self._model.device, self._model.dtype)
        voice: torch.Tensor = self._model.model.get_audio_features(**heard).pooler_output
        return voice

    def _prompt(self, text: str, voice: torch.Tensor | None) -> dict[str, torch.Tensor]:
        """What `generate` takes: upstream's own prompt, with the encoded voice in its place."""
        content = [{"type": "text", "text": text}]
        if voice is not None:
            content.append({"type": "audio"})
        prompt = self._processor.apply_chat_template([{"role": SPEAKER, "content": content}])
        if voice is not None:
            token = self._processor.audio_token
            prompt = prompt.replace(token, token * len(voice))
        inputs = self._processor.tokenizer(prompt, return_tensors="pt").to(self._model.device)
        if voice is not None:
            heard = inputs["input_ids"] == self._processor.audio_token_id
            embeddings = self._model.get_input_embeddings()(inputs["input_ids"])
            embeddings[heard] = voice
            inputs["inputs_embeds"] = embeddings
        return dict(inputs)


class _WhenClosed(StoppingCriteria):  # type: ignore[misc]
    """Ends `generate` between two tokens, for not each of them is a frame."""

    def __init__(self, outlet: Outlet) -> None:
        self._outlet = outlet

    def __call__(self, input_ids: torch.Tensor, scores: Any, **kwargs: Any) -> torch.Tensor:
        return torch.full_like(input_ids[:, 0], self._outlet.closed(), dtype=torch.bool)


def _put_frame(outlet: Outlet, decoder: Any, inputs: Any, output: Any) -> None:
    outlet.put(output.audio.float().clamp(-1, 1).cpu().numpy().reshape(-1))


def _read_wav(path: Path) -> np.ndarray:
    """Return the samples of a recording as workers have it: float32, shape (n,), in [-1, 1]."""
    with wave.open(str(path)) as recording:
        pcm = recording.readframes(recording.getnframes())
    return np.frombuffer(pcm, np.dtype("<i2")).astype(np.float32) / 32768


def _loaded(folder: Path, dtype: torch.dtype) -> tuple[Any, Any]:
    disable_progress_bar()
    try:
        processor = AutoProcessor.from_pretrained(folder, local_files_only=True)
        model, report = AutoModelForTextToWaveform.from_pretrained(
            folder, local_files_only=True, dtype=dtype, output_loading_info=True
        )
    except UNREADABLE as error:
        raise AssetUnavailable(f"The files in {folder} are not VibeVoice's: {error}") from error
    if lacking := sorted(report["missing_keys"]):
        raise AssetUnavailable(f"The files in {folder} lack {', '.join(lacking[:3])}.")
    return processor, model.eval()
