"""Programs that use other people's clients, each run to its end in its own environment."""

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.clients.environments import node_of, python_of

PROGRAMS = Path(__file__).with_name("programs")
PATIENCE_S = 300


def run_python(name: str, program: str, *arguments: str, **environ: str) -> str:
    """Run `programs/<program>.py` with the packages of that name; return what it printed."""
    command = [str(python_of(name)), str(PROGRAMS / f"{program}.py"), *arguments]
    return _output(command, environ)


def run_node(name: str, program: str, *arguments: str, **environ: str) -> str:
    """Run `programs/<program>.mjs` with the packages of that name; return what it printed."""
    folder = node_of(name)
    # A module that node is given as text looks for packages where node runs.
    text = (PROGRAMS / f"{program}.mjs").read_text()
    return _output(["node", "--input-type=module", "-", *arguments], environ, text, folder)


@contextmanager
def running_python(
    name: str, program: str, *arguments: str, **environ: str
) -> Iterator[subprocess.Popen[str]]:
    """Run such a program beside a test, which writes to it and reads from it line by line."""
    command = [str(python_of(name)), str(PROGRAMS / f"{program}.py"), *arguments]
    process = subprocess.Popen(
        command,
        env=_cleared() | environ,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    with process:
        try:
            yield process
        finally:
            process.kill()


def _output(
    command: list[str], environ: dict[str, str], text: str = "", folder: Path | None = None
) -> str:
    done = subprocess.run(
        command,
        input=text,
        cwd=folder,
        env=_cleared() | environ,
        capture_output=True,
        text=True,
        timeout=PATIENCE_S,
    )
    assert done.returncode == 0, f"{done.stdout}\n{done.stderr}"
    return done.stdout


def _cleared() -> dict[str, str]:
    """The variables of this process, without those that lead to its own packages."""
    return {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
