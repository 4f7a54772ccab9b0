"""`voice-server speak --repl`: each line is spoken, or a command that starts with a slash."""

import asyncio
import signal
import sys
from collections.abc import AsyncGenerator, Awaitable
from contextlib import aclosing
from pathlib import Path

from msgspec.structs import replace

from backend_queues.errors import InvalidRequest, TTSError, UnknownBackend, UnknownVoice, shown
from backend_queues.suggestions import did_you_mean, unknown
from frontend.client.address import Address
from frontend.client.server import ServedBackend, served_backends
from frontend.console.any_server import with_any_server
from frontend.console.playback.kept_speech import KeepingOutput, KeptSpeech
from frontend.console.playback.output import output
from frontend.console.printable import printable
from frontend.console.repl.commands import HELP, Command, completions, parse
from frontend.console.speak import SpeakOrder, hear, line_on, say
from frontend.console.standard_input import lines
from frontend.console.terminal import Terminal, terminal
from frontend.protocol.voice_settings import VoiceSettingsRequest


class SomeFailed(TTSError):
    """Some lines that came from a pipe were not spoken."""

    code = "some_failed"


def speak_lines(order: SpeakOrder) -> None:
    """Speak lines until the input ends, with a prompt if they are typed.

    Raises:
        SomeFailed: lines came from a pipe, and some failed, with reasons already shown.
        TTSError: no server runs, and none can be started.
        KeyboardInterrupt: a signal came first.
    """
    with terminal(quiet=True) as screen:

        async def work(server: Address) -> None:
            screen.clear()
            await Repl(server, order, screen).run()

        with_any_server(order.wanted, work, screen)


class Repl:
    """Speaks lines and follows commands, which change the voice settings for the lines after them.

    Ctrl-C stops what is being done, not the loop.
    """

    def __init__(self, server: Address, order: SpeakOrder, screen: Terminal) -> None:
        self._server = server
        self._order = order  # with what the commands before have changed
        self._kept: KeptSpeech | None = None
        self._backends: dict[str, ServedBackend] = {}
        self._failures = 0
        self._warned = False
        self._screen = screen

    async def run(self) -> None:
        """Serve until the input ends, or /quit."""
        typed = sys.stdin.isatty() and sys.stdout.isatty()
        self._backends = await served_backends(self._server)
        try:
            async with aclosing(self._typed() if typed else lines()) as typed_or_read:
                async for line in typed_or_read:
                    if line.strip() == "/quit":
                        break
                    await self._follow(line.strip())
        finally:
            if self._kept:
                self._kept.close()
        if self._failures and not typed:
            raise SomeFailed(f"{self._failures} of the lines failed; the reasons are above.")

    def _typed(self) -> AsyncGenerator[str]:
        from frontend.console.repl.prompt import typed_lines  # half a second to import

        return typed_lines(
            lambda text: completions(text, self._backends, self._voice_settings.backend)
        )

    async def _follow(self, line: str) -> None:
        try:
            await _stoppable(self._do(line))
        except TTSError as error:
            self._failures += 1
            say(f"Error: {error.message}")

    @property
    def _voice_settings(self) -> VoiceSettingsRequest:
        return self._order.voice_settings

    def _check(self, voice_settings: VoiceSettingsRequest) -> None:
        """Refuse now what the next text would be refused for: an unknown name.

        Raises:
            UnknownBackend, UnknownVoice: with what may have been meant.
        """
        backend = voice_settings.backend
        if backend and backend not in self._backends:
            names = ", ".join(self._backends)
            raise UnknownBackend(
                f"There is no backend {shown(backend)}; there are: {names}."
                f"{did_you_mean(backend, self._backends)}"
            )
        served = self._backends.get(backend or next(iter(self._backends), ""))
        voice = voice_settings.voice
        if voice and served and served.voices and "," not in voice and voice not in served.voices:
            raise UnknownVoice(unknown("voice", voice, shown(voice), served.voices, "/voices"))

    def _warn(self, sentence: str) -> None:
        """Say only once that there is no device; each line's figures name its file."""
        if not self._warned:
            say(sentence)
        self._warned = True

    async def _do(self, line: str) -> None:
        if not line.startswith("/"):
            await self._speak(line)
            return
        command = parse(line)
        match command.name:
            case "help":
                print(HELP)
            case "voices":
                await self._list_voices()
            case "backends":
                await self._list_backends()
            case "save":
                await self._save(command.argument)
            case _:
                self._change_voice(command)

    async def _speak(self, text: str) -> None:
        if not text:
            return
        with output(None, self._warn, pipes=False) as sink:
            self._screen.step("Speaking ...")
            kept = KeptSpeech()
            try:
                show = line_on(self._screen)
                keeping = KeepingOutput(sink, kept)
                figures = await hear(text, self._server, self._order, keeping, show)
            finally:
                self._screen.clear()
                self._keep(kept)
        say(figures.sentence)

    def _keep(self, kept: KeptSpeech) -> None:
        """Keep what was spoken instead of what was before, unless nothing was."""
        unused, self._kept = (kept, self._kept) if kept.is_empty else (self._kept, kept)
        if unused:
            unused.close()

    def _change_voice(self, command: Command) -> None:
        voice_settings = command.changed_settings(self._voice_settings)
        self._check(voice_settings)
        self._order = replace(self._order, voice_settings=voice_settings)
        backend, voice = voice_settings.backend or "default", voice_settings.voice or "default"
        options = "".join(f", {key}={value}" for key, value in voice_settings.options.items())
        say(f"Backend {backend}, voice {voice}{options}.")

    async def _list_voices(self) -> None:
        self._backends = await served_backends(self._server)
        default = next(iter(self._backends), "")
        served = self._backends.get(self._voice_settings.backend or default)
        voices = served.voices if served else ()
        print(printable(", ".join(voices)) or "No worker offers a voice now.")

    async def _list_backends(self) -> None:
        self._backends = await served_backends(self._server)
        for served in self._backends.values():
            if served.workers:
                print(
                    printable(
                        f"{served.name}: {served.workers} workers, {len(served.voices)} voices"
                    )
                )

    async def _save(self, name: str) -> None:
        if not self._kept:
            raise InvalidRequest("Nothing has been spoken yet.")
        await self._kept.save(_new_path(name))
        say(f"Saved as {name}.")


def _new_path(name: str) -> Path:
    try:
        path = Path.cwd() / Path(name).expanduser()
        is_there = path.exists()
    except (OSError, RuntimeError) as error:  # the latter: ~nobody
        reason = (isinstance(error, OSError) and error.strerror) or error
        raise InvalidRequest(f"Cannot write {name}: {reason}.") from error
    if is_there:
        raise InvalidRequest(f"{name} exists; choose another name.")
    return path


async def _stoppable(work: Awaitable[None]) -> None:
    """Await the work. Ctrl-C cancels it, and not the prompt."""
    loop = asyncio.get_running_loop()
    working = asyncio.ensure_future(work)
    loop.add_signal_handler(signal.SIGINT, working.cancel)
    try:
        await asyncio.wait({working})
    finally:
        working.cancel()
        # From here on, Ctrl-C is handled by the prompt; without one, it ends the command.
        loop.add_signal_handler(signal.SIGINT, signal.raise_signal, signal.SIGTERM)
    if working.cancelled():
        say("Stopped.")
    else:
        working.result()
