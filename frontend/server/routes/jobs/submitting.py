"""POST /v1/jobs: take a job, as JSON with its items, or as a form with a file."""

from starlette.requests import Request
from starlette.responses import JSONResponse

from frontend.access.audit import audit
from frontend.jobs.taking.submission import Submission
from frontend.server.guards.asking import client_of
from frontend.server.guards.paths import checked_root_path
from frontend.server.http.form import MULTIPART
from frontend.server.http.headers import kind_of
from frontend.server.http.state import state_of
from frontend.server.http.typed import StructResponse
from frontend.server.messages.jobs import CREATED, THERE_ALREADY
from frontend.server.routes.jobs.asker import asker_of
from frontend.server.routes.jobs.form_job import read_form_job
from frontend.server.routes.jobs.json_job import read_json_job


async def submit(request: Request) -> JSONResponse:
    state = state_of(request)
    is_form = kind_of(request) == MULTIPART
    async with state.uploads.turn(request):
        asked = await (read_form_job if is_form else read_json_job)(request)
        submission = Submission(
            name=asked.name,
            items=asked.items,
            output=asked.output,
            seed=asked.seed,
            voices=asked.voices,
            owner=asker_of(request).owner,
            most_jobs=client_of(request).limits.jobs,
            warnings=asked.warnings,
            cover=asked.cover,
        )
        progress, is_new = await state.jobs.submit(submission)
    if is_new:
        audit(client_of(request), "A job was submitted.", job=progress.id)
    root = checked_root_path(state.settings.root_path)
    headers = {"Location": f"{root}/v1/jobs/{progress.id}"}
    return StructResponse(progress, CREATED if is_new else THERE_ALREADY, headers)
