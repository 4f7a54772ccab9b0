"""Upstream's PyTorch model: phonemes and a style in, samples and the length of each phoneme out."""

import re
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any

import torch
from torch.nn.utils import remove_weight_norm

from backend_queues.base import Samples
from backend_queues.errors import AssetUnavailable, ModelFailed
from backend_queues.kokoro.speech import Rendering
from backend_queues.kokoro.voices import STYLE_SHAPE
from backend_queues.pytorch.audio import ensure_torchaudio
from backend_queues.pytorch.device import prepare
from backend_queues.pytorch.files import UNREADABLE

ensure_torchaudio()

from kokoro import KModel  # noqa: E402

REPOSITORY = "hexgrad/Kokoro-82M"
WEIGHTS_FILE = "kokoro-v1_0.pth"
# Tensors that a file may lack, for they change nothing: the pooler is never called, and these norms
# start as the identity.
INERT = re.compile(r"bert\.pooler\.|\.(norm\d|adain\d\.\d)\.norm\.")


class _Cancelled(Exception):
    """Nobody wants what the model is about to say."""


class Model:
    """The model on its device. `threads` is how many an inference may use; 0 is one per core.

    Raises:
        AssetUnavailable: a file of the folder is not Kokoro's.
        InvalidConfiguration: the device cannot be used.
    """

    def __init__(self, folder: Path, device: str, threads: int) -> None:
        place = prepare(device, threads)
        self._model = _loaded(folder).eval()
        _fold_weight_norm(self._model)
        self._model.to(place)
        self._cancelled: Callable[[], bool] = lambda: False
        for module in self._model.modules():
            module.register_forward_pre_hook(self._stop_if_cancelled)

    @property
    def phonemes(self) -> frozenset[str]:
        """The phonemes that the model knows; each is one character."""
        return frozenset(self._model.vocab)

    @property
    def on_cpu(self) -> bool:
        return bool(self._model.device.type == "cpu")

    def run(
        self,
        phonemes: str,
        styles: Samples,
        speed: float,
        seed: int,
        cancelled: Callable[[], bool],
    ) -> Rendering | None:
        """Speak up to 510 phonemes; None if `cancelled()`, asked between layers, became true.

        `styles` is a voice: float32, shape (510, 256), a style for each number of phonemes. `seed`
        is that of the noise in the voice.

        Raises:
            ModelFailed: the run failed.
        """
        style = torch.from_numpy(styles[len(phonemes) - 1 : len(phonemes)])
        self._cancelled = cancelled
        torch.manual_seed(seed)
        try:
            with torch.inference_mode():
                output = self._model(phonemes, style, speed, return_output=True)
        except _Cancelled:
            return None
        except RuntimeError as error:  # also of a GPU that has no memory left
            raise ModelFailed from error
        return Rendering.of([output.audio.numpy()], output.pred_dur.numpy())

    def _stop_if_cancelled(self, *_: Any) -> None:
        if self._cancelled():
            raise _Cancelled


def read_styles(path: Path) -> Samples:
    """Read a voice: float32, shape (510, 256).

    Raises:
        AssetUnavailable: the file is not a voice.
    """
    try:
        styles: Samples = _read(path).numpy().reshape(STYLE_SHAPE)
    except UNREADABLE as error:
        raise AssetUnavailable(f"{path} is not a voice of Kokoro: {error}") from error
    return styles


def _read(path: Path) -> Any:
    return torch.load(path, map_location="cpu", weights_only=True)


def _loaded(folder: Path) -> KModel:
    path = folder / WEIGHTS_FILE
    try:
        with warnings.catch_warnings():
            # It is built with what PyTorch has newer forms of; there is nothing to do about it.
            warnings.simplefilter("ignore")
            model = KModel(repo_id=REPOSITORY, config=str(folder / "config.json"), model=str(path))
        lacking = _lacking(model, path)
    except UNREADABLE as error:
        raise AssetUnavailable(f"The files in {folder} are not Kokoro's: {error}") from error
    if lacking:
        raise AssetUnavailable(f"{path} is not Kokoro's: it lacks {', '.join(lacking[:3])}.")
    return model


def _lacking(model: KModel, path: Path) -> list[str]:
    """The tensors that the file has not given: upstream's loader would leave them random."""
    given = {
        f"{part}.{name.removeprefix('module.')}"
        for part, tensors in _read(path).items()
        for name in tensors
    }
    return [name for name in model.state_dict() if name not in given and not INERT.search(name)]


def _fold_weight_norm(model: KModel) -> None:
    """Compute the normalised weights once; each run would otherwise spend 0.2 s on it."""
    for module in model.modules():
        if hasattr(module, "weight_g"):
            remove_weight_norm(module)
