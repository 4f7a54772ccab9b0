"""One job from its stored items to its files."""

import asyncio
from typing import Any

import msgspec
import pytest

from backend_queues.errors import InvalidRequest
from frontend.jobs.assembler import reopen
from frontend.jobs.job import Item
from frontend.jobs.running.run import Run, RunFactory
from frontend.protocol.jobs import Progress, State
from tasks.process.cancellation import cancel_and_wait
from tests.frontend.jobs.making import RATE_HZ, record_of, segment_of
from tests.frontend.jobs.running.fakes import (
    POISON,
    REGISTRY,
    SEGMENT_S,
    AtOnce,
    FakeContext,
    stored,
    tone_items,
)

SENTENCE = "This is the sentence of item number {}, which is long enough to be spoken alone. "


def pcm_size(items: int) -> int:
    """Return the bytes of a file of items of 0.1 s, with 0.5 s between them."""
    return 2 * RATE_HZ * (items + 5 * (items - 1)) // 10


class Bench:
    """Runs one job, again and again, as different frontends would."""

    def __init__(self, blocking: AtOnce, items: list[Item], **output: Any) -> None:
        self._blocking = blocking
        self.context = FakeContext()
        self.archive, self.job = stored(items, **output)

    @property
    def texts(self) -> list[str]:
        return self.context.segment_speaker.texts

    @property
    def sizes(self) -> dict[str, int]:
        return {file.name: file.size_bytes for file in self.archive.files()}

    def new_run(self) -> Run:
        run = RunFactory(self.context.typed, REGISTRY, self._blocking).run_of(
            self.archive, self.job
        )
        run.records.load()
        return run

    async def ended(self) -> Progress:
        async with asyncio.timeout(3600):
            return await self.new_run().run()


def numbered(count: int) -> list[Item]:
    return tone_items(*(SENTENCE.format(number) for number in range(count)))


async def test_all_items_are_spoken_into_the_file(blocking: AtOnce) -> None:
    bench = Bench(blocking, numbered(5))
    progress = await bench.ended()
    assert (progress.state, progress.items.done, progress.segments) == (State.DONE, 5, 5)
    assert progress.characters.done == progress.characters.total
    assert bench.sizes == {"a-test.pcm": pcm_size(5)}


async def test_no_more_segments_are_out_than_the_limit_allows(blocking: AtOnce) -> None:
    bench = Bench(blocking, numbered(20))
    await bench.ended()
    assert bench.context.segment_speaker.most_under_way == 2  # one in hand, one that waits


async def test_items_alike_are_spoken_once(blocking: AtOnce) -> None:
    bench = Bench(blocking, tone_items(*["The same sentence, again and again, is made once."] * 6))
    assert (await bench.ended()).segments == 6
    assert len(bench.texts) == 1


async def test_what_was_made_before_is_not_made_again(blocking: AtOnce) -> None:
    bench = Bench(blocking, numbered(4))
    running = asyncio.create_task(bench.new_run().run())
    await asyncio.sleep(SEGMENT_S * 1.5)  # two are done, two are out
    await cancel_and_wait(running)
    assert bench.context.segment_speaker.under_way == 0
    assert len(bench.texts) == 4
    assert (await bench.ended()).state is State.DONE
    assert len(bench.texts) == 6


async def test_each_file_is_made_as_soon_as_its_items_have_ended(blocking: AtOnce) -> None:
    bench = Bench(blocking, numbered(4), files="item")
    running = asyncio.create_task(bench.new_run().run())
    await asyncio.sleep(SEGMENT_S * 1.5)
    assert list(bench.sizes) == ["001-1.pcm", "002-2.pcm"]
    assert (await running).state is State.DONE
    assert len(bench.sizes) == 4


async def test_a_poison_text_fails_alone_and_is_tried_again(blocking: AtOnce) -> None:
    items = numbered(3)
    items[1] = msgspec.structs.replace(items[1], text=f"{POISON} is what this sentence is about.")
    bench = Bench(blocking, items)
    progress = await bench.ended()
    assert (progress.state, progress.items.done, progress.items.failed) == (State.PARTIAL, 2, 1)
    assert [failure.id for failure in progress.failures] == ["2"]
    assert bench.sizes == {"a-test.pcm": pcm_size(2)}
    reopen(bench.archive, bench.job)
    assert bench.sizes == {}
    assert (await bench.ended()).state is State.PARTIAL
    assert len(bench.texts) == 4


