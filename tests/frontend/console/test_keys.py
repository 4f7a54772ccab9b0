"""`voice-server keys`, and the servers that ask for them, as an operator meets them."""

import json
import tempfile
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from frontend.access.key import FORM, id_of
from tests.support.commands import run
from tests.support.keys import Keys, bearer, lets_in
from tests.support.processes import wait_until
from tests.support.server import BACKENDS_FILE, Server, running_redis, running_server
from tests.support.up import running_up


def added(*arguments: str, **environment: str) -> str:
    ended = run("keys", "add", *arguments, text=b"", **environment)
    assert ended.returncode == 0, ended.stderr
    return ended.stdout.decode().strip()


def test_a_key_is_shown_once_listed_without_it_and_revoked(tmp_path: Path) -> None:
    place = ("--keys", str(tmp_path / "keys.json"))
    key = added("phone", "--scopes", "speak,jobs", "--expires", "90d", "--streams", "3", *place)
    assert FORM.fullmatch(key)
    listed = run("keys", "list", *place).stdout.decode()
    assert listed.startswith(f"{id_of(key)}  phone: jobs,speak, until ")
    assert "streams: 3" in listed
    [told] = json.loads(run("keys", "list", "--json", *place).stdout)
    assert (told["id"], told["scopes"], told["limits"]) == (
        id_of(key),
        ["jobs", "speak"],
        {"streams": 3},
    )
    assert key.rpartition("_")[2] not in listed + (tmp_path / "keys.json").read_text()
    revoked = run("keys", "revoke", id_of(key), *place, VOICE_SERVER_LOG_FORMAT="json")
    assert revoked.returncode == 0
    line = json.loads(revoked.stderr.splitlines()[0])
    assert line["logger"] == "voice_server.audit"
    assert (line["event"], line["id"]) == ("An API key was revoked.", id_of(key))
    assert run("keys", "list", *place).stdout == b""


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("add", "x", "--scopes", "all"), "The scopes are"),
        (("add", "x", "--scopes", ""), "The scopes are"),
        (("add", "x", "--expires", "soon"), "such as 90d"),
        (("add", "x", "--expires", "99999d"), ""),
        (("add", "x" * 61), "cannot be kept"),
        (("add", ""), "cannot be kept"),
        (("add", "x", "--streams", "-1"), "--streams"),
        (("revoke", "0123"), "There is no key"),
    ],
)
def test_what_is_wrong_is_said_in_a_sentence(
    tmp_path: Path, arguments: tuple[str, ...], words: str
) -> None:
    ended = run("keys", *arguments, "--keys", str(tmp_path / "keys.json"))
    assert words in ended.stderr.decode()
    assert (ended.returncode == 0) == (words == "")


@pytest.fixture(scope="module")
def in_redis(no_cover: None) -> Iterator[Server]:
    """A server that asks for the keys in its Redis; it is started after the first one is made."""
    with (
        tempfile.TemporaryDirectory(prefix="vs-test-", dir="/tmp") as folder,
        running_redis(Path(folder)) as (url, _),
    ):
        added("first", REDIS_URL=url)
        with running_server("tone", registry=BACKENDS_FILE, redis_url=url, keys="redis") as server:
            yield server


def test_keys_in_redis_count_at_once(in_redis: Server) -> None:
    key = added("phone", REDIS_URL=in_redis.redis_url)
    wait_until(lambda: lets_in(in_redis, key))
    run("keys", "revoke", id_of(key), REDIS_URL=in_redis.redis_url)
    wait_until(lambda: not lets_in(in_redis, key))


@pytest.mark.parametrize("command", ["up", "serve"])
def test_a_server_for_others_does_not_start_without_a_key(
    tmp_path: Path, redis_url: str, command: str
) -> None:
    ended = run(
        *(command, "--host", "0.0.0.0", "--port", "0"),
        VOICE_SERVER_KEYS=str(tmp_path / "keys.json"),
        REDIS_URL=redis_url,
    )
    assert ended.returncode == 1
    assert "voice-server keys add NAME" in ended.stderr.decode()
    ended = run(command, "--host", "0.0.0.0", "--port", "0", REDIS_URL=redis_url)
    assert "There is no API key in Redis" in ended.stderr.decode()


@pytest.mark.stacks
def test_a_server_for_others_starts_with_a_key_or_open(tmp_path: Path) -> None:
    """Its private Redis has no keys, so they are in a file of the user's."""
    config = str(tmp_path)
    key = added("phone", XDG_CONFIG_HOME=config, REDIS_URL="")
    with running_up("--backend", "tone", "--host", "0.0.0.0", XDG_CONFIG_HOME=config) as up:
        assert httpx.get(f"{up.url}/v1/models").status_code == 401
        assert httpx.get(f"{up.url}/v1/models", headers=bearer(key)).status_code == 200
    with running_up(
        "--backend", "tone", "--host", "0.0.0.0", "--open", XDG_CONFIG_HOME=config
    ) as up:
        assert httpx.get(f"{up.url}/v1/models").status_code == 200
        assert httpx.post(f"{up.url}/v1/tokens").status_code == 400


@pytest.fixture(scope="module")
def keys(tmp_path_factory: pytest.TempPathFactory) -> Keys:
    return Keys(tmp_path_factory.mktemp("keys") / "keys.json")


@pytest.fixture(scope="module")
def locked(keys: Keys) -> Iterator[Server]:
    with running_server("tone", registry=BACKENDS_FILE, keys=keys.file.path) as server:
        yield server


@pytest.mark.parametrize(
    "command",
    [
        ("speak", "Hello.", "-o", "{folder}/a.wav"),
        ("client", "Hello.", "-o", "{folder}/b.wav"),
        ("batch", "{folder}/text.txt", "-o", "{folder}/c.mp3"),
        ("top", "--json"),
    ],
    ids=lambda command: command[0],
)
def test_a_command_takes_a_key_and_says_that_it_needs_one(
    locked: Server, keys: Keys, tmp_path: Path, command: tuple[str, ...]
) -> None:
    (tmp_path / "text.txt").write_text("Hello there.")
    arguments = [word.format(folder=tmp_path) for word in command]
    refused = run(*arguments, VOICE_SERVER_URL=locked.url)
    assert refused.returncode == 1
    assert "Send an API key" in refused.stderr.decode()
    allowed = run(*arguments, VOICE_SERVER_URL=locked.url, VOICE_SERVER_KEY=keys.operator)
    assert allowed.returncode == 0, allowed.stderr
