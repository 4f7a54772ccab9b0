"""`voice-server client`: its arguments, read and checked."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from frontend.console.commands.options import speech_options
from frontend.console.commands.speak import check_json
from frontend.protocol.text_options import TextOptions

if TYPE_CHECKING:
    from frontend.protocol.wording import Normalisation


@click.command()
@click.argument("text", default="-")
@speech_options
def client(
    text: str,
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
) -> None:
    """Speak standard input while it is being written, or TEXT.

    Example: llm 'Tell me a story.' | voice-server client
    """
    from frontend.client.address import Address
    from frontend.console.speak import SpeakOrder, speak_from
    from frontend.console.standard_input import parts
    from frontend.protocol.voice_settings import VoiceSettingsRequest
    from frontend.protocol.wording import Wording

    check_json(output, as_json)
    if text == "-" and sys.stdin.isatty():
        click.echo("Type a text to be spoken; Ctrl-D ends it.", err=True)
    wording = Wording(normalisation or "", pronunciations)
    voice_settings = VoiceSettingsRequest(
        backend, voice, language, options, wording=wording, text=said
    )
    order = SpeakOrder(voice_settings, Address(url, key), output, as_json=as_json)
    speak_from(parts() if text == "-" else [text], order)
