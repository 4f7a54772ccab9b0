"""POST /v1/jobs/contents: what the file of a form holds, to choose of before it is spoken."""

from starlette.requests import Request
from starlette.responses import JSONResponse

from frontend.jobs.assembling.output import check_output
from frontend.jobs.contents import listed, speakers_of
from frontend.jobs.keeping.estimate import estimate
from frontend.protocol.jobs import Contents
from frontend.server.http.state import state_of
from frontend.server.http.typed import StructResponse
from frontend.server.routes.jobs.asked import AskedJob
from frontend.server.routes.jobs.form_job import read_form_job


async def contents(request: Request) -> JSONResponse:
    state = state_of(request)
    async with state.uploads.turn(request):
        asked = await read_form_job(request)
        async with state.readers.place() as place:
            return StructResponse(await place.do(lambda: _contents(asked)))


def _contents(asked: AskedJob) -> Contents:
    """Blocks for as long as going through the items takes."""
    check_output(asked.output)
    chapters, total = listed(asked.items)
    return Contents(
        name=asked.name,
        title=asked.output.title,
        author=asked.output.author,
        chapters=chapters,
        chapters_total=total,
        speakers=speakers_of(asked.items),
        audio_s=estimate(asked.items, asked.output).audio_s,
        warnings=asked.warnings,
    )
