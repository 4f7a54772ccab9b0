"""RESULT_REDIS_URLS: what it lists, and what is said of a list that is wrong."""

from pathlib import Path

import pytest

from backend_queues.errors import InvalidConfiguration
from tasks.connection.result_servers import ResultAddress, result_addresses

LISTED = "redis://one  redis://voice:secret@two:6380/1\nredis+sentinel://a,b/0?service=three"


REDIS_URL = "redis://localhost"


def listed(urls: str, redis_url: str = REDIS_URL) -> tuple[ResultAddress, ...]:
    return result_addresses(redis_url, {"RESULT_REDIS_URLS": urls})


@pytest.mark.parametrize("environ", [{}, {"RESULT_REDIS_URLS": " "}])
def test_without_the_setting_there_are_none(environ: dict[str, str]) -> None:
    assert result_addresses(REDIS_URL, environ) == ()


def test_each_goes_by_its_address_without_anything_secret() -> None:
    addresses = listed(LISTED)
    assert [address.name for address in addresses] == [
        "redis://one:6379/0",
        "redis://two:6380/1",
        "redis+sentinel://a:26379,b:26379/0?service=three",
    ]
    assert [address.url for address in addresses] == LISTED.split()
    assert "secret" not in repr(addresses)


def test_the_one_of_redis_url_has_the_name_that_older_versions_mean() -> None:
    addresses = listed(LISTED, "redis://worker@one/0")
    assert [address.name for address in addresses][:2] == ["", "redis://two:6380/1"]


def test_the_password_of_a_file_is_for_all_that_have_none(tmp_path: Path) -> None:
    file = tmp_path / "password"
    file.write_text("from the file\n")
    environ = {"RESULT_REDIS_URLS": LISTED, "REDIS_PASSWORD_FILE": str(file)}
    one, two, _ = result_addresses(REDIS_URL, environ)
    assert one.url == "redis://:from%20the%20file@one"
    assert two.url == "redis://voice:secret@two:6380/1"
    assert one.name == "redis://one:6379/0"


@pytest.mark.parametrize(
    ("urls", "said"),
    [
        ("redis://one,redis://two", "It lists URLs with spaces between them"),
        ("redis://one http://two", "it begins with one of redis://"),
        ("redis://one redis://voice:secret@one:6379/0", "lists redis://one:6379/0 twice"),
        (" ".join(f"redis://h{n}" for n in range(65)), "more than 64 servers"),
    ],
)
def test_a_wrong_list_is_told_by_its_name_and_without_a_password(urls: str, said: str) -> None:
    with pytest.raises(InvalidConfiguration, match=r"^RESULT_REDIS_URLS ") as caught:
        listed(urls)
    assert said in caught.value.message
    assert "secret" not in caught.value.message
