"""Pocket TTS by upstream's own classes: loaded from files, voices as its states, speech by frames.

It speaks with two threads, one for what is said and one for the sound of it, which end before
anything else is done here. Its settings are attributes of the model, set for each speech.
"""

import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import msgspec
import numpy as np
import safetensors
import torch
import yaml
from pocket_tts import TTSModel, export_model_state
from safetensors.torch import load_file

from backend_queues.base import Samples
from backend_queues.errors import AssetUnavailable, ModelFailed
from backend_queues.pocket.files import ModelFiles

# What the model has computed of a voice: a dict of tensors for each of its modules.
State = dict[str, dict[str, torch.Tensor]]


class Sampling(msgspec.Struct, frozen=True):
    """Upstream's settings for one segment; None means no limit, or one that fits the text."""

    temp: float
    sampler_decode_steps: int
    noise_clamp: float | None
    eos_threshold: float
    frames_after_eos: int | None


class Model:
    """`threads` is how many each of the two threads may use for its inference.

    Raises:
        AssetUnavailable: the files are not those of one model.
    """

    def __init__(self, files: ModelFiles, device: str, threads: int) -> None:
        torch.set_num_threads(threads)  # the import has set it to 1
        try:
            self._model = _loaded(files).to(device)
        except (OSError, RuntimeError, ValueError, safetensors.SafetensorError) as error:
            raise AssetUnavailable(
                f"{files.weights}, {files.tokenizer} and {files.config} are not those of one "
                f"model: {error}"
            ) from error
        # What is decoded in one go is rounded differently, and how much that is depends on time.
        self._model.max_decoder_frames_per_call = 1
        self._device = device
        self.sample_rate_hz: int = self._model.sample_rate
        self.temp: float = self._model.temp
        self.eos_threshold: float = self._model.eos_threshold

    def voice(self, embedding: Path) -> State:
        """Read a voice that upstream has published."""
        state: State = self._model.get_state_for_audio_prompt(embedding)
        return state

    def write_clone(self, recording: Path, target: Path) -> None:
        """Compute the voice of a recording, a WAV file, and write it to a file."""
        export_model_state(self._model.get_state_for_audio_prompt(recording), target)

    def clone(self, path: Path) -> State:
        """Read a voice that `write_clone` has written."""
        state: State = {}
        for key, tensor in load_file(path, device=self._device).items():
            module, _, name = key.rpartition("/")
            state.setdefault(module, {})[name] = tensor
        return state

    def speak(
        self,
        text: str,
        voice: State,
        sampling: Sampling,
        seed: int,
        cancelled: Callable[[], bool],
    ) -> Iterator[Samples]:
        """Yield the speech in frames of 80 ms until `cancelled()`, asked at each.

        Raises:
            ModelFailed: the model failed.
        """
        self._set(sampling)
        torch.manual_seed(seed)
        stop = threading.Event()
        frames = self._model.generate_audio_stream(
            voice, text, frames_after_eos=sampling.frames_after_eos, stop=stop
        )
        try:
            for frame in frames:
                if cancelled():
                    return
                yield np.clip(frame.cpu().numpy(), -1, 1)
        except (RuntimeError, ValueError) as error:
            raise ModelFailed from error
        finally:
            stop.set()
            for _ in frames:  # its threads end only when all that they made is taken
                pass

    def _set(self, sampling: Sampling) -> None:
        self._model.temp = sampling.temp
        self._model.sampler_decode_steps = sampling.sampler_decode_steps
        # Upstream divides by the temperature when it clamps.
        self._model.noise_clamp = sampling.noise_clamp if sampling.temp else None
        self._model.eos_threshold = sampling.eos_threshold


def _loaded(files: ModelFiles) -> TTSModel:
    """Load the model by a configuration that names our files in place of the hub's."""
    config = yaml.safe_load(files.config.read_text(encoding="utf-8"))
    config["weights_path"] = str(files.weights)
    config.pop("weights_path_without_voice_cloning", None)
    config["flow_lm"]["lookup_table"]["tokenizer_path"] = str(files.tokenizer)
    with TemporaryDirectory() as folder:
        path = Path(folder, "config.yaml")
        path.write_text(yaml.safe_dump(config), encoding="utf-8")
        return TTSModel.load_model(config=path)
