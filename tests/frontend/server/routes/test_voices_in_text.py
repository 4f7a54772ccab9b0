"""Several voices in one text, at every entrance that takes a whole text."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import httpx
import msgspec
import numpy as np
import pytest

from backend_queues.base import OptionValue, SpeechRequest
from backend_queues.tone.adapter import Tone
from tasks.worker.publisher import to_pcm
from tasks.worker.shaping import shape
from tests.frontend.server.routes.realtime_client import connected
from tests.support.clients import ServerEvent, pcm_of, read_events, stream_tokens
from tests.support.server import BACKENDS_FILE, Server, running_server

SPEAK = "<speak>{}</speak>"


@dataclass(frozen=True)
class Spoken:
    """A segment as the tone speaks it."""

    text: str
    voice: str = "sine"
    speed: float = 1.0
    pause_s: float = 0.3


def pcm_expected(*segments: Spoken) -> bytes:
    tone, pcm = Tone(), []
    for index, segment in enumerate(segments):
        options: dict[str, OptionValue] = {"speed": segment.speed}
        request = SpeechRequest(segment.text, segment.voice, "", options, index, seed=0)
        parts = tone.synthesize(request, lambda: False)
        shaped = shape(parts, tone.sample_rate_hz, segment.pause_s)
        pcm.append(to_pcm(np.concatenate([speech.samples for speech in shaped])))
    return b"".join(pcm)


# What is spoken in the same way of each of these.
EXPECTED = pcm_expected(
    Spoken("Here is the first voice."),
    Spoken("And here is the second one.", "square"),
    Spoken("That was all of it.", pause_s=0.0),
)
INLINE = {
    "text": "Here is the first voice. [voice:square]And here is the second one. [/voice]"
    "That was all of it."
}
SCRIPT = {
    "text": "Here is the first voice. \n\nBob: And here is the second one.",
    "voices": {"Bob": "square"},
}
PARTS = {
    "parts": [
        {"text": "Here is the first voice."},
        {"text": "And here is the second one.", "voice": "square"},
        {"text": "That was all of it."},
    ]
}
SSML = {
    "text": SPEAK.format(
        'Here is the first voice. <voice name="square">And here is the second one.</voice> '
        "That was all of it."
    ),
    "ssml": True,
}
WAYS = [
    pytest.param(body, id=name)
    for name, body in [("inline", INLINE), ("parts", PARTS), ("ssml", SSML)]
]


@pytest.fixture(scope="module")
def strict_server() -> Iterator[Server]:
    """One whose texts may name no voices."""
    with running_server(
        "tone",
        registry=BACKENDS_FILE,
        inline_voices="off",
        first_audio_s=60,
        max_text_chars=1_000,
    ) as server:
        yield server


async def post(server: Server, path: str, body: dict[str, Any]) -> httpx.Response:
    async with httpx.AsyncClient(timeout=60) as client:
        return await client.post(f"{server.url}{path}", json=body)


async def events_of(server: Server, **body: object) -> list[ServerEvent]:
    async with (
        httpx.AsyncClient(timeout=60) as client,
        client.stream("POST", f"{server.url}/sse", json=body) as answer,
    ):
        assert answer.status_code == 200, await answer.aread()
        return [event async for event in read_events(answer)]


def told(events: list[ServerEvent], name: str) -> list[Any]:
    return [event.data for event in events if event.event == name]


@pytest.mark.parametrize("body", WAYS)
async def test_it_is_one_stream_as_a_file(server: Server, body: dict[str, Any]) -> None:
    answer = await post(server, "/tts", {**body, "format": "pcm"})
    assert answer.status_code == 200, answer.text
    assert answer.content == EXPECTED


@pytest.mark.parametrize("body", WAYS)
async def test_it_is_one_stream_of_events(server: Server, body: dict[str, Any]) -> None:
    events = await events_of(server, **body)
    assert pcm_of(events) == EXPECTED
    assert events[0].data["warnings"] == []
    assert len(told(events, "segment")) == 3


@pytest.mark.parametrize("body", WAYS)
@pytest.mark.parametrize("path", ["/v1/audio/speech", "/v1/audio/speech/captioned"])
async def test_it_is_one_stream_for_openais_clients(
    server: Server, path: str, body: dict[str, Any]
) -> None:
    renamed = {"input" if name == "text" else name: value for name, value in body.items()}
    answer = await post(server, path, {**renamed, "response_format": "pcm", "voice": "sine"})
    assert answer.status_code == 200, answer.text
    if path.endswith("captioned"):
        lines = [json.loads(line) for line in answer.content.splitlines()]
        audio = b"".join(msgspec.convert(line["audio"], bytes) for line in lines)
    else:
        audio = answer.content
    assert audio == EXPECTED


async def test_openais_names_are_voices_of_parts_too(server: Server) -> None:
    body = {
        "parts": [{"text": "Here is one.", "voice": "alloy"}],
        "response_format": "pcm",
        "voice": "sine",
    }
    answer = await post(server, "/v1/audio/speech", body)
    assert answer.content == pcm_expected(Spoken("Here is one.", "square", pause_s=0.0))


@pytest.mark.parametrize("body", [INLINE, SSML])
async def test_it_is_one_stream_over_sockets(server: Server, body: dict[str, Any]) -> None:
    query = "ssml=true" if "ssml" in body else ""
    async with connected(server, query) as client:
        await client.say(body["text"])
        assert (await client.turn()).pcm == EXPECTED
    config = {"ssml": True} if "ssml" in body else {}
    tokens = [{"token": char} for char in body["text"]]
    heard = await stream_tokens(server.ws_url, config, *tokens, {"done": True})
    assert heard.pcm == EXPECTED


async def test_a_script_is_spoken_by_its_speakers(server: Server) -> None:
    events = await events_of(server, **SCRIPT)
    assert pcm_of(events) == pcm_expected(
        Spoken("Here is the first voice.", pause_s=0.5),
        Spoken("And here is the second one.", "square", pause_s=0.0),
    )


async def test_a_part_of_another_backend_with_options_of_its_own(server: Server) -> None:
    parts = [
        {"text": "Here is the first voice.", "options": {"speed": 2}},
        {"text": "Another backend has words.", "backend": "faulty", "options": {"words": True}},
    ]
    events = await events_of(server, parts=parts, options={"speed": 0.5})
    assert told(events, "words")
    assert events[-1].data["segments"] == 2
    first, second = told(events, "segment")
    assert second["start_s"] == pytest.approx(len(first["text"]) * 0.06 / 2 + 0.3, abs=0.01)


async def test_ssml_may_be_the_body_itself(server: Server) -> None:
    headers = {"Content-Type": "application/ssml+xml; charset=utf-8"}
    for path in ("/tts", "/sse"):
        async with httpx.AsyncClient(timeout=60) as client:
            answer = await client.post(
                f"{server.url}{path}?format=pcm&speed=1",
                content=str(SSML["text"]).encode(),
                headers=headers,
            )
        assert answer.status_code == 200, answer.text
        if path == "/tts":
            assert answer.content == EXPECTED


async def test_marks_and_warnings_are_events(server: Server) -> None:
    document = SPEAK.format(
        'One word <mark name="here"/>and <foo>another</foo>. <mark name="there"/>'
        "The end of it all<mark name='end'/>"
    )
    options = {"backend": "faulty", "options": {"words": True}}
    events = await events_of(server, text=document, ssml=True, **options)
    assert events[0].data["warnings"] == ["There is no element 'foo' here; its text is spoken."]
    here, there, end = told(events, "mark")
    words = [word for data in told(events, "words") for word in data["words"]]
    starts = {text.strip(".,"): start_s for text, start_s, _ in words}
    assert (here["name"], here["start_s"]) == ("here", starts["and"])
    assert (there["name"], there["segment_index"]) == ("there", 1)
    assert there["start_s"] == pytest.approx(told(events, "segment")[1]["start_s"], abs=0.001)
    assert (end["name"], end["start_s"]) == ("end", events[-1].data["audio_s"])
    heard = await stream_tokens(
        server.ws_url,
        {"ssml": True, "events": True, "backend": "faulty", "opts": {"words": True}},
        {"token": document, "done": True},
    )
    marks = [message for message in heard.messages if message["type"] == "mark"]
    assert [{**mark, "type": "mark"} for mark in told(events, "mark")] == marks
    start = next(message for message in heard.messages if message["type"] == "start")
    assert start["warnings"] == events[0].data["warnings"]


@pytest.mark.parametrize(
    ("body", "status", "words"),
    [
        ({"text": "<speak>Hello <b>there</speak>", "ssml": True}, 400, "line 1, column"),
        ({"text": "Hello.", "parts": [{"text": "x"}]}, 400, "not both"),
        ({}, 400, "There is no text"),
        ({"parts": []}, 400, "There is no text"),
        ({"parts": [{"voice": "sine"}]}, 400, "text"),
        ({"parts": [{"text": "x", "speed": 1}]}, 400, "speed"),
        ({"parts": [{"text": "x", "voice": "nobody"}]}, 404, "nobody"),
        ({"parts": [{"text": "x", "backend": "nowhere"}]}, 404, "nowhere"),
        ({"parts": [{"text": "x", "options": {"pitch": 1}}]}, 400, "pitch"),
        ({"parts": [{"text": "x"}] * 1_001}, 400, "1000"),
        ({"text": "Hello.", "voices": {"Bob": "nobody"}}, 404, "voices: 'Bob'"),
        ({"text": "Hello.", "voices": {f"n{n}": "sine" for n in range(101)}}, 400, "101 names"),
    ],
)
async def test_what_cannot_be_is_refused(
    server: Server, body: dict[str, Any], status: int, words: str
) -> None:
    for path in ("/tts", "/sse"):
        answer = await post(server, path, body)
        assert (answer.status_code, words in answer.text) == (status, True), answer.text


async def test_texts_name_no_voices_where_that_is_set(strict_server: Server) -> None:
    events = await events_of(strict_server, **INLINE)
    [warning] = events[0].data["warnings"]
    assert "VOICE_SERVER_INLINE_VOICES" in warning
    assert "voice" not in " ".join(data["text"] for data in told(events, "segment")[1:])
    assert pcm_of(await events_of(strict_server, **PARTS)) == EXPECTED


async def test_parts_are_as_long_in_all_as_a_text_may_be(strict_server: Server) -> None:
    answer = await post(strict_server, "/tts", {"parts": [{"text": "x" * 101}] * 10})
    assert (answer.status_code, "1,010 characters" in answer.text) == (413, True)
    heard = await stream_tokens(
        strict_server.ws_url, {"ssml": True}, *[{"token": "x" * 101}] * 10, {"done": True}
    )
    assert heard.messages[-1]["code"] == "text_too_long"


@pytest.mark.parametrize("body", WAYS)
async def test_a_stream_is_resumed_in_the_midst_of_several_voices(
    server: Server, body: dict[str, Any]
) -> None:
    events = await events_of(server, **body)
    for place in [*range(0, len(events) - 1, 9), len(events) - 2]:
        async with (
            httpx.AsyncClient(timeout=60) as client,
            client.stream(
                "GET", f"{server.url}/sse", headers={"Last-Event-ID": events[place].id}
            ) as answer,
        ):
            rest = [event async for event in read_events(answer)]
        assert pcm_of(events[: place + 1]) + pcm_of(rest) == EXPECTED
        assert rest[-1].data == events[-1].data


async def test_a_repetition_with_a_key_gets_all_voices_again(server: Server) -> None:
    headers = {"Idempotency-Key": "several voices"}
    async with httpx.AsyncClient(timeout=60) as client:
        body = {**PARTS, "format": "pcm"}
        answers = [
            await client.post(f"{server.url}/tts", json=body, headers=headers) for _ in range(2)
        ]
        other = {**body, "parts": body["parts"][:2]}
        refused = await client.post(f"{server.url}/tts", json=other, headers=headers)
    assert [answer.content for answer in answers] == [EXPECTED] * 2
    assert (refused.status_code, refused.json()["error"]["code"]) == (422, "idempotency_key_reused")
