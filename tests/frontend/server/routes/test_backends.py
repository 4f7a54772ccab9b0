"""What there is to speak with, and whether the server can."""

import httpx

from tests.support.server import Server


def test_v1_backends_say_what_they_can(server: Server) -> None:
    answer = httpx.get(f"{server.url}/v1/backends").json()
    assert answer["default"] == "tone"
    tone, faulty, absent, _ = answer["backends"]
    assert (tone["name"], tone["workers"], tone["default_voice"]) == ("tone", 2, "sine")
    assert tone["sample_rate_hz"] == 24_000
    assert tone["capabilities"]["options"][0]["name"] == "speed"
    assert faulty["capabilities"]["tags"] == ["laugh"]
    assert tone["problems"] == faulty["problems"] == []
    advice = "No worker serves it now. Start one with: voice-server worker absent"
    assert absent == {
        "name": "absent",
        "purpose": "Never serves anybody.",
        "workers": 0,
        "busy_workers": 0,
        "queue_depth": 0,
        "problems": [advice],
    }


def test_v1_voices_say_whose_they_are(server: Server) -> None:
    answer = httpx.get(f"{server.url}/v1/voices").json()
    voices = answer["voices"]
    assert {(voice["backend"], voice["name"]) for voice in voices} == {
        (backend, name) for backend in ("tone", "faulty") for name in ("sine", "square")
    }
    assert all(voice["language"] == "en-US" and not voice["cloned"] for voice in voices)
    assert answer["tags"] == {"tone": [], "faulty": ["laugh"]}


def test_health_and_ready(server: Server) -> None:
    assert httpx.get(f"{server.url}/health").json() == {"status": "ok"}
    ready = httpx.get(f"{server.url}/ready")
    backends = ["faulty", "tone"]
    said = {"status": "ready", "backends": backends, "workers": 3, "problems": []}
    assert ready.json() == said


def test_a_path_that_is_none_is_told_in_the_same_shape(server: Server) -> None:
    answer = httpx.get(f"{server.url}/nothing")
    assert answer.status_code == 404
    assert answer.json()["error"]["code"] == "not_found"
