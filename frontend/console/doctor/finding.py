"""What the doctor finds."""

from typing import Literal

import msgspec

Level = Literal["ok", "note", "warning", "broken"]


class Finding(msgspec.Struct, frozen=True):
    """One thing that was looked at, and what to do about it, "" where nothing is to be done."""

    about: str
    level: Level
    found: str
    advice: str = ""


class Report(msgspec.Struct, frozen=True):
    """All findings; `broken` says whether the command ends with an error."""

    findings: list[Finding]
    broken: bool


SIGNS = {"ok": "ok", "note": "-", "warning": "!", "broken": "BROKEN"}


def line_of(finding: Finding) -> str:
    """Return such as: [!] disk: 1.2 GB are free ... and below it what to do."""
    line = f"[{SIGNS[finding.level]}] {finding.about}: {finding.found}"
    return f"{line}\n    {finding.advice}" if finding.advice else line
