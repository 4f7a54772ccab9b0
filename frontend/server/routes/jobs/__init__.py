"""The endpoints of batch jobs."""

from starlette.routing import Route

from frontend.server.routes.jobs.events import events
from frontend.server.routes.jobs.files import file, files
from frontend.server.routes.jobs.steering import all_jobs, forget, pause, progress, resume
from frontend.server.routes.jobs.submitting import submit

JOB_ROUTES = [
    Route("/v1/jobs", all_jobs),
    Route("/v1/jobs", submit, methods=["POST"]),
    Route("/v1/jobs/{id}", progress),
    Route("/v1/jobs/{id}", forget, methods=["DELETE"]),
    Route("/v1/jobs/{id}/events", events),
    Route("/v1/jobs/{id}/pause", pause, methods=["POST"]),
    Route("/v1/jobs/{id}/resume", resume, methods=["POST"]),
    Route("/v1/jobs/{id}/files", files),
    Route("/v1/jobs/{id}/files/{name}", file),
]
