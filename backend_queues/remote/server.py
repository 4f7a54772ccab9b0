"""Where a service is, and with which key it is asked."""

import os
from urllib.parse import urlsplit

import msgspec

from backend_queues.errors import InvalidConfiguration, shown


class Server(msgspec.Struct, frozen=True):
    """`key_variable` names the environment's variable that holds the key; "" is a server without.

    The key itself is kept out of every message and log.
    """

    url: str
    key_variable: str
    timeout_s: float  # the longest the service may send nothing

    @property
    def host(self) -> str:
        """How messages call the server: its URL could hold a password."""
        parts = urlsplit(self.url)
        return f"{parts.hostname}:{parts.port}" if parts.port else str(parts.hostname)

    def check(self) -> None:
        """Raise InvalidConfiguration if the URL cannot be requested."""
        try:
            parts = urlsplit(self.url)
            usable = parts.scheme in ("http", "https") and parts.hostname and parts.port != 0
        except ValueError:  # the port is not a number
            usable = False
        if not usable:
            raise InvalidConfiguration(
                f"url: {shown(self.url)} is not the address of a server; "
                "write it as https://api.example.com/v1"
            )

    def key(self) -> str:
        """Return the key, "" for a server without keys.

        Raises:
            InvalidConfiguration: its variable is not set, or its value cannot be a key.
        """
        if not self.key_variable:
            return ""
        key = os.environ.get(self.key_variable, "").strip()
        if not key:
            raise InvalidConfiguration(
                f"{self.host} needs an API key: set {self.key_variable} where the worker is "
                "started, or `key_variable` in backends.yaml to the variable that holds it "
                '("" for a server without keys).'
            )
        if not (key.isascii() and key.isprintable()) or " " in key:
            raise InvalidConfiguration(f"{self.key_variable} holds characters no API key has.")
        return key
