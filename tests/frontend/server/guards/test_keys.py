"""A server that asks for keys: who is let in, for what, and how the others are refused."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import pytest
import websockets

from frontend.access.key import id_of, new_key
from tests.frontend.server.openapi.described import DOCUMENT, check
from tests.support.keys import Keys, bearer, lets_in
from tests.support.processes import wait_until
from tests.support.recordings import write_tone
from tests.support.server import Server

TEXT = {"text": "Hello there."}
UNKNOWN = new_key("nobody")[0]


def minted(server: Server, key: str, **body: object) -> httpx.Response:
    return httpx.post(f"{server.url}/v1/tokens", headers=bearer(key), json=body)


def spoken(server: Server, path: str, token: str) -> httpx.Response:
    return httpx.get(server.url + path, params={**TEXT, "token": token})


async def speaks_over_a_websocket(server: Server, token: str) -> None:
    url, origin = f"{server.ws_url}/stream-tokens?token={token}", websockets.Origin(server.url)
    async with websockets.connect(url, origin=origin) as socket:
        await socket.send('{"token": "Hello.", "done": true}')
        assert any([isinstance(message, bytes) async for message in socket])


def test_nothing_is_spoken_without_a_key(locked: Server) -> None:
    answer = httpx.post(f"{locked.url}/tts", json=TEXT)
    assert answer.status_code == 401
    assert answer.headers["www-authenticate"].startswith("Bearer")
    assert answer.json()["error"]["code"] == "invalid_key"
    check(DOCUMENT["components"]["schemas"]["ErrorBody"], answer.json())


@pytest.mark.parametrize("path", ["/health", "/ready", "/", "/docs", "/openapi.json"])
def test_what_comes_before_a_key_is_open(locked: Server, path: str) -> None:
    assert httpx.get(locked.url + path).status_code == 200
    assert httpx.get(locked.url + path, headers=bearer(UNKNOWN)).status_code == 200


def test_the_documents_are_open_behind_a_slash_too(locked: Server) -> None:
    answer = httpx.get(f"{locked.url}/docs/", follow_redirects=True)
    assert (answer.status_code, answer.url.path) == (200, "/docs")


@pytest.mark.parametrize("path", ["/nowhere", "/v1/jobs/", "/v1/jobs/1/else"])
def test_a_path_that_is_none_tells_nothing_without_a_key(locked: Server, path: str) -> None:
    assert httpx.get(locked.url + path).status_code == 401


@pytest.mark.parametrize(
    "name", ["Authorization: Bearer", "authorization: token", "xi-api-key:", "X-API-Key:"]
)
def test_a_key_is_taken_wherever_clients_put_it(locked: Server, keys: Keys, name: str) -> None:
    header, _, scheme = name.partition(":")
    headers = {header: f"{scheme} {keys.speaker}".strip()}
    assert httpx.post(f"{locked.url}/tts", json=TEXT, headers=headers).status_code == 200


@pytest.mark.parametrize(
    "key",
    [UNKNOWN, "vs_", "x" * 5_000, "vst_guessed", "vst_" + "x" * 5_000, "\xe9"],
    ids=["unknown", "short", "long", "token", "long token", "accent"],
)
def test_a_wrong_key_is_refused(locked: Server, key: str) -> None:
    headers = {b"authorization": b"Bearer " + key.encode("latin-1")}
    assert httpx.get(f"{locked.url}/v1/models", headers=headers).status_code == 401


def test_a_key_with_another_secret_is_refused(locked: Server, keys: Keys) -> None:
    forged = keys.speaker[:-1] + ("0" if keys.speaker[-1] != "0" else "1")
    assert id_of(forged) == id_of(keys.speaker)
    assert not lets_in(locked, forged)


def test_an_expired_key_is_refused(locked: Server, keys: Keys) -> None:
    key, record = new_key("old", expires=datetime.now(UTC) + timedelta(seconds=2))
    keys.file.add(record)
    wait_until(lambda: lets_in(locked, key))
    wait_until(lambda: not lets_in(locked, key))


def test_a_key_counts_soon_after_it_is_made_and_not_after_it_is_revoked(
    locked: Server, keys: Keys
) -> None:
    key = keys.add("speak")
    wait_until(lambda: lets_in(locked, key))
    assert keys.file.revoke(id_of(key))
    wait_until(lambda: not lets_in(locked, key))


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "/metrics"),
        ("GET", "/v1/status"),
        ("GET", "/set_engine?engine_name=tone"),
        ("POST", "/setvoice?voice_name=square"),
        ("GET", "/v1/jobs"),
        ("POST", "/v1/jobs"),
        ("POST", "/v1/audio/voices"),
        ("DELETE", "/v1/audio/voices/x"),
    ],
)
def test_a_key_is_good_for_its_scopes_alone(
    locked: Server, keys: Keys, method: str, path: str
) -> None:
    answer = httpx.request(method, locked.url + path, headers=bearer(keys.speaker))
    assert answer.status_code == 403
    assert "scope" in answer.text
    allowed = httpx.request(method, locked.url + path, headers=bearer(keys.operator))
    assert allowed.status_code not in (401, 403)


def test_openais_clients_are_refused_in_openais_shape(locked: Server) -> None:
    for path in ("/v1/audio/speech", "/dev/captioned_speech"):
        answer = httpx.post(locked.url + path, json={"input": "Hello."})
        assert answer.status_code == 401
        check(DOCUMENT["components"]["schemas"]["OpenAIErrorBody"], answer.json())
        assert answer.json()["error"]["type"] == "invalid_request_error"


def test_classic_clients_are_refused_in_their_shape(locked: Server) -> None:
    answer = httpx.get(f"{locked.url}/set_engine?engine_name=tone")
    assert answer.status_code == 401
    check(DOCUMENT["components"]["schemas"]["NotChanged"], answer.json())


def test_a_friends_page_may_ask_whether_it_may_send_a_key(locked: Server, keys: Keys) -> None:
    """A browser does so without one; and a refusal is one that the page can read."""
    url, origin = f"{locked.url}/v1/models", {"Origin": "https://app.example"}
    asked = {"Access-Control-Request-Method": "GET", "Access-Control-Request-Headers": "x-api-key"}
    assert httpx.options(url, headers={**origin, **asked}).status_code == 200
    for key, status in ((UNKNOWN, 401), (keys.speaker, 200)):
        answer = httpx.get(url, headers={**origin, **bearer(key)})
        assert answer.status_code == status
        assert answer.headers["access-control-allow-origin"] == origin["Origin"]


@pytest.mark.parametrize("path", ["/stream-tokens", "/ws"])
async def test_a_programs_websocket_is_refused_with_the_status(locked: Server, path: str) -> None:
    with pytest.raises(websockets.InvalidStatus) as refused:
        await websockets.connect(locked.ws_url + path)
    assert refused.value.response.status_code == 401
    assert b"invalid_key" in (refused.value.response.body or b"")


@pytest.mark.parametrize("path", ["/stream-tokens", "/ws", "/v1/audio/speech/stream"])
async def test_a_browsers_websocket_is_told_in_a_message(locked: Server, path: str) -> None:
    """In the shape of the interface's other errors."""
    origin = websockets.Origin(locked.url)
    async with websockets.connect(locked.ws_url + path, origin=origin) as socket:
        message: dict[str, Any] = json.loads(await socket.recv())
        with pytest.raises(websockets.ConnectionClosedError):
            await socket.recv()
    assert (socket.close_code, socket.close_reason) == (1008, "invalid_key")
    told = message["error"]["message"] if path == "/ws" else message["message"]
    assert "API key" in told
    if path == "/v1/audio/speech/stream":
        rest = ("error", "BadRequestError", 401, "invalid_key")
        assert (
            message["type"],
            message["error_type"],
            message["code"],
            message["error_code"],
        ) == rest


