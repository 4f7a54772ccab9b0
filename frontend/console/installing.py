"""Installing backends after a question, where it would take gigabytes.

It must run without the frontend's packages.
"""

import sys
from collections.abc import Sequence

import click

from backend_queues.errors import InvalidConfiguration
from backend_queues.provisioning.install import prepare
from backend_queues.provisioning.stock.needs import Needs, needs_of
from backend_queues.registry import registry
from frontend.console.terminal import Terminal

ASKED_FROM_MB = 1_000


def prepare_asked(
    backends: Sequence[str], screen: Terminal, torch: str = "", *, may_download: bool = False
) -> None:
    """Install what the backends still lack; much of it only if somebody wants it.

    Raises:
        InvalidConfiguration: nobody can be asked, or the answer is no.
        TTSError: as `prepare`.
    """
    specs = [registry().get(name) for name in backends]
    if not may_download:
        for spec in specs:
            needs = needs_of(spec)
            if needs.megabytes >= ASKED_FROM_MB:
                _ask(spec.name, needs, screen)
    for spec in specs:
        prepare(spec.name, screen.step, torch)


def _ask(name: str, needs: Needs, screen: Terminal) -> None:
    sentence = f"{name} needs {needs.sentence}"
    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        raise InvalidConfiguration(f"{sentence} To have it downloaded, add --yes.")
    screen.clear()
    if not click.confirm(f"{sentence} Download it?", default=True, err=True):
        raise InvalidConfiguration(f"{name} is not installed, as you did not want it.")
