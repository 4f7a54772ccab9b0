"""What the shell is offered for a value; without a registry or a server, nothing."""

import json
import os
from urllib.parse import quote
from urllib.request import ProxyHandler, build_opener

import click

from backend_queues.errors import TTSError

ANSWER_S = 1.0  # somebody waits at the keyboard


def complete_backend(
    _context: click.Context, _parameter: click.Parameter, incomplete: str
) -> list[str]:
    """Return the registered backends; no server is needed."""
    from backend_queues.registry import registry

    try:
        names = registry().specs
    except TTSError:
        return []
    return [name for name in names if name.startswith(incomplete)]


def complete_voice(
    context: click.Context, _parameter: click.Parameter, incomplete: str
) -> list[str]:
    """Return the voices of the backend, as the running server has them."""
    from frontend.protocol.urls import server_url

    given = context.params.get("url") or os.environ.get("VOICE_SERVER_URL")
    url = server_url(given or "http://localhost:8000")
    backend = quote(context.params.get("backend") or "")
    names = _names_at(f"{url}/voices?backend={backend}")
    return [name for name in names if name.startswith(incomplete)]


def _names_at(address: str) -> list[str]:
    try:
        with build_opener(ProxyHandler({})).open(address, timeout=ANSWER_S) as answer:
            names = json.load(answer)
    except (OSError, ValueError):  # nobody there, an error, or not JSON
        return []
    return names if isinstance(names, list) else []
