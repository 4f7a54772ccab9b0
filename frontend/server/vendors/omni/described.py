"""What the document of the server says of /v1/audio/speech/stream."""

from frontend.server.openapi.operation import Message, SocketOperation
from frontend.server.vendors.omni import messages

SOCKET = SocketOperation(
    path="/v1/audio/speech/stream",
    summary="Speak texts while they are being written, as vllm-omni and sglang-omni do",
    description=(
        "The texts of a connection are spoken one after the other, each as it comes. By "
        "`session.config` a client says how: as a file a sentence or a text, or as it is made. The "
        "server closes after `session.close`, once everything has been spoken, or when nothing is "
        "said for a while; and after an error before the first `session.config`."
    ),
    from_client=(
        Message(
            "`session.config`, first; again between two texts.",
            messages.Config,
            (
                {"type": "session.config", "voice": "af_heart", "split_granularity": "sentence"},
                {"type": "session.config", "stream_audio": True, "response_format": "pcm"},
            ),
        ),
        Message(
            "The text: `input.text` any number of times, then `input.done`; `session.close`.",
            messages.OmniMessage,
            (
                {"type": "input.text", "text": "Hello "},
                {"type": "input.done"},
                {"type": "session.close"},
            ),
        ),
    ),
    from_server=(
        Message("Binary: audio of the sentence that audio.start has announced."),
        Message("The answer to `session.config`.", messages.Configured),
        Message("Before the audio of a sentence.", messages.AudioStart),
        Message("With word_timestamps=true, in place of binary messages.", messages.AudioChunk),
        Message("After the audio of a sentence.", messages.AudioDone),
        Message("After the last sentence of a text.", messages.SessionDone),
        Message("What went wrong.", messages.OmniError),
    ),
)
