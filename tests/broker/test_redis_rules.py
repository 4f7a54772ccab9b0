"""What the users of deploy/redis may do and may not, asked of a real server."""

import ast
import re
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
import redis
from redis.exceptions import AuthenticationError, NoPermissionError

import tasks.keys
from frontend.processes.redis_server import ON_PATH, find_server
from tasks import scripts
from tasks.bus import Verdict, WorkerBus
from tasks.keys import crashes_key, utterance_key
from tests.broker.redis_users import USERS, RedisWithUsers, redis_with_users
from tests.support.segment_tasks import QUEUE, TASK

pytestmark = [pytest.mark.brokers, pytest.mark.smoke]


@pytest.fixture(scope="module", params=["on PATH", "of the package"])
def server(request: pytest.FixtureRequest) -> Iterator[RedisWithUsers]:
    """Both servers: that of the system, and Valkey, which `voice-server up` brings along."""
    with pytest.MonkeyPatch.context() as patch:
        if request.param == "of the package":
            patch.setattr("frontend.processes.redis_server.ON_PATH", ())
        elif find_server().name not in ON_PATH:
            pytest.skip("there is no redis-server here (Debian: apt install redis-server)")
        with (
            tempfile.TemporaryDirectory(prefix="vs-test-", dir="/tmp") as folder,
            redis_with_users(Path(folder)) as server,
        ):
            yield server


# Who writes and who reads what tasks/keys.py lists.
FRONTEND, WORKER, OPERATOR, FLOWER = "frontend", "worker", "operator", "flower"
PARTIES: dict[str, tuple[str, set[str], set[str]]] = {
    "vs:fe:<frontend>": ("channel", {WORKER, FRONTEND}, {FRONTEND}),
    "vs:fe:defaults": ("channel", {WORKER, FRONTEND}, {FRONTEND}),
    "vs:cancel": ("channel", {FRONTEND}, {FRONTEND, WORKER}),
    "vs:ended": ("channel", {WORKER, FRONTEND}, {FRONTEND}),
    "vs:utt:<utterance>": ("hash", {FRONTEND}, {FRONTEND, WORKER}),
    "vs:log:<utterance>": ("stream", {WORKER, FRONTEND}, {FRONTEND}),
    "vs:claim:<utt>:<seg>": ("string", {WORKER, FRONTEND}, {WORKER, FRONTEND}),
    "vs:cancelled:<utt>": ("flag", {FRONTEND}, {FRONTEND, WORKER}),
    "vs:resume:<hash>": ("hash", {FRONTEND}, {FRONTEND}),
    "vs:text:<hash>": ("string", {FRONTEND}, {FRONTEND}),
    "vs:once:<hash>": ("string", {FRONTEND}, {FRONTEND}),
    "vs:crashes:<digest>": ("count", {FRONTEND}, {FRONTEND, WORKER}),
    "vs:streams:<client>": ("set", {FRONTEND}, {FRONTEND}),
    "vs:rate:<limit>": ("string", {FRONTEND}, {FRONTEND}),
    "vs:wanted": ("set", {WORKER, FRONTEND}, {FRONTEND}),
    "vs:worker:<worker>": ("string", {WORKER, FRONTEND}, {WORKER, FRONTEND, FLOWER}),
    "vs:workers": ("set", {WORKER, FRONTEND}, {WORKER, FRONTEND, FLOWER}),
    "vs:supervisor:<id>": ("string", {WORKER, FRONTEND}, {WORKER, FRONTEND, FLOWER}),
    "vs:supervisors": ("set", {WORKER, FRONTEND}, {WORKER, FRONTEND, FLOWER}),
    "vs:samples:<frontend>": ("string", {FRONTEND}, {FRONTEND}),
    "vs:samples": ("set", {FRONTEND}, {FRONTEND}),
    "vs:needs:<frontend>": ("string", {FRONTEND}, {FRONTEND}),
    "vs:needs": ("set", {FRONTEND}, {FRONTEND}),
    "vs:sample:<digest>": ("string", {FRONTEND}, {FRONTEND, WORKER}),
    "vs:default": ("hash", {FRONTEND}, {FRONTEND}),
    "vs:cache:<name>": ("string", {FRONTEND}, {FRONTEND}),
    "vs:cache": ("set", {FRONTEND}, {FRONTEND}),
    "vs:cache:sizes": ("hash", {FRONTEND}, {FRONTEND}),
    "vs:job:<job>": ("string", {FRONTEND}, {FRONTEND}),
    "vs:job:<job>:progress": ("string", {FRONTEND}, {FRONTEND}),
    "vs:keys": ("hash", {OPERATOR}, {OPERATOR, FRONTEND}),
    "vs:token:<sha256>": ("string", {FRONTEND}, {FRONTEND}),
}
WRITING = {
    "string": ("SET", "{}", "x"),
    "flag": ("SET", "{}", "x"),
    "hash": ("HSET", "{}", "field", "x"),
    "set": ("SADD", "{}", "x"),
    "count": ("SADD", "{}", "x"),
    "stream": ("XADD", "{}", "*", "frame", "x"),
    "channel": ("PUBLISH", "{}", "x"),
}
READING = {
    "string": ("GET", "{}"),
    "flag": ("EXISTS", "{}"),
    "hash": ("HGET", "{}", "field"),
    "set": ("SMEMBERS", "{}"),
    "count": ("SCARD", "{}"),
    "stream": ("XRANGE", "{}", "-", "+"),
    "channel": ("SUBSCRIBE", "{}"),
}


