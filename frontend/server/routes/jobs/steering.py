"""Listing jobs, and pausing, resuming and deleting one."""

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from frontend.access.audit import audit
from frontend.server.guards.asking import client_of
from frontend.server.http.state import state_of
from frontend.server.http.typed import StructResponse, read_query
from frontend.server.messages.jobs import JobListQuery
from frontend.server.routes.jobs.asker import asker_of


async def all_jobs(request: Request) -> JSONResponse:
    query = read_query(request, JobListQuery)
    jobs = state_of(request).jobs
    return StructResponse(await jobs.page(asker_of(request), query.limit, query.after))


async def progress(request: Request) -> JSONResponse:
    jobs = state_of(request).jobs
    return StructResponse(await jobs.progress(request.path_params["id"], asker_of(request)))


async def pause(request: Request) -> JSONResponse:
    jobs = state_of(request).jobs
    paused = await jobs.pause(request.path_params["id"], asker_of(request))
    audit(client_of(request), "A job was paused.", job=paused.id)
    return StructResponse(paused)


async def resume(request: Request) -> JSONResponse:
    jobs = state_of(request).jobs
    resumed = await jobs.resume(request.path_params["id"], asker_of(request))
    audit(client_of(request), "A job was resumed.", job=resumed.id)
    return StructResponse(resumed)


async def forget(request: Request) -> Response:
    jobs = state_of(request).jobs
    job = request.path_params["id"]
    await jobs.forget(job, asker_of(request))
    audit(client_of(request), "A job was deleted.", job=job)
    return Response(status_code=204)
