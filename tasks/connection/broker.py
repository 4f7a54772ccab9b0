"""The broker in Celery's settings: the server of REDIS_URL, or the RabbitMQ of BROKER_URL."""

import os
import ssl
from collections.abc import Mapping
from functools import cache
from typing import Any, NoReturn
from urllib.parse import SplitResult, parse_qsl, quote, urlsplit, urlunsplit

import msgspec
from redis.backoff import NoBackoff
from redis.credentials import CredentialProvider
from redis.retry import Retry

from backend_queues.errors import InvalidConfiguration
from tasks.connection.redis_address import (
    CERT_REQS,
    PASSWORD_FILE,
    SSL_FILES,
    SSL_KEYS,
    Credentials,
    RedisAddress,
    read_redis_url,
    with_password,
)
from tasks.connection.redis_clients import sentinel_options

DEFAULT_REDIS_URL = "redis://localhost:6379/0"
LEAST_URGENT = 9  # of the steps 0..9
PRIORITIES = range(LEAST_URGENT + 1)
# kombu keeps each priority in a list of its own in Redis: the queue's name, then the step.
PRIORITY_SEPARATOR = "\x06\x16"
VERIFY = dict(zip(CERT_REQS, (ssl.CERT_REQUIRED, ssl.CERT_OPTIONAL, ssl.CERT_NONE), strict=True))


def queue_keys(queue: str) -> list[str]:
    """Return the lists of a queue in Redis by priority, the most urgent first."""
    return [f"{queue}{PRIORITY_SEPARATOR}{step}" if step else queue for step in PRIORITIES]


def redis_url() -> str:
    """Return where Redis is, with its password.

    Raises:
        InvalidConfiguration: the password's file cannot be read.

    Not a constant of celeryconfig.py: Celery would take it for a setting of its own, which monitors
    show unmasked.
    """
    url = os.environ.get("REDIS_URL") or DEFAULT_REDIS_URL
    file = os.environ.get(PASSWORD_FILE)
    return with_password(url, file) if file else url


def usual_redis() -> str:
    """Say that Redis is looked for at its usual address, "" if REDIS_URL names one."""
    if os.environ.get("REDIS_URL"):
        return ""
    return (
        f"REDIS_URL is not set, so Redis is looked for at {DEFAULT_REDIS_URL}; voice-server up "
        "starts one of its own."
    )


class Broker(msgspec.Struct, frozen=True, kw_only=True):
    """Celery's settings of the broker."""

    url: str
    transport_options: dict[str, Any]
    use_ssl: dict[str, Any] | None = None
    is_redis: bool = True

    @property
    def max_priority(self) -> int | None:
        """The argument that a queue of RabbitMQ is declared with; Redis has no such thing."""
        return None if self.is_redis else LEAST_URGENT

    def priority(self, step: int) -> int:
        """Return the priority of a message of that step: 0 is the most urgent step everywhere."""
        return step if self.is_redis else LEAST_URGENT - step


@cache
def broker() -> Broker:
    """Return the broker that the environment names.

    Raises:
        InvalidConfiguration: REDIS_URL or BROKER_URL is invalid.
    """
    address = read_redis_url(redis_url())
    amqp_url = os.environ.get("BROKER_URL", "")
    return rabbitmq_broker(amqp_url) if amqp_url else redis_broker(address)


def redis_broker(address: RedisAddress) -> Broker:
    options: dict[str, Any] = {
        # 0 is the most urgent; each step is a list of its own, the same on both sides.
        "priority_steps": list(PRIORITIES),
        # The ledger finds lost tasks, so the broker keeps no second copy of those being done. It
        # costs two calls a task, and a worker whose call fails would never take a task again.
        "ack_emulation": False,
        # A dead connection is found out instead of being waited on for ever.
        "socket_timeout": 10,
        "socket_connect_timeout": 1,
        "socket_keepalive": True,
        "health_check_interval": 10,
    }
    if address.service:
        options |= {"master_name": address.service, "sentinel_kwargs": _sentinel_kwargs(address)}
    return Broker(url=_kombu_url(address), transport_options=options, use_ssl=_kombu_ssl(address))


def _sentinel_kwargs(address: RedisAddress) -> dict[str, Any]:
    """Return how sentinels are asked; Celery's inspection would show a password among these."""
    nobody = msgspec.structs.replace(address, sentinel_user=Credentials())
    options = {**sentinel_options(nobody), "retry": Once()}
    if address.sentinel_user.password:
        options["credential_provider"] = SentinelCredentials()
    return options


