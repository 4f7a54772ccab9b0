"""Batch jobs over HTTP, for tests."""

import asyncio
import time
from collections.abc import Callable
from typing import Any

import httpx

from tests.support.server import Server

WAIT_S = 90


class JobClient:
    """Asks one server for its jobs."""

    def __init__(self, server: Server, client: httpx.AsyncClient) -> None:
        self._url = f"{server.url}/v1/jobs"
        self._client = client

    async def submit(self, items: list[dict[str, Any]], **fields: Any) -> dict[str, Any]:
        answer = await self._client.post(self._url, json={"items": items, **fields})
        assert answer.status_code in (200, 201), answer.text
        return dict(answer.json())

    async def get(self, job: str) -> dict[str, Any]:
        return dict((await self._client.get(f"{self._url}/{job}")).raise_for_status().json())

    async def pause(self, job: str) -> dict[str, Any]:
        return dict((await self._client.post(f"{self._url}/{job}/pause")).raise_for_status().json())

    async def resume(self, job: str) -> dict[str, Any]:
        answer = await self._client.post(f"{self._url}/{job}/resume")
        return dict(answer.raise_for_status().json())

    async def delete(self, job: str) -> None:
        (await self._client.delete(f"{self._url}/{job}")).raise_for_status()

    async def until(
        self, job: str, condition: Callable[[dict[str, Any]], object]
    ) -> dict[str, Any]:
        """Wait until the job's progress is so, also while the server is away."""
        deadline = time.monotonic() + WAIT_S
        told: dict[str, Any] = {}
        while not told or not condition(told):
            assert time.monotonic() < deadline, f"not so after {WAIT_S} s: {told}"
            await asyncio.sleep(0.05)
            try:
                told = await self.get(job)
            except (httpx.TransportError, httpx.HTTPStatusError):
                continue
        return told

    async def until_ended(self, job: str) -> dict[str, Any]:
        return await self.until(job, lambda told: told["state"] in ("done", "partial", "failed"))

    async def files(self, job: str) -> dict[str, bytes]:
        """Return the contents of all its files, by name."""
        listed = (await self._client.get(f"{self._url}/{job}/files")).raise_for_status().json()
        names = [file["name"] for file in listed["files"]]
        return {name: await self._file(job, name) for name in names}

    async def _file(self, job: str, name: str) -> bytes:
        url = f"{self._url}/{job}/files/{name}"
        return (await self._client.get(url)).raise_for_status().content
