"""Every form of REDIS_URL, and what is said of those that are none."""

from pathlib import Path

import pytest

from backend_queues.errors import InvalidConfiguration
from tasks.connection.redis_address import (
    Credentials,
    RedisAddress,
    read_redis_url,
    with_password,
)

SECRET = "pass/word?#1"
QUOTED = "pass%2Fword%3F%231"


@pytest.mark.parametrize(
    ("url", "address"),
    [
        ("redis://", RedisAddress(hosts=(("localhost", 6379),))),
        (
            "redis://redis.example:6380/3",
            RedisAddress(hosts=(("redis.example", 6380),), database=3),
        ),
        ("redis://redis.example?db=3", RedisAddress(hosts=(("redis.example", 6379),), database=3)),
        (
            f"redis://voice:{QUOTED}@[::1]:1/0",
            RedisAddress(hosts=(("::1", 1),), user=Credentials("voice", SECRET)),
        ),
        (
            f"unix://:{QUOTED}@/run/redis.sock?db=2",
            RedisAddress(path="/run/redis.sock", database=2, user=Credentials("", SECRET)),
        ),
        (
            f"unix:///run/redis.sock?password={QUOTED}",
            RedisAddress(path="/run/redis.sock", user=Credentials("", SECRET)),
        ),
        (
            f"redis+sentinel://:{QUOTED}@a,b:1/2?service=speech&sentinel_password={QUOTED}",
            RedisAddress(
                hosts=(("a", 26379), ("b", 1)),
                database=2,
                service="speech",
                user=Credentials("", SECRET),
                sentinel_user=Credentials("", SECRET),
            ),
        ),
        (
            "rediss+sentinel://a/0?service=speech&ssl_cert_reqs=none",
            RedisAddress(hosts=(("a", 26379),), service="speech", ssl={"ssl_cert_reqs": "none"}),
        ),
    ],
)
def test_a_url_is_read(url: str, address: RedisAddress) -> None:
    assert read_redis_url(url) == address
    told = f"{address} {address!r}"
    assert SECRET not in told and QUOTED not in told


def test_tls_verifies_with_the_files_that_are_named(tmp_path: Path) -> None:
    authority = tmp_path / "ca.crt"
    authority.touch()
    assert read_redis_url("rediss://a").ssl == {"ssl_cert_reqs": "required"}
    named = read_redis_url(f"rediss://a?ssl_ca_certs={authority}").ssl
    assert named == {"ssl_cert_reqs": "required", "ssl_ca_certs": str(authority)}


@pytest.mark.parametrize(
    "url",
    [
        "redis://:secret@a:1/0",
        "rediss://secret:secret@a:1/2",
        "unix:///run/redis.sock",
        "unix:///run/redis.sock?db=1",
        "redis+sentinel://:secret@a:1,[::1]:2/3?service=speech",
    ],
)
def test_what_is_shown_is_the_url_without_its_secrets(url: str) -> None:
    shown = str(read_redis_url(url))
    assert shown == url.replace("secret:secret@", "").replace(":secret@", "")


@pytest.mark.parametrize(
    ("url", "whole"),
    [
        ("redis://voice@redis:1/2", f"redis://voice:{QUOTED}@redis:1/2"),
        ("redis://redis", f"redis://:{QUOTED}@redis"),
        ("unix://voice@/run/redis.sock?db=1", f"unix://voice:{QUOTED}@/run/redis.sock?db=1"),
        (
            "redis+sentinel://voice@a,[::1]:2/0?service=x",
            f"redis+sentinel://voice:{QUOTED}@a,[::1]:2/0?service=x",
        ),
        ("redis://voice:own@redis", "redis://voice:own@redis"),
        ("redis://redis?password=own", "redis://redis?password=own"),
    ],
)
def test_a_password_is_read_from_a_file(url: str, whole: str, tmp_path: Path) -> None:
    file = tmp_path / "password"
    file.write_text(f"{SECRET}\n")
    assert with_password(url, str(file)) == whole
    if QUOTED in whole:
        assert read_redis_url(whole).user.password == SECRET


@pytest.mark.parametrize("content", [None, b"", b" \n", b"\xff"])
def test_a_password_s_file_that_is_no_good_is_told_of(
    content: bytes | None, tmp_path: Path
) -> None:
    file = tmp_path / "password"
    if content is not None:
        file.write_bytes(content)
    with pytest.raises(InvalidConfiguration, match="^REDIS_PASSWORD_FILE names .*password"):
        with_password("redis://redis", str(file))


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("secret@localhost", "begins with one of"),
        ("http://:secret@a", "begins with one of"),
        ("redis://:secret@[a", "cannot be read"),
        ("redis://:secret@a:port", "a number up to 65535"),
        ("redis://:secret@a/name", "the database is a number"),
        ("redis://:sec#ret@a", "written %23"),
        ("unix://:secret@", "a path is missing"),
        ("redis://:secret@a,b", "those of sentinels"),
        ("redis://:secret@a?ssl_ca_certs=x", "redis:// has no 'ssl_ca_certs'"),
        ("rediss://:secret@a?ssl_cert_reqs=maybe", "one of required, optional, none"),
        ("rediss://:secret@a?ssl_ca_certs=/nowhere", "ssl_ca_certs names /nowhere"),
        ("redis+sentinel://:secret@a/0", r"\?service=mymaster"),
    ],
)
def test_a_wrong_url_is_told_of_without_its_secrets(url: str, reason: str) -> None:
    with pytest.raises(InvalidConfiguration, match=f"^REDIS_URL is wrong: .*{reason}") as caught:
        read_redis_url(url)
    assert "secret" not in caught.value.message
