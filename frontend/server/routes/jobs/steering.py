"""The jobs there are, how far each is, and what stops, continues or ends it."""

import re
from typing import Annotated

import msgspec
from msgspec import Meta
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from backend_queues.errors import UnknownJob, shown
from frontend.jobs.jobs import Jobs
from frontend.protocol.jobs import Progress
from frontend.server.http.headers import refuse_cross_site
from frontend.server.http.state import state_of
from frontend.server.http.typed import StructResponse

JOB_ID = re.compile(r"[A-Za-z0-9_-]{1,64}")


class JobPath(msgspec.Struct, frozen=True):
    id: Annotated[str, Meta(description="The job's.", examples=["5f0c"])]


class JobList(msgspec.Struct, frozen=True):
    """The jobs of this server, the newest first."""

    jobs: list[Progress]


def asked_job(request: Request) -> tuple[Jobs, str]:
    """Return the jobs, and the id of the one that the path names.

    Raises:
        UnknownJob: no job can have such an id, whatever a storage would make of it.
    """
    job: str = request.path_params["id"]
    if not JOB_ID.fullmatch(job):
        raise UnknownJob(f"There is no job {shown(job)}; GET /v1/jobs lists them.")
    return state_of(request).jobs, job


async def all_jobs(request: Request) -> JSONResponse:
    jobs = state_of(request).jobs
    return StructResponse(JobList(await jobs.all()))


async def progress(request: Request) -> JSONResponse:
    jobs, job = asked_job(request)
    return StructResponse(await jobs.progress(job))


async def pause(request: Request) -> JSONResponse:
    refuse_cross_site(request)
    jobs, job = asked_job(request)
    return StructResponse(await jobs.pause(job))


async def resume(request: Request) -> JSONResponse:
    refuse_cross_site(request)
    jobs, job = asked_job(request)
    return StructResponse(await jobs.resume(job))


async def forget(request: Request) -> Response:
    refuse_cross_site(request)
    jobs, job = asked_job(request)
    await jobs.forget(job)
    return Response(status_code=204)
