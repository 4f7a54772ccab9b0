"""What the document says of the WebSockets."""

from typing import get_args

from frontend.server.messages import realtime, token_events, tokens
from frontend.server.openapi.operation import Message, SocketOperation

SOCKETS = (
    SocketOperation(
        path="/stream-tokens",
        summary="Speak a text while it is being written",
        description=(
            "For text that an LLM is still writing: sentences are spoken as soon as they are "
            "complete. The server closes after the last audio: with 1000, or after an error with "
            "1008 (the request is wrong), 1011 (the server failed) or 1013 (try again later). A "
            "client that has lost the connection resumes its stream over another, for a minute."
        ),
        from_client=(
            Message(
                "Any number of these. Voice settings apply to the text that is cut from then on.",
                tokens.ClientMessage,
                (
                    {"voice": "", "opts": {"speed": 1.1}},
                    {"interrupt": True, "played_s": 3.2},
                    {"token": "Hello "},
                    {"token": "there."},
                    {"done": True},
                    {"resume": "aYz3...", "after": 48_000},
                ),
            ),
        ),
        from_server=(
            Message(
                "Binary: the next audio of the stream; mono little-endian int16 at 24,000 Hz, "
                "or what was asked for."
            ),
            Message("For each enqueued segment.", token_events.Generating),
            Message("In answer to interrupt.", token_events.InterruptedMessage),
            Message("If the stream fails.", token_events.Error),
            *(Message("With events=true.", kind) for kind in get_args(token_events.ServerEvent)),
        ),
    ),
    SocketOperation(
        path="/ws",
        summary="Speak texts one after the other",
        description=(
            "Texts that come while one is spoken wait for their turn. A text that is blank or "
            "`stop` ends the list: the texts that wait are still spoken, then the server closes. "
            "To stop the speech at once, close the connection. Each option of the backend can be a "
            "parameter of the query."
        ),
        query=realtime.RealtimeQuery,
        from_client=(Message("A text to be spoken, as it is.", examples=("Hello there.", "stop")),),
        from_server=(
            Message("The next audio of a text.", realtime.AudioMessage),
            Message("With words=true in the query.", realtime.WordsMessage),
            Message("With words=true, if another backend goes on.", realtime.FallbackMessage),
            Message("What went wrong with a text.", realtime.ErrorMessage),
            Message("The end of each text, also of one that failed.", realtime.FinalMessage),
        ),
    ),
)
