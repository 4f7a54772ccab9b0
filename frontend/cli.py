"""The command `voice-server`. Each command imports what it needs, so that a worker's machine,
which has no Starlette, can run `worker` and `backends`.

Exit codes: 0 done; 1 not done, and a sentence says what to change; 2 wrong usage; 3 done except
for some items of a batch, which are listed; 130 interrupted.
"""

import sys
from functools import partial

import click

from backend_queues.cache import DISK_FULL
from backend_queues.errors import TTSError
from frontend.console.commands.backends import backends
from frontend.console.commands.batch import batch
from frontend.console.commands.client import client
from frontend.console.commands.completion import completion
from frontend.console.commands.doctor import doctor
from frontend.console.commands.groups import Grouped
from frontend.console.commands.jobs import jobs
from frontend.console.commands.keys import keys
from frontend.console.commands.speak import speak
from frontend.console.commands.top import top
from frontend.console.commands.voices import voices
from frontend.console.options.completing import complete_backend
from frontend.console.options.shared import YES_OPTION
from frontend.console.printable import printable_lines
from frontend.console.standard_streams import give_up_output, open_missing_streams

INTERRUPTED = 130  # a shell's exit code for a command that Ctrl-C has ended
OWN = ("frontend", "tasks", "backend_queues", "celeryconfig")
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
    open_missing_streams()
    try:
        sys.exit(cli.main(prog_name="voice-server", standalone_mode=False))
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except TTSError as error:
        click.echo(f"Error: {printable_lines(error.message)}", err=True)
        sys.exit(1)
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] in OWN:
            raise
        click.echo(
            f"Error: The Python package {error.name} is not installed here, which this command "
            "needs. Install the project with its frontend: voice-server[frontend]",
            err=True,
        )
        sys.exit(1)
    except click.Abort:
        sys.exit(INTERRUPTED)
    except OSError as error:
        if error.errno not in DISK_FULL:
            raise
        give_up_output()
        click.echo(f"Error: {error.strerror}; make room, or write elsewhere.", err=True)
        sys.exit(1)


@click.group(cls=Grouped, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="voice-server")
def cli() -> None:
    """Text goes in while it is being written, speech comes out at once."""


@cli.command(
    epilog="""\b
Examples:
  voice-server up
  voice-server up --port 9000 --backend kokoro:2 --backend piper"""
)
@click.option(
    "--backend",
    "backends",
    multiple=True,
    metavar="NAME[:REPLICAS]",
    shell_complete=complete_backend,
    help="Can be repeated.",
)
@ADDRESS[0]
@ADDRESS[1]
@OPEN
@WYOMING
@WYOMING_KEY
@click.option("--flower", is_flag=True, help="Also run flower, the monitor of workers and tasks.")
@FLOWER_PORT("--flower-port")
@YES_OPTION
def up(
    backends: tuple[str, ...],
    host: str | None,
    port: int | None,
    open: bool,
    wyoming: str | None,
    wyoming_key: str | None,
    flower: bool,
    flower_port: int,
    yes: bool,
) -> None:
    """Run all on this machine, until Ctrl-C.

    That is Redis, workers and the frontend; what they need is installed first.
    """
    from frontend.console.commands.up import up

    up(
        backends,
        host,
        port,
        flower_port if flower else None,
        open=open,
        wyoming=wyoming,
        wyoming_key=wyoming_key,
        yes=yes,
    )


@cli.command()
@ADDRESS[0]
@ADDRESS[1]
@OPEN
@click.option("--fd", "fds", type=int, multiple=True, hidden=True)
@click.option("--wyoming-fd", type=int, hidden=True)
def serve(
    host: str | None, port: int | None, open: bool, fds: tuple[int, ...], wyoming_fd: int | None
) -> None:
    """Run a frontend alone.

    REDIS_URL names its Redis.
    """
    from frontend.server.serve import serve

    serve(host, port, fds, wyoming_fd, open=open)


@cli.command()
@click.option("--host", help="The address to listen on.  [default: 127.0.0.1]")
@click.option("--port", type=click.IntRange(0, 65535), help="0 picks a free one.  [default: 10200]")
@click.option("--key", metavar="ID", help="The id of the API key whose rights the port has.")
@OPEN
def wyoming(host: str | None, port: int | None, key: str | None, open: bool) -> None:
    """Serve Home Assistant alone, by Wyoming.

    REDIS_URL names the workers' Redis.
    """
    from frontend.server.serve_wyoming import serve_wyoming

    serve_wyoming(host, port, key, open=open)


@cli.command()
@ADDRESS[0]
@FLOWER_PORT("--port")
@click.option("--fd", type=int, hidden=True)
def flower(host: str | None, port: int, fd: int | None) -> None:
    """Run flower, the monitor of tasks.

    REDIS_URL names the workers' Redis.
    """
    from frontend.processes.flower.child import check_installed

    check_installed()
    from frontend.processes.flower.server import run_flower

    run_flower(host, port, fd)


@cli.command()
@click.argument("name", shell_complete=complete_backend)
@click.option("--replicas", type=click.IntRange(1), help="[default: the backend's own number]")
def worker(name: str, replicas: int | None) -> None:
    """Run workers of a backend alone.

    NAME is the backend's; REDIS_URL names their Redis.
    """
    from frontend.console.commands.worker import run_workers

    run_workers(name, replicas)


for command in (
    *(speak, client, batch, voices, jobs),
    *(backends, keys, top, doctor, completion),
):
    cli.add_command(command)

if __name__ == "__main__":
    main()
