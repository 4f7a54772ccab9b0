"""`voice-server voices`: finds voices, lists them, and lets them be heard."""

from collections.abc import Iterator

import click
import msgspec

from backend_queues.errors import InvalidOption, UnknownVoice, shown
from backend_queues.suggestions import did_you_mean
from backend_queues.voices import primary_of
from frontend.client.address import Address
from frontend.client.server import ServedVoice, ServedVoices, UnusableVoice, served_voices
from frontend.console.any_server import Wanted, with_any_server
from frontend.console.playback.output import output
from frontend.console.printable import columns
from frontend.console.speak import SpeakOrder, hear, say
from frontend.console.terminal import Terminal, terminal
from frontend.console.voices.sentences import sentence_of
from frontend.protocol.voice_settings import VoiceSettingsRequest

HEADER = ("VOICE", "LANGUAGE", "BACKEND", "DESCRIPTION")
MOST_PLAYED = 20


class Sought(msgspec.Struct, frozen=True):
    """Which voices are wanted; "" is any."""

    backend: str = ""
    language: str = ""
    words: str = ""

    def fits(self, voice: ServedVoice) -> bool:
        if self.backend and voice.backend != self.backend:
            return False
        if self.language and voice.language and not _speaks(voice.language, self.language):
            return False
        about = f"{voice.name} {voice.language} {voice.description}".casefold().split()
        return all(any(part.startswith(word) for part in _parts(about)) for word in self.wanted)

    @property
    def wanted(self) -> list[str]:
        return self.words.casefold().split()


def show_voices(sought: Sought, wanted: Wanted, *, play: bool, as_json: bool) -> None:
    """List the voices that are sought, or play them one after the other.

    Raises:
        UnknownVoice: there is none.
        TTSError: there is no server.
        KeyboardInterrupt: a signal came first.
    """
    with terminal(quiet=True) as screen:

        async def work(server: Address) -> None:
            served = await served_voices(server)
            found = found_voices(sought, served)
            screen.clear()
            if play:
                await _play(found, server, screen)
            elif as_json:
                click.echo(msgspec.json.encode(found))
            else:
                click.echo(table(found))
                for line in unusable_lines(served.unusable):
                    say(line)

        with_any_server(wanted, work, screen)


def table(voices: list[ServedVoice]) -> str:
    """Return a line for each voice, and how many there are."""
    rows = ((it.name, it.language or "any", it.backend, it.description) for it in voices)
    return "\n".join((*columns([HEADER, *rows]), "", f"{len(voices)} of them."))


def unusable_lines(unusable: list[UnusableVoice]) -> Iterator[str]:
    """Yield the reasons why recordings give no voice, each once, with the recordings."""
    by_reason: dict[str, list[str]] = {}
    for voice in unusable:
        by_reason.setdefault(voice.reason, []).append(voice.name)
    for reason, names in by_reason.items():
        yield f"Not usable: {', '.join(names)}. {reason}"


def found_voices(sought: Sought, served: ServedVoices) -> list[ServedVoice]:
    """Return the voices that are sought.

    Raises:
        UnknownVoice: there is none.
        InvalidOption: no worker of that backend runs.
    """
    voices = served.voices
    backends = list(dict.fromkeys(voice.backend for voice in voices))
    if sought.backend and sought.backend not in backends:
        raise InvalidOption(
            f"No worker of {shown(sought.backend)} runs; there are voices of: "
            f"{', '.join(backends) or 'none'}.{did_you_mean(sought.backend, backends)}"
        )
    found = [voice for voice in voices if sought.fits(voice)]
    if not found:
        for voice in served.unusable:
            if voice.name.casefold() == sought.words.casefold():
                raise UnknownVoice(f"{shown(voice.name)} is a recording. {voice.reason}")
        meant = did_you_mean(sought.words, [voice.name for voice in voices])
        raise UnknownVoice(f"None of the {len(voices)} voices is like that.{meant}")
    return found


async def _play(voices: list[ServedVoice], server: Address, screen: Terminal) -> None:
    """Let each voice say a sentence in its own language."""
    for voice in voices[:MOST_PLAYED]:
        say(f"{voice.name}  {voice.language or 'any'}  {voice.description}")
        asked = VoiceSettingsRequest(voice.backend, voice.name, voice.language)
        order = SpeakOrder(asked, Wanted(server, voice.backend))
        with output(None, say) as sink:
            await hear(sentence_of(voice.language), server, order, sink)
        screen.clear()
    if len(voices) > MOST_PLAYED:
        say(f"{len(voices) - MOST_PLAYED} more; narrow them with --language or --search.")


def _speaks(language: str, wanted: str) -> bool:
    """Tell whether the wanted tag is that language, of any region unless one is named."""
    if "-" in wanted:
        return language.casefold() == wanted.replace("_", "-").casefold()
    return primary_of(language) == primary_of(wanted)


def _parts(words: list[str]) -> list[str]:
    """Return the words, and the parts of those such as af_heart."""
    return [part for word in words for part in (word, *word.replace("-", "_").split("_"))]
