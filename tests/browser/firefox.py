"""Debian's Firefox, driven by WebDriver BiDi over its own socket.

Playwright's Firefox is another build, and this one lacks a command that Playwright demands of it.
"""

import asyncio
import itertools
import json
import re
import shutil
import subprocess
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import websockets

FIREFOX = shutil.which("firefox-esr") or shutil.which("firefox")
START_S = 120
PATIENCE_S = 60
# What a new profile asks or fetches by itself, none of which belongs to the page.
PREFERENCES = {
    "media.autoplay.default": 0,
    "datareporting.policy.dataSubmissionEnabled": False,
    "browser.aboutwelcome.enabled": False,
    "app.update.disabledForTesting": True,
    "network.captive-portal-service.enabled": False,
    "network.connectivity-service.enabled": False,
    "services.settings.server": "data:,",
    "browser.shell.checkDefaultBrowser": False,
}
ADDRESS = re.compile(r"WebDriver BiDi listening on (ws://\S+)")
PROBLEMS = ("error", "assert")


class FirefoxPage:
    """A page of one window; `problems` are what it logs as errors or throws."""

    def __init__(self, socket: websockets.ClientConnection) -> None:
        self._socket = socket
        self._ids = itertools.count(1)
        self._context = ""
        self.problems: list[str] = []

    async def begin(self) -> None:
        await self._ask("session.new", capabilities={})
        await self._ask("session.subscribe", events=["log.entryAdded"])
        tree = await self._ask("browsingContext.getTree")
        self._context = tree["contexts"][0]["context"]

    async def open(self, url: str, width: int = 1280, height: int = 900) -> None:
        """Load a page whole, in a window of that size."""
        viewport = {"width": width, "height": height}
        await self._ask("browsingContext.setViewport", context=self._context, viewport=viewport)
        await self._ask("browsingContext.navigate", context=self._context, url=url, wait="complete")

    async def evaluate(self, expression: str) -> Any:
        """Return a text, a number or a boolean, as if a reader's click had asked for it."""
        answer = await self._ask(
            "script.evaluate",
            expression=expression,
            target={"context": self._context},
            awaitPromise=True,
            userActivation=True,
        )
        assert answer["type"] == "success", answer["exceptionDetails"]["text"]
        return answer["result"].get("value")

    async def until(self, expression: str) -> None:
        """Wait until the page finds it true."""
        async with asyncio.timeout(PATIENCE_S):
            while not await self.evaluate(expression):
                await asyncio.sleep(0.1)

    async def _ask(self, method: str, **params: Any) -> Any:
        number = next(self._ids)
        await self._socket.send(json.dumps({"id": number, "method": method, "params": params}))
        while True:
            message = json.loads(await self._socket.recv())
            if message.get("id") == number:
                assert message["type"] == "success", message["message"]
                return message["result"]
            self._note(message)

    def _note(self, event: dict[str, Any]) -> None:
        if event.get("method") == "log.entryAdded" and event["params"]["level"] in PROBLEMS:
            self.problems.append(str(event["params"]["text"]))


@asynccontextmanager
async def running_firefox() -> AsyncIterator[FirefoxPage]:
    """Run it without a window and with a profile of its own until the block ends."""
    assert FIREFOX
    with tempfile.TemporaryDirectory(prefix="vs-firefox-", ignore_cleanup_errors=True) as profile:
        lines = [f"user_pref({json.dumps(k)}, {json.dumps(v)});" for k, v in PREFERENCES.items()]
        Path(profile, "user.js").write_text("\n".join(lines))
        options = [
            "--headless",
            "--no-remote",
            "--profile",
            profile,
            "--remote-debugging-port",
            "0",
        ]
        process = await asyncio.create_subprocess_exec(
            FIREFOX, *options, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
        )
        try:
            async with asyncio.timeout(START_S):
                address = await _address(process)
            async with websockets.connect(f"{address}/session", max_size=None) as socket:
                page = FirefoxPage(socket)
                await page.begin()
                yield page
        finally:
            process.terminate()
            await process.wait()


async def _address(process: asyncio.subprocess.Process) -> str:
    """Return where it listens, as it says itself; what else it says is read and dropped."""
    assert process.stderr
    seen = []
    while line := await process.stderr.readline():
        seen.append(line.decode(errors="replace"))
        if found := ADDRESS.search(seen[-1]):
            return found[1]
    raise AssertionError("".join(seen))
