"""`voice-server backends`: list and install them. It must run without the frontend's packages."""

import click

from frontend.console.options.completing import complete_backend


@click.group(invoke_without_command=True)
@click.pass_context
def backends(context: click.Context) -> None:
    """List and install backends."""
    if context.invoked_subcommand is None:
        context.invoke(list_backends, as_data=False)


@backends.command("install")
@click.argument(
    "names", nargs=-1, required=True, metavar="NAME...", shell_complete=complete_backend
)
@click.option(
    "--torch",
    default="",
    metavar="BUILD",
    help="The build of PyTorch: cpu, cu128, rocm6.3, auto ...  [default: your package index's]",
)
@click.option("--yes", is_flag=True, help="Do not ask before gigabytes are downloaded.")
def install_backends(names: tuple[str, ...], torch: str, yes: bool) -> None:
    """Make the environments of backends and fetch their model files.

    It can be interrupted and run again. It respects your pip settings (index, find-links,
    constraint).
    """
    from frontend.console.installing import prepare_asked
    from frontend.console.terminal import terminal

    with terminal() as screen:
        prepare_asked(names, screen, torch, may_download=yes)
    click.echo(f"Installed: {', '.join(names)}.", err=True)


@backends.command("list")
@click.option("--json", "as_data", is_flag=True, help="Print JSON, for programs.")
def list_backends(as_data: bool) -> None:
    """Show the environment and model files of each backend on this machine."""
    from backend_queues.provisioning.stock.inventory import as_json, inventory, table

    installed = inventory()
    click.echo(as_json(installed) if as_data else table(installed))
