"""A frontend that runs jobs, and what it finds in their storage."""

import msgspec

from frontend.jobs.job import Item
from frontend.jobs.running.run import RunFactory
from frontend.jobs.running.runner import AT_ONCE, JobRunner
from frontend.jobs.storage.archive import Archive
from frontend.protocol.jobs import State
from tests.frontend.jobs.running.fakes import (
    REGISTRY,
    AtOnce,
    FakeContext,
    FakeLeases,
    tone_items,
    until,
)


class Frontend:
    """A frontend that runs jobs."""

    def __init__(self, blocking: AtOnce, leases: FakeLeases, at_once: int = AT_ONCE) -> None:
        self.blocking = blocking
        self.context = FakeContext()
        self.leases = leases
        runs = RunFactory(self.context.typed, REGISTRY, blocking)
        self.runner = JobRunner(
            runs,
            leases,  # type: ignore[arg-type]
            blocking,
            at_once,
        )

    @property
    def under_way(self) -> int:
        return self.context.segment_speaker.under_way

    async def let_go_of(self, job: str) -> None:
        """Wait until the job is not run here any more."""
        await until(lambda: not self.runner.status(job))


def numbered(count: int) -> list[Item]:
    text = "This is the sentence of item number {}, which is long enough to be spoken alone."
    return tone_items(*(text.format(number) for number in range(count)))


def set_state(archive: Archive, state: State) -> None:
    progress = archive.progress()
    assert progress
    archive.write_progress(msgspec.structs.replace(progress, state=state))


def state_of(archive: Archive) -> State | None:
    progress = archive.progress()
    return progress.state if progress else None
