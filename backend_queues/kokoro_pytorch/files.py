"""The files of upstream's model: weights and voices."""

import re
import warnings
from pathlib import Path
from typing import Any

import torch
from torch.nn.utils import remove_weight_norm

from backend_queues.base import Samples
from backend_queues.errors import AssetUnavailable
from backend_queues.kokoro.voices import STYLE_SHAPE
from backend_queues.pytorch.audio import ensure_torchaudio
from backend_queues.pytorch.files import UNREADABLE

ensure_torchaudio()

from kokoro import KModel  # noqa: E402

REPOSITORY = "hexgrad/Kokoro-82M"
WEIGHTS_FILE = "kokoro-v1_0.pth"
# Tensors that a file may lack, for they change nothing: the pooler is never called, and these norms
# start as the identity.
INERT = re.compile(r"bert\.pooler\.|\.(norm\d|adain\d\.\d)\.norm\.")


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


def read_model(folder: Path) -> KModel:
    """Read the model, ready to speak.

    Raises:
        AssetUnavailable: a file of the folder is not Kokoro's.
    """
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
    _fold_weight_norm(model)
    return model.eval()


def _read(path: Path) -> Any:
    return torch.load(path, map_location="cpu", weights_only=True)


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
