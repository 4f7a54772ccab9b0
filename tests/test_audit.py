"""What is made of pip-audit's report."""

import json
from typing import Any

from tests.audit import UNAVAILABLE, findings, sentences

CLEAN: dict[str, Any] = {"name": "httpx", "version": "0.28.1", "vulns": []}
UNKNOWN = {"name": "voice-server", "skip_reason": "Dependency not found on PyPI"}
WEAK = {
    "name": "jinja2",
    "version": "2.4.1",
    "vulns": [
        {"id": "PYSEC-2014-8", "fix_versions": ["2.7.2"], "aliases": [], "description": "..."},
        {"id": "PYSEC-2014-82", "fix_versions": [], "aliases": [], "description": "..."},
    ],
}


def report(*dependencies: dict[str, Any]) -> bytes:
    return json.dumps({"dependencies": dependencies, "fixes": []}).encode()


def test_a_vulnerability_is_a_failure_that_names_its_package() -> None:
    found = findings(report(CLEAN, WEAK, UNKNOWN))
    assert found == [
        "jinja2 2.4.1 has PYSEC-2014-8; mended in 2.7.2.",
        "jinja2 2.4.1 has PYSEC-2014-82; not mended.",
    ]
    assert sentences(report(CLEAN, WEAK, UNKNOWN)) == [*found, "2 packages were audited."]


def test_packages_without_one_are_counted() -> None:
    assert sentences(report(CLEAN, UNKNOWN)) == ["1 packages were audited."]


def test_a_service_that_is_away_or_knows_nothing_is_told_of_and_is_no_failure() -> None:
    for nothing in (b"", b"ERROR: Connection refused", report(UNKNOWN)):
        assert findings(nothing) == []
        assert sentences(nothing) == [UNAVAILABLE]
