"""`voice-server top`: its arguments."""

import sys

import click

from frontend.console.options.shared import KEY_OPTION, URL_OPTION, address_of


@click.command()
@URL_OPTION
@KEY_OPTION
@click.option("--json", "as_json", is_flag=True, help="Print the status once, as JSON.")
def top(url: str, key: str, as_json: bool) -> None:
    """Watch a server's workers, queues and streams.

    If standard output is not a terminal, the status is printed once.
    """
    from frontend.console.top.top import print_status, watch

    if as_json or not sys.stdout.isatty():
        print_status(address_of(url, key), as_json)
    else:
        watch(address_of(url, key))
