"""Asks which of the installed packages have known vulnerabilities: python -m tests.audit

It fails if one has. Where no service that knows can be reached, or knows none of the packages, it
says so and does not fail: a check that needs somebody else's machine must not stop work here.
"""

import subprocess
import sys

import msgspec

COMMAND = ("-m", "pip_audit", "--format", "json", "--progress-spinner", "off")
PATIENCE_S = 600
UNAVAILABLE = "No service that knows vulnerabilities answers here; no package was audited."
# Findings that do not concern this project, by id, each with its reason.
ANSWERED: dict[str, str] = {}


class Vulnerability(msgspec.Struct, frozen=True):
    id: str
    fix_versions: tuple[str, ...] = ()


class Dependency(msgspec.Struct, frozen=True):
    name: str
    version: str = ""
    vulns: tuple[Vulnerability, ...] = ()
    skip_reason: str = ""


class Audit(msgspec.Struct, frozen=True):
    dependencies: tuple[Dependency, ...]


def main() -> int:
    report = _run()
    print("\n".join(sentences(report)))
    return 1 if findings(report) else 0


def _run() -> bytes:
    """Return what pip-audit reports in JSON; nothing if it reports nothing in time."""
    try:
        done = subprocess.run([sys.executable, *COMMAND], capture_output=True, timeout=PATIENCE_S)
    except subprocess.TimeoutExpired:
        return b""
    if b"No module named pip_audit" in done.stderr:
        sys.exit("pip-audit is not installed; run: make .venv/dev.stamp")
    return done.stdout


def findings(report: bytes) -> list[str]:
    """Return a sentence for each vulnerability that is not answered."""
    return [
        f"{it.name} {it.version} has {found.id}; "
        + (f"mended in {', '.join(found.fix_versions)}." if found.fix_versions else "not mended.")
        for it in _audited(report)
        for found in it.vulns
        if found.id not in ANSWERED
    ]


def sentences(report: bytes) -> list[str]:
    """Return what to print."""
    audited = _audited(report)
    if not audited:
        return [UNAVAILABLE]
    return [*findings(report), f"{len(audited)} packages were audited."]


def _audited(report: bytes) -> list[Dependency]:
    try:
        audit = msgspec.json.decode(report, type=Audit)
    except msgspec.DecodeError:
        return []
    return [it for it in audit.dependencies if not it.skip_reason]


if __name__ == "__main__":
    sys.exit(main())
