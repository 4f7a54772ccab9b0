"""The command `voice-server`. Each command imports what it needs, so that a worker's machine,
which has no Starlette, can run `worker` and `backends`."""

import sys
from pathlib import Path

import click
import msgspec

from tasks.errors import TTSError

ADDRESS = (
    click.option("--host", help="The address to listen on.  [default: 127.0.0.1]"),
    click.option("--port", type=click.IntRange(0, 65535), help="0 is any.  [default: 8000]"),
)


def main() -> None:
    """Run the command line. What a user can change is told in a sentence, with exit code 1."""
    try:
        cli(prog_name="voice-server")
    except TTSError as error:
        click.echo(f"Error: {error.message}", err=True)
        sys.exit(1)


def _read_options(
    _context: click.Context, _parameter: click.Parameter, pairs: tuple[str, ...]
) -> dict[str, object]:
    """Read KEY=VALUE pairs; a value that is a JSON number, string or boolean is taken as such."""
    options: dict[str, object] = {}
    for pair in pairs:
        key, equals, value = pair.partition("=")
        if not key or not equals:
            raise click.BadParameter(f"{pair!r} is not of the form KEY=VALUE.")
        try:
            options[key] = msgspec.json.decode(value, type=bool | int | float | str)
        except msgspec.DecodeError:
            options[key] = value
    return options


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
def up(backends: tuple[str, ...], host: str | None, port: int | None) -> None:
    """Run everything on this machine: Redis, workers, frontend."""
    from frontend.up import up

    up(backends, host, port)


@cli.command()
@ADDRESS[0]
@ADDRESS[1]
@click.option("--fd", type=int, hidden=True)
def serve(host: str | None, port: int | None, fd: int | None) -> None:
    """Run a frontend; REDIS_URL names its Redis."""
    from frontend.serve import serve

    serve(host, port, fd)


@cli.command()
@click.argument("name")
@click.option("--replicas", type=click.IntRange(1), default=1, show_default=True)
def worker(name: str, replicas: int) -> None:
    """Run workers of the backend NAME; REDIS_URL names their Redis."""
    from frontend.worker import run_workers

    run_workers(name, replicas)


@cli.group(invoke_without_command=True)
@click.pass_context
def backends(context: click.Context) -> None:
    """List and install backends."""
    if context.invoked_subcommand is None:
        context.invoke(list_backends, as_data=False)


@backends.command("install")
@click.argument("names", nargs=-1, required=True, metavar="NAME...")
@click.option(
    "--torch",
    default="",
    metavar="BUILD",
    help="The build of PyTorch: cpu, cu128, rocm6.3, auto ...  [default: your package index's]",
)
def install_backends(names: tuple[str, ...], torch: str) -> None:
    """Make the environments of backends and fetch their model files.

    It can be interrupted and run again. Your pip settings (index, find-links, constraint) hold.
    """
    from backend_queues.install import prepare
    from frontend.terminal import terminal

    with terminal() as screen:
        for name in names:
            prepare(name, screen.step, torch)


@backends.command("list")
@click.option("--json", "as_data", is_flag=True, help="For programs.")
def list_backends(as_data: bool) -> None:
    """Show what of each backend is installed here: its environment and its model files."""
    from backend_queues.inventory import as_json, inventory, table

    installed = inventory()
    click.echo(as_json(installed) if as_data else table(installed))


@cli.command()
@click.argument("text")
@click.option("-o", "--output", type=click.Path(path_type=Path), help="The file; - is a pipe.")
@click.option("--backend", default="", metavar="NAME")
@click.option("--voice", default="", metavar="NAME")
@click.option(
    "--opt",
    "options",
    multiple=True,
    metavar="KEY=VALUE",
    callback=_read_options,
    help="An option of the backend, such as speed=1.2. Can be repeated.",
)
@click.option(
    "--url", envvar="VOICE_SERVER_URL", default="http://localhost:8000", show_default=True
)
def speak(
    text: str,
    output: Path | None,
    backend: str,
    voice: str,
    options: dict[str, object],
    url: str,
) -> None:
    """Speak TEXT (- is standard input) into a WAV file or a pipe.

    The server at --url speaks; if there is none, one is started for this text.
    """
    from frontend.speak import Order, speak_into

    if output is None and sys.stdout.isatty():
        raise click.UsageError("Say where the speech goes: -o hello.wav, or a pipe.")
    if text == "-":
        text = sys.stdin.buffer.read().decode(errors="replace")
    if not text.strip():
        raise click.UsageError("There is no text to speak.")
    speak_into(output or Path("-"), Order(text, backend, voice, options), url)


if __name__ == "__main__":
    main()
