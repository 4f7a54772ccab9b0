"""An error as the clients of /v1/audio/speech/stream know it."""

from frontend.protocol.events import Failure
from frontend.server.http.errors import STATUS
from frontend.server.vendors.omni.messages import OmniError


def omni_error(failure: Failure) -> OmniError:
    status = STATUS.get(failure.code, 500)
    kind = "BadRequestError" if status < 500 else "InternalServerError"
    return OmniError(failure.message, kind, status, failure.code)
