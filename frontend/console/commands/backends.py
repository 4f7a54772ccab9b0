"""`voice-server backends`: list and install them. It must run without the frontend's packages."""

import click


@click.group(invoke_without_command=True)
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

    It can be interrupted and run again. It respects your pip settings (index, find-links,
    constraint).
    """
    from backend_queues.provisioning.install import prepare
    from frontend.console.terminal import terminal

    with terminal() as screen:
        for name in names:
            prepare(name, screen.step, torch)


@backends.command("list")
@click.option("--json", "as_data", is_flag=True, help="Print JSON, for programs.")
def list_backends(as_data: bool) -> None:
    """Show the environment and model files of each backend on this machine."""
    from backend_queues.provisioning.inventory import as_json, inventory, table

    installed = inventory()
    click.echo(as_json(installed) if as_data else table(installed))
