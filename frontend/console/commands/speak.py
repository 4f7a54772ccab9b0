"""`voice-server speak`: its arguments, read and checked."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from frontend.console.commands.options import speech_options
from frontend.protocol.text_options import TextOptions

if TYPE_CHECKING:
    from frontend.protocol.wording import Normalisation

TOKENS_PER_S = 50.0  # a quick LLM


@click.command()
@click.argument("text", default="")
@click.option("--text", "text_option", default="", metavar="TEXT", help="The same as TEXT.")
@speech_options
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
    "--pool-size",
    type=click.IntRange(1),
    metavar="N",
    help="Number of workers, if a server is started for this.  [default: 1]",
)
def speak(
    text: str,
    text_option: str,
    backend: str,
    voice: str,
    language: str,
    options: dict[str, object],
    normalisation: Normalisation | None,
    pronunciations: dict[str, str],
    said: TextOptions,
    url: str,
    key: str,
    output: Path | None,
    as_json: bool,
    repl: bool,
    stream_tokens: bool,
    tokens_per_s: float,
    pool_size: int | None,
) -> None:
    """Speak TEXT (- is standard input): to the loudspeaker, into a WAV file or a pipe.

    The server at --url speaks; if there is none, one is started for this text.
    """
    from frontend.client.address import Address
    from frontend.console.speak import SpeakOrder, speak_text, speak_tokens
    from frontend.protocol.voice_settings import VoiceSettingsRequest
    from frontend.protocol.wording import Wording

    wording = Wording(normalisation or "", pronunciations)
    voice_settings = VoiceSettingsRequest(
        backend, voice, language, options, wording=wording, text=said
    )
    order = SpeakOrder(voice_settings, Address(url, key), output, pool_size, as_json)
    if repl:
        _check_repl(text or text_option, output, stream_tokens, as_json)
        from frontend.console.repl.repl import speak_lines

        speak_lines(order)
        return
    text = _whole_text(text, text_option)
    check_json(output, as_json)
    if stream_tokens:
        speak_tokens(text, tokens_per_s, order)
    else:
        speak_text(text, order)


def check_json(output: Path | None, as_json: bool) -> None:
    """Figures and speech cannot share standard output."""
    to_stdout = output == Path("-") or (output is None and not sys.stdout.isatty())
    if as_json and to_stdout:
        raise click.UsageError("--json writes to standard output; give -o FILE for the speech.")


def _check_repl(text: str, output: Path | None, stream_tokens: bool, as_json: bool) -> None:
    if text or output or stream_tokens or as_json:
        raise click.UsageError("--repl reads its text line by line, and /save FILE keeps speech.")


def _whole_text(text: str, text_option: str) -> str:
    if text and text_option:
        raise click.UsageError("Give the text once: as TEXT or with --text.")
    text = text or text_option
    if text == "-":
        text = sys.stdin.buffer.read().decode(errors="replace")
    if not text.strip():
        raise click.UsageError("There is no text to speak.")
    return text
