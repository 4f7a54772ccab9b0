"""Real text in, real speech of real models out, through the running server."""

import asyncio

import httpx
import numpy as np
import pytest
from numpy.typing import NDArray

from tests.support.clients import ServerEvent, pcm_of, read_events, sse_events, stream_tokens
from tests.support.recognition import plain, transcribe, word_error_rate
from tests.support.sentences import SENTENCES
from tests.support.server import Server

pytestmark = [pytest.mark.no_cover, pytest.mark.weights]

TIMEOUT_S = 180
TEXT = " ".join(SENTENCES[:3])


async def spoken(server: Server, **body: object) -> list[ServerEvent]:
    async with httpx.AsyncClient(timeout=TIMEOUT_S) as client:
        events = await sse_events(client, server.url, **body)
    assert events[-1].event == "done", events[-1]
    return events


def samples_of(pcm: bytes) -> NDArray[np.float32]:
    return np.frombuffer(pcm, "<i2").astype(np.float32) / np.float32(32768)


@pytest.mark.parametrize(
    ("backend", "voice", "limit"),
    [
        ("kokoro", "af_heart", 0.05),
        ("kokoro", "am_michael", 0.05),
        ("kokoro", "bf_emma", 0.05),
        pytest.param("piper", "joe", 0.10, marks=pytest.mark.smoke),
    ],
)
async def test_ten_sentences_are_understood(
    model_server: Server, backend: str, voice: str, limit: float
) -> None:
    text = " ".join(SENTENCES)
    events = await spoken(model_server, text=text, backend=backend, voice=voice)
    heard = transcribe(samples_of(pcm_of(events)))
    rate = word_error_rate(text, heard)
    print(f"{backend} {voice}: word error rate {rate:.3f}")
    assert rate <= limit, heard


@pytest.mark.smoke
async def test_tokens_are_spoken_by_the_default_voice(model_server: Server) -> None:
    tokens = [{"token": word + " "} for word in TEXT.split()]
    heard = await stream_tokens(model_server.ws_url, *tokens, {"done": True})
    assert heard.close_code == 1000
    assert word_error_rate(TEXT, transcribe(samples_of(heard.pcm))) <= 0.1


@pytest.mark.parametrize("backend", ["kokoro", "piper"])
async def test_no_seam_is_a_step(model_server: Server, backend: str) -> None:
    """Between segments, neighbouring samples differ no more than inside of them."""
    events = await spoken(model_server, text=TEXT, backend=backend)
    samples = samples_of(pcm_of(events))
    steps = np.abs(np.diff(samples))
    starts = [round(e.data["start_s"] * 24_000) for e in events if e.event == "segment"]
    assert len(starts) >= 3
    for start in starts[1:]:
        assert steps[start - 5 : start + 5].max() < 0.01 < steps.max()


async def test_silence_is_trimmed_and_pauses_fit(model_server: Server) -> None:
    """The stream begins and ends with speech; at a full stop there is silence of 0.3 s."""
    events = await spoken(model_server, text=TEXT)
    loud = np.abs(samples_of(pcm_of(events))) > 0.01
    first, last = np.flatnonzero(loud)[[0, -1]]
    assert first < 0.05 * 24_000
    assert len(loud) - last < 0.1 * 24_000
    starts = {e.data["text"]: e.data["start_s"] for e in events if e.event == "segment"}
    second_sentence = starts[SENTENCES[1]]
    before = np.flatnonzero(loud[: round(second_sentence * 24_000)])[-1] / 24_000
    assert 0.25 < second_sentence - before < 0.5


async def test_words_are_timed_within_the_audio(model_server: Server) -> None:
    events = await spoken(model_server, text=TEXT)
    words = [word for event in events if event.event == "words" for word in event.data["words"]]
    assert plain(" ".join(text for text, _, _ in words)) == plain(TEXT)
    starts = [start for _, start, _ in words]
    assert starts == sorted(starts)
    assert all(start <= end for _, start, end in words)
    assert words[-1][2] <= events[-1].data["audio_s"] + 0.001  # both are rounded
    samples = np.abs(samples_of(pcm_of(events)))
    for _, start, end in words:  # a word is where it can be heard
        assert samples[round(start * 24_000) : round(end * 24_000) + 1].max() > 0.01


async def test_the_same_text_is_the_same_audio(model_server: Server) -> None:
    one, two = [pcm_of(await spoken(model_server, text=TEXT)) for _ in range(2)]
    assert one == two


async def test_a_client_that_leaves_stops_a_running_inference(model_server: Server) -> None:
    """A sentence of this length takes the model many times what a word takes."""
    long_sentence = " and ".join(sentence.rstrip(".,") for sentence in SENTENCES[3:8])
    async with httpx.AsyncClient(timeout=TIMEOUT_S) as client:

        async def busy() -> bool:
            answer = await client.get(f"{model_server.url}/v1/backends")
            return bool(answer.json()["backends"][1]["busy_workers"])

        body = {"text": f"First, a word.\n{long_sentence}."}
        async with client.stream("POST", f"{model_server.url}/sse", json=body) as answer:
            async for event in read_events(answer):
                if event.event == "segment":
                    break
        async with asyncio.timeout(8):  # to the sentence's end it takes far longer
            while True:
                if not await busy():
                    return
                await asyncio.sleep(0.05)


async def test_voices_are_all_there(model_server: Server) -> None:
    async with httpx.AsyncClient() as client:
        names = (await client.get(f"{model_server.url}/voices")).json()
    assert len(names) == 54
    assert "af_heart" in names
