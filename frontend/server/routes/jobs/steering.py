"""Listing jobs, and pausing, resuming and deleting one."""

from typing import Annotated

import msgspec
from msgspec import Meta
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from frontend.jobs.jobs import Jobs
from frontend.protocol.jobs import Progress
from frontend.server.http.cross_site import refuse_cross_site
from frontend.server.http.state import state_of
from frontend.server.http.typed import StructResponse


class JobPath(msgspec.Struct, frozen=True):
    id: Annotated[str, Meta(description="The job's.", examples=["5f0c"])]


class JobList(msgspec.Struct, frozen=True):
    """The jobs of this server, the newest first."""

    jobs: list[Progress]


def asked_job(request: Request) -> tuple[Jobs, str]:
    """Return the jobs and the id in the path, which Jobs checks."""
    return state_of(request).jobs, request.path_params["id"]


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
