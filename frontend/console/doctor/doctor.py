"""`voice-server doctor`: looks at everything, and says what it found."""

import os
from collections.abc import Iterator

import click
import msgspec

from frontend.client.address import Address
from frontend.console.any_server import Wanted
from frontend.console.doctor.finding import Finding, Report, line_of
from frontend.console.doctor.machine import look_at_machine
from frontend.console.doctor.services import look_at_backends, look_at_redis, look_at_server
from frontend.console.doctor.speed import measure_speed
from frontend.console.doctor.variables import look_at_variables
from frontend.console.terminal import terminal


def examine(server: Address, *, is_named: bool, with_speed: bool, as_json: bool) -> bool:
    """Print all findings; return whether something is broken."""
    findings = []
    for finding in _findings(server, is_named=is_named, with_speed=with_speed):
        findings.append(finding)
        if not as_json:
            click.echo(line_of(finding))
    broken = any(finding.level == "broken" for finding in findings)
    if as_json:
        click.echo(msgspec.json.encode(Report(findings, broken)))
    else:
        click.echo(_summary(findings))
    return broken


def _findings(server: Address, *, is_named: bool, with_speed: bool) -> Iterator[Finding]:
    yield from look_at_machine()
    yield from look_at_variables(os.environ)
    backends = list(look_at_backends())
    yield from backends
    yield look_at_redis(os.environ)
    found = look_at_server(server)
    yield found
    is_installed = all(finding.level == "ok" for finding in backends[:1])
    if with_speed and (found.level == "ok" or (not is_named and is_installed)):
        with terminal(quiet=True) as screen:
            yield measure_speed(Wanted(server, "", may_start=not is_named), screen)


def _summary(findings: list[Finding]) -> str:
    counts = [sum(it.level == level for it in findings) for level in ("broken", "warning")]
    if not any(counts):
        return "All is well."
    return f"{counts[0]} broken, {counts[1]} to look at."
