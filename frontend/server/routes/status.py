"""GET /v1/status: workers, queues and streams."""

from statistics import median

from starlette.requests import Request
from starlette.responses import JSONResponse

from frontend.cluster.fleet import Fleet
from frontend.protocol.status import (
    BackendStatus,
    CacheStatus,
    FirstAudio,
    Status,
    WorkerState,
    WorkerStatus,
)
from frontend.server.http.state import AppState, state_of
from frontend.server.http.typed import StructResponse
from tasks.messages import Presence
from tasks.supervision.reports import ChildReport, problem


async def v1_status(request: Request) -> JSONResponse:
    """GET /v1/status: workers, queues and streams, as this frontend last saw them."""
    state = state_of(request)
    fleet = state.fleet
    workers = _workers(fleet)
    streams = state.speech_service.streams()
    names = sorted({*(worker.backend for worker in workers), *streams})
    return StructResponse(
        Status(
            frontend=state.frontend,
            redis_answers=fleet.redis_answers,
            workers=workers,
            backends=[
                BackendStatus(
                    name=name,
                    queued=list(fleet.queue_depths(name)),
                    streams=streams[name],
                    listeners=state.admission.capacity.listeners(name),
                    listener_limit=state.admission.capacity.limit(name),
                    in_line=state.admission.waiting(name),
                )
                for name in names
            ],
            first_audio=_first_audio(state.speech_service.first_audio_s()),
            problems=fleet.results.problems(),
            segment_cache=_segment_cache(state),
        )
    )


def _workers(fleet: Fleet) -> list[WorkerStatus]:
    """Return every worker once: those that supervisors report, and those started without one.

    Presence outlives a killed worker for some seconds; its supervisor knows better.
    """
    present = {(worker.host, worker.pid): worker for worker in fleet.workers()}
    known = fleet.supervised
    told = [(said.host, child) for said in known.reports for child in said.children]
    places = {(host, child.backend) for host, child in told}
    workers = [
        _supervised(child, host, present.get((host, child.pid)), known.is_silent(host, child.pid))
        for host, child in told
    ]
    workers += [
        _unsupervised(worker)
        for worker in fleet.workers()
        if (worker.host, worker.backend) not in places
    ]
    return sorted(workers, key=lambda worker: (worker.backend, worker.host, worker.name))


def _supervised(
    child: ChildReport, host: str, worker: Presence | None, silent: bool
) -> WorkerStatus:
    return WorkerStatus(
        name=child.name,
        backend=child.backend,
        host=host,
        pid=child.pid,
        state=_worker_state(worker) if worker else _absent_state(child, silent),
        segment_s=worker.segment_s if worker else 0.0,
        real_time_factor=worker.real_time_factor if worker else 0.0,
        speech_per_s=worker.sustained_per_s if worker else 0.0,
        batch_size=worker.batch_size if worker else 1,
        ends=child.ends,
        problem=problem(child, host, serves=worker is not None, silent=silent),
    )


def _unsupervised(worker: Presence) -> WorkerStatus:
    return WorkerStatus(
        name=worker.worker,
        backend=worker.backend,
        host=worker.host,
        pid=worker.pid,
        state=_worker_state(worker),
        segment_s=worker.segment_s,
        real_time_factor=worker.real_time_factor,
        speech_per_s=worker.sustained_per_s,
        batch_size=worker.batch_size,
    )


def _worker_state(worker: Presence) -> WorkerState:
    if worker.busy:
        return "speaking"
    return "unloaded" if worker.load_s else "idle"


def _absent_state(child: ChildReport, silent: bool) -> WorkerState:
    if silent:
        return "silent"
    return "loading" if child.pid else "ended"


def _segment_cache(state: AppState) -> CacheStatus | None:
    if not state.settings.segment_cache:
        return None
    cached = state.metrics.segment_cache
    return CacheStatus(hits=cached.hits, misses=cached.misses)


def _first_audio(waits_s: list[float]) -> FirstAudio | None:
    if not waits_s:
        return None
    return FirstAudio(streams=len(waits_s), median_s=median(waits_s), longest_s=max(waits_s))
