"""The view of `voice-server top`: a server's status as tables; pure."""

from collections import Counter
from collections.abc import Iterable, Iterator

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from frontend.console.printable import printable
from frontend.protocol.status import BackendStatus, Status, WorkerStatus

STATE_STYLES = {
    "idle": "green",
    "speaking": "bold cyan",
    "unloaded": "blue",
    "loading": "yellow",
    "silent": "yellow",
    "ended": "bold red",
}
ALIVE = ("idle", "speaking", "unloaded")
REDIS_AWAY = "Redis does not answer; these are the last known figures."


def status_view(status: Status, url: str) -> RenderableType:
    """Return what `top` shows of a server that answers."""
    away = [] if status.redis_answers else [Text(REDIS_AWAY, style="bold red")]
    return Group(
        Text(f"Voice Server at {url}", style="bold"),
        Text(summary(status)),
        *away,
        *(Text(printable(problem), style="bold red") for problem in status.problems),
        Text(),
        queues_table(status),
        Text(),
        workers_table(status.workers),
        *problems(status.workers),
    )


def away_view(sentence: str) -> RenderableType:
    return Group(Text(sentence, style="bold red"), Text("Trying again every second."))


def summary(status: Status) -> str:
    """Summarise the streams of this frontend, their first audio, and what the cache gave."""
    streams = sum(backend.streams for backend in status.backends)
    said = [f"Streams: {streams}"]
    if first := status.first_audio:
        figures = f"{first.median_s:.2f} s, at most {first.longest_s:.2f} s"
        said.append(f"First audio after {figures} (the last {first.streams})")
    if cache := status.segment_cache:
        said.append(f"From the cache: {cache.hits} of {cache.hits + cache.misses}")
    return "   ".join(said)


def queues_table(status: Status) -> Table:
    columns = ("BACKEND", ">SPEAKING", ">WORKERS", ">STREAMS", ">LINE", ">WAITING")
    table = _table(*columns, "BY PRIORITY")
    speaking = Counter(worker.backend for worker in status.workers if worker.state == "speaking")
    alive = Counter(worker.backend for worker in status.workers if worker.state in ALIVE)
    for backend in status.backends:
        name = backend.name
        waiting = str(sum(backend.queued))
        figures = (speaking[name], alive[name], backend.streams, backend.in_line, waiting)
        _add_row(table, name, *figures, by_priority(backend))
    return table


def by_priority(backend: BackendStatus) -> str:
    """Return the number of waiting segments by priority, such as `0:2 9:40`."""
    return " ".join(f"{step}:{count}" for step, count in enumerate(backend.queued) if count)


def workers_table(workers: Iterable[WorkerStatus]) -> Table:
    columns = ("WORKER", "BACKEND", "HOST", "STATE", ">AT ONCE", ">SEGMENT", ">REAL TIME", ">ENDS")
    table = _table(*columns)
    for worker in workers:
        state = Text(worker.state, style=STATE_STYLES[worker.state])
        segment = f"{worker.segment_s:.2f} s" if worker.segment_s else "-"
        factor = f"{worker.real_time_factor:.2f}" if worker.real_time_factor else "-"
        figures = (worker.batch_size, segment, factor, worker.ends)
        _add_row(table, worker.name, worker.backend, worker.host, state, *figures)
    return table


def problems(workers: Iterable[WorkerStatus]) -> Iterator[Text]:
    for worker in workers:
        if worker.problem:
            yield Text(printable(worker.problem), style="yellow")


def _table(*columns: str) -> Table:
    """Make an empty table; > marks a column of figures."""
    table = Table(box=None, pad_edge=False, header_style="dim", padding=(0, 2, 0, 0))
    for column in columns:
        table.add_column(column.lstrip(">"), justify="right" if column.startswith(">") else "left")
    return table


def _add_row(table: Table, *cells: object) -> None:
    """Add cells literally: text in brackets is not markup."""
    table.add_row(
        *(cell if isinstance(cell, Text) else Text(printable(str(cell))) for cell in cells)
    )
