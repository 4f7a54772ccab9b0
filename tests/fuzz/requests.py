"""Requests that schemathesis makes of the OpenAPI document, to a running server."""

import importlib.util
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

import httpx

from tests.support.server import running_server

ROOT = Path(__file__).parents[2]
CHECKS = "tests.fuzz.checks"
COUNTS = "VOICE_SERVER_FUZZ_COUNTS"  # as in that module, which cannot be loaded here
ANSWER_S = 60  # of patience for one answer, on a machine that does other things too
OPERATIONS = 22  # that take inputs; each gets as many cases
MOST_S = 3_600
# Quotas and lines would answer most requests before anything looks at them.
SETTINGS: dict[str, Any] = {
    "overload": "off",
    "max_text_chars": 2_000,
    "max_pauses_s": 5,
    "max_jobs": 1_000_000,
    "max_key_jobs": 1_000_000,
    "max_jobs_items": 100_000_000,
    "max_key_jobs_items": 100_000_000,
    "max_jobs_hours": 1e9,
    "max_key_jobs_hours": 1e9,
    "max_jobs_gb": 1e6,
    "max_key_jobs_gb": 1e6,
}


def is_installed() -> bool:
    return importlib.util.find_spec("schemathesis") is not None


def send(seed: int, requests: int) -> int:
    """Send about so many requests; return 1 if one was answered by a fault, or there were fewer."""
    with (
        tempfile.TemporaryDirectory(prefix="vs-fuzz-") as folder,
        running_server("tone:2", voice_samples=f"{folder}/voices", **SETTINGS) as server,
    ):
        Path(folder, "voices").mkdir()
        counts = Path(folder, "counts.json")
        failed = subprocess.run(
            _command(server.url, seed, requests),
            env=_environment() | {COUNTS: str(counts)},
            cwd=folder,
            timeout=MOST_S,
            check=False,
        ).returncode
        httpx.get(f"{server.url}/ready", timeout=ANSWER_S).raise_for_status()
        answers: dict[str, int] = json.loads(counts.read_text())
    for status, count in sorted(answers.items()):
        print(f"{status:>12} {count:>9,} answers")
    total = sum(answers.values())
    print(f"{'requests':12} {total:>9,} of schemathesis, seed {seed}")
    return int(failed != 0 or total < requests)


def _environment() -> dict[str, str]:
    """Return one in which schemathesis finds the hooks from any folder."""
    path = os.pathsep.join(filter(None, [str(ROOT), os.environ.get("PYTHONPATH")]))
    return {**os.environ, "PYTHONPATH": path, "SCHEMATHESIS_HOOKS": CHECKS}


def _command(url: str, seed: int, requests: int) -> list[str]:
    """One worker: in threads, Python 3.11 sometimes cannot parse what hypothesis looks at."""
    return [
        *(sys.executable, "-m", "schemathesis.cli", "run", f"{url}/openapi.json"),
        *("--checks", "no_fault", "--seed", str(seed), "--mode", "all", "--workers", "1"),
        *("--max-examples", str(max(1, requests // OPERATIONS))),
        *("--request-timeout", str(ANSWER_S), "--continue-on-failure", "--no-shrink"),
        *("--suppress-health-check", "all", "--warnings", "off"),
    ]
