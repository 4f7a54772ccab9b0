"""ElevenLabs' own Python client: URL KEY VOICE TASK PATH TEXT; prints what came of it.

TASK is whole, stream, timestamps, stream-timestamps, tokens (over the socket), cancel (the same,
left after the first audio), restart (tokens, and once more when there is a file PATH.again; before,
PATH.once is made), voices, models or user.
"""

import base64
import json
import sys
import time
import wave
from collections.abc import Iterable, Iterator
from pathlib import Path

from elevenlabs.client import ElevenLabs
from elevenlabs.core.api_error import ApiError
from websockets.exceptions import InvalidStatus

url, key, voice, task, path, text = sys.argv[1:]
client = ElevenLabs(base_url=url, api_key=key)
# A server without TLS: the client would make wss of its address.
client.text_to_speech._ws_base_url = url.replace("http", "ws", 1)
how = {"voice_id": voice, "model_id": "eleven_flash_v2_5", "output_format": "pcm_24000"}


def words() -> Iterator[str]:
    for word in text.split():
        yield f"{word} "


def main() -> dict[str, object]:
    speech = client.text_to_speech
    match task:
        case "whole":
            return kept(speech.convert(text=text, **how))
        case "stream":
            return kept(speech.stream(text=text, **how))
        case "timestamps":
            answer = speech.convert_with_timestamps(text=text, **how)
            return kept([base64.b64decode(answer.audio_base_64)]) | told([answer.alignment])
        case "stream-timestamps":
            lines = list(speech.stream_with_timestamps(text=text, **how))
            audio = kept(base64.b64decode(line.audio_base_64) for line in lines)
            return audio | told([line.alignment for line in lines if line.alignment])
        case "tokens":
            return kept(speech.convert_realtime(text=words(), **how))
        case "cancel":
            began = time.monotonic()
            parts = speech.convert_realtime(text=words(), **how)
            first = next(parts)
            parts.close()
            return kept([first]) | {"took_s": time.monotonic() - began}
        case "restart":
            before = kept(speech.convert_realtime(text=words(), **how))
            Path(f"{path}.once").touch()
            while not Path(f"{path}.again").exists():
                time.sleep(0.1)
            return kept(speech.convert_realtime(text=words(), **how)) | {
                "before_s": before["seconds"]
            }
        case "voices":
            older, newer = client.voices.get_all().voices, client.voices.search().voices
            return {"voices": [it.voice_id for it in older], "v2": [it.name for it in newer]}
        case "models":
            return {"models": [it.model_id for it in client.models.list()]}
        case _:
            return {"tier": client.user.get().subscription.tier}


def kept(parts: Iterable[bytes]) -> dict[str, object]:
    pcm = b"".join(parts)
    with wave.open(path, "wb") as file:
        file.setparams((1, 2, 24_000, 0, "NONE", ""))
        file.writeframes(pcm)
    return {"seconds": len(pcm) / 48_000}


def told(alignments: list[object]) -> dict[str, object]:
    characters = [it for one in alignments for it in one.characters]
    starts = [it for one in alignments for it in one.character_start_times_seconds]
    ends = [it for one in alignments for it in one.character_end_times_seconds]
    return {"characters": "".join(characters), "starts": starts, "ends": ends}


try:
    print(json.dumps(main()))
except ApiError as error:
    print(
        json.dumps({"error": type(error).__name__, "status": error.status_code, "body": error.body})
    )
except InvalidStatus as error:  # its socket does not make an ApiError of a refused handshake
    said = {"error": type(error).__name__, "status": error.response.status_code}
    print(json.dumps(said))
