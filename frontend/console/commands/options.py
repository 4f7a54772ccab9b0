"""The options that `speak`, `client` and `batch` share: voice, output and server."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, TypeVar

import click
import msgspec

from frontend.console.commands.completing import complete_backend, complete_voice
from frontend.protocol.text_options import TextOptions
from frontend.protocol.urls import DEFAULT_URL

Command = TypeVar("Command", bound=Callable[..., Any])


def read_options(
    _context: click.Context, _parameter: click.Parameter, pairs: tuple[str, ...]
) -> dict[str, object]:
    """Read KEY=VALUE pairs."""
    try:
        return dict(map(read_option, pairs))
    except ValueError as error:
        raise click.BadParameter(str(error)) from error


def read_option(pair: str) -> tuple[str, object]:
    """Read KEY=VALUE; a value that is a JSON number, string or boolean is read as such.

    Raises:
        ValueError: the pair does not have that form.
    """
    key, equals, value = pair.partition("=")
    if not key or not equals:
        raise ValueError(f"{pair!r} is not of the form KEY=VALUE.")
    try:
        return key, msgspec.json.decode(value, type=bool | int | float | str)
    except msgspec.DecodeError:
        return key, value


def read_pronunciations(
    _context: click.Context, _parameter: click.Parameter, pairs: tuple[str, ...]
) -> dict[str, str]:
    """Read WORD=SAID pairs."""
    said: dict[str, str] = {}
    for pair in pairs:
        word, equals, how = pair.partition("=")
        if not word or not equals:
            raise click.BadParameter(f"{pair!r} is not of the form WORD=SAID.")
        said[word] = how
    return said


def read_said(
    _context: click.Context, _parameter: click.Parameter, pairs: tuple[str, ...]
) -> TextOptions:
    """Read what is said of reasoning, code and emoji, as KEY=VALUE pairs."""
    try:
        return TextOptions.of(msgspec.convert(dict(map(read_option, pairs)), Said))
    except (ValueError, msgspec.ValidationError) as error:
        raise click.BadParameter(str(error)) from error


class Said(TextOptions, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """As a command line has them: an option that there is not is a slip."""


URL_OPTION = click.option(
    "--url", envvar="VOICE_SERVER_URL", default=DEFAULT_URL, show_default=True
)
KEY_OPTION = click.option(
    "--key",
    envvar="VOICE_SERVER_KEY",
    default="",
    metavar="KEY",
    help="An API key. Other users see a command line: better set VOICE_SERVER_KEY.",
)
VOICE_OPTIONS = (
    click.option("--backend", default="", metavar="NAME", shell_complete=complete_backend),
    click.option("--voice", default="", metavar="NAME", shell_complete=complete_voice),
    click.option("--language", default="", metavar="TAG", help="Such as en-GB, or auto."),
    click.option(
        "--opt",
        "options",
        multiple=True,
        metavar="KEY=VALUE",
        callback=read_options,
        help="An option of the backend, such as speed=1.2. Can be repeated.",
    ),
    click.option(
        "--normalisation",
        type=click.Choice(("auto", "on", "off")),
        default=None,
        help="Whether numbers, dates and so on are turned into words.  [default: the server's]",
    ),
    click.option(
        "--pronounce",
        "pronunciations",
        multiple=True,
        metavar="WORD=SAID",
        callback=read_pronunciations,
        help="How a word is said: GIF=jif, or its phonemes between slashes. Can be repeated.",
    ),
    click.option(
        "--say",
        "said",
        multiple=True,
        metavar="KEY=VALUE",
        callback=read_said,
        help="reasoning=speak, code=announce, code=speak or emoji=name. Can be repeated.",
    ),
    URL_OPTION,
    KEY_OPTION,
)
JSON_OPTION = click.option(
    "--json", "as_json", is_flag=True, help="Print a line of figures at the end."
)
SPEECH_OPTIONS = (
    *VOICE_OPTIONS,
    click.option(
        "-o",
        "--output",
        type=click.Path(path_type=Path, dir_okay=False),
        help="A WAV file; - is standard output.  [default: a pipe, the loudspeaker, or speech.wav]",
    ),
    JSON_OPTION,
)


def speech_options(command: Command) -> Command:
    """Add the options that `speak` and `client` share."""
    return with_options(SPEECH_OPTIONS, command)


def with_options(options: Sequence[Callable[[Command], Command]], command: Command) -> Command:
    """Add options in the order that the help lists them."""
    for option in reversed(options):
        command = option(command)
    return command
