"""What the document says of backends, their voices, and voices made from recordings."""

from backend_queues.errors import (
    BodyTooLarge,
    CrossSite,
    InvalidConfiguration,
    InvalidRequest,
    NotOwner,
    UnknownVoice,
    VoiceExists,
    VoicesFull,
    VoiceUnusable,
)
from frontend.server.messages.backends import Backends
from frontend.server.messages.voice_samples import AddedVoice, AddQuery, VoiceForm, VoicePath
from frontend.server.messages.voices import VoiceNames, VoiceNamesQuery, Voices
from frontend.server.openapi.operation import Answer, Content, Operation

TAG = "Voices"

OPERATIONS = (
    Operation(
        method="GET",
        path="/v1/backends",
        tag=TAG,
        summary="The backends, and what each can do",
        description="Options, tags and languages are those of the backend's workers.",
        answer=Answer("Every registered backend.", (Content.json(Backends),)),
    ),
    Operation(
        method="GET",
        path="/v1/voices",
        tag=TAG,
        summary="The voices of all backends",
        answer=Answer("Those of backends that have a live worker.", (Content.json(Voices),)),
    ),
    Operation(
        method="GET",
        path="/v1/audio/voices",
        tag=TAG,
        summary="The names of all voices, as OpenAI lists them",
        query=VoiceNamesQuery,
        answer=Answer("In alphabetical order.", (Content.json(VoiceNames),)),
    ),
    Operation(
        method="POST",
        path="/v1/audio/voices",
        tag=TAG,
        summary="Make a voice from a recording",
        description="It can be used at once, on every backend that clones voices.",
        query=AddQuery,
        body=(
            Content(
                "multipart/form-data",
                VoiceForm,
                {"a recording and its notes": {"name": "obama", "language": "en-US"}},
            ),
        ),
        answer=Answer("The voice.", (Content.json(AddedVoice),), status=201),
        errors=(
            InvalidRequest,
            CrossSite,
            NotOwner,
            VoiceExists,
            VoicesFull,
            BodyTooLarge,
            VoiceUnusable,
            InvalidConfiguration,
        ),
    ),
    Operation(
        method="DELETE",
        path="/v1/audio/voices/{name}",
        tag=TAG,
        summary="Delete a voice that was made from a recording",
        description="Its recording and notes are removed; running streams are not affected.",
        in_path=VoicePath,
        answer=Answer("It is gone.", status=204),
        errors=(CrossSite, NotOwner, UnknownVoice, InvalidConfiguration),
    ),
)
