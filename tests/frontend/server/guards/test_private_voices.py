"""A voice that one key has uploaded speaks for nobody else, who cannot tell that there is one."""

import json
from collections.abc import Callable, Iterator
from typing import Any

import httpx
import pytest
from websockets.asyncio.client import connect

from tests.frontend.server.vendors.forms import Asked, body, header
from tests.support.clients import Heard, hear, pcm_of, read_events
from tests.support.keys import Keys, bearer
from tests.support.recordings import write_tone
from tests.support.server import BACKENDS_FILE, Server, running_server

TIMEOUT_S = 60
TEXT = "Hello there."
# The same in length, so that answers about them are alike but for the name.
PRIVATE, ABSENT = "annas", "berta"
VENDORS = {
    "openai": "/v1/audio/speech",
    "elevenlabs": "/v1/text-to-speech/{voice}",
    "deepgram": "/v1/speak?model={voice}",
    "cartesia": "/tts/bytes",
    "azure": "/cognitiveservices/v1",
}


@pytest.fixture(scope="module")
def keys(tmp_path_factory: pytest.TempPathFactory) -> Keys:
    return Keys(tmp_path_factory.mktemp("keys") / "keys.json")


@pytest.fixture(scope="module")
def owner(keys: Keys) -> str:
    return keys.add("speak", "voices", "jobs")


@pytest.fixture(scope="module")
def other(keys: Keys) -> str:
    return keys.add("speak", "voices", "jobs")


@pytest.fixture(scope="module")
def server(
    keys: Keys, owner: str, other: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Server]:
    """One backend, which clones, and the owner's recording. Both keys are there from the start."""
    assert owner != other
    folder = tmp_path_factory.mktemp("voices")
    write_tone(folder / "anna.wav", 330, 3)
    with running_server(
        "cloning",
        registry=BACKENDS_FILE,
        keys=keys.file.path,
        default_backend="cloning",
        unknown_voices="refuse",
        voice_samples=folder / "samples",
        cache=folder / "cache",
    ) as server:
        recording = (folder / "anna.wav").read_bytes()
        httpx.post(
            f"{server.url}/v1/audio/voices",
            data={"name": PRIVATE},
            files={"file": ("anna.wav", recording)},
            headers=bearer(owner),
            timeout=TIMEOUT_S,
        ).raise_for_status()
        yield server


def told(answer: httpx.Response) -> tuple[int, str]:
    return answer.status_code, answer.text.replace(PRIVATE, ABSENT)


def alike(ask: Callable[[str], httpx.Response]) -> httpx.Response:
    """Return what is answered about the private voice, which is as if there were none."""
    private, absent = ask(PRIVATE), ask(ABSENT)
    ids = (told(answer)[1] for answer in (private, absent))
    assert private.status_code == absent.status_code
    assert len({"".join(c for c in text if not c.isalnum()) for text in ids}) == 1
    return private


@pytest.mark.parametrize("vendor", VENDORS)
def test_every_protocol_refuses_it(server: Server, owner: str, other: str, vendor: str) -> None:
    def ask(voice: str, key: str) -> httpx.Response:
        url, asked = server.url + VENDORS[vendor].format(voice=voice), Asked(key, voice, TEXT)
        return httpx.post(
            url, headers=header(vendor, key), timeout=TIMEOUT_S, **body(vendor, asked)
        )

    assert ask(PRIVATE, owner).is_success
    assert alike(lambda voice: ask(voice, other)).status_code in (400, 404)


BODIES: dict[str, Callable[[str], dict[str, Any]]] = {
    "voice": lambda voice: {"text": TEXT, "voice": voice},
    "mix": lambda voice: {"text": TEXT, "voice": f"{voice}:0.5,sine:0.5"},
    "parts": lambda voice: {"parts": [{"text": TEXT}, {"text": TEXT, "voice": voice}]},
    "cast": lambda voice: {"text": f"Bob: {TEXT}", "voices": {"Bob": voice}},
}


@pytest.mark.parametrize("kind", BODIES)
def test_it_is_refused_wherever_a_voice_is_named(
    server: Server, owner: str, other: str, kind: str
) -> None:
    def ask(voice: str, key: str) -> httpx.Response:
        content = BODIES[kind](voice)
        return httpx.post(f"{server.url}/tts", json=content, headers=bearer(key), timeout=TIMEOUT_S)

    if kind != "mix":  # no recording is mixed
        assert ask(PRIVATE, owner).is_success
    assert alike(lambda voice: ask(voice, other)).status_code in (400, 404, 422)


@pytest.mark.parametrize(
    "text",
    ["[voice:{}]" + TEXT, f'<speak><voice name="{{}}">{TEXT}</voice></speak>'],
    ids=["cue", "SSML"],
)
async def test_a_text_that_names_it_is_spoken_in_the_voice_it_had(
    server: Server, owner: str, other: str, text: str
) -> None:
    async def heard(voice: str, key: str) -> bytes:
        content = {"text": text.format(voice), "ssml": "<" in text}
        async with (
            httpx.AsyncClient(timeout=TIMEOUT_S) as client,
            client.stream("POST", f"{server.url}/sse", json=content, headers=bearer(key)) as answer,
        ):
            return pcm_of([event async for event in read_events(answer)])

    own, private, absent = (
        await heard(PRIVATE, owner),
        await heard(PRIVATE, other),
        await heard(ABSENT, other),
    )
    assert private == absent and own not in (b"", private)


def test_it_is_neither_listed_nor_deleted_nor_heard_in_a_job(
    server: Server, owner: str, other: str
) -> None:
    def names(key: str) -> str:
        listed = httpx.get(f"{server.url}/v1/audio/voices", headers=bearer(key), timeout=TIMEOUT_S)
        return listed.raise_for_status().text

    def delete(voice: str) -> httpx.Response:
        url = f"{server.url}/v1/audio/voices/{voice}"
        return httpx.delete(url, headers=bearer(other), timeout=TIMEOUT_S)

    def job(voice: str) -> httpx.Response:
        content = {"items": [{"text": TEXT}], "voice": voice}
        return httpx.post(
            f"{server.url}/v1/jobs", json=content, headers=bearer(other), timeout=TIMEOUT_S
        )

    assert alike(delete).status_code == 404
    assert alike(job).status_code in (400, 404)
    assert PRIVATE in names(owner) and PRIVATE not in names(other)


async def test_a_socket_of_another_key_does_not_speak_with_it(
    server: Server, owner: str, other: str
) -> None:
    async def heard(key: str) -> Heard:
        url = f"{server.ws_url}/stream-tokens"
        async with connect(url, additional_headers=bearer(key)) as socket:
            await socket.send(json.dumps({"voice": PRIVATE, "token": TEXT, "done": True}))
            return await hear(socket)

    assert (await heard(owner)).pcm
    refused = await heard(other)
    assert not refused.pcm and refused.messages[-1]["code"] == "unknown_voice"
