"""The command `voice-server`. Each command imports what it needs, so that a worker's machine,
which has no Starlette, can run `worker` and `backends`.

Exit codes: 0 done; 1 not done, and a sentence says what to change; 2 wrong usage; 3 done except
for some items of a batch, which are listed; 130 interrupted.
"""

import sys
from functools import partial

import click

from backend_queues.errors import TTSError
from frontend.console.commands.backends import backends
from frontend.console.commands.batch import batch
from frontend.console.commands.client import client
from frontend.console.commands.completion import completion
from frontend.console.commands.keys import keys
from frontend.console.commands.speak import speak
from frontend.console.commands.top import top

INTERRUPTED = 130  # a shell's exit code for a command that Ctrl-C has ended
ADDRESS = (
    click.option("--host", help="The address to listen on.  [default: localhost]"),
    click.option(
        "--port", type=click.IntRange(0, 65535), help="0 picks a free one.  [default: 8000]"
    ),
)
OPEN = click.option(
    "--open", is_flag=True, help="Let everybody in without an API key, also from elsewhere."
)
WYOMING = click.option(
    "--wyoming",
    is_flag=False,
    flag_value="10200",
    metavar="[HOST:PORT]",
    help="Also serve Home Assistant, by Wyoming.  [default: 127.0.0.1:10200]",
)
WYOMING_KEY = click.option(
    "--wyoming-key", metavar="ID", help="The id of the API key whose rights that port has."
)
FLOWER_PORT = partial(
    click.option,
    type=click.IntRange(0, 65535),
    default=5555,
    show_default=True,
    help="The port of flower; 0 picks a free one.",
)


def main() -> None:
    """Run the command line. An error that the user can mend is shown as a sentence."""
    try:
        sys.exit(cli.main(prog_name="voice-server", standalone_mode=False))
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except TTSError as error:
        click.echo(f"Error: {error.message}", err=True)
        sys.exit(1)
    except click.Abort:
        sys.exit(INTERRUPTED)


@click.group()
@click.version_option(package_name="voice-server")
def cli() -> None:
    """Text goes in while it is being written, speech comes out at once."""


@cli.command()
@click.option(
    "--backend", "backends", multiple=True, metavar="NAME[:REPLICAS]", help="Can be repeated."
)
@ADDRESS[0]
@ADDRESS[1]
@OPEN
@WYOMING
@WYOMING_KEY
@click.option("--flower", is_flag=True, help="Also run flower, the monitor of workers and tasks.")
@FLOWER_PORT("--flower-port")
def up(
    backends: tuple[str, ...],
    host: str | None,
    port: int | None,
    open: bool,
    wyoming: str | None,
    wyoming_key: str | None,
    flower: bool,
    flower_port: int,
) -> None:
    """Run everything on this machine: Redis, workers, frontend."""
    from frontend.console.commands.up import up

    port_of_flower = flower_port if flower else None
    up(backends, host, port, port_of_flower, open=open, wyoming=wyoming, wyoming_key=wyoming_key)


@cli.command()
@ADDRESS[0]
@ADDRESS[1]
@OPEN
@click.option("--fd", "fds", type=int, multiple=True, hidden=True)
@click.option("--wyoming-fd", type=int, hidden=True)
def serve(
    host: str | None, port: int | None, open: bool, fds: tuple[int, ...], wyoming_fd: int | None
) -> None:
    """Run a frontend; REDIS_URL names its Redis."""
    from frontend.server.serve import serve

    serve(host, port, fds, wyoming_fd, open=open)


@cli.command()
@click.option("--host", help="The address to listen on.  [default: 127.0.0.1]")
@click.option("--port", type=click.IntRange(0, 65535), help="0 picks a free one.  [default: 10200]")
@click.option("--key", metavar="ID", help="The id of the API key whose rights the port has.")
@OPEN
def wyoming(host: str | None, port: int | None, key: str | None, open: bool) -> None:
    """Serve Home Assistant by Wyoming, and nothing else; REDIS_URL names the workers' Redis."""
    from frontend.server.serve_wyoming import serve_wyoming

    serve_wyoming(host, port, key, open=open)


@cli.command()
@ADDRESS[0]
@FLOWER_PORT("--port")
@click.option("--fd", type=int, hidden=True)
def flower(host: str | None, port: int, fd: int | None) -> None:
    """Run flower, the monitor of workers and tasks; REDIS_URL names their Redis."""
    from frontend.processes.flower.child import check_installed

    check_installed()
    from frontend.processes.flower.server import run_flower

    run_flower(host, port, fd)


@cli.command()
@click.argument("name")
@click.option("--replicas", type=click.IntRange(1), help="[default: the backend's own number]")
def worker(name: str, replicas: int | None) -> None:
    """Run workers of the backend NAME; REDIS_URL names their Redis."""
    from frontend.console.commands.worker import run_workers

    run_workers(name, replicas)


for command in (backends, speak, client, batch, keys, top, completion):
    cli.add_command(command)

if __name__ == "__main__":
    main()
