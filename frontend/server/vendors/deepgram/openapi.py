"""What the document says of the routes of Deepgram's clients."""

from typing import Any, get_args

from frontend.protocol.endpoints import Endpoint
from frontend.server.openapi.operation import Answer, Content, Message, Operation, SocketOperation
from frontend.server.openapi.speech import SPEECH_ERRORS, audio
from frontend.server.vendors.deepgram import flux_messages, messages
from frontend.server.vendors.deepgram.messages import (
    DeepgramBody,
    DeepgramErrorBody,
    DeepgramQuery,
)

TAG = "Deepgram"
BINARY = Message("Binary: the next audio, in the encoding that was asked for.")
REFUSED = (
    "What is wrong with the query is answered in place of the handshake, also in the header "
    "dg-error. A client without headers sends its key as the subprotocol after `token`."
)


def _speak(path: str) -> Operation:
    return Operation(
        method="POST",
        path=path,
        tag=TAG,
        summary="Speak a text as Deepgram does",
        description="Deepgram's own packages work: give them this server's address.",
        query=DeepgramQuery,
        body=(Content.json(DeepgramBody, A_text={"text": "Hello there."}),),
        answer=Answer("The audio in the encoding, streamed from the first words on.", audio("mp3")),
        errors=SPEECH_ERRORS,
        error_kind=DeepgramErrorBody,
    )


def _sent(kinds: Any, **examples: dict[str, Any]) -> tuple[Message, ...]:
    """Describe what a client sends, each by an example."""
    return tuple(
        Message(
            "In JSON, any number of times.",
            kind,
            ({"type": kind.__struct_config__.tag, **examples.get(kind.__name__, {})},),
        )
        for kind in get_args(kinds)
    )


def _received(kinds: Any) -> tuple[Message, ...]:
    return (BINARY, *(Message("In JSON.", kind) for kind in get_args(kinds)))


OPERATIONS = (_speak(Endpoint.DEEPGRAM), _speak(Endpoint.DEEPGRAM_FLUX))
SOCKETS = (
    SocketOperation(
        path=Endpoint.DEEPGRAM,
        summary="Speak a text while it is written, as Deepgram does",
        description=f"After Clear the same connection takes a new text. {REFUSED}",
        query=DeepgramQuery,
        from_client=_sent(messages.ClientMessage, DeepgramSpeak={"text": "Hello "}),
        from_server=_received(messages.ServerMessage),
    ),
    SocketOperation(
        path=Endpoint.DEEPGRAM_FLUX,
        summary="Speak turns while they are written, and tell what was heard of one",
        description=(
            "A turn is what is written up to a Flush. Interrupt stops it and answers what was "
            f"heard of its text; after that the same connection takes a new one. {REFUSED}"
        ),
        query=DeepgramQuery,
        from_client=_sent(
            flux_messages.ClientMessage,
            DeepgramSpeak={"text": "Hello "},
            FluxInterrupt={"playback_offset": {"type": "time_ms", "value": 3200}},
            FluxConfigure={"speed": 1.1},
        ),
        from_server=_received(flux_messages.ServerMessage),
    ),
)
