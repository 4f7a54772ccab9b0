"""The options that commands share, and what they come to: voice, output and server."""

from __future__ import annotations

import functools
import os
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click
import msgspec

from backend_queues.errors import InvalidOption
from frontend.console.options.completing import (
    complete_backend,
    complete_language,
    complete_option,
    complete_said,
    complete_voice,
)
from frontend.console.options.pairs import read_lexicon, read_options, read_pairs, read_said
from frontend.protocol.text_options import TextOptions
from frontend.protocol.urls import local_url
from frontend.protocol.wording import Normalisation

if TYPE_CHECKING:
    from frontend.client.address import Address
    from frontend.console.any_server import Wanted
    from frontend.protocol.voice_settings import VoiceSettingsRequest

Command = TypeVar("Command", bound=Callable[..., Any])

URL_OPTION = click.option(
    "--url",
    envvar="VOICE_SERVER_URL",
    default="",
    metavar="URL",
    show_envvar=True,
    help="The server.  [default: http://localhost:8000]",
)
KEY_OPTION = click.option(
    "--key",
    envvar="VOICE_SERVER_KEY",
    default="",
    metavar="KEY",
    show_envvar=True,
    help="An API key; others see a command line, so better set the variable.",
)
YES_OPTION = click.option(
    "--yes", is_flag=True, help="Download without a question what is needed, however large."
)
SERVER_OPTIONS = (URL_OPTION, KEY_OPTION)
BACKEND_OPTION = click.option(
    "--backend", default="", metavar="NAME", shell_complete=complete_backend, help="Who speaks."
)
LANGUAGE_OPTION = click.option(
    "--language",
    default="",
    metavar="TAG",
    shell_complete=complete_language,
    help="Such as en-GB, English or auto.",
)
VOICE_OPTIONS = (
    BACKEND_OPTION,
    click.option(
        "--voice",
        default="",
        metavar="NAME",
        shell_complete=complete_voice,
        help="See voice-server voices.",
    ),
    LANGUAGE_OPTION,
    click.option(
        "--opt",
        "--option",
        "options",
        multiple=True,
        metavar="KEY=VALUE",
        callback=read_options,
        shell_complete=complete_option,
        help="An option of the backend: speed=1.2. Can be repeated.",
    ),
    click.option(
        "--normalisation",
        type=click.Choice(("auto", "on", "off")),
        default=None,
        help="Whether numbers and dates are turned into words.",
    ),
    click.option(
        "--pronounce",
        "pronunciations",
        multiple=True,
        metavar="WORD=SAID",
        callback=read_pairs,
        help="GIF=jif, or phonemes between slashes. Can be repeated.",
    ),
    click.option(
        "--lexicon",
        type=click.Path(path_type=Path, dir_okay=False),
        metavar="FILE",
        callback=read_lexicon,
        help="A YAML file of words and how they are said.",
    ),
    click.option(
        "--cast",
        "voices",
        multiple=True,
        metavar="NAME=VOICE",
        callback=read_pairs,
        help="Who speaks lines that begin with NAME and a colon. Can be repeated.",
    ),
    click.option(
        "--say",
        "said",
        multiple=True,
        metavar="KEY=VALUE",
        callback=read_said,
        shell_complete=complete_said,
        help="reasoning=speak, code=announce, emoji=name. Can be repeated.",
    ),
)
JSON_OPTION = click.option("--json", "as_json", is_flag=True, help="Print a line of figures.")


class Asked(msgspec.Struct, frozen=True):
    """What a command line asks for by the options of VOICE_OPTIONS and SERVER_OPTIONS."""

    backend: str
    voice: str
    language: str
    options: Mapping[str, object]
    normalisation: Normalisation | None
    pronunciations: Mapping[str, str]
    lexicon: Mapping[str, str]
    voices: Mapping[str, str]
    said: TextOptions
    url: str
    key: str

    @property
    def server(self) -> Address:
        return address_of(self.url, self.key)

    def wanted(self, pool_size: int | None = None, *, may_download: bool = False) -> Wanted:
        """Return the server that is asked for; one that nobody has named may be started."""
        from frontend.console.any_server import Wanted

        return Wanted(
            self.server,
            self.backend,
            pool_size,
            may_start=not self.url,
            may_download=may_download,
        )

    @property
    def all_pronunciations(self) -> dict[str, str]:
        """What the lexicon says, and what the command line says over it."""
        return {**self.lexicon, **self.pronunciations}

    def voice_settings(self, *, fallback: bool = True) -> VoiceSettingsRequest:
        from frontend.protocol.voice_settings import VoiceSettingsRequest
        from frontend.protocol.wording import Wording

        return VoiceSettingsRequest(
            self.backend,
            self.voice,
            self.language,
            self.options,
            wording=Wording(self.normalisation or "", self.all_pronunciations),
            text=self.said,
            fallback=fallback,
        )


def asking(command: Command) -> Command:
    """Give a command those options, which it gets as one argument, `asked`."""

    @functools.wraps(command)
    def gathered(**given: Any) -> Any:
        asked = Asked(**{name: given.pop(name) for name in Asked.__struct_fields__})
        return command(asked=asked, **given)

    return with_options((*VOICE_OPTIONS, *SERVER_OPTIONS), gathered)  # type: ignore[return-value]


def address_of(url: str, key: str) -> Address:
    """Return the server that was named, or else this machine's own."""
    from frontend.client.address import Address

    return Address(url or local_url(os.environ), key)


def check_json(output: Path | None, as_json: bool) -> None:
    """Figures and speech cannot share standard output."""
    to_stdout = output == Path("-") or (output is None and not sys.stdout.isatty())
    if as_json and to_stdout:
        raise click.UsageError("--json writes to standard output; give -o FILE for the speech.")


@contextmanager
def wrong_usage() -> Iterator[None]:
    """What a command line asks for and there is not is wrong usage of it."""
    try:
        yield
    except InvalidOption as error:
        raise click.UsageError(error.message) from error


def with_options(options: Sequence[Callable[[Command], Command]], command: Command) -> Command:
    """Add options in the order that the help lists them."""
    for option in reversed(options):
        command = option(command)
    return command
