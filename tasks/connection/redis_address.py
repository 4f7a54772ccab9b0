"""The forms of REDIS_URL, read in one place for both of redis-py's clients and for Celery.

    redis://[[user]:password@]host[:port][/database]
    rediss://...?ssl_ca_certs=FILE&ssl_certfile=FILE&ssl_keyfile=FILE&ssl_cert_reqs=required|none
    unix://[[user]:password@]/path/of/the/socket[?db=0]
    redis+sentinel://[[user]:password@]host[:port],host[:port][/database]?service=NAME
        [&sentinel_username=USER&sentinel_password=PASSWORD]; rediss+sentinel:// is the same by TLS

A password may be percent-encoded, or stand in a file, where no list of processes and no description
of a container or unit shows it. No error says more of a URL than its scheme, hosts and database.
"""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import SplitResult, parse_qsl, quote, unquote, urlsplit

import msgspec

from backend_queues.errors import InvalidConfiguration

PASSWORD_FILE = "REDIS_PASSWORD_FILE"
REDIS_PORT = 6379
SENTINEL_PORT = 26379
SCHEMES = ("redis", "rediss", "unix", "redis+sentinel", "rediss+sentinel")
CERT_REQS = ("required", "optional", "none")
SSL_FILES = ("ssl_ca_certs", "ssl_certfile", "ssl_keyfile")
COMMON_KEYS = {"db", "username", "password"}
SSL_KEYS = {*SSL_FILES, "ssl_cert_reqs"}
SENTINEL_KEYS = {"service", "sentinel_username", "sentinel_password"}


class Credentials(msgspec.Struct, frozen=True):
    """A user of Redis; without a name it is the default user, without both nobody is asked."""

    username: str = ""
    password: str = ""

    def __repr__(self) -> str:
        return "Credentials(...)"

    def options(self) -> dict[str, str]:
        """Return redis-py's arguments."""
        return {name: value for name, value in msgspec.structs.asdict(self).items() if value}


class RedisAddress(msgspec.Struct, frozen=True, kw_only=True):
    """Where Redis is. One of `path`, `service` with sentinels as `hosts`, and one host is set."""

    hosts: tuple[tuple[str, int], ...] = ()
    path: str = ""
    database: int = 0
    service: str = ""
    ssl: Mapping[str, str] | None = None  # redis-py's arguments, None without TLS
    user: Credentials = Credentials()
    sentinel_user: Credentials = Credentials()

    def __str__(self) -> str:
        """Return the URL without anything secret."""
        if self.path:
            return f"unix://{self.path}" + (f"?db={self.database}" if self.database else "")
        scheme = "rediss" if self.ssl is not None else "redis"
        hosts = ",".join(f"{f'[{h}]' if ':' in h else h}:{port}" for h, port in self.hosts)
        sentinel = "+sentinel" if self.service else ""
        url = f"{scheme}{sentinel}://{hosts}/{self.database}"
        return f"{url}?service={self.service}" if self.service else url

    def server_options(self) -> dict[str, Any]:
        """Return redis-py's arguments for a connection to a server, but for where it is."""
        return {"db": self.database, **self.user.options(), **(self.ssl or {})}


def with_password(url: str, file: str) -> str:
    """Return the URL with the password that is in the file, unless the URL has one itself.

    Raises:
        InvalidConfiguration: the file cannot be read or is empty, or the URL is invalid.
    """
    if read_redis_url(url).user.password:
        return url
    scheme, _, rest = url.partition("://")
    netloc = _netloc(rest)
    user, _, hosts = netloc.rpartition("@")
    secret = quote(_secret(file), safe="")
    return f"{scheme}://{user.rstrip(':')}:{secret}@{hosts}{rest[len(netloc) :]}"


def _secret(file: str) -> str:
    try:
        secret = Path(file).read_text().strip()
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", "") or "it is no text"
        raise InvalidConfiguration(f"{PASSWORD_FILE} names {file}: {reason}.") from error
    if not secret:
        raise InvalidConfiguration(f"{PASSWORD_FILE} names {file}, which is empty.")
    return secret


