"""GET /v1/models and /v1/models/{id}: the live backends, and the names that stand for one.

GET /v1/audio/models has the same names where Open WebUI and clients of Kokoro's servers look.
"""

from starlette.requests import Request
from starlette.responses import Response

from frontend.server.http.typed import StructResponse
from frontend.server.messages.openai import AudioModels, Model, Models
from frontend.server.routes.openai.speaking import read_directory


async def models(request: Request) -> Response:
    served = (await read_directory(request)).served()
    return StructResponse(Models([Model(name, backend) for name, backend in served.items()]))


async def audio_models(request: Request) -> Response:
    served = (await read_directory(request)).served()
    return StructResponse(AudioModels([Model(name, backend) for name, backend in served.items()]))


async def model(request: Request) -> Response:
    name = request.path_params["model"]
    directory = await read_directory(request)
    served = directory.served()
    if name not in served:
        raise directory.unknown(name)
    return StructResponse(Model(name, served[name]))