def listed_names() -> set[str]:
    docstring = ast.get_docstring(ast.parse(Path(tasks.keys.__file__).read_text())) or ""
    return set(re.findall(r"^ +(vs:\S+)", docstring, re.MULTILINE))


def test_of_every_name_it_is_known_who_writes_and_reads_it() -> None:
    """A new one needs a line above, and perhaps one in deploy/redis/users.acl.in."""
    assert listed_names() == PARTIES.keys()


def may(server: RedisWithUsers, user: str, command: Sequence[str]) -> bool:
    with server.client("admin") as admin:
        return bool(admin.execute_command("ACL", "DRYRUN", user, *command) == b"OK")


@pytest.mark.parametrize("name", PARTIES)
def test_a_name_is_written_and_read_by_those_who_have_to(server: RedisWithUsers, name: str) -> None:
    kind, writers, readers = PARTIES[name]
    key = re.sub(r"<\w+>", "0123456789ab", name)
    users = [user for user in USERS if user != "admin"]
    write, read = ([part.format(key) for part in parts[kind]] for parts in (WRITING, READING))
    assert {user for user in users if may(server, user, write)} == writers
    assert {user for user in users if may(server, user, read)} == readers


FORBIDDEN = [
    *((user, "FLUSHALL") for user in USERS if user != "admin"),
    *((user, "KEYS *") for user in USERS if user != "admin"),
    *((user, "SCAN 0") for user in USERS if user != "admin"),
    *((user, "CONFIG GET *") for user in USERS if user != "admin"),
    *((user, "ACL LIST") for user in USERS if user != "admin"),
    *((user, "CLIENT LIST") for user in USERS if user != "admin"),
    *((user, "SCRIPT FLUSH") for user in USERS if user != "admin"),
    *((user, "GET session:of-another-program") for user in USERS if user != "admin"),
    (WORKER, "HGETALL vs:keys"),
    (WORKER, "GET vs:token:x"),
    (WORKER, "PSUBSCRIBE *"),
    (WORKER, "PSUBSCRIBE vs:*"),
    (WORKER, "PSUBSCRIBE /0.celeryev/*"),
    (WORKER, "PUBLISH /0.celery.pidbox shutdown"),
    (WORKER, "LPUSH tts.tone task"),
    (WORKER, "LSET tts.tone 0 task"),
    (WORKER, "DEL tts.tone"),
    (WORKER, "DEL vs:log:x"),
    (WORKER, "HGETALL vs:resume:x"),
    (WORKER, "EVAL return 0"),
    (FLOWER, "LRANGE tts.tone 0 -1"),
    (FLOWER, "RPOP tts.tone"),
    (FLOWER, "HGETALL vs:keys"),
    (FLOWER, "XRANGE vs:log:x - +"),
    (FRONTEND, "HSET vs:keys id record"),
    (FRONTEND, "DEL vs:keys"),
    (OPERATOR, "HGETALL vs:resume:x"),
    (OPERATOR, "GET vs:token:x"),
    ("health", "GET vs:default"),
]


