"""`voice-server top`: its arguments."""

import sys

import click

from frontend.console.commands.options import URL_OPTION


@click.command()
@URL_OPTION
@click.option("--json", "as_json", is_flag=True, help="Print the status once, as JSON.")
def top(url: str, as_json: bool) -> None:
    """Watch the workers, queues and streams of a running server.

    If standard output is not a terminal, the status is printed once.
    """
    from frontend.console.top.top import print_status, watch

    if as_json or not sys.stdout.isatty():
        print_status(url, as_json)
    else:
        watch(url)
