"""Listing jobs, and pausing, resuming and deleting one."""

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from frontend.server.http.state import state_of
from frontend.server.http.typed import StructResponse
from frontend.server.messages.jobs import JobList


async def all_jobs(request: Request) -> JSONResponse:
    jobs = state_of(request).jobs
    return StructResponse(JobList(await jobs.all()))


async def progress(request: Request) -> JSONResponse:
    jobs = state_of(request).jobs
    return StructResponse(await jobs.progress(request.path_params["id"]))


async def pause(request: Request) -> JSONResponse:
    jobs = state_of(request).jobs
    return StructResponse(await jobs.pause(request.path_params["id"]))


async def resume(request: Request) -> JSONResponse:
    jobs = state_of(request).jobs
    return StructResponse(await jobs.resume(request.path_params["id"]))


async def forget(request: Request) -> Response:
    jobs = state_of(request).jobs
    await jobs.forget(request.path_params["id"])
    return Response(status_code=204)
