"""Counts what a client writes while its utterance goes on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from backend_queues.errors import RedisUnavailable, TTSError

if TYPE_CHECKING:
    from frontend.access.client import Client
    from frontend.streaming.background import Background
    from frontend.streaming.ports import ClientUse
    from frontend.streaming.utterance import Utterance


class TextUse:
    """Counts beside the speech, which ends if the client may write no more.

    What comes while something is being counted is counted after that, all together.
    """

    def __init__(
        self, use: ClientUse, client: Client, utterance: Utterance, background: Background
    ) -> None:
        self._use = use
        self._client = client
        self._utterance = utterance
        self._background = background
        self._due = 0
        self._counting = False

    def note(self, text: str) -> None:
        """Count some more text."""
        self._due += len(text)
        if not self._counting and self._due:
            self._counting = True
            self._background.spawn(self._count())

    async def _count(self) -> None:
        try:
            while self._due:
                due, self._due = self._due, 0
                await self._use.take_text(self._client, due)
        except RedisUnavailable:
            pass  # the stream itself waits for Redis, or ends
        except TTSError as error:
            self._utterance.fail(error)
        finally:
            self._counting = False
