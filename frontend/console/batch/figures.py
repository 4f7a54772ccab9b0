"""The outcome of a batch, in figures and as an exit code."""

from collections.abc import Sequence
from enum import IntEnum

import msgspec

from frontend.protocol.jobs import Progress, State


class ExitCode(IntEnum):
    DONE = 0
    NOT_DONE = 1
    PARTIAL = 3


class JobFigures(msgspec.Struct, frozen=True):
    """The outcome of one source."""

    source: str
    job: str
    state: State
    items: int
    failed: int
    audio_s: float
    files: list[str]
    warnings: list[str] = []  # what could not be read of it, and is not spoken


class BatchFigures(msgspec.Struct, frozen=True):
    """The line of --json; `took_s` is this command's own time."""

    jobs: list[JobFigures]
    items: int
    failed: int
    audio_s: float
    took_s: float
    files: list[str]


def figures(source: str, progress: Progress, files: list[str]) -> JobFigures:
    return JobFigures(
        source=source,
        job=progress.id,
        state=progress.state,
        items=progress.items.total,
        failed=progress.items.failed,
        audio_s=round(progress.audio_s, 3),
        files=files,
        warnings=list(progress.warnings),
    )


def summed(outcomes: list[JobFigures], took_s: float) -> BatchFigures:
    return BatchFigures(
        jobs=outcomes,
        items=sum(outcome.items for outcome in outcomes),
        failed=sum(outcome.failed for outcome in outcomes),
        audio_s=round(sum(outcome.audio_s for outcome in outcomes), 3),
        took_s=round(took_s, 3),
        files=[file for outcome in outcomes for file in outcome.files],
    )


def exit_code(outcomes: Sequence[JobFigures]) -> ExitCode:
    states = {outcome.state for outcome in outcomes}
    if states & {State.FAILED, State.UNREADABLE}:
        return ExitCode.NOT_DONE
    return ExitCode.PARTIAL if State.PARTIAL in states else ExitCode.DONE