def _kombu_url(address: RedisAddress) -> str:
    provider = f"{__name__}:{RedisCredentials.__name__}" if address.user.password else ""
    query = f"credential_provider={provider}" if provider else ""
    if address.path:
        parts = filter(None, (f"virtual_host={address.database}", query))
        return f"redis+socket://{quote(address.path)}?{'&'.join(parts)}"
    places = [(f"[{host}]" if ":" in host else host, port) for host, port in address.hosts]
    tail = f"/{address.database}" + (f"?{query}" if query else "")
    if address.service:
        return ";".join(f"sentinel://{host}:{port}{tail}" for host, port in places)
    [(host, port)] = places
    user, password = (quote(text, safe="") for text in msgspec.structs.astuple(address.user))
    credentials = f"{user}:{password}@" if user or password else ""
    scheme = "redis" if address.ssl is None else "rediss"
    # With its password: flower asks Redis by this URL, and Celery hides it wherever it shows one.
    return f"{scheme}://{credentials}{host}:{port}/{address.database}"


def _kombu_ssl(address: RedisAddress) -> dict[str, Any] | None:
    if address.ssl is None:
        return None
    return {**address.ssl, "ssl_cert_reqs": VERIFY[address.ssl["ssl_cert_reqs"]]}


class Once(Retry):
    """Asks a sentinel once: if it does not answer, the next one is asked."""

    def __init__(self) -> None:
        super().__init__(NoBackoff(), 0)

    def __json__(self) -> str:
        """What Celery's inspection, and so flower, shows of it."""
        return "once"


class _Credentials(CredentialProvider):
    def __json__(self) -> str:
        return "**"


class RedisCredentials(_Credentials):
    """Gives kombu the user of REDIS_URL where a URL with it would be shown."""

    def get_credentials(self) -> tuple[str] | tuple[str, str]:
        return _pair(read_redis_url(redis_url()).user.options())


class SentinelCredentials(_Credentials):
    """Gives kombu the user that sentinels know."""

    def get_credentials(self) -> tuple[str] | tuple[str, str]:
        return _pair(read_redis_url(redis_url()).sentinel_user.options())


def _pair(options: Mapping[str, str]) -> tuple[str] | tuple[str, str]:
    password = options.get("password", "")
    return (options["username"], password) if "username" in options else (password,)


def rabbitmq_broker(url: str) -> Broker:
    """Return the settings for amqp://user:password@host:port/vhost, amqps:// with the keys of TLS.

    Raises:
        InvalidConfiguration: the URL is of another form; the message holds nothing of it.
    """
    parts = _split_amqp(url)
    query = dict(parse_qsl(parts.query, keep_blank_values=True))
    is_tls = parts.scheme == "amqps"
    if unknown := sorted(set(query) - (SSL_KEYS if is_tls else set())):
        _refuse(f"{parts.scheme}:// has no {unknown[0]!r}.")
    return Broker(
        url=urlunsplit(parts._replace(query="")),
        transport_options={
            # A task is on RabbitMQ's disk before it counts as sent.
            "confirm_publish": True,
            # A frontend's threads would else try for ever, and not end. Workers do so anyway.
            "max_retries": 1,
            "interval_start": 0.1,
        },
        use_ssl=_amqp_ssl(query) if is_tls else None,
        is_redis=False,
    )


def _refuse(reason: str) -> NoReturn:
    raise InvalidConfiguration(f"BROKER_URL is wrong: {reason}") from None


def _split_amqp(url: str) -> SplitResult:
    try:
        parts = urlsplit(url)
        _ = parts.port
    except ValueError:
        _refuse("it cannot be read; encode what is special in a password, as %2F.")
    if parts.scheme not in ("amqp", "amqps") or not parts.hostname or parts.fragment:
        _refuse("it is amqp://user:password@host:5672/vhost or amqps://..., or empty for Redis.")
    if ";" in url or "," in parts.netloc:
        _refuse("it names one address; a cluster's nodes go behind one name.")
    return parts


def _amqp_ssl(query: Mapping[str, str]) -> dict[str, Any]:
    needed = query.get("ssl_cert_reqs", "required")
    if needed not in VERIFY:
        _refuse(f"ssl_cert_reqs is one of {', '.join(VERIFY)}.")
    files = {key.removeprefix("ssl_"): query[key] for key in SSL_FILES if query.get(key)}
    return {"cert_reqs": VERIFY[needed], "server_hostname": None, **files}
