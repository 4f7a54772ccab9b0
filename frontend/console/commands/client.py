"""`voice-server client`: its arguments, read and checked."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from frontend.console.commands.speak import OUTPUT_OPTIONS, order_of
from frontend.console.options.shared import Asked, asking, check_json, with_options


@click.command(
    epilog="""\b
Example:
  llm 'Tell me a story.' | voice-server client"""
)
@click.argument("text", default="-")
@asking
@lambda command: with_options(OUTPUT_OPTIONS, command)
def client(
    text: str,
    asked: Asked,
    output: Path | None,
    format: str,
    sample_rate: int | None,
    ssml: bool,
    fallback: bool,
    as_json: bool,
) -> None:
    """Speak a text while it is being written.

    It comes from standard input, or is TEXT. A running server speaks it.
    """
    from frontend.console.speak import speak_from
    from frontend.console.standard_input import parts

    check_json(output, as_json)
    if text == "-" and sys.stdin.isatty():
        click.echo("Type a text to be spoken; Ctrl-D ends it.", err=True)
    order = order_of(asked, asked.wanted(), output, format, sample_rate, ssml, fallback, as_json)
    speak_from(parts() if text == "-" else [text], order)
