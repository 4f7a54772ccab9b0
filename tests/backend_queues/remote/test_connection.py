"""Streaming, stopping in the middle, and a network that fails."""

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from backend_queues.errors import AssetUnavailable, SynthesisFailed
from backend_queues.remote import connection
from backend_queues.remote.adapter import ElevenLabs, OpenAI
from tests.backend_queues.remote.conftest import Load
from tests.backend_queues.remote.fake_server import Answer, Fake, json_answer
from tests.backend_queues.remote.fakes import FakeOpenAI, tone
from tests.backend_queues.remote.speaking import TEXT, parts, pcm, refused

PCM = tone(TEXT, 1)
HALF = PCM[: len(PCM) // 2]


def test_the_first_part_comes_before_the_answer_ends(openai: OpenAI, fake_openai: Fake) -> None:
    more = threading.Event()
    fake_openai.script.append(Answer((HALF, more, PCM[len(HALF) :])))
    speech = parts(openai)
    first = next(speech)
    assert not more.is_set()
    more.set()
    assert pcm([first, *speech]) == PCM


def test_one_connection_is_kept_for_all_requests(openai: OpenAI, fake_openai: Fake) -> None:
    for _ in range(3):
        list(parts(openai))
    assert len(fake_openai.connections) == 1


def test_a_connection_that_the_service_closed_meanwhile_is_made_anew(
    openai: OpenAI, fake_openai: Fake
) -> None:
    fake_openai.script.append(Answer((PCM,), headers={"Connection": "close"}))
    list(parts(openai))
    list(parts(openai))
    assert len(fake_openai.connections) == 2


@pytest.mark.parametrize("begun", [False, True])
def test_a_cancelled_request_is_closed_while_the_service_is_waited_for(
    openai: OpenAI, fake_openai: Fake, begun: bool
) -> None:
    never = threading.Event()
    fake_openai.script.append(Answer((HALF, never)) if begun else Answer(before=never))
    list(parts(openai, cancelled=fake_openai.waiting.is_set))
    assert fake_openai.left.wait(5)  # the service would have waited for 10 s
    assert pcm(list(parts(openai))) == PCM


def test_a_cancelled_request_does_not_wait_for_a_busy_service(
    openai: OpenAI, fake_openai: Fake
) -> None:
    """It would be asked again after four seconds, and speak; for longer, nobody waits anyway."""
    fake_openai.script.append(json_answer({}, 429, Retry_After="4"))
    assert list(parts(openai, cancelled=lambda: not fake_openai.script)) == []


def test_a_listener_who_leaves_closes_the_connection(openai: OpenAI, fake_openai: Fake) -> None:
    fake_openai.script.append(Answer((HALF, threading.Event())))
    speech = parts(openai)
    next(speech)
    speech.close()  # type: ignore[attr-defined]  # it is a generator
    assert fake_openai.left.wait(5)


def test_nothing_is_sent_for_a_request_that_was_cancelled_before(
    openai: OpenAI, fake_openai: Fake
) -> None:
    assert list(parts(openai, cancelled=lambda: True)) == []
    assert all(seen.method == "GET" for seen in fake_openai.seen)


@pytest.mark.parametrize("headers", [{}, {"Content-Length": str(len(PCM))}])
def test_an_answer_that_breaks_off_is_no_speech(
    openai: OpenAI, fake_openai: Fake, headers: dict[str, str]
) -> None:
    fake_openai.script.append(Answer((HALF,), headers=headers, broken=True))
    speech = parts(openai)
    next(speech)
    with pytest.raises(SynthesisFailed, match="127.0.0.1:.* broke off") as raised:
        list(speech)
    assert raised.value.retryable


def test_an_empty_answer_is_no_speech(openai: OpenAI, fake_openai: Fake) -> None:
    error = refused(openai, fake_openai, Answer())
    assert isinstance(error, SynthesisFailed) and error.retryable


def test_a_service_that_falls_silent_is_given_up(fake_openai: Fake, load: Load) -> None:
    backend = load(OpenAI(url=f"{fake_openai.url}/v1", timeout_s=0.2))
    error = refused(backend, fake_openai, Answer((HALF, threading.Event())))
    assert isinstance(error, SynthesisFailed) and "nothing for 0.2 s" in error.message


@contextmanager
def silent_server() -> Iterator[str]:
    """Connections are taken, and nothing is ever answered."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield f"http://127.0.0.1:{server.getsockname()[1]}"


def closed_port() -> str:
    with silent_server() as url:
        return url


def test_without_a_network_loading_fails_at_once_with_a_sentence() -> None:
    started = time.monotonic()
    with pytest.raises(AssetUnavailable, match="127.0.0.1:.* cannot be reached.*the network"):
        ElevenLabs(url=closed_port()).load()
    assert time.monotonic() - started < 5


@pytest.mark.parametrize("voices", [None, ["given"]])
def test_loading_does_not_wait_long_for_a_service_that_does_not_answer(
    voices: list[str] | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert 2 * connection.LISTING_S + connection.CONNECT_S < 15
    monkeypatch.setattr(connection, "LISTING_S", 0.2)
    with silent_server() as url, pytest.raises(AssetUnavailable, match="no answer within 0.2 s"):
        OpenAI(url=url, voices=voices).load()


def test_a_network_that_goes_away_later_is_a_failure_to_be_tried_again(load: Load) -> None:
    with FakeOpenAI() as fake:
        backend = load(OpenAI(url=f"{fake.url}/v1", voices=["one"]))
        fake.script.append(Answer((PCM,), headers={"Connection": "close"}))
        list(parts(backend))
    with pytest.raises(SynthesisFailed, match="cannot be reached") as raised:
        list(parts(backend))
    assert raised.value.retryable
