"""How options of a command line that are pairs, or files of pairs, are read."""

from pathlib import Path
from typing import get_args

import click
import msgspec

from frontend.protocol.jobs import Captions
from frontend.protocol.text_options import TextOptions


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


def read_pairs(
    _context: click.Context, parameter: click.Parameter, pairs: tuple[str, ...]
) -> dict[str, str]:
    """Read pairs such as WORD=SAID, as the option's help calls them."""
    read: dict[str, str] = {}
    for pair in pairs:
        name, equals, value = pair.partition("=")
        if not name or not equals:
            raise click.BadParameter(f"{pair!r} is not of the form {parameter.metavar}.")
        read[name] = value
    return read


def read_lexicon(
    _context: click.Context, _parameter: click.Parameter, path: Path | None
) -> dict[str, str]:
    """Read a YAML file of words and how they are said, as VOICE_SERVER_PRONUNCIATIONS names one."""
    if path is None:
        return {}
    try:
        return msgspec.yaml.decode(path.read_bytes(), type=dict[str, str])
    except OSError as error:
        raise click.BadParameter(f"{path} cannot be read: {error.strerror}.") from error
    except msgspec.DecodeError as error:
        raise click.BadParameter(
            f"{path} is not a YAML file with lines such as GIF: jif ({error})."
        ) from error


def read_said(
    _context: click.Context, _parameter: click.Parameter, pairs: tuple[str, ...]
) -> TextOptions:
    """Read what is said of reasoning, code and emoji, as KEY=VALUE pairs."""
    try:
        return TextOptions.of(msgspec.convert(dict(map(read_option, pairs)), Said))
    except (ValueError, msgspec.ValidationError) as error:
        raise click.BadParameter(str(error)) from error


def read_captions(_context: click.Context, _parameter: click.Parameter, kinds: str) -> str:
    """Read kinds of captions with commas between them."""
    known = get_args(Captions)
    for kind in filter(None, kinds.split(",")):
        if kind.strip() not in known:
            listed = ", ".join(known)
            raise click.BadParameter(f"There are no captions {kind!r}; there are: {listed}.")
    return kinds


class Said(TextOptions, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The same as a command line gives them: an unknown option is a mistake."""
