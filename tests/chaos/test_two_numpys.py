"""Backends that need different versions of a package serve side by side."""

import asyncio
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import numpy as np
import pytest

from backend_queues.base import SpeechRequest
from tasks.worker.publisher import to_pcm
from tasks.worker.shaping import shape
from tests.support.clients import pcm_of, sse_events
from tests.support.numpy_tone import NumpyTone
from tests.support.server import Server, running_server
from tests.support.tones import segments_of

pytestmark = pytest.mark.chaos

REGISTRY = Path(__file__).parents[1] / "support/numpy_backends.yaml"
TEXT = "Which version is it? It can be heard."
PINNED = {"numpy-one": "1.26.4", "numpy-two": "2."}


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    """It makes the environments, if they are not there."""
    with running_server(*PINNED, registry=REGISTRY) as server:
        yield server


def described(server: Server) -> dict[str, dict[str, Any]]:
    backends = httpx.get(f"{server.url}/v1/backends").json()["backends"]
    return {backend["name"]: backend for backend in backends}


def expected_pcm(version: str) -> bytes:
    """Return what a backend with that version of numpy says of the text."""
    tone = NumpyTone(version)
    segments = segments_of(TEXT)
    pauses = [segment.pause_s for segment in segments[:-1]] + [0.0]
    pcm = b""
    for index, (segment, pause_s) in enumerate(zip(segments, pauses, strict=True)):
        request = SpeechRequest(segment.text, "", "", {}, index, seed=0)
        parts = shape(tone.synthesize(request, lambda: False), tone.sample_rate_hz, pause_s)
        pcm += to_pcm(np.concatenate([speech.samples for speech in parts]))
    return pcm


def test_each_worker_has_the_version_that_its_backend_pins(server: Server) -> None:
    for name, backend in described(server).items():
        [voice] = backend["voices"]
        assert voice.startswith(f"numpy-{PINNED[name]}")


async def test_both_speak_at_once_to_the_sample(server: Server) -> None:
    async with httpx.AsyncClient(timeout=30) as client:
        one, two = await asyncio.gather(
            *(sse_events(client, server.url, text=TEXT, backend=name) for name in PINNED)
        )
    assert pcm_of(one) == expected_pcm("1")
    assert pcm_of(two) == expected_pcm("2")
    assert pcm_of(one) != pcm_of(two)