@pytest.mark.parametrize(("user", "command"), FORBIDDEN)
def test_what_is_not_a_user_s_is_refused(server: RedisWithUsers, user: str, command: str) -> None:
    if user == "health":
        client = redis.Redis(port=server.port, username=user, password="any", protocol=2)
    else:
        client = server.client(user)
    with client, pytest.raises(NoPermissionError):
        client.execute_command(*command.split())


def test_a_worker_that_claims_learns_how_many_have_crashed(server: RedisWithUsers) -> None:
    bus = WorkerBus(server.url(WORKER))
    with server.client(FRONTEND) as frontend:
        frontend.hset(utterance_key("u"), "frontend", "f")
        frontend.sadd(crashes_key(TASK.speech_digest(QUEUE)), "one", "two")
        assert bus.claim(TASK, QUEUE, "three").verdict is Verdict.CRASHES
        frontend.delete(utterance_key("u"), crashes_key(TASK.speech_digest(QUEUE)))


@pytest.mark.parametrize(
    "script",
    [
        "return redis.call('HGETALL', 'vs:keys')",
        "return redis.call('XRANGE', 'vs:log:x', '-', '+')",
        "return redis.call('FLUSHALL')",
    ],
)
def test_a_worker_s_script_may_no_more_than_the_worker(server: RedisWithUsers, script: str) -> None:
    with server.client("admin") as admin, server.client(WORKER) as worker:
        digest = worker.script_load(script)
        admin.hset("vs:keys", "id", "record")
        with pytest.raises(
            redis.ResponseError, match="(?i)permission|user executing the script can't"
        ):
            worker.evalsha(digest, 1, "vs:log:x")
        assert admin.delete("vs:keys") == 1


def test_a_frontend_takes_tasks_that_nobody_waits_for_out_of_a_queue(
    server: RedisWithUsers,
) -> None:
    with server.client(FRONTEND) as frontend:
        frontend.rpush("tts.tone", '{"id": "a"}', '{"id": "b"}')
        frontend.eval(scripts.WITHDRAW, 1, "tts.tone", 10, "a")
        assert frontend.lrange("tts.tone", 0, -1) == [b'{"id": "b"}']
        frontend.delete("tts.tone")


def test_a_worker_takes_tasks_out_of_a_queue_to_speak_them_at_once(
    server: RedisWithUsers,
) -> None:
    with server.client(FRONTEND) as frontend, server.client(WORKER) as worker:
        frontend.lpush("tts.tone", "first", "second")
        look = worker.register_script(scripts.LOOK)
        assert look(["tts.tone"], [0, 5]) == [1, b"first", 1, b"second"]
        assert worker.lrem("tts.tone", -1, "second") == 1
        assert worker.rpop("tts.tone") == b"first"


def test_nobody_else_is_let_in(server: RedisWithUsers) -> None:
    with redis.Redis(port=server.port) as nobody, pytest.raises(AuthenticationError):
        nobody.ping()
    with (
        redis.Redis(port=server.port, username=WORKER, password="guessed") as guest,
        pytest.raises(AuthenticationError),
    ):
        guest.ping()
    with redis.Redis(port=server.port, username="health", password="any") as health:
        assert health.ping()


def test_the_script_keeps_passwords_and_writes_none_into_the_rules(tmp_path: Path) -> None:
    with redis_with_users(tmp_path) as first:
        passwords = [first.password(user) for user in USERS]
        rules = (first.secrets / "users.acl").read_text()
    with redis_with_users(tmp_path) as again:
        assert [again.password(user) for user in USERS] == passwords
        assert (again.secrets / "users.acl").read_text() == rules
    assert len(set(passwords)) == len(USERS)
    assert all(len(password) == 48 and password not in rules for password in passwords)
    assert (tmp_path / "secrets").stat().st_mode & 0o077 == 0
