"""What the document says of the routes of Azure's clients."""

from collections.abc import Iterator

from backend_queues.errors import RedisUnavailable
from backend_queues.request_errors import UnsupportedMediaType
from frontend.access.errors import TooManyRequests
from frontend.audio.formats import check_encoding
from frontend.server.openapi.operation import Answer, Content, Operation
from frontend.server.openapi.speech import SPEECH_ERRORS
from frontend.server.vendors.azure.errors import azure_status
from frontend.server.vendors.azure.messages import AzureErrorBody, AzureVoice, SpeakHeaders

TAG = "Azure"
MADE = ("wav", "pcm", "mulaw", "alaw", "mp3", "opus")
AUDIO = tuple(Content(check_encoding(name).media_type) for name in MADE)


def _described() -> Iterator[Operation]:
    for place in ("", "/tts"):
        yield Operation(
            method="POST",
            path=f"{place}/cognitiveservices/v1",
            tag=TAG,
            summary="Speak SSML as Azure does",
            description="The document names the voices; what cannot be followed of it is said in "
            "the header X-Voice-Warning.",
            headers=SpeakHeaders,
            body=(Content("application/ssml+xml", str),),
            answer=Answer("The audio, streamed from the first words on.", AUDIO),
            errors=(*SPEECH_ERRORS, UnsupportedMediaType),
            error_kind=AzureErrorBody,
            error_status=azure_status,
        )
        yield Operation(
            method="GET",
            path=f"{place}/cognitiveservices/voices/list",
            tag=TAG,
            summary="The voices as Azure lists them",
            answer=Answer("Those of every live backend.", (Content.json(list[AzureVoice]),)),
            error_kind=AzureErrorBody,
            error_status=azure_status,
        )


OPERATIONS = (
    *_described(),
    Operation(
        method="POST",
        path="/sts/v1.0/issueToken",
        tag=TAG,
        summary="Get an access token for ten minutes",
        answer=Answer("The token, to be sent as `Bearer`.", (Content("text/plain", str),)),
        errors=(TooManyRequests, RedisUnavailable),
        error_kind=AzureErrorBody,
        error_status=azure_status,
    ),
)
