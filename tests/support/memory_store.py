"""A store in memory, with the faults that a store may have."""

import asyncio

from backend_queues.errors import TTSError


class MemoryStore:
    """Keeps without a limit. It answers while `answers` is set, with its `error` if it has one."""

    def __init__(self) -> None:
        self.kept: dict[str, bytes] = {}
        self.touched: list[str] = []
        self.asked = 0
        self.has_room = True
        self.answers = asyncio.Event()
        self.answers.set()
        self.error: TTSError | None = None

    async def get(self, name: str) -> bytes | None:
        self.asked += 1
        await self._answer()
        return self.kept.get(name)

    async def put(self, name: str, kept: bytes) -> None:
        await self._answer()
        self.kept[name] = kept

    async def touch(self, names: list[str]) -> None:
        await self._answer()
        self.touched += names

    async def remove(self, name: str) -> None:
        await self._answer()
        self.kept.pop(name, None)

    async def tidy(self) -> None:
        await self._answer()

    async def close(self) -> None:
        pass

    async def _answer(self) -> None:
        await self.answers.wait()
        if self.error:
            raise self.error