async def test_a_websocket_takes_a_key_in_a_header(locked: Server, keys: Keys) -> None:
    async with websockets.connect(
        f"{locked.ws_url}/stream-tokens", additional_headers=bearer(keys.speaker)
    ) as socket:
        await socket.send('{"token": "Hello.", "done": true}')
        assert any([isinstance(message, bytes) async for message in socket])


async def test_a_token_opens_what_takes_only_a_url(locked: Server, keys: Keys) -> None:
    answer = minted(locked, keys.speaker).raise_for_status()
    check(DOCUMENT["components"]["schemas"]["AccessToken"], answer.json())
    assert answer.headers["cache-control"] == "no-store"
    token = answer.json()["token"]
    assert spoken(locked, "/tts", token).status_code == 200
    assert spoken(locked, "/sse", token).status_code == 200
    await speaks_over_a_websocket(locked, token)


def test_a_key_is_not_taken_from_a_url(locked: Server, keys: Keys) -> None:
    answer = httpx.get(f"{locked.url}/tts", params={**TEXT, "token": keys.speaker})
    assert answer.status_code == 401
    assert "/v1/tokens" in answer.json()["error"]["message"]


def test_a_token_is_good_for_its_scopes_and_its_time(locked: Server, keys: Keys) -> None:
    token = minted(locked, keys.operator, scopes=["jobs"], lifetime_s=3).json()["token"]
    ask = {"token": token}
    assert httpx.get(f"{locked.url}/v1/jobs", params=ask).status_code == 200
    assert httpx.get(f"{locked.url}/v1/models", params=ask).status_code == 403
    wait_until(lambda: httpx.get(f"{locked.url}/v1/jobs", params=ask).status_code == 401)