def read_redis_url(url: str) -> RedisAddress:
    """Return what a URL says.

    Raises:
        InvalidConfiguration: it is invalid, or names files that do not exist.
    """
    parts = _split(url)
    query = dict(parse_qsl(parts.query, keep_blank_values=True))
    sentinel = parts.scheme.endswith("+sentinel")
    _check_keys(parts.scheme, query)
    is_unix = parts.scheme == "unix"
    return RedisAddress(
        hosts=() if is_unix else _hosts(parts, SENTINEL_PORT if sentinel else REDIS_PORT),
        path=unquote(parts.path) if is_unix else "",
        database=_database(query.get("db", "" if is_unix else parts.path.strip("/"))),
        service=_service(query) if sentinel else "",
        ssl=_ssl(query) if parts.scheme.startswith("rediss") else None,
        user=_user(parts, query),
        sentinel_user=Credentials(
            query.get("sentinel_username", ""), query.get("sentinel_password", "")
        ),
    )


def _wrong(reason: str) -> InvalidConfiguration:
    return InvalidConfiguration(f"REDIS_URL is wrong: {reason}")


def _split(url: str) -> SplitResult:
    scheme, colon, _ = url.partition("://")
    if not colon or scheme not in SCHEMES:
        raise _wrong(f"it begins with one of {', '.join(f'{name}://' for name in SCHEMES)}.")
    parts = _with_any_hosts(url)
    if parts.fragment or (scheme == "unix" and not parts.path.strip("/")):
        raise _wrong("a path is missing, or a # stands in it, which is written %23.")
    return parts


def _with_any_hosts(url: str) -> SplitResult:
    """Split a URL that may have several hosts: urlsplit refuses them if one is an IPv6 address."""
    scheme, _, rest = url.partition("://")
    netloc = _netloc(rest)
    return urlsplit(f"{scheme}://{rest[len(netloc) :]}")._replace(netloc=netloc)


def _netloc(rest: str) -> str:
    return re.split("[/?#]", rest, maxsplit=1)[0]


def _check_keys(scheme: str, query: Mapping[str, str]) -> None:
    known = set(COMMON_KEYS)
    known |= SSL_KEYS if scheme.startswith("rediss") else set()
    known |= SENTINEL_KEYS if scheme.endswith("+sentinel") else set()
    if unknown := sorted(set(query) - known):
        raise _wrong(f"{scheme}:// has no {unknown[0]!r}; it takes {', '.join(sorted(known))}.")


def _hosts(parts: SplitResult, default_port: int) -> tuple[tuple[str, int], ...]:
    texts = parts.netloc.rpartition("@")[2].split(",")
    if len(texts) > 1 and not parts.scheme.endswith("+sentinel"):
        raise _wrong("several hosts are those of sentinels, as in redis+sentinel://a,b,c/0.")
    try:
        places = [urlsplit(f"//{text}") for text in texts]
        return tuple(
            (place.hostname or "localhost", place.port or default_port) for place in places
        )
    except ValueError:
        raise _wrong(
            "its host cannot be read, or its port, which is a number up to 65535. What is special "
            "in a password is encoded, as %2F."
        ) from None


def _database(text: str) -> int:
    if text and not text.isdecimal():
        raise _wrong("the database is a number, as in redis://localhost:6379/0.")
    return int(text or 0)


def _service(query: Mapping[str, str]) -> str:
    if not query.get("service"):
        raise _wrong("sentinels are asked for a service by name, as in ?service=mymaster.")
    return query["service"]


def _user(parts: SplitResult, query: Mapping[str, str]) -> Credentials:
    name, _, password = parts.netloc.rpartition("@")[0].partition(":")
    return Credentials(
        unquote(name) or query.get("username", ""), unquote(password) or query.get("password", "")
    )


def _ssl(query: Mapping[str, str]) -> dict[str, str]:
    """Return the arguments for TLS; the certificate is verified unless the URL says otherwise."""
    needed = query.get("ssl_cert_reqs", "required")
    if needed not in CERT_REQS:
        raise _wrong(f"ssl_cert_reqs is one of {', '.join(CERT_REQS)}.")
    files = {key: query[key] for key in SSL_FILES if query.get(key)}
    for key, path in files.items():
        if not Path(path).is_file():
            raise _wrong(f"{key} names {path}, where there is no file.")
    return {"ssl_cert_reqs": needed, **files}
