"""`voice-server top`: its arguments."""

import sys

import click

from frontend.console.commands.options import KEY_OPTION, URL_OPTION


@click.command()
@URL_OPTION
@KEY_OPTION
@click.option("--json", "as_json", is_flag=True, help="Print the status once, as JSON.")
def top(url: str, key: str, as_json: bool) -> None:
    """Watch the workers, queues and streams of a running server.

    If standard output is not a terminal, the status is printed once.
    """
    from frontend.client.address import Address
    from frontend.console.top.top import print_status, watch

    if as_json or not sys.stdout.isatty():
        print_status(Address(url, key), as_json)
    else:
        watch(Address(url, key))
