"""Shell completion of values; without a registry or a server, none is offered."""

import json
import os
from collections.abc import Iterable
from http.client import HTTPException
from typing import Any
from urllib.parse import quote

import click

from backend_queues.errors import TTSError

ANSWER_S = 1.0  # the user waits at the keyboard
LANGUAGES = ("en-US", "en-GB", "de", "es", "fr", "hi", "it", "ja", "nl", "pl", "pt-BR", "zh")
SAID = ("reasoning=speak", "code=announce", "code=speak", "emoji=name")
CAPTIONS = ("srt", "vtt", "srt,vtt")


def complete_backend(
    _context: click.Context, _parameter: click.Parameter, incomplete: str
) -> list[str]:
    """Return the registered backends; no server is needed."""
    from backend_queues.registry import registry

    try:
        return _beginning(registry().specs, incomplete)
    except TTSError:
        return []


def complete_voice(
    context: click.Context, _parameter: click.Parameter, incomplete: str
) -> list[str]:
    """Return the voices of the backend, as the running server has them."""
    names = _answer(context, f"/voices?backend={quote(context.params.get('backend') or '')}")
    return _beginning(names, incomplete) if isinstance(names, list) else []


def complete_language(
    context: click.Context, _parameter: click.Parameter, incomplete: str
) -> list[str]:
    """Return the languages of the backend; without a server, those whose texts are understood."""
    spoken = _served(context).get("capabilities", {}).get("languages") or LANGUAGES
    return _beginning(("auto", *spoken), incomplete)


def complete_option(
    context: click.Context, _parameter: click.Parameter, incomplete: str
) -> list[str]:
    """Return the options of the backend, and the values of one that has few."""
    options = _served(context).get("capabilities", {}).get("options", [])
    pairs = (
        f"{option['name']}={choice}" for option in options for choice in option["choices"] or [""]
    )
    return _beginning(pairs, incomplete)


def complete_job(context: click.Context, _parameter: click.Parameter, incomplete: str) -> list[str]:
    """Return the ids of the server's jobs, the newest first."""
    answer = _answer(context, "/v1/jobs")
    jobs = answer.get("jobs", []) if isinstance(answer, dict) else []
    return _beginning((job["id"] for job in jobs), incomplete)


def complete_said(
    _context: click.Context, _parameter: click.Parameter, incomplete: str
) -> list[str]:
    return _beginning(SAID, incomplete)


def complete_captions(
    _context: click.Context, _parameter: click.Parameter, incomplete: str
) -> list[str]:
    return _beginning(CAPTIONS, incomplete)


def complete_format(
    context: click.Context, _parameter: click.Parameter, incomplete: str
) -> list[str]:
    from frontend.audio.formats import FILE_FORMATS, JOB_FORMATS

    is_batch = context.info_name == "batch"
    return _beginning(JOB_FORMATS if is_batch else FILE_FORMATS, incomplete)


def _beginning(names: Iterable[str], incomplete: str) -> list[str]:
    return [name for name in names if name.startswith(incomplete)]


def _served(context: click.Context) -> dict[str, Any]:
    """Return what the server tells of the backend that is named, or of its default."""
    answer = _answer(context, "/v1/backends")
    if not isinstance(answer, dict):
        return {}
    name = context.params.get("backend") or answer.get("default")
    return next((it for it in answer.get("backends", []) if it.get("name") == name), {})


def _answer(context: click.Context, path: str) -> object:
    """Return the JSON of a route of the server; None if there is none."""
    from frontend.protocol.urls import local_url, server_url
    from tasks.process.direct_http import open_directly

    given = context.params.get("url") or os.environ.get("VOICE_SERVER_URL")
    key = context.params.get("key") or os.environ.get("VOICE_SERVER_KEY") or ""
    headers = {"Authorization": f"Bearer {key}"} if key else {}
    address = f"{server_url(given or local_url(os.environ))}{path}"
    try:
        with open_directly(address, ANSWER_S, headers) as answer:
            found: object = json.load(answer)
    except (OSError, ValueError, OverflowError, HTTPException):  # no server, or not ours
        return None
    return found
