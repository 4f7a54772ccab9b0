"""A job belongs to a key: others do not learn of it, and an operator knows of all."""

import asyncio
import os
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path

import pytest

from backend_queues.job_errors import QuotaExceeded, StorageFull, UnknownJob
from frontend.jobs.jobs import Jobs
from frontend.jobs.keeping.asker import Asker
from frontend.jobs.taking.submission import Submission
from frontend.protocol.jobs import Output
from frontend.settings import Settings
from tests.frontend.jobs.running.fakes import REGISTRY, FakeContext, tone_items

ME, YOU = Asker("me", sees_all=False), Asker("you", sees_all=False)
OPERATOR = Asker("boss", sees_all=True)
SETTINGS = Settings(max_jobs=4, max_key_jobs=2)
WAV = Output(format="wav", files="one")


class Desk:
    """Jobs without a worker, so that none ends."""

    def __init__(self, root: Path) -> None:
        context = FakeContext()
        context.fleet.size = 0
        self.jobs = Jobs(context.typed, REGISTRY, root.as_uri(), SETTINGS)

    async def submit(self, asker: Asker, text: str = "One.", most_jobs: int | None = None) -> str:
        items = tone_items(text)
        submission = Submission(
            name="a name", items=items, output=WAV, owner=asker.owner, most_jobs=most_jobs
        )
        progress, _ = await self.jobs.submit(submission)
        return progress.id

    async def listed(self, asker: Asker) -> set[str]:
        return {job.id for job in (await self.jobs.page(asker)).jobs}


@pytest.fixture
async def desk(tmp_path: Path) -> AsyncIterator[Desk]:
    desk = Desk(tmp_path)
    yield desk
    await desk.jobs.close()


async def test_everybody_lists_his_own(desk: Desk) -> None:
    mine, yours, nobodys = [await desk.submit(asker) for asker in (ME, YOU, Asker(""))]
    assert await desk.listed(ME) == {mine}
    assert await desk.listed(YOU) == {yours}
    assert await desk.listed(Asker("", sees_all=False)) == {nobodys}
    assert await desk.listed(OPERATOR) == {mine, yours, nobodys}


async def test_the_same_job_is_each_owners_own_and_its_id_is_not_that_of_its_text(
    desk: Desk, tmp_path: Path
) -> None:
    mine = await desk.submit(ME)
    assert await desk.submit(ME) == mine
    assert await desk.submit(YOU) != mine
    other = Desk(tmp_path / "other")
    assert await other.submit(ME) != mine
    await other.jobs.close()


ASKED: dict[str, Callable[[Jobs, str, Asker], Awaitable[object]]] = {
    "progress": lambda jobs, job, asker: jobs.progress(job, asker),
    "events": lambda jobs, job, asker: anext(jobs.follow(job, asker)),
    "pause": lambda jobs, job, asker: jobs.pause(job, asker),
    "resume": lambda jobs, job, asker: jobs.resume(job, asker),
    "files": lambda jobs, job, asker: jobs.files(job, asker),
    "file": lambda jobs, job, asker: jobs.file(job, "a-name.wav", asker),
    "delete": lambda jobs, job, asker: jobs.forget(job, asker),
}


@pytest.mark.parametrize("ask", ASKED.values(), ids=list(ASKED))
async def test_anothers_job_is_as_if_there_were_none(
    desk: Desk, ask: Callable[[Jobs, str, Asker], Awaitable[object]]
) -> None:
    mine = await desk.submit(ME)
    with pytest.raises(UnknownJob) as raised:
        await ask(desk.jobs, mine, YOU)
    with pytest.raises(UnknownJob) as of_none:
        await ask(desk.jobs, "0" * 16, YOU)
    assert raised.value.message == of_none.value.message.replace("0" * 16, mine)
    assert (await desk.jobs.progress(mine, ME)).owner == "me"


async def test_an_operator_pauses_and_deletes_anybodys(desk: Desk) -> None:
    mine = await desk.submit(ME)
    assert (await desk.jobs.pause(mine, OPERATOR)).owner == "me"
    await desk.jobs.forget(mine, OPERATOR)
    assert await desk.listed(ME) == set()


async def test_a_key_has_a_quota_and_all_have_one_together(desk: Desk) -> None:
    mine = [await desk.submit(ME, f"Text {number}.") for number in range(2)]
    with pytest.raises(QuotaExceeded, match="VOICE_SERVER_MAX_KEY_JOBS"):
        await desk.submit(ME, "One too many.")
    assert await desk.submit(ME, "Text 0.") == mine[0]  # what is there is not counted again
    for asker in (YOU, Asker("")):
        await desk.submit(asker)
    with pytest.raises(QuotaExceeded, match=r"VOICE_SERVER_MAX_JOBS\)"):
        await desk.submit(Asker(""), "One too many in all.")
    await desk.jobs.forget(mine[0], ME)
    await desk.submit(Asker(""), "Now there is room for one.")


async def test_without_room_nothing_is_stored(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(desk.jobs._storage, "room", lambda: 1000)
    with pytest.raises(StorageFull):
        await desk.submit(ME)
    assert await desk.listed(OPERATOR) == set()
    assert set(os.listdir(tmp_path)) == {".unfinished", "secret"}


async def test_jobs_come_in_pages_the_newest_first(desk: Desk) -> None:
    jobs = [await desk.submit(Asker(""), f"Text {number}.") for number in range(4)]
    first = await desk.jobs.page(OPERATOR, limit=3)
    assert [job.id for job in first.jobs] == jobs[:0:-1]
    assert first.next
    await desk.jobs.forget(jobs[1])  # which the page has ended with
    second = await desk.jobs.page(OPERATOR, limit=3, after=first.next)
    assert ([job.id for job in second.jobs], second.next) == (jobs[:1], None)


async def test_the_same_job_twice_at_once_is_one(desk: Desk) -> None:
    jobs = await asyncio.gather(*(desk.submit(ME) for _ in range(5)))
    assert len(set(jobs)) == 1
    assert await desk.listed(ME) == set(jobs)


async def test_of_many_jobs_at_once_no_more_are_taken_than_the_quota_allows(desk: Desk) -> None:
    texts = [f"Text {number}." for number in range(10)]
    answers = await asyncio.gather(
        *(desk.submit(ME, text) for text in texts), return_exceptions=True
    )
    assert sum(isinstance(answer, QuotaExceeded) for answer in answers) == 8
    assert len(await desk.listed(ME)) == 2


async def test_a_key_may_have_its_own_number_of_jobs(desk: Desk) -> None:
    await desk.submit(ME, most_jobs=1)
    with pytest.raises(QuotaExceeded, match="may have 1"):
        await desk.submit(ME, "Two.", most_jobs=1)
    for text in ("Two.", "Three."):
        await desk.submit(ME, text, most_jobs=3)
