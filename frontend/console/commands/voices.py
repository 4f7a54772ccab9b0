"""`voice-server voices`: its arguments."""

from __future__ import annotations

import click

from frontend.console.options.shared import (
    BACKEND_OPTION,
    LANGUAGE_OPTION,
    SERVER_OPTIONS,
    YES_OPTION,
    address_of,
    with_options,
)

OPTIONS = (
    BACKEND_OPTION,
    LANGUAGE_OPTION,
    click.option("--search", default="", metavar="WORDS", help="In names and descriptions."),
    click.option("--play", is_flag=True, help="Hear each of them say a sentence."),
    click.option("--json", "as_json", is_flag=True, help="Print JSON, for programs."),
    *SERVER_OPTIONS,
    YES_OPTION,
)


@click.command(
    epilog="""\b
Examples:
  voice-server voices --language en-GB
  voice-server voices --search female --play"""
)
@lambda command: with_options(OPTIONS, command)
def voices(
    backend: str,
    language: str,
    search: str,
    play: bool,
    as_json: bool,
    url: str,
    key: str,
    yes: bool,
) -> None:
    """List the voices, and hear them.

    Those of the server at --url; if none is named and none runs, one is started for this. Exit
    codes: 0 done, 1 no voice is like that, 2 wrong usage.
    """
    from frontend.console.any_server import Wanted
    from frontend.console.voices.voices import Sought, show_voices

    if play and as_json:
        raise click.UsageError("Give --play or --json, not both.")
    wanted = Wanted(address_of(url, key), backend, may_start=not url, may_download=yes)
    show_voices(Sought(backend, language, search), wanted, play=play, as_json=as_json)
