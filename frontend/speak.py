"""`voice-server speak`: one text into a WAV, by the server that runs or one just for this text."""

import asyncio
from collections.abc import Mapping
from contextlib import aclosing
from pathlib import Path

import msgspec

from frontend.client import server_answers, speak
from frontend.terminal import Terminal, terminal
from frontend.wav_output import WritePcm, wav_output


class Order(msgspec.Struct, frozen=True):
    """What to speak; "" is the default."""

    text: str
    backend: str
    voice: str
    options: Mapping[str, object]


def speak_into(output: Path, order: Order, url: str) -> None:
    """Speak through the server at the URL, or start what it takes and end it.

    Raises:
        TTSError: it cannot be spoken, or not be written; no file is left behind.
        KeyboardInterrupt: a signal came first.
    """
    with terminal(quiet=True) as screen, wav_output(output) as write:
        if asyncio.run(server_answers(url)):
            asyncio.run(_speak(order, url, write, screen))
            return
        from frontend.speak_alone import with_own_server  # much to import for nothing above

        with_own_server(order.backend, lambda own: _speak(order, own, write, screen), screen)


async def _speak(order: Order, url: str, write: WritePcm, screen: Terminal) -> None:
    screen.step("Speaking ...")
    pieces = speak(
        order.text, url=url, backend=order.backend, voice=order.voice, options=order.options
    )
    async with aclosing(pieces):
        async for pcm in pieces:
            write(pcm)
