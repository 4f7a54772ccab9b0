"""What the backends say is what was written: a recogniser understands it."""

from pathlib import Path

import numpy as np
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
    "We watched the ships sail slowly out to the sea at sunset.",
    "Nobody knew the answer to the question that the teacher asked.",
    "My brother bought a new guitar and plays it every single evening.",
    "The museum is closed on Monday, but it opens early on Saturday.",
)


LIMITS = {"kokoro-onnx": 0.05, "piper": 0.10}
VOICES = {"kokoro-onnx": ("af_heart", "am_michael", "bf_emma"), "piper": ("joe",)}


@pytest.mark.model
@pytest.mark.parametrize("backend", list(VOICES))
def test_speech_is_understood(backend: str, tmp_path: Path) -> None:
    spoken = [(voice, text) for voice in VOICES[backend] for text in SENTENCES]
    rendered = render(backend, [{"text": text, "voice": voice} for voice, text in spoken], tmp_path)
    rate_hz = rendered.report["sample_rate_hz"]
    for voice in VOICES[backend]:
        numbers = [number for number, (v, _) in enumerate(spoken) if v == voice]
        # In one go, because the recogniser takes as long for a sentence as for half a minute.
        heard = transcribe(np.concatenate([rendered.speech(n) for n in numbers]), rate_hz)
        rate = word_error_rate(" ".join(SENTENCES), heard)
        print(f"{backend} {voice}: word error rate {rate:.3f}")
        assert rate <= LIMITS[backend], f"{voice}: {heard}"
