"""`voice-server keys`: makes, lists and revokes API keys. What each command does is in `access`."""

import os
from datetime import datetime

import click

from frontend.console.options.shared import with_options

PLACE_OPTION = click.option(
    "--keys",
    "place",
    envvar="VOICE_SERVER_KEYS",
    metavar="redis|FILE",
    help="Where the keys are.  [default: redis if REDIS_URL is set, else a file of your own]",
)
LIMITS = {
    "streams": "Texts spoken at once.",
    "characters_per_minute": "Characters of text.",
    "waiting_texts": "Texts that wait to be spoken.",
    "jobs": "Batch jobs that are kept.",
    "uploads_per_hour": "Uploaded recordings.",
}
LIMIT_OPTIONS = [
    click.option(f"--{name.replace('_', '-')}", name, type=click.IntRange(0), help=about)
    for name, about in LIMITS.items()
]


@click.group()
def keys() -> None:
    """Make, list and revoke API keys."""


@keys.command("add")
@click.argument("name")
@click.option(
    "--scopes",
    metavar="speak,voices,jobs,operate",
    help="What the key is good for.  [default: all of it]",
)
@click.option(
    "--expires",
    metavar="90d|YYYY-MM-DD",
    help="When it ends: so many days from now, or at the beginning of a day (UTC).",
)
@lambda command: with_options(LIMIT_OPTIONS, command)
@PLACE_OPTION
def add_key(
    name: str, scopes: str | None, expires: str | None, place: str | None, **limits: int | None
) -> None:
    """Make a key called NAME and print it, once: only its hash is kept."""
    from frontend.access.administration import add, read_expiry, read_scopes

    try:
        asked = read_scopes(scopes), read_expiry(expires)
    except ValueError as error:
        raise click.UsageError(str(error)) from error
    key, record, where = add(_place(place), name, *asked, limits)
    click.echo(f"The key {record.id} ({name}) is in {where}. It is shown this once:", err=True)
    click.echo(key)


@keys.command("list")
@click.option("--json", "as_json", is_flag=True, help="Print JSON, for programs.")
@PLACE_OPTION
def list_keys(as_json: bool, place: str | None) -> None:
    """Show the keys: their ids and names, what they are good for, and until when."""
    from frontend.access.administration import as_data, listed

    records = listed(_place(place))
    if as_json:
        click.echo(as_data(records))
        return
    for record in records:
        limits = "".join(
            f", {name.replace('_', ' ')}: {value}"
            for name in LIMITS
            if (value := getattr(record.limits, name)) is not None
        )
        until = f", until {_shown(record.expires)}" if record.expires else ""
        scopes = ",".join(sorted(record.scopes)) or "nothing"
        click.echo(f"{record.id}  {record.name}: {scopes}{until}{limits}")


@keys.command("revoke")
@click.argument("id")
@PLACE_OPTION
def revoke_key(id: str, place: str | None) -> None:
    """End the key ID, on all frontends within a second. `list` shows the ids."""
    from frontend.access.administration import revoke

    where = revoke(_place(place), id)
    click.echo(f"The key {id} is no longer in {where}.", err=True)


def _place(given: str | None) -> str:
    from frontend.access.places import REDIS, users_file

    return given or (REDIS if os.environ.get("REDIS_URL") else users_file())


def _shown(moment: datetime) -> str:
    return moment.isoformat(sep=" ", timespec="minutes")
