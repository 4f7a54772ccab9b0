"""Reading the files of deploy/, and what tests ask of the commands and settings in them."""

import re
import subprocess
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import msgspec
import yaml

from frontend.cli import cli
from frontend.settings import PREFIX, Settings

ROOT = Path(__file__).parents[2]
DEPLOY = ROOT / "deploy"
VARIABLE = re.compile(r"\$\{(\w+)(?:(:[-?])([^}]*))?\}")


def read_yaml(path: Path) -> Iterator[dict[str, Any]]:
    """Yield the documents of a YAML file."""
    yield from (document for document in yaml.safe_load_all(path.read_text()) if document)


def values(path: Path) -> dict[str, str]:
    """Read the NAME=VALUE lines of a file."""
    lines = (line.strip() for line in path.read_text().splitlines())
    pairs = (line.partition("=") for line in lines if line and not line.startswith("#"))
    return {name: value for name, _, value in pairs}


def make_secrets(folder: Path) -> Path:
    """Make the passwords of a deployment in the folder, as its operator does, and return it."""
    subprocess.run([DEPLOY / "make-secrets.sh", folder], check=True)
    return folder


def filled(text: str, given: dict[str, str]) -> str:
    """Put the values where ${NAME}, ${NAME:-default} and ${NAME:?reason} stand, as compose does."""
    return VARIABLE.sub(lambda match: given.get(match[1]) or match[3] or "", text)


def check_command(command: Sequence[str]) -> None:
    """Parse a command as `voice-server` would, without running it; click raises at a wrong one."""
    assert command[0].rpartition("/")[2] == "voice-server", command
    with cli.make_context("voice-server", list(command[1:])) as context:
        name, found, rest = cli.resolve_command(context, [*context._protected_args, *context.args])
        assert found
        found.make_context(name, rest, parent=context).close()


@cache
def known_settings() -> frozenset[str]:
    """Return all VOICE_SERVER_ variables that the code reads."""
    fields = {PREFIX + field.name.upper() for field in msgspec.structs.fields(Settings)}
    code = (
        path.read_text()
        for folder in ("frontend", "tasks", "backend_queues")
        for path in (ROOT / folder).rglob("*.py")
    )
    return frozenset(fields.union(*(settings_in(text) for text in code)))


def settings_in(text: str) -> set[str]:
    return set(re.findall(rf"{PREFIX}[A-Z][A-Z_]*[A-Z]", text))
