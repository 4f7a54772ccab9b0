"""What may be used: a client's limits, and those of its address, whatever its keys are."""

from collections.abc import Iterator

import msgspec

from frontend.access.allowances import origin_of
from frontend.access.client import Client, KeyLimits
from frontend.settings import Settings


class Limit(msgspec.Struct, frozen=True):
    """So much of something for one name, which is a client or an address."""

    name: str
    most: int


class Limits:
    """Each method returns the limits that a client is under; none where nothing is limited."""

    def __init__(self, settings: Settings) -> None:
        self._of_client = KeyLimits(
            streams=settings.client_streams or None,
            characters_per_minute=settings.client_characters_per_minute or None,
            waiting_texts=settings.client_waiting_texts or None,
            uploads_per_hour=settings.client_uploads_per_hour or None,
        )
        self._of_address = KeyLimits(
            streams=settings.address_streams or None,
            characters_per_minute=settings.address_characters_per_minute or None,
            uploads_per_hour=settings.address_uploads_per_hour or None,
        )

    def streams(self, client: Client) -> list[Limit]:
        return list(self._limits("streams", client))

    def characters_per_minute(self, client: Client) -> list[Limit]:
        return list(self._limits("characters_per_minute", client))

    def uploads_per_hour(self, client: Client) -> list[Limit]:
        return list(self._limits("uploads_per_hour", client))

    def waiting_texts(self, client: Client) -> int | None:
        """Return how many texts may wait in line; None is any number."""
        own = client.limits.waiting_texts
        return self._of_client.waiting_texts if own is None else own

    def _limits(self, what: str, client: Client) -> Iterator[Limit]:
        own = getattr(client.limits, what)
        most = getattr(self._of_client, what) if own is None else own
        if most is not None:
            yield Limit(client.name, most)
        most = getattr(self._of_address, what)
        if most is not None:
            yield Limit(f"from:{origin_of(client.address)}", most)
