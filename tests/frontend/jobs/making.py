"""Jobs and their parts, for tests."""

from frontend.jobs.job import Item, ItemRecord, Job, SpokenSegment
from frontend.jobs.plan import chapter_starts
from frontend.protocol.jobs import Counts, Output, Progress, State

RATE_HZ = 24_000


def job_of(items: list[Item], **output: object) -> Job:
    return Job(
        id="0123456789abcdef",
        name="a test",
        created_at=1.0,
        items=len(items),
        chapters=chapter_starts(items),
        characters=sum(len(item.text) for item in items),
        backends=("tone",),
        output=Output(**output),  # type: ignore[arg-type]
        seed=0,
    )


def items_of(*texts: str, chapters: str = "") -> list[Item]:
    """Make an item of each text; `chapters` names the chapter of each by a letter."""
    return [
        Item(id=f"item {number}", text=text, chapter=chapters[number : number + 1])
        for number, text in enumerate(texts)
    ]


def segment_of(text: str, seconds: float = 1.0) -> SpokenSegment:
    return SpokenSegment(
        text=text,
        pcm=bytes(2 * round(RATE_HZ * seconds)),
        sample_rate_hz=RATE_HZ,
        words=(),
        pause_s=0.0,
    )


def record_of(item: Item, *segments: str, audio_s: float = 1.0) -> ItemRecord:
    return ItemRecord(
        id=item.id, characters=len(item.text), segments=segments, audio_s=audio_s, failure=None
    )


def progress_of(job: Job, state: State = State.RUNNING) -> Progress:
    none = Counts(0, 0, 0)
    return Progress(
        id=job.id,
        name=job.name,
        state=state,
        created_at=job.created_at,
        output=job.output,
        items=none,
        characters=none,
        segments=0,
        audio_s=0.0,
    )
