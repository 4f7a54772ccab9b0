"""Debian's Firefox, driven by WebDriver BiDi over its own socket.

Playwright's Firefox is another build, and this one lacks a command that Playwright demands of it.
"""

import asyncio
import itertools
import json
import os
import re
import shutil
import tempfile
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import IO, Any

import websockets

# Without a sound device Firefox plays nothing, and its clock for sound stands still.
SOUND = shutil.which("pulseaudio")
FIREFOX = shutil.which("firefox-esr") or shutil.which("firefox")
START_S = 120
END_S = 20
PATIENCE_S = 60
ANSWER_S = 10  # until a command is answered
TRIES = 5  # in one of three, Firefox stands still
LOOK_S = 0.1
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


class Unanswered(Exception):
    """A command that failed, as where its page is being left."""


class StandsStill(Exception):
    """Firefox does not answer."""


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
        # "complete" is sometimes never told where the page is loaded from the same address again.
        await self.evaluate("window.left = true")
        await self._ask("browsingContext.navigate", context=self._context, url=url, wait="none")
        await self.until("!window.left && document.readyState === 'complete'")

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
        """Wait until the page finds it true. Raises StandsStill if it does not answer."""
        until = asyncio.get_running_loop().time() + PATIENCE_S
        while asyncio.get_running_loop().time() < until:
            with suppress(Unanswered):
                if await self.evaluate(f"Boolean({expression})"):
                    return
            await asyncio.sleep(LOOK_S)
        shown = await self.evaluate("document.body.innerText")
        raise AssertionError(f"{expression}: not so after {PATIENCE_S} s\n{shown}")

    async def _ask(self, method: str, **params: Any) -> Any:
        """Return the answer to a command; StandsStill without one, Unanswered if it fails."""
        number = next(self._ids)
        await self._socket.send(json.dumps({"id": number, "method": method, "params": params}))
        try:
            async with asyncio.timeout(ANSWER_S):
                message = await self._answer(number)
        except TimeoutError:
            raise StandsStill(f"{method}: no answer within {ANSWER_S} s") from None
        if message["type"] != "success":
            raise Unanswered(f"{method}: {message['message']}")
        return message["result"]

    async def _answer(self, number: int) -> Any:
        """Return the answer of that number, and note the events before it."""
        while True:
            message = json.loads(await self._socket.recv())
            if message.get("id") == number:
                return message
            self._note(message)

    def _note(self, event: dict[str, Any]) -> None:
        if event.get("method") == "log.entryAdded" and event["params"]["level"] in PROBLEMS:
            self.problems.append(str(event["params"]["text"]))


async def in_firefox(test: Callable[[FirefoxPage], Awaitable[None]]) -> None:
    """Run a test in a new Firefox, and in another one if that stands still.

    Debian's does, whatever the page, where it opens a sound: its audio server waits in libpulse for
    a callback, which waits for the page's thread, which waits for the audio server.
    """
    for left in reversed(range(TRIES)):
        async with running_firefox() as page:
            try:
                await test(page)
            except StandsStill:
                if not left:
                    raise
            else:
                return


@asynccontextmanager
async def running_firefox() -> AsyncIterator[FirefoxPage]:
    """Run it without a window, with a profile and a sound device of its own."""
    assert FIREFOX and SOUND
    folder = tempfile.TemporaryDirectory(prefix="vs-firefox-", ignore_cleanup_errors=True)
    with folder as profile:
        _write_preferences(Path(profile))
        environ = {**os.environ, "HOME": profile, "XDG_RUNTIME_DIR": profile}
        device = f"{profile}/sound"
        sink = ("-L", "module-null-sink", "-L", f"module-native-protocol-unix socket={device}")
        quiet = ("--daemonize=no", "--use-pid-file=no", "--disable-shm", "--exit-idle-time=-1")
        options = (
            "--headless",
            "--no-remote",
            "--profile",
            profile,
            "--remote-debugging-port",
            "0",
        )
        environ["PULSE_SERVER"] = f"unix:{device}"
        async with (
            _running(SOUND, "-n", *quiet, *sink, environ=environ),
            _running(FIREFOX, *options, environ=environ) as said,
        ):
            async with asyncio.timeout(START_S):
                address = await _address(said)
            async with websockets.connect(f"{address}/session", max_size=None) as socket:
                page = FirefoxPage(socket)
                await page.begin()
                yield page


def _write_preferences(profile: Path) -> None:
    lines = [f"user_pref({json.dumps(k)}, {json.dumps(v)});" for k, v in PREFERENCES.items()]
    (profile / "user.js").write_text("\n".join(lines))


@asynccontextmanager
async def _running(*command: str, environ: dict[str, str]) -> AsyncIterator[IO[bytes]]:
    """Run a program until the block ends; yield what it says, in a file that never fills."""
    with tempfile.TemporaryFile() as said:
        process = await asyncio.create_subprocess_exec(
            *command, env=environ, stdout=said, stderr=said
        )
        try:
            yield said
        finally:
            process.terminate()
            try:
                async with asyncio.timeout(END_S):
                    await process.wait()
            except TimeoutError:
                process.kill()
                await process.wait()


async def _address(said: IO[bytes]) -> str:
    """Return where it listens, as it says itself."""
    while True:
        if found := ADDRESS.search(_text(said)):
            return found[1]
        await asyncio.sleep(0.1)


def _text(file: IO[bytes]) -> str:
    size = os.fstat(file.fileno()).st_size
    return os.pread(file.fileno(), size, 0).decode(errors="replace")
