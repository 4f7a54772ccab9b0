"""Speech services on this machine, which answer as the real ones' documents say.

What they speak is a tone, a little louder at each request, so that samples can be told apart.
"""

import json
from base64 import b64encode
from collections.abc import Iterator
from itertools import cycle
from typing import Any, ClassVar
from xml.etree import ElementTree

import numpy as np

from tests.backend_queues.remote.fake_server import Answer, Fake, Seen, json_answer

RATE_HZ = 24_000
SECONDS_PER_CHARACTER = 0.06
ODD_SIZES = (1, 2401, 3, 7, 4800, 9999)


def tone(text: str, loudness: int, speed: float = 1.0) -> bytes:
    """PCM whose length is that of the text; no two samples in a row are the same."""
    count = int(len(text) * SECONDS_PER_CHARACTER * RATE_HZ / speed)
    wave = np.sin(2 * np.pi * 200 * np.arange(count) / RATE_HZ)
    return (wave * (10_000 + 100 * loudness)).astype("<i2").tobytes()


def in_pieces(content: bytes) -> Iterator[bytes]:
    start = 0
    for size in cycle(ODD_SIZES):
        if start >= len(content):
            return
        yield content[start : start + size]
        start += size


class Speaking(Fake):
    """A fake that speaks."""

    def __init__(self) -> None:
        super().__init__()
        self._spoken = 0

    def tone(self, text: str, speed: float = 1.0) -> bytes:
        self._spoken += 1
        return tone(text, self._spoken, speed)


class FakeOpenAI(Speaking):
    """POST /v1/audio/speech, and no list of voices."""

    def speak(self, seen: Seen) -> Answer:
        body = seen.json()
        assert seen.path == "/v1/audio/speech" and body["response_format"] == "pcm"
        pcm = self.tone(body["input"], body.get("speed", 1.0))
        return Answer(tuple(in_pieces(pcm)), headers={"Content-Type": "audio/pcm"})


class FakeElevenLabs(Speaking):
    """POST /v1/text-to-speech/{voice_id}/stream and with timestamps; lists of voices and models."""

    voices: ClassVar[list[dict[str, Any]]] = [
        {"voice_id": "CwhRBWXzGAHq8TQ4Fs17", "name": "Roger - Laid-Back, Casual", "labels": {}},
        {"voice_id": "EXAVITQu4vr4xnSDxMaL", "name": "Sarah", "category": "premade"},
        {"voice_id": "second/roger", "name": "Roger", "category": "cloned"},
        {"voice_id": "nameless", "name": None},
    ]
    models: ClassVar[list[dict[str, Any]]] = [
        {"model_id": "eleven_v3", "name": "Eleven v3", "languages": []},
        {
            "model_id": "eleven_flash_v2_5",
            "can_do_text_to_speech": True,
            "languages": [
                {"language_id": "en", "name": "English"},
                {"language_id": "de", "name": "German"},
            ],
        },
    ]

    def list(self, path: str) -> Answer:
        return json_answer({"/v1/voices": {"voices": self.voices}, "/v1/models": self.models}[path])

    def speak(self, seen: Seen) -> Answer:
        assert seen.path.endswith("?output_format=pcm_24000")
        text = seen.json()["text"]
        pcm = self.tone(text)
        if "/stream/with-timestamps" not in seen.path:
            return Answer(tuple(in_pieces(pcm)), headers={"Content-Type": "audio/pcm"})
        lines = b"".join(timed_lines(text, pcm))
        return Answer(tuple(in_pieces(lines)), headers={"Content-Type": "application/json"})


def timed_lines(text: str, pcm: bytes, characters: int = 7) -> Iterator[bytes]:
    """Lines of JSON, each with the speech of some characters, and cut where it may be."""
    for start in range(0, len(text), characters):
        part = text[start : start + characters]
        first, last = (
            int(n * SECONDS_PER_CHARACTER * RATE_HZ) * 2 for n in (start, start + characters)
        )
        times = [(start + n) * SECONDS_PER_CHARACTER for n in range(len(part) + 1)]
        alignment = {
            "characters": list(part),
            "character_start_times_seconds": times[:-1],
            "character_end_times_seconds": times[1:],
        }
        line = {"audio_base64": b64encode(pcm[first:last]).decode(), "alignment": alignment}
        yield json.dumps({**line, "normalized_alignment": None}).encode() + b"\n"


class FakeAzure(Speaking):
    """POST /cognitiveservices/v1 with SSML, and a list of voices."""

    voices: ClassVar[list[dict[str, Any]]] = [
        {"ShortName": "af-ZA-AdriNeural", "Locale": "af-ZA", "Gender": "Female"},
        {
            "Name": "Microsoft Server Speech Text to Speech Voice (en-US, JennyNeural)",
            "ShortName": "en-US-JennyNeural",
            "Gender": "Female",
            "Locale": "en-US",
            "StyleList": ["chat", "cheerful"],
            "SampleRateHertz": "24000",
        },
        {"ShortName": "en-GB-RyanNeural", "Locale": "en-GB", "Gender": "Male"},
    ]

    def list(self, path: str) -> Answer:
        assert path == "/cognitiveservices/voices/list"
        return json_answer(self.voices)

    def speak(self, seen: Seen) -> Answer:
        assert seen.headers["x-microsoft-outputformat"] == "raw-24khz-16bit-mono-pcm"
        assert seen.headers["content-type"] == "application/ssml+xml" and seen.headers["user-agent"]
        text = "".join(ElementTree.fromstring(seen.body).itertext())
        return Answer(tuple(in_pieces(self.tone(text))), headers={"Content-Type": "audio/basic"})