def test_a_token_ends_with_its_key(locked: Server, keys: Keys) -> None:
    key = keys.add("speak")
    wait_until(lambda: lets_in(locked, key))
    token = minted(locked, key).json()["token"]
    assert lets_in(locked, token)
    keys.file.revoke(id_of(key))
    wait_until(lambda: not lets_in(locked, token))


async def test_a_websocket_ends_with_its_key(locked: Server, keys: Keys) -> None:
    key = keys.add("speak")
    wait_until(lambda: lets_in(locked, key))
    headers = bearer(key)
    async with (
        websockets.connect(f"{locked.ws_url}/stream-tokens", additional_headers=headers) as writing,
        websockets.connect(f"{locked.ws_url}/ws", additional_headers=headers) as waiting,
    ):
        await writing.send('{"token": "It is spoken. "}')
        while not isinstance(await writing.recv(), bytes):
            pass
        keys.file.revoke(id_of(key))
        with pytest.raises(websockets.ConnectionClosedError):  # though the text goes on
            while True:
                told = await writing.recv()
        assert (writing.close_code, writing.close_reason) == (1008, "invalid_key")
        assert "revoked" in str(told)
        await waiting.send("And this?")
        assert "revoked" in json.loads(await waiting.recv())["error"]["message"]


def test_a_token_is_minted_by_a_key_and_for_what_that_may_do(locked: Server, keys: Keys) -> None:
    assert minted(locked, keys.speaker, scopes=["operate"]).status_code == 403
    assert minted(locked, keys.speaker, lifetime_s=301).status_code == 400
    assert minted(locked, keys.speaker, scopes=["all"]).status_code == 400
    token = minted(locked, keys.speaker).json()["token"]
    assert minted(locked, token).status_code == 401


def test_redis_keeps_tokens_as_hashes_and_for_a_short_time(locked: Server, keys: Keys) -> None:
    token = minted(locked, keys.speaker).json()["token"]
    with locked.redis() as redis:
        kept = redis.keys("vs:token:*")
        assert kept and all(0 < redis.ttl(name) <= 300 for name in kept)
        assert not any(token.encode() in name + (redis.get(name) or b"") for name in kept)


