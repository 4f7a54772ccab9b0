from rich.console import Console, RenderableType

from frontend.console.top.view import away_view, by_priority, status_view, summary
from frontend.protocol.status import BackendStatus, FirstAudio, Status, WorkerStatus

URL = "http://localhost:8000"
IDLE = WorkerStatus(
    name="piper-1",
    backend="piper",
    host="north",
    pid=7,
    state="idle",
    segment_s=0.314,
    real_time_factor=0.0625,
)
ENDED = WorkerStatus(
    name="kokoro-1",
    backend="kokoro",
    host="south",
    pid=0,
    state="ended",
    ends=3,
    problem="kokoro-1 was ended. Its last words: [bold]no\x1b[2J memory",
)
SPEAKING = WorkerStatus(name="piper-2", backend="piper", host="north", pid=8, state="speaking")
QUEUED = [2, 0, 0, 0, 0, 0, 0, 0, 0, 40]
STATUS = Status(
    frontend="0123",
    redis_answers=True,
    workers=[ENDED, IDLE, SPEAKING],
    backends=[
        BackendStatus(name="kokoro", queued=[0] * 10, streams=0),
        BackendStatus(name="piper", queued=QUEUED, streams=3, in_line=4),
    ],
    first_audio=FirstAudio(streams=12, median_s=0.123, longest_s=1.5),
)
EMPTY = Status(frontend="0123", redis_answers=False, workers=[], backends=[])


def shown(view: RenderableType, width: int = 100) -> list[str]:
    console = Console(width=width)
    with console.capture() as captured:
        console.print(view)
    return captured.get().splitlines()


def row(lines: list[str], name: str) -> list[str]:
    [line] = [line for line in lines if line.startswith(f"{name} ")]
    return line.split()


def test_each_backend_has_its_queue_by_priority() -> None:
    lines = shown(status_view(STATUS, URL))
    assert row(lines, "BACKEND") == [
        *("BACKEND", "SPEAKING", "WORKERS", "STREAMS", "LINE", "WAITING"),
        *("BY", "PRIORITY"),
    ]
    assert row(lines, "piper") == ["piper", "1", "2", "3", "4", "42", "0:2", "9:40"]
    assert row(lines, "kokoro") == ["kokoro", "0", "0", "0", "0", "0"]
    assert by_priority(STATUS.backends[1]) == "0:2 9:40"


def test_each_worker_has_its_state_and_speed() -> None:
    lines = shown(status_view(STATUS, URL))
    assert row(lines, "piper-1") == [
        "piper-1",
        "piper",
        "north",
        "idle",
        "1",
        "0.31",
        "s",
        "0.06",
        "0",
    ]
    assert row(lines, "piper-2") == ["piper-2", "piper", "north", "speaking", "1", "-", "-", "0"]
    assert row(lines, "kokoro-1 ")[:4] == ["kokoro-1", "kokoro", "south", "ended"]


def test_problems_are_shown_as_they_are_and_cannot_touch_the_terminal() -> None:
    last = shown(status_view(STATUS, URL))[-1]
    assert last == "kokoro-1 was ended. Its last words: [bold]no [2J memory"


def test_streams_and_first_audio_are_summed_up() -> None:
    told = "Streams: 3   First audio after 0.12 s, at most 1.50 s (the last 12)"
    assert summary(STATUS) == told
    assert summary(EMPTY) == "Streams: 0"


def test_a_redis_that_does_not_answer_is_reported() -> None:
    said = "Redis does not answer; these are the last known figures."
    assert said in shown(status_view(EMPTY, URL))
    assert "Redis" not in "".join(shown(status_view(STATUS, URL)))


def test_a_server_that_is_away_is_reported() -> None:
    assert shown(away_view("It [x] is away."))[0] == "It [x] is away."
