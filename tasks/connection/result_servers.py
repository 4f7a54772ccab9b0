"""The Redis servers that carry what is sent and kept of each utterance, where there are several.

RESULT_REDIS_URLS lists them, each in a form of REDIS_URL, with spaces between; it is the same for
frontends and workers. Each utterance's attempts, claims, replay log and messages are on one of
them. Without it they are on the server of REDIS_URL, which has everything else in any case.
"""

import os
from collections.abc import Mapping

import msgspec

from backend_queues.errors import InvalidConfiguration
from tasks.connection.redis_address import PASSWORD_FILE, read_redis_url, with_password

RESULT_REDIS_URLS = "RESULT_REDIS_URLS"
REDIS_URL_SERVER = ""  # the name of that server in tasks: what older versions say, and mean
MOST_SERVERS = 64


class ResultAddress(msgspec.Struct, frozen=True):
    """One of them, and how tasks and operators name it: its URL without anything secret."""

    name: str
    url: str

    def __repr__(self) -> str:
        return f"ResultAddress({self.name!r})"


def result_addresses(
    redis_url: str, environ: Mapping[str, str] = os.environ
) -> tuple[ResultAddress, ...]:
    """Return the servers that are listed, in that order; none where the setting is empty.

    That of `redis_url` may be one of them.

    Raises:
        InvalidConfiguration: one is invalid or listed twice, or there are too many.
    """
    addresses = tuple(_address(url, environ) for url in environ.get(RESULT_REDIS_URLS, "").split())
    names = [address.name for address in addresses]
    if len(names) > MOST_SERVERS:
        raise InvalidConfiguration(f"{RESULT_REDIS_URLS} lists more than {MOST_SERVERS} servers.")
    if twice := [name for name in names if names.count(name) > 1]:
        raise InvalidConfiguration(f"{RESULT_REDIS_URLS} lists {twice[0]} twice.")
    return _with_first(addresses, redis_url)


def _address(url: str, environ: Mapping[str, str]) -> ResultAddress:
    try:
        file = environ.get(PASSWORD_FILE)
        full = with_password(url, file) if file else url
        return ResultAddress(str(read_redis_url(full)), full)
    except InvalidConfiguration as error:
        reason = error.message.removeprefix("REDIS_URL is wrong: ")
        raise InvalidConfiguration(
            f"{RESULT_REDIS_URLS} is wrong: {reason} It lists URLs with spaces between them."
        ) from None


def _with_first(addresses: tuple[ResultAddress, ...], redis_url: str) -> tuple[ResultAddress, ...]:
    """Give the server of REDIS_URL the name it has in tasks, if it is one of them."""
    if not addresses:
        return ()
    first = str(read_redis_url(redis_url))
    return tuple(
        msgspec.structs.replace(address, name=REDIS_URL_SERVER)
        if address.name == first
        else address
        for address in addresses
    )
