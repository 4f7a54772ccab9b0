"""GET /v1/models and /v1/models/{id}: the backends that speak now, and the names that mean one."""

from typing import Annotated, Literal

import msgspec
from msgspec import Meta
from starlette.requests import Request
from starlette.responses import Response

from frontend.server.http.typed import StructResponse
from frontend.server.routes.openai.names import read_directory


class Model(msgspec.Struct, frozen=True):
    """A name that a request may give as its model."""

    id: str
    backend: Annotated[str, Meta(description="The backend that speaks now for this name.")]
    object: Literal["model"] = "model"
    created: Annotated[int, Meta(description="Always 0; OpenAI's clients expect a time.")] = 0
    owned_by: str = "voice-server"


class ModelPath(msgspec.Struct, frozen=True):
    model: Annotated[str, Meta(description="Its id.", examples=["tts-1"])]


class Models(msgspec.Struct, frozen=True):
    """Models as OpenAI lists them."""

    data: list[Model]
    object: Literal["list"] = "list"


async def models(request: Request) -> Response:
    served = (await read_directory(request)).served()
    return StructResponse(Models([Model(name, backend) for name, backend in served.items()]))


async def model(request: Request) -> Response:
    name = request.path_params["model"]
    directory = await read_directory(request)
    served = directory.served()
    if name not in served:
        raise directory.unknown(name)
    return StructResponse(Model(name, served[name]))
