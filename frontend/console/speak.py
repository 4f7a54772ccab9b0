"""`voice-server speak` and `client`: text into an output, and the figures of it."""

from collections.abc import AsyncGenerator, Callable, Iterable, Iterator, Mapping
from contextlib import aclosing, contextmanager
from pathlib import Path

import click
import msgspec

from frontend.audio.formats import Encoding
from frontend.client import SpeechEvent, Text, speech
from frontend.client.address import Address
from frontend.console.any_server import Wanted, until_interrupted, with_any_server
from frontend.console.formats import STDOUT
from frontend.console.interrupts import ended_like_ctrl_c
from frontend.console.llm_tokens import paced, tokens_of
from frontend.console.playback.figures import Figures, PlaybackMeter
from frontend.console.playback.file_output import WAV, EncodedFile
from frontend.console.playback.output import AudioOutput, output
from frontend.console.printable import printable_lines
from frontend.console.terminal import Terminal, terminal
from frontend.protocol.events import InLine, Opened, SegmentBegan
from frontend.protocol.voice_settings import VoiceSettingsRequest


class SpeakOrder(msgspec.Struct, frozen=True):
    """What the command line asks for, except the text."""

    voice_settings: VoiceSettingsRequest
    wanted: Wanted
    output: Path | None = None
    encoding: Encoding = WAV  # of what is written
    voices: Mapping[str, str] = {}  # by the names of speakers in the text
    ssml: bool = False
    as_json: bool = False


class SpeakProgress:
    """Shows how much of a text has been spoken."""

    def __init__(self, text: str, screen: Terminal) -> None:
        self._chars = len(text)
        self._done_chars = 0
        self._segment_chars = 0
        self._screen = screen

    def show(self, event: SpeechEvent, meter: PlaybackMeter) -> None:
        if isinstance(event, InLine):
            self._screen.step(in_line(event))
        elif isinstance(event, SegmentBegan):
            self._done_chars += self._segment_chars
            self._segment_chars = len(event.text)
        elif isinstance(event, bytes):
            speed = f", {1 / factor:.1f} x real time" if (factor := meter.real_time_factor) else ""
            about = f"Segment {meter.segments}: {meter.audio_s:.1f} s of speech{speed}"
            self._screen.bar(about, self._done_chars / self._chars)


def speak_text(text: str, order: SpeakOrder) -> None:
    """Speak a text; a server is started for it if none runs.

    Raises:
        TTSError: it cannot be spoken or written; no file is left behind.
        KeyboardInterrupt: a signal came first.
    """
    with _stage(order) as (screen, sink):

        async def work(server: Address) -> None:
            screen.step("Speaking ...")
            show = SpeakProgress(text, screen).show
            figures = await hear(text, server, order, sink, show, realtime=order.output is None)
            screen.clear()
            _print_figures(figures, order)

        with_any_server(order.wanted, work, screen)


def speak_tokens(text: str, tokens_per_s: float, order: SpeakOrder) -> None:
    """Speak a text that is sent token by token; show the tokens, and the figures at the end.

    Raises:
        TTSError, KeyboardInterrupt: as in `speak_text`.
    """
    with _stage(order) as (screen, sink):

        async def work(server: Address) -> None:
            screen.clear()
            tokens = _shown(tokens_of(text), tokens_per_s)
            figures = await hear(tokens, server, order, sink, line_on(screen))
            _print_figures(figures, order, always=True)

        with_any_server(order.wanted, work, screen)


def speak_from(tokens: Iterable[str], order: SpeakOrder) -> None:
    """Speak tokens as they arrive, with the running server.

    Raises:
        TTSError, KeyboardInterrupt: as in `speak_text`.
    """
    with _stage(order) as (screen, sink):

        async def work() -> None:
            show = line_on(screen)
            figures = await hear(tokens, order.wanted.server, order, sink, show)
            _print_figures(figures, order)

        until_interrupted(work, screen)


def in_line(event: InLine) -> str:
    """Say how long the server will be busy with others."""
    return f"In line: position {event.position}, about {max(1, round(event.eta_s))} s ..."


def line_on(screen: Terminal) -> Callable[[SpeechEvent, PlaybackMeter], None]:
    """Show on the screen how the wait in line goes on, and nothing else."""
    waited = False

    def show(event: SpeechEvent, _: PlaybackMeter) -> None:
        nonlocal waited
        if isinstance(event, InLine):
            waited = True
            screen.step(in_line(event))
        elif waited and isinstance(event, Opened):
            screen.clear()

    return show


async def hear(
    text: Text,
    server: Address,
    order: SpeakOrder,
    sink: AudioOutput,
    watch: Callable[[SpeechEvent, PlaybackMeter], None] = lambda *_: None,
    *,
    realtime: bool = True,
) -> Figures:
    """Write the whole speech of a text to the output; one into a file is not `realtime`.

    Raises:
        TTSError: it cannot be spoken or written.
    """
    meter = PlaybackMeter()
    spoken = speech(
        text,
        url=server.url,
        key=server.key,
        voice_settings=order.voice_settings,
        voices=order.voices,
        ssml=order.ssml,
        realtime=realtime,
    )
    async with aclosing(spoken) as events:
        async for event in events:
            meter.add(event)
            watch(event, meter)
            if isinstance(event, Opened):
                for warning in event.warnings:
                    say(f"Warning: {warning}")
            if isinstance(event, bytes):
                await sink.write(event)
    await sink.finish()
    return meter.figures(sink.name, sink.gaps)


@contextmanager
def _stage(order: SpeakOrder) -> Iterator[tuple[Terminal, AudioOutput]]:
    with (
        ended_like_ctrl_c(),
        terminal(quiet=True) as screen,
        output(order.output, say, order.encoding) as sink,
    ):
        try:
            yield screen, sink
        except KeyboardInterrupt:
            if isinstance(sink, EncodedFile):
                screen.clear()
                say(f"Interrupted: {sink.name} is not written.")
            raise


async def _shown(tokens: Iterable[str], tokens_per_s: float) -> AsyncGenerator[str]:
    async with aclosing(paced(tokens, tokens_per_s)) as timed:
        async for token in timed:
            click.echo(printable_lines(token), nl=False, err=True)
            yield token
    click.echo(err=True)


def say(sentence: str) -> None:
    click.echo(printable_lines(sentence), err=True)


def _print_figures(figures: Figures, order: SpeakOrder, *, always: bool = False) -> None:
    if order.as_json:
        click.echo(msgspec.json.encode(figures))
    elif always:
        say(figures.sentence)
    elif order.output != STDOUT:
        say(figures.short_sentence)
