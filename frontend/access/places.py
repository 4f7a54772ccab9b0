"""Where the API keys of a server are, and whether it asks for any."""

import ipaddress
import os
from collections.abc import Iterable
from pathlib import Path

from backend_queues.errors import InvalidConfiguration, RedisUnavailable
from frontend.access.key import utc_now
from frontend.access.key_file import KeyFile
from frontend.access.keyring import Keyring, KeysOfFile, KeysOfRedis, KeySource
from frontend.access.redis_keys import RedisKeys, Sends
from frontend.settings import Settings
from tasks.connection.broker import redis_url
from tasks.process.logs import get_logger

log = get_logger(__name__)

REDIS = "redis"
CONFIG_VARIABLE = "XDG_CONFIG_HOME"


def place_of_keys(settings: Settings, address: str, usual: str = REDIS) -> str:
    """Return where a server that listens on the address has its keys; "" if it asks for none.

    `usual` is where they are if no setting says so.

    Raises:
        InvalidConfiguration: the settings contradict each other.
    """
    if settings.open and settings.keys:
        raise InvalidConfiguration(
            "VOICE_SERVER_OPEN asks for no API keys, and VOICE_SERVER_KEYS for those in "
            f"{settings.keys}. Set one of the two."
        )
    if settings.open or (not settings.keys and is_loopback(address)):
        return ""
    return settings.keys or usual


def users_file() -> str:
    """Return where the keys of a server without a lasting Redis are, if no setting says so."""
    folder = os.environ.get(CONFIG_VARIABLE) or "~/.config"
    return str(Path(folder).expanduser() / "voice-server" / "keys.json")


def key_store(place: str) -> KeyFile | RedisKeys:
    """Return the keys of a place, to be read and changed by a command line."""
    return RedisKeys(redis_url()) if place == REDIS else KeyFile(Path(place).expanduser())


def keyring_of(place: str, connection: Sends) -> Keyring | None:
    """Return the keys of a place for a frontend; None if no keys are asked for."""
    if not place:
        return None
    source: KeySource = KeysOfRedis(connection)
    if place != REDIS:
        source = KeysOfFile(KeyFile(Path(place).expanduser()))
    return Keyring(source)


def check_some_key(place: str, address: str) -> None:
    """Refuse to start a server that nobody could use. Blocks.

    Raises:
        InvalidConfiguration: there is no key in the place, or it cannot be read.
    """
    store = key_store(place)
    try:
        records = store.read() if isinstance(store, RedisKeys) or store.path.exists() else {}
    except RedisUnavailable as error:  # it may start later than this
        log.warning("The API keys are read once Redis answers.", reason=error.message)
        return
    now = utc_now()
    if not any(not record.expired(now) for record in records.values()):
        raise InvalidConfiguration(
            f"There is no API key in {store}, so nobody could use the server at {address}. Make "
            f"one with: voice-server keys add NAME --keys {place}. Or let everybody in, with "
            "--open (VOICE_SERVER_OPEN=true)."
        )


def widest(addresses: Iterable[str]) -> str:
    """Return the one of a server's addresses that most can reach."""
    return min(addresses, key=is_loopback)


def is_loopback(address: str) -> bool:
    """Tell whether only this machine reaches the address, which may be a socket's path."""
    if address == "localhost" or address.startswith("/"):
        return True
    try:
        return ipaddress.ip_address(address).is_loopback
    except ValueError:
        return False