def test_who_does_not_operate_the_server_learns_of_no_host(locked: Server, keys: Keys) -> None:
    """The registry has backends without workers, whose problems name files of this machine."""
    told = httpx.get(f"{locked.url}/v1/backends", headers=bearer(keys.speaker)).json()
    operated = httpx.get(f"{locked.url}/v1/backends", headers=bearer(keys.operator)).json()
    absent = {backend["name"]: backend["problems"] for backend in told["backends"]}
    assert absent["absent"] == ["No worker serves it now."]
    assert "voice-server worker" in str(operated)
    refused = httpx.post(
        f"{locked.url}/tts", json={**TEXT, "backend": "absent"}, headers=bearer(keys.speaker)
    )
    assert refused.status_code == 503
    assert refused.json()["error"]["message"] == "No worker serves the backend 'absent' now."


def test_each_change_is_in_the_audit_log(locked: Server, keys: Keys, tmp_path: Any) -> None:
    headers = bearer(keys.operator)
    write_tone(tmp_path / "a.wav", 440)
    recording = (tmp_path / "a.wav").read_bytes()
    voices, jobs = f"{locked.url}/v1/audio/voices", f"{locked.url}/v1/jobs"
    data, files = {"name": "audited"}, {"file": recording}
    added = httpx.post(voices, data=data, files=files, headers=headers, timeout=30)
    added.raise_for_status()
    httpx.delete(f"{voices}/audited", headers=headers).raise_for_status()
    body = {"items": [{"id": "1", "text": "Hello."}]}
    job = httpx.post(jobs, json=body, headers=headers).raise_for_status().json()["id"]
    httpx.delete(f"{jobs}/{job}", headers=headers).raise_for_status()
    httpx.get(f"{locked.url}/set_engine?engine_name=tone", headers=headers).raise_for_status()
    key = id_of(keys.add("speak"))
    wait_until(lambda: any(line.get("id") == key for line in audit_of(locked)))
    mine = [line for line in audit_of(locked) if line["key"] == id_of(keys.operator)]
    assert {line["address"] for line in mine} <= {"127.0.0.1", "::1"}
    noted = {(line["event"], line.get("voice") or line.get("job")) for line in mine}
    assert noted >= {
        ("A voice was added.", "audited"),
        ("A voice was deleted.", "audited"),
        ("A job was submitted.", job),
        ("A job was deleted.", job),
        ("The default backend was set.", None),
    }


def test_a_trusted_proxy_says_where_a_change_came_from(locked: Server, keys: Keys) -> None:
    key = keys.add("operate")
    wait_until(lambda: httpx.get(f"{locked.url}/metrics", headers=bearer(key)).status_code == 200)
    headers = {**bearer(key), "X-Forwarded-For": "203.0.113.9, 198.51.100.7"}
    httpx.get(f"{locked.url}/set_engine?engine_name=tone", headers=headers).raise_for_status()

    def told() -> list[dict[str, Any]]:
        return [line for line in audit_of(locked) if line["key"] == id_of(key)]

    wait_until(told)
    [line] = told()
    assert line["address"] == "198.51.100.7"


async def test_no_key_and_no_token_is_in_the_log(locked: Server, keys: Keys) -> None:
    token = minted(locked, keys.speaker).json()["token"]
    await speaks_over_a_websocket(locked, token)
    assert spoken(locked, "/tts", token).status_code == 200
    assert spoken(locked, "/tts", UNKNOWN).status_code == 401
    assert locked.log
    written = locked.log.read_text()
    assert '"level": "debug"' in written
    secrets = [keys.speaker, keys.operator, UNKNOWN, token]
    assert not [secret for secret in secrets if secret[-32:] in written]


def audit_of(server: Server) -> list[dict[str, Any]]:
    assert server.log
    lines = [json.loads(line) for line in server.log.read_text().splitlines() if "{" in line[:1]]
    return [line for line in lines if line.get("logger") == "voice_server.audit"]


