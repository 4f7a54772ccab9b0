"""What runs here: the server, its port, Redis, and the backends that are installed."""

import asyncio
import socket
from collections.abc import Iterator, Mapping
from urllib.parse import urlsplit

from backend_queues.errors import TTSError
from backend_queues.provisioning import environments
from backend_queues.provisioning.stock.needs import models_of, needs_of
from backend_queues.registry import BackendSpec, registry
from frontend.client.address import Address
from frontend.client.server import served_backends, server_answers
from frontend.console.doctor.finding import Finding
from frontend.processes.redis_server import check_answers, find_server
from frontend.protocol.urls import server_url

REACHED_S = 3.0


def look_at_backends() -> Iterator[Finding]:
    """Yield what of the backends is installed, the default one first."""
    try:
        known = registry()
    except TTSError as error:
        yield Finding("backends", "broken", error.message, "Mend the file, or unset the variable.")
        return
    default = known.specs[known.default]
    yield _default(default)
    others = [spec for spec in known.specs.values() if spec is not default]
    ready = [spec.name for spec in others if _is_ready(spec)]
    yield Finding(
        "backends",
        "ok",
        f"also installed: {', '.join(ready) or 'none'}",
        "" if ready else "See what there is: voice-server backends list",
    )


def _default(spec: BackendSpec) -> Finding:
    about = f"backend {spec.name}"
    if _is_ready(spec):
        return Finding(about, "ok", "is installed, and speaks where none is named")
    return Finding(
        about,
        "warning",
        f"is not installed, or out of date; it needs {needs_of(spec).sentence}",
        f"voice-server backends install {spec.name}",
    )


def _is_ready(spec: BackendSpec) -> bool:
    return environments.is_ready(spec) and models_of(spec).state != "missing"


def look_at_redis(environ: Mapping[str, str]) -> Finding:
    """Look for the Redis that REDIS_URL names, or else for a program to run a private one."""
    url = environ.get("REDIS_URL")
    try:
        if url:
            asyncio.run(check_answers(url))
            return Finding("Redis", "ok", "the one of REDIS_URL answers")
        return Finding("Redis", "ok", f"a private one can be started: {find_server()}")
    except TTSError as error:
        return Finding("Redis", "broken", error.message, "See docs/operations.md, Redis.")


def look_at_server(server: Address) -> Finding:
    """Look whether the server answers, and else who has its port."""
    try:
        if asyncio.run(server_answers(server.url)):
            return asyncio.run(_answering(server))
    except TTSError as error:
        return Finding("server", "broken", error.message, "Correct --url or VOICE_SERVER_URL.")
    if _is_taken(server.url):
        return Finding(
            "server",
            "broken",
            f"something else listens at {server.url}, which does not speak HTTP",
            "End it, or choose another port: voice-server up --port 9000",
        )
    return Finding("server", "note", f"none runs at {server.url}", "voice-server up")


async def _answering(server: Address) -> Finding:
    try:
        served = await served_backends(server)
    except TTSError as error:
        return Finding(
            "server",
            "broken",
            error.message,
            "Correct --url and --key, or choose another port: voice-server up --port 9000",
        )
    speaking = [f"{it.name} ({it.workers})" for it in served.values() if it.workers]
    if speaking:
        return Finding(
            "server", "ok", f"runs at {server.url}, with workers of {', '.join(speaking)}"
        )
    default = next(iter(served.values()))
    problem = default.problems[0] if default.problems else "no worker is alive"
    return Finding(
        "server",
        "broken",
        f"runs at {server.url}, but cannot speak: {problem}",
        f"voice-server worker {default.name}",
    )


def _is_taken(url: str) -> bool:
    place = urlsplit(server_url(url))
    try:
        with socket.create_connection((place.hostname or "", place.port or 80), REACHED_S):
            return True
    except OSError:
        return False
