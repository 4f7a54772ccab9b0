"""`voice-server completion`: the script for completion in a shell."""

import click
from click.shell_completion import get_completion_class

SHELLS = ("bash", "zsh", "fish")


@click.command()
@click.argument("shell", type=click.Choice(SHELLS))
@click.pass_context
def completion(context: click.Context, shell: str) -> None:
    """Print the completion script of a shell.

    SHELL then completes commands, options, backends, voices, languages, formats and jobs. For bash,
    add this to ~/.bashrc: eval "$(voice-server completion bash)"
    """
    kind = get_completion_class(shell)
    assert kind is not None, "Choice has checked it"
    group = context.find_root().command
    click.echo(kind(group, {}, "voice-server", "_VOICE_SERVER_COMPLETE").source())