async def test_wrong_keys_are_slowed_down_and_right_ones_are_not(
    locked: Server, keys: Keys
) -> None:
    async with httpx.AsyncClient(timeout=30) as client:
        wrong = [await client.get(f"{locked.url}/v1/models", headers=bearer(UNKNOWN))]
        while wrong[-1].elapsed < timedelta(seconds=1):
            wrong.append(await client.get(f"{locked.url}/v1/models", headers=bearer(UNKNOWN)))
            assert len(wrong) < 100
        assert {answer.status_code for answer in wrong} == {401}
        right = await client.get(f"{locked.url}/v1/models", headers=bearer(keys.speaker))
        assert right.status_code == 200


@pytest.mark.parametrize("path", ["/v1/speak", "/v2/speak"])
def test_deepgrams_clients_are_refused_in_deepgrams_shape(
    locked: Server, keys: Keys, path: str
) -> None:
    answer = httpx.post(locked.url + path, json=TEXT, headers={"Authorization": f"Token {UNKNOWN}"})
    assert answer.status_code == 401
    error = answer.json()
    check(DOCUMENT["components"]["schemas"]["DeepgramErrorBody"], error)
    assert error["err_code"] == "INVALID_AUTH"
    assert answer.headers["dg-error"] == error["err_msg"]
    other = httpx.post(locked.url + path, json=TEXT, headers=bearer(keys.add("jobs")))
    assert (other.status_code, other.json()["err_code"]) in [
        (403, "INSUFFICIENT_PERMISSIONS"),
        (401, "INVALID_AUTH"),  # the file has not been read again yet
    ]


@pytest.mark.parametrize("path", ["/v1/speak", "/v2/speak"])
@pytest.mark.parametrize("scheme", ["token", "bearer"])
async def test_a_browser_sends_deepgrams_key_as_a_subprotocol(
    locked: Server, keys: Keys, path: str, scheme: str
) -> None:
    origin = websockets.Origin(locked.url)
    offered = [websockets.Subprotocol(name) for name in (scheme, keys.speaker)]
    url = locked.ws_url + path
    async with websockets.connect(url, origin=origin, subprotocols=offered) as socket:
        assert socket.subprotocol == scheme
        await socket.send('{"type": "Speak", "text": "Hello."}')
        await socket.send('{"type": "Close"}')
        assert any([isinstance(message, bytes) async for message in socket])
    assert locked.log
    assert keys.speaker not in locked.log.read_text()


@pytest.mark.parametrize("path", ["/v1/speak", "/v2/speak"])
async def test_a_browser_is_told_of_a_wrong_key_in_a_message(locked: Server, path: str) -> None:
    origin = websockets.Origin(locked.url)
    offered = [websockets.Subprotocol(name) for name in ("token", UNKNOWN)]
    url = locked.ws_url + path
    async with websockets.connect(url, origin=origin, subprotocols=offered) as socket:
        told = json.loads(await socket.recv())
        with pytest.raises(websockets.ConnectionClosed):
            await socket.recv()
    assert (told["type"], told["code"]) == ("Error", "DATA-0000")
    assert "API key" in told["description"]
    assert socket.close_code == 1008


@pytest.mark.parametrize("path", ["/v1/speak", "/v2/speak"])
async def test_a_program_is_refused_the_handshake_in_deepgrams_shape(
    locked: Server, path: str
) -> None:
    with pytest.raises(websockets.InvalidStatus) as refused:
        async with websockets.connect(locked.ws_url + path):
            pass
    response = refused.value.response
    assert response.status_code == 401
    assert json.loads(response.body or b"")["err_msg"] == response.headers["dg-error"]


@pytest.mark.parametrize("path", ["/metrics", "/v1/status", "/v1/jobs"])
def test_a_newline_behind_a_path_opens_nothing(locked: Server, keys: Keys, path: str) -> None:
    url = f"{locked.url}{path}%0A"
    assert httpx.get(url, headers=bearer(keys.speaker)).status_code in (403, 404)
