"""VibeVoice Realtime 0.5B by upstream's own classes: text and a voice in, frames of samples out."""

import copy
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import msgspec
import torch
from vibevoice.modular.modeling_vibevoice_streaming_inference import (
    VibeVoiceStreamingForConditionalGenerationInference,
)
from vibevoice.modular.modular_vibevoice_text_tokenizer import VibeVoiceTextTokenizerFast
from vibevoice.modular.streamer import AudioStreamer
from vibevoice.processor.vibevoice_streaming_processor import VibeVoiceStreamingProcessor

from backend_queues.base import OptionValue
from backend_queues.errors import AssetUnavailable
from backend_queues.pytorch.device import prepare
from backend_queues.pytorch.files import UNREADABLE
from backend_queues.vibevoice.precision import dtype_for
from backend_queues.vibevoice.streaming import Outlet
from backend_queues.vibevoice.text import most_frames, spoken_text
from backend_queues.vibevoice_realtime.voices import Heard, read_voice

SAMPLE_RATE_HZ = 24_000
STRAIGHT_QUOTES = str.maketrans("’“”", '\'""')  # as upstream does it
# Tensors that weights may lack: speaking only decodes, and embeds text in the lower model alone.
INERT = ("model.acoustic_tokenizer.encoder.", "model.tts_language_model.embed_tokens.")


class ModelInput(msgspec.Struct, frozen=True):
    """What the model speaks: a text from `Model.spoken`, in a voice from `Model.voice`."""

    text: str
    voice: Heard
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
        self._tokenizer = _tokenizer(folder / "tokenizer.json")
        self._processor = VibeVoiceStreamingProcessor(self._tokenizer)
        self._model = _loaded(folder, dtype_for(place))
        self._model.to(place)
        self._control_tokens = tuple(self._tokenizer.get_added_vocab())

    @property
    def on_cpu(self) -> bool:
        return bool(self._model.device.type == "cpu")

    def voice(self, file: Path) -> Heard:
        """Read a voice.

        Raises:
            AssetUnavailable: the file is not a voice.
        """
        return read_voice(file, self._model.device, self._model.dtype)

    def spoken(self, text: str) -> str:
        """Return the text as it can be said.

        Raises:
            NothingToSpeak: nothing in it can.
        """
        return spoken_text(text.translate(STRAIGHT_QUOTES), self._control_tokens)

    def generate(self, given: ModelInput, outlet: Outlet) -> None:
        """Say it, and put each frame, 3200 samples, into the outlet as soon as it is decoded.

        Raises:
            Closed: the outlet was closed.
        """
        inputs = self._processor.process_input_with_cached_prompt(
            given.text, given.voice, return_tensors="pt"
        ).to(self._model.device)
        frames = most_frames(given.text)
        self._model.set_ddpm_inference_steps(given.options["inference_steps"])
        torch.manual_seed(given.seed)
        with torch.inference_mode():
            self._model.generate(
                **inputs,
                tokenizer=self._tokenizer,
                # It appends to what has been heard.
                all_prefilled_outputs=copy.deepcopy(given.voice),
                cfg_scale=given.options["cfg_scale"],
                max_new_tokens=inputs["tts_text_ids"].shape[1] + frames,
                audio_streamer=_Tap(outlet),
                stop_check_fn=outlet.closed,
                return_speech=False,
                show_progress_bar=False,
            )


class _Tap(AudioStreamer):  # type: ignore[misc]
    """Upstream's way out for frames, without its queue, which has no bound."""

    def __init__(self, outlet: Outlet) -> None:
        super().__init__(batch_size=1)
        self._outlet = outlet

    def put(self, audio_chunks: torch.Tensor, sample_indices: torch.Tensor) -> None:
        """Put a frame; those after the end of the speech, up to five, are not for listeners."""
        if not self.finished_flags[0]:
            samples = audio_chunks.float().clamp(-1, 1).cpu().numpy().reshape(-1)
            self._outlet.put(samples)


def _tokenizer(file: Path) -> Any:
    try:
        return VibeVoiceTextTokenizerFast(tokenizer_file=str(file))
    except Exception as error:  # the tokenizers library has no narrower one
        raise AssetUnavailable(f"{file} is not a tokenizer: {error}") from error


def _loaded(folder: Path, dtype: torch.dtype) -> Any:
    try:
        model, report = VibeVoiceStreamingForConditionalGenerationInference.from_pretrained(
            folder,
            local_files_only=True,
            torch_dtype=dtype,
            attn_implementation="sdpa",
            output_loading_info=True,
        )
    except UNREADABLE as error:
        raise AssetUnavailable(f"The files in {folder} are not VibeVoice's: {error}") from error
    lacking = sorted(name for name in report["missing_keys"] if not name.startswith(INERT))
    if lacking:
        raise AssetUnavailable(f"The files in {folder} lack {', '.join(lacking[:3])}.")
    return model.eval()
