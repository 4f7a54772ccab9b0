"""The body of an error response, except on OpenAI's and the classic routes."""

from typing import Annotated

import msgspec
from msgspec import Meta


class ErrorDetail(msgspec.Struct, frozen=True):
    """What went wrong."""

    code: Annotated[str, Meta(description="Which error it is; codes do not change.")]
    message: Annotated[str, Meta(description="A sentence that says what to change.")]


class ErrorBody(msgspec.Struct, frozen=True):
    """The body of every error answer."""

    error: ErrorDetail
