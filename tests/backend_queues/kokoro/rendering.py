"""Having either Kokoro speak: the PyTorch one with weights made of the ONNX one's."""

from pathlib import Path

from backend_queues.provisioning import assets
from backend_queues.registry import registry
from tests.backend_queues.rendering import Rendered, Requests, render, tiny_models


def kokoro_models() -> Path:
    """Return a folder for VOICE_SERVER_MODELS with the weights of `kokoro-pytorch`."""
    source = registry().get("kokoro")
    assets.fetch(source.folder, source.name, print)
    return tiny_models("kokoro-pytorch")


def render_kokoro(backend: str, requests: Requests, folder: Path) -> Rendered:
    if backend == "kokoro-pytorch":
        return render(backend, requests, folder, VOICE_SERVER_MODELS=str(kokoro_models()))
    return render(backend, requests, folder)
