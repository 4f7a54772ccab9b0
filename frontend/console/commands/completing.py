"""Shell completion of values; without a registry or a server, none is offered."""

import json
import os
from urllib.parse import quote

import click

from backend_queues.errors import TTSError

ANSWER_S = 1.0  # the user waits at the keyboard


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
    from frontend.protocol.urls import DEFAULT_URL, server_url

    given = context.params.get("url") or os.environ.get("VOICE_SERVER_URL")
    url = server_url(given or DEFAULT_URL)
    backend = quote(context.params.get("backend") or "")
    key = context.params.get("key") or os.environ.get("VOICE_SERVER_KEY") or ""
    names = _names_at(f"{url}/voices?backend={backend}", key)
    return [name for name in names if name.startswith(incomplete)]


def _names_at(address: str, key: str) -> list[str]:
    from tasks.process.direct_http import open_directly

    headers = {"Authorization": f"Bearer {key}"} if key else {}
    try:
        with open_directly(address, ANSWER_S, headers) as answer:
            names = json.load(answer)
    except (OSError, ValueError):  # no server, an error, or not JSON
        return []
    return names if isinstance(names, list) else []