async def test_an_item_that_has_failed_begins_no_more_segments(blocking: AtOnce) -> None:
    poison = f"{POISON} is what this long sentence of the item is all about, and so on. "
    bench = Bench(blocking, tone_items(poison + SENTENCE.format(1) * 20))
    assert (await bench.ended()).state is State.FAILED
    assert len(bench.texts) < 5
    assert bench.sizes == {}


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"text": " "}, "nothing_to_speak"),
        ({"voice": "nobody"}, "unknown_voice"),
        ({"backend": "gone"}, "unknown_backend"),
    ],
)
async def test_an_item_that_cannot_be_spoken_says_why(
    blocking: AtOnce, change: dict[str, str], code: str
) -> None:
    first, second = numbered(2)
    bench = Bench(blocking, [first, msgspec.structs.replace(second, **change)])
    backends = ("gone", "tone") if "backend" in change else ("tone",)
    bench.job = msgspec.structs.replace(bench.job, backends=backends)
    progress = await bench.ended()
    assert progress.state is State.PARTIAL
    assert [failure.code for failure in progress.failures] == [code]


async def test_a_job_waits_for_workers_and_for_redis_and_says_so(blocking: AtOnce) -> None:
    bench = Bench(blocking, numbered(1))
    fleet = bench.context.fleet
    fleet.size, fleet.redis_is_away = 0, True
    run = bench.new_run()
    running = asyncio.create_task(run.run())
    await asyncio.sleep(1000)
    assert run.status.progress().message == "Redis does not answer."
    fleet.redis_is_away = False
    await asyncio.sleep(2)
    assert run.status.progress().message == "No worker serves tone."
    fleet.size = 1
    assert (await running).state is State.DONE
    assert run.status.progress().message == ""


async def test_a_paused_job_begins_nothing_and_finishes_what_is_out(blocking: AtOnce) -> None:
    bench = Bench(blocking, numbered(6))
    run = bench.new_run()
    running = asyncio.create_task(run.run())
    await asyncio.sleep(SEGMENT_S / 2)
    run.status.pause()
    await asyncio.sleep(1000)
    rested = run.status.progress()
    assert (rested.state, rested.segments) == (State.PAUSED, len(bench.texts))
    assert 0 < len(bench.texts) <= 3
    run.status.resume()
    assert (await running).state is State.DONE


async def test_a_storage_that_is_away_delays_and_loses_nothing(blocking: AtOnce) -> None:
    bench = Bench(blocking, numbered(3))
    run = bench.new_run()
    blocking.away = 10
    assert (await run.run()).state is State.DONE
    assert len(bench.texts) == 3


async def test_items_that_cannot_be_read_fail_the_job(blocking: AtOnce) -> None:
    bench = Bench(blocking, numbered(3))
    bench.job = msgspec.structs.replace(bench.job, items=4)
    progress = await bench.ended()
    assert progress.state is State.FAILED
    assert "item 3 is missing" in progress.message


@pytest.mark.parametrize("what", ["segment", "record"])
async def test_what_has_gone_before_the_file_is_made_fails_the_job(
    blocking: AtOnce, what: str
) -> None:
    bench = Bench(blocking, numbered(1))
    bench.archive.write_segment("abc", segment_of("One."))
    bench.archive.write_record(0, record_of(numbered(1)[0], "abc"))
    run = bench.new_run()
    if what == "segment":
        bench.archive.delete_segments()
    else:
        bench.archive.delete_record(0)
    progress = await run.run()
    assert progress.state is State.FAILED
    assert "the storage" in progress.message and "or cannot be read" in progress.message


async def test_an_error_of_the_server_itself_is_raised(blocking: AtOnce) -> None:
    bench = Bench(blocking, numbered(3))
    bench.context.segment_speaker.fault = ValueError("ours")
    with pytest.raises(ValueError, match="ours"):
        await bench.ended()
    assert bench.context.segment_speaker.under_way == 0


async def test_a_file_that_cannot_be_made_fails_the_job(
    blocking: AtOnce, monkeypatch: pytest.MonkeyPatch
) -> None:
    bench = Bench(blocking, numbered(1), title="x" * 3)

    def refuse(*_: object) -> None:
        raise InvalidRequest("The storage has no place for it.")

    monkeypatch.setattr(bench.archive, "add_file", refuse)
    progress = await bench.ended()
    assert (progress.state, progress.message) == (State.FAILED, "The storage has no place for it.")
