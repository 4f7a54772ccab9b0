"""Where a server is, and the API key for it."""

import msgspec

from frontend.protocol.urls import DEFAULT_URL


class Address(msgspec.Struct, frozen=True):
    """The URL of a server, and an API key, "" where it asks for none."""

    url: str = DEFAULT_URL
    key: str = ""

    @property
    def headers(self) -> dict[str, str]:
        """What to send with each request."""
        return {"Authorization": f"Bearer {self.key}"} if self.key else {}
