"""Which route is meant by a path, and what a proxy's path changes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from backend_queues.errors import InvalidConfiguration
from frontend.server.guards.paths import Paths, checked_root_path, meant_path
from tests.frontend.server.guards.guarded import client_behind


@pytest.mark.parametrize(
    ("path", "meant"),
    [
        ("/v1/audio/speech", "/v1/audio/speech"),
        ("/v1//audio/speech", "/v1/audio/speech"),
        ("/v1/audio/speech/", "/v1/audio/speech"),
        ("//v1/audio/speech//", "/v1/audio/speech"),
        ("/audio/speech", "/v1/audio/speech"),
        ("//audio/voices/anna", "/v1/audio/voices/anna"),
        ("/v1/v1/audio/speech", "/v1/audio/speech"),
        ("/models", "/v1/models"),
        ("/models/tts-1", "/v1/models/tts-1"),
        ("/tts/", "/tts"),
        ("/stream-tokens/", "/stream-tokens"),
        ("/", "/"),
        ("//", "/"),
        ("", "/"),
        ("/docs/", "/docs/"),  # whose links would lead elsewhere
        ("/static/docs/", "/static/docs/"),
        ("/metrics", "/metrics"),
        ("/metrics/", "/metrics/"),  # a proxy holds back /metrics alone
        ("//metrics", "//metrics"),
        ("/metrics\n", "/metrics%0A"),  # a route would take it for /metrics
        ("/v1/jobs/\n", "/v1/jobs/%0A"),
        ("/audiobooks", "/audiobooks"),
        ("/v1beta/v1", "/v1beta/v1"),
    ],
)
def test_a_path_is_read_as_it_is_meant(path: str, meant: str) -> None:
    assert meant_path(path) == meant


@given(st.text(st.sampled_from("/v1audo\n"), max_size=30))
def test_a_path_that_is_meant_is_read_as_itself(path: str) -> None:
    meant = meant_path(path)
    assert meant_path(meant) == meant
    assert "//" not in meant


def answers(root_path: str, path: str) -> tuple[int, str]:
    """Return the status, and the path that the application gets or the Location."""

    def guard(app: ASGIApp) -> ASGIApp:
        return Paths(_tells_its_path, root_path)

    client = client_behind(guard, "localhost")
    answer = client.get(path, follow_redirects=False)
    return answer.status_code, answer.headers.get("location", answer.text)


async def _tells_its_path(scope: Scope, receive: Receive, send: Send) -> None:
    await PlainTextResponse(scope["path"])(scope, receive, send)


@pytest.mark.parametrize(
    ("path", "status", "told"),
    [
        ("/voice/v1/jobs", 200, "/v1/jobs"),
        ("/voice//audio/speech/", 200, "/v1/audio/speech"),
        ("/voice/", 200, "/"),
        ("/voice", 307, "/voice/"),
        ("/v1/jobs", 200, "/v1/jobs"),  # a proxy has taken it off
        ("/voices", 200, "/voices"),
    ],
)
def test_a_proxys_path_may_be_left_on_or_not(path: str, status: int, told: str) -> None:
    assert answers("/voice", path) == (status, told)


@pytest.mark.parametrize(
    ("setting", "path"), [("", ""), ("/", ""), ("/voice", "/voice"), ("/a/voice/", "/a/voice")]
)
def test_the_setting_is_a_path(setting: str, path: str) -> None:
    assert checked_root_path(setting) == path


@pytest.mark.parametrize("setting", ["voice", "//voice", "https://a.example/voice", "/a//b"])
def test_what_is_no_path_is_refused(setting: str) -> None:
    with pytest.raises(InvalidConfiguration, match="VOICE_SERVER_ROOT_PATH"):
        checked_root_path(setting)
