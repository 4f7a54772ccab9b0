"""What Celery is told of the broker."""

import os
import ssl
import subprocess
import sys

import pytest
from kombu.connection import Connection

from backend_queues.errors import InvalidConfiguration
from tasks.connection.broker import Broker, rabbitmq_broker, redis_broker, usual_redis
from tasks.connection.redis_address import read_redis_url
from tests.support.server import free_port

SENTINELS = "redis+sentinel://:secret@a,b:1/2?service=speech&sentinel_password=secret"


@pytest.mark.parametrize(
    ("url", "kombus"),
    [
        ("redis://localhost", "redis://localhost:6379/0"),
        ("redis://v:a%2Fb@localhost:1/3", "redis://v:a%2Fb@localhost:1/3"),
        ("unix:///run/redis.sock?db=3", "redis+socket:///run/redis.sock?virtual_host=3"),
        (
            "unix://:secret@/run/redis.sock",
            "redis+socket:///run/redis.sock?virtual_host=0"
            "&credential_provider=tasks.connection.broker:RedisCredentials",
        ),
        ("redis+sentinel://a,b:1/2?service=s", "sentinel://a:26379/2;sentinel://b:1/2"),
    ],
)
def test_redis_has_kombus_form(url: str, kombus: str) -> None:
    broker = redis_broker(read_redis_url(url))
    assert broker.url == kombus
    assert broker.use_ssl is None
    assert [broker.priority(step) for step in (0, 9)] == [0, 9]
    assert broker.max_priority is None


def test_tls_has_kombus_form() -> None:
    broker = redis_broker(read_redis_url("rediss://localhost?ssl_cert_reqs=none"))
    assert broker.url == "rediss://localhost:6379/0"
    assert broker.use_ssl == {"ssl_cert_reqs": ssl.CERT_NONE}


def shown(broker: Broker) -> str:
    """Return what Celery's inspection tells of a connection: all but the field `password`."""
    connection = Connection(broker.url, transport_options=broker.transport_options)
    info = connection.info()
    info.pop("password")
    return f"{info} {connection.as_uri()}"


@pytest.mark.parametrize(
    "broker",
    [
        redis_broker(read_redis_url("redis://:secret@localhost")),
        redis_broker(read_redis_url("unix://:secret@/run/redis.sock")),
        redis_broker(read_redis_url(SENTINELS)),
        rabbitmq_broker("amqp://voice:secret@localhost//"),
    ],
)
def test_no_password_is_shown(broker: Broker) -> None:
    assert "secret" not in shown(broker)


def test_rabbitmq_turns_priorities_round() -> None:
    broker = rabbitmq_broker("amqps://voice:secret@rabbit.example/speech?ssl_cert_reqs=none")
    assert broker.url == "amqps://voice:secret@rabbit.example/speech"
    assert broker.use_ssl == {"cert_reqs": ssl.CERT_NONE, "server_hostname": None}
    assert [broker.priority(step) for step in (0, 9)] == [9, 0]
    assert broker.max_priority == 9


@pytest.mark.parametrize(
    "url",
    [
        "redis://:secret@localhost",
        "amqp://voice:secret@",
        "amqp://voice:secret@a:port//",
        "amqp://voice:secret@a;amqp://voice:secret@b",
        "amqp://voice:secret@a?ssl_ca_certs=x",
        "amqps://voice:secret@a?ssl_cert_reqs=maybe",
    ],
)
def test_a_wrong_url_is_told_of_without_its_password(url: str) -> None:
    with pytest.raises(InvalidConfiguration, match="^BROKER_URL is wrong: ") as caught:
        rabbitmq_broker(url)
    assert "secret" not in caught.value.message


CODE = """
import asyncio
from frontend.cluster.dispatch import Dispatcher
from frontend.cluster.queues import AmqpQueues
from backend_queues.errors import RedisUnavailable
from tests.support.segment_tasks import TASK

async def main():
    dispatcher, queues = Dispatcher(), AmqpQueues()
    for work in (queues.depths(["q"]), queues.tasks("q"), dispatcher.send(TASK, "q", 0)):
        try:
            await work
        except RedisUnavailable as error:
            print(error.message)
    queues.close()
    dispatcher.close()

asyncio.run(main())
"""


def test_a_rabbitmq_that_is_away_is_told_of() -> None:
    """In a process of its own, because Celery reads its configuration once."""
    environ = {**os.environ, "BROKER_URL": "amqp://voice:secret@localhost:1//"}
    command = [sys.executable, "-c", CODE]
    ended = subprocess.run(command, env=environ, capture_output=True, text=True, timeout=60)
    looked, again, sent = ended.stdout.splitlines()
    assert looked.startswith("RabbitMQ does not answer: ") and looked == again
    assert sent.startswith("The broker does not take tasks: ")
    assert "secret" not in ended.stdout + ended.stderr


def test_without_redis_url_it_is_said_where_redis_is_looked_for(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("REDIS_URL", "redis://elsewhere")
    assert usual_redis() == ""
    monkeypatch.delenv("REDIS_URL")
    assert usual_redis().startswith("REDIS_URL is not set, so Redis is looked for at redis://")


def test_a_frontend_alone_says_so_too() -> None:
    environ = {name: value for name, value in os.environ.items() if name != "REDIS_URL"}
    command = [sys.executable, "-m", "frontend.cli", "serve", "--port", str(free_port())]
    with subprocess.Popen(command, env=environ, stderr=subprocess.PIPE, text=True) as frontend:
        assert frontend.stderr
        said = [frontend.stderr.readline(), frontend.stderr.readline()]
        frontend.kill()
    assert said[0].startswith("Serving on")
    assert said[1].startswith("REDIS_URL is not set")
