"""`voice-server doctor`: its arguments."""

from __future__ import annotations

import click

from frontend.console.options.shared import SERVER_OPTIONS, address_of, with_options

BROKEN = 1


@click.command(
    epilog="""\b
Examples:
  voice-server doctor
  voice-server doctor --no-speed --json"""
)
@click.option("--speed/--no-speed", default=True, help="Whether speech is measured; some seconds.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON, for programs.")
@lambda command: with_options(SERVER_OPTIONS, command)
def doctor(speed: bool, as_json: bool, url: str, key: str) -> int:
    """Find what is missing or wrong here, and what to do.

    It looks at versions, disks, formats, settings, backends, Redis, the server and its port, and
    measures how fast speech is made. Exit codes: 0 nothing is broken, 1 something is.
    """
    from frontend.console.doctor.doctor import examine

    broken = examine(address_of(url, key), is_named=bool(url), with_speed=speed, as_json=as_json)
    return BROKEN if broken else 0
