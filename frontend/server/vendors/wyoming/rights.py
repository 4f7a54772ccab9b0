"""Who the clients of the port are: the protocol has no keys, so all have the rights of one."""

import msgspec

from backend_queues.errors import TELLS_ALL
from frontend.access.access import Access, require
from frontend.access.client import Client


class Rights(msgspec.Struct, frozen=True):
    """`key` is the id of the API key, "" where no keys are asked for."""

    access: Access
    key: str = ""

    def client(self, address: str) -> Client:
        """Return whom a request from that address counts for.

        Raises:
            InvalidKey: the key has been revoked, or has expired.
            MissingScope: it may not have anything spoken.
            KeysUnavailable: that cannot be known now.
        """
        TELLS_ALL.set(self.access.keyring is None)
        client = self.access.holder(self.key, address)
        require(client, "speak")
        TELLS_ALL.set("operate" in client.scopes)
        return client
