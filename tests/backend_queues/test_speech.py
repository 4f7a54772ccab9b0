"""What the backends say is what was written: a recogniser understands it."""

from pathlib import Path

import pytest

from tests.backend_queues.rendering import render
from tests.recognition import transcribe, word_error_rate

SENTENCES = (
    "The weather is lovely today, so we are going for a walk in the park.",
    "Please remember to bring your umbrella when you leave the house.",
    "She opened the window and listened to the birds in the garden.",
    "He asked me whether the train would arrive on time this morning.",
    "The children played football until it was too dark to see the ball.",
    "I would like a cup of coffee with milk and a little sugar.",
    "We watched the ships sail slowly out of the harbour at sunset.",
    "Nobody knew the answer to the question that the teacher asked.",
    "My brother bought a new guitar and practises every single evening.",
    "The museum is closed on Monday, but it opens early on Saturday.",
)


@pytest.mark.model
@pytest.mark.parametrize(
    ("backend", "voice", "limit"),
    [
        ("kokoro-onnx", "af_heart", 0.05),
        ("kokoro-onnx", "am_michael", 0.05),
        ("kokoro-onnx", "bf_emma", 0.05),
        ("piper", "joe", 0.10),
    ],
)
def test_speech_is_understood(backend: str, voice: str, limit: float, tmp_path: Path) -> None:
    rendered = render(backend, [{"text": s, "voice": voice} for s in SENTENCES], tmp_path)
    rate_hz = rendered.report["sample_rate_hz"]
    heard = [transcribe(rendered.speech(n), rate_hz) for n in range(len(SENTENCES))]
    rate = word_error_rate(" ".join(SENTENCES), " ".join(heard))
    print(f"{backend} {voice}: word error rate {rate:.3f}")
    assert rate <= limit, heard
