"""Runs in PyTorch's environment: loads files that are not Kokoro's, and writes down what is said.

    python -P broken_files.py MODELS FOLDER

FOLDER/messages.json is written.
"""

import json
import os
import shutil
import sys
from collections.abc import Callable
from pathlib import Path

import torch

from backend_queues.errors import TTSError
from backend_queues.kokoro_pytorch.adapter import KokoroPyTorch
from backend_queues.kokoro_pytorch.files import WEIGHTS_FILE, read_styles
from backend_queues.kokoro_pytorch.model import Model
from backend_queues.provisioning.folders import MODELS_VARIABLE


def message(load: Callable[[], object]) -> str:
    try:
        load()
    except TTSError as error:
        return f"{error.code}: {error.message}"
    return "nothing"


def main(models: Path, folder: Path) -> None:
    whole = models / "kokoro-pytorch" / "v1.0"
    shutil.copy(whole / "config.json", folder)
    weights, voice = folder / WEIGHTS_FILE, folder / "af_nobody.pt"

    weights.write_bytes((whole / WEIGHTS_FILE).read_bytes()[:10_000])
    messages = {"cut short": message(lambda: Model(folder, "cpu", 2))}
    torch.save({"bert_encoder": {}}, weights)
    messages["lacking"] = message(lambda: Model(folder, "cpu", 2))
    messages["device"] = message(lambda: Model(whole, "abacus", 2))
    torch.save(torch.zeros(510, 1, 128), voice)
    messages["voice"] = message(lambda: read_styles(voice))
    os.environ[MODELS_VARIABLE] = str(folder)
    nameless = shutil.copytree(
        folder, folder / "kokoro-pytorch" / "v1.0", ignore=lambda *_: {"kokoro-pytorch"}
    )
    (nameless / "voices").mkdir()
    shutil.copy(voice, nameless / "voices" / "mine.pt")
    messages["no voice"] = message(KokoroPyTorch().load)
    (folder / "messages.json").write_text(json.dumps(messages))


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
