"""Speaks by Cartesia's Python SDK; prints what came as JSON, and writes the audio to a folder.

Its address and key are in CARTESIA_BASE_URL and CARTESIA_API_KEY, the address of its socket in
WEBSOCKET_URL. The arguments are what to do, the voice, the text, and the folder.
"""

import base64
import json
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from cartesia import APIStatusError, Cartesia
from websockets.exceptions import InvalidStatus

PCM: Any = {"container": "raw", "encoding": "pcm_s16le", "sample_rate": 24_000}
WAV: Any = {"container": "wav", "encoding": "pcm_s16le", "sample_rate": 24_000}
PATIENCE_S = 120

client = Cartesia(
    api_key=os.environ["CARTESIA_API_KEY"],
    websocket_base_url=os.environ["WEBSOCKET_URL"],
    max_retries=0,
    timeout=PATIENCE_S,
)


class Heard:
    """What came of one context."""

    def __init__(self) -> None:
        self.audio = b""
        self.words: list[Any] = []
        self.types: list[str] = []

    def take(self, event: Any) -> bool:
        """Follow an event; true after the last one."""
        self.types.append(event.type)
        if event.type == "chunk":
            self.audio += base64.b64decode(event.data)
        elif event.type == "timestamps":
            times = event.word_timestamps
            self.words += zip(times.words, times.start, times.end, strict=True)
        return event.type in ("done", "error")

    def told(self, path: Path) -> dict[str, Any]:
        path.write_bytes(self.audio)
        return {"words": self.words, "types": self.types}


def whole(voice: str, text: str, folder: Path) -> dict[str, Any]:
    answer = client.tts.generate(
        model_id="sonic-3",
        transcript=text,
        voice={"mode": "id", "id": voice},
        output_format=WAV,
        language="en",
    )
    answer.write_to_file(folder / "said.wav")
    return {"warning": answer.headers.get("x-voice-warning")}


def events(voice: str, text: str, folder: Path) -> dict[str, Any]:
    heard = Heard()
    with client.tts.generate_sse(
        model_id="sonic-3",
        transcript=text,
        voice=voice,
        output_format=PCM,
        add_timestamps=True,
        context_id="one",
    ) as stream:
        for event in stream:
            heard.take(event)
    return heard.told(folder / "said.pcm")


def opened(connection: Any, voice: str) -> Any:
    return connection.context(
        model_id="sonic-3",
        voice={"mode": "id", "id": voice},
        output_format=PCM,
        language="en",
        add_timestamps=True,
        timeout=PATIENCE_S,
    )


def push(context: Any, text: str, size: int = 4) -> None:
    for start in range(0, len(text), size):
        context.push(text[start : start + size])


def hear(context: Any) -> Heard:
    heard = Heard()
    for event in context.receive():
        heard.take(event)
    return heard


def tokens(voice: str, text: str, folder: Path) -> dict[str, Any]:
    with client.tts.websocket_connect() as connection:
        context = opened(connection, voice)
        push(context, text)
        context.no_more_inputs()
        return hear(context).told(folder / "said.pcm")


def flushed(voice: str, text: str, folder: Path) -> dict[str, Any]:
    """The half of a sentence, then all of it."""
    with client.tts.websocket_connect() as connection:
        context, heard = opened(connection, voice), Heard()
        half = text.rfind(" ", 0, len(text) // 2)
        context.push(text[:half])
        context.push("", flush=True)
        ids: list[Any] = []
        for event in context.receive():
            heard.take(event)
            ids.append([event.type, getattr(event, "flush_id", None)])
            if event.type == "flush_done":
                context.push(text[half:])
                context.no_more_inputs()
        return heard.told(folder / "said.pcm") | {"ids": ids}


def cancel(voice: str, text: str, folder: Path) -> dict[str, Any]:
    """One context is cancelled while it speaks; then another one speaks over the same socket."""
    with client.tts.websocket_connect() as connection:
        first = opened(connection, voice)
        first.push(f"{text} " * 50)
        for event in first.receive():
            if event.type == "chunk":
                break
        first.cancel()
        second = opened(connection, voice)
        push(second, text)
        second.no_more_inputs()
        heard, strange = Heard(), 0
        for event in second.receive():
            # What was on its way when the first was cancelled is given to whoever reads.
            if event.context_id == second._context_id:
                heard.take(event)
            else:
                strange += 1
        return heard.told(folder / "said.pcm") | {"strange": strange}


def two(voice: str, text: str, folder: Path) -> dict[str, Any]:
    """Two contexts at once; each is one half of the texts that a slash parts."""
    with client.tts.websocket_connect() as connection:
        parts = text.split("/")
        contexts = [opened(connection, voice) for _ in parts]
        for context, part in zip(contexts, parts, strict=True):
            push(context, part)
        for context in contexts:
            context.no_more_inputs()
        return {
            name: hear(context).told(folder / f"{name}.pcm")
            for name, context in zip(("one", "two"), contexts, strict=True)
        }


def restarted(voice: str, text: str, folder: Path) -> dict[str, Any]:
    """Speaks, waits until the server is another one, and speaks again by the same client."""
    with client.tts.websocket_connect() as connection:
        context = opened(connection, voice)
        context.push(text, continue_=False)
        first = hear(context).types[-1]
        (folder / "spoken").touch()
        while not (folder / "restarted").exists():
            time.sleep(0.05)
    told = tokens(voice, text, folder)
    return {"first": first, "second": told["types"][-1]}


def voices(voice: str, text: str, folder: Path) -> dict[str, Any]:
    listed = [found.id for found in client.voices.list(limit=1)]
    found = client.voices.get(voice)
    return {"listed": listed, "found": found.id, "language": found.language}


DO: dict[str, Callable[[str, str, Path], dict[str, Any]]] = {
    work.__name__: work for work in (whole, events, tokens, flushed, cancel, two, restarted, voices)
}


def main(what: str, voice: str, text: str, folder: str) -> dict[str, Any]:
    try:
        return DO[what](voice, text, Path(folder))
    except APIStatusError as error:
        return {"error": type(error).__name__, "status": error.status_code, "body": error.body}
    except InvalidStatus as error:
        return {"error": type(error).__name__, "status": error.response.status_code}


if __name__ == "__main__":
    print(json.dumps(main(*sys.argv[1:])))
