"""`voice-server speak`: its arguments, read and checked."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from frontend.console.options.completing import complete_format
from frontend.console.options.shared import (
    JSON_OPTION,
    YES_OPTION,
    Asked,
    asking,
    check_json,
    with_options,
    wrong_usage,
)

if TYPE_CHECKING:
    from frontend.console.any_server import Wanted
    from frontend.console.speak import SpeakOrder

TOKENS_PER_S = 50.0  # a quick LLM
SSML_SUFFIX = ".ssml"

OUTPUT_OPTIONS = (
    click.option(
        "-o",
        "--output",
        type=click.Path(path_type=Path, dir_okay=False),
        help="A file whose suffix is the format: a.wav, a.mp3, a.opus, a.m4b; - is standard "
        "output.  [default: a pipe, the loudspeaker, or speech.wav]",
    ),
    click.option(
        "--format",
        default="",
        metavar="NAME",
        shell_complete=complete_format,
        help="Where no suffix says it.  [default: wav]",
    ),
    click.option(
        "--sample-rate",
        type=click.IntRange(8_000, 48_000),
        metavar="HZ",
        help="[default: the format's own]",
    ),
    click.option("--ssml", is_flag=True, help="The text is SSML, as a .ssml file is."),
    click.option(
        "--fallback/--no-fallback",
        default=True,
        help="Whether another backend may speak where this one cannot.  [default: it may]",
    ),
    JSON_OPTION,
)


@click.command(
    epilog="""\b
Examples:
  voice-server speak "Hello there."
  voice-server speak --file letter.txt --voice af_heart -o letter.mp3
  fortune | voice-server speak"""
)
@click.argument("text", default="")
@click.option("--text", "text_option", default="", metavar="TEXT", help="The same as TEXT.")
@click.option(
    "--file",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="A text to speak; a .ssml file is SSML.",
)
@asking
@lambda command: with_options(OUTPUT_OPTIONS, command)
@click.option("--repl", is_flag=True, help="Speak line by line as you type; /help lists commands.")
@click.option("--stream-tokens", is_flag=True, help="Send TEXT token by token, as an LLM would.")
@click.option(
    "--tokens-per-s",
    type=click.FloatRange(0.1, 10_000),
    default=TOKENS_PER_S,
    show_default=True,
    help="For --stream-tokens.",
)
@click.option(
    "--pool-size", type=click.IntRange(1), metavar="N", help="Workers of a server that is started."
)
@YES_OPTION
def speak(
    text: str,
    text_option: str,
    file: Path | None,
    asked: Asked,
    output: Path | None,
    format: str,
    sample_rate: int | None,
    ssml: bool,
    fallback: bool,
    as_json: bool,
    repl: bool,
    stream_tokens: bool,
    tokens_per_s: float,
    pool_size: int | None,
    yes: bool,
) -> None:
    """Speak TEXT, or standard input.

    It is heard from the loudspeaker, or goes into a file or a pipe. The server at --url speaks; if
    none is named and none runs, one is started for this text. Exit codes: 0 spoken, 1 not, 2 wrong
    usage, 130 interrupted.
    """
    from msgspec.structs import replace

    from frontend.console.speak import speak_text, speak_tokens

    wanted = asked.wanted(pool_size, may_download=yes)
    order = order_of(asked, wanted, output, format, sample_rate, ssml, fallback, as_json)
    if repl:
        _check_repl(text or text_option or file, output, stream_tokens, as_json)
        from frontend.console.repl.repl import speak_lines

        speak_lines(order)
        return
    if file and file.suffix.lower() == SSML_SUFFIX:
        order = replace(order, ssml=True)
    text = _whole_text(text, text_option, file)
    check_json(output, as_json)
    if stream_tokens:
        speak_tokens(text, tokens_per_s, order)
    else:
        speak_text(text, order)


def order_of(
    asked: Asked,
    wanted: Wanted,
    output: Path | None,
    format: str,
    sample_rate: int | None,
    ssml: bool,
    fallback: bool,
    as_json: bool,
) -> SpeakOrder:
    """Return what the options that `speak` and `client` share ask for."""
    from frontend.console.formats import encoding_of
    from frontend.console.speak import SpeakOrder

    with wrong_usage():
        encoding = encoding_of(output, format, sample_rate)
    return SpeakOrder(
        asked.voice_settings(fallback=fallback),
        wanted,
        output,
        encoding=encoding,
        voices=asked.voices,
        ssml=ssml,
        as_json=as_json,
    )


def _check_repl(
    text: str | Path | None, output: Path | None, stream_tokens: bool, as_json: bool
) -> None:
    if text or output or stream_tokens or as_json:
        raise click.UsageError("--repl reads its text line by line, and /save FILE keeps speech.")


def _whole_text(text: str, text_option: str, file: Path | None) -> str:
    if sum(map(bool, (text, text_option, file))) > 1:
        raise click.UsageError("Give the text once: as TEXT, with --text, or with --file.")
    text = text or text_option
    if file:
        text = _text_of(file)
    elif text == "-" or (not text and not sys.stdin.isatty()):
        text = sys.stdin.buffer.read().decode(errors="replace")
    if not text.strip():
        raise click.UsageError('There is no text to speak. Try: voice-server speak "Hello there."')
    return text


def _text_of(file: Path) -> str:
    try:
        return file.read_bytes().decode(errors="replace")
    except OSError as error:
        raise click.UsageError(f"{file} cannot be read: {error.strerror}.") from error
