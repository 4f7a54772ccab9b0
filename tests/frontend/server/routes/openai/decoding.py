"""How long the audio of an answer is, by FFmpeg's libraries."""

import io

import av


def decoded_s(audio: bytes) -> float:
    with av.open(io.BytesIO(audio), "r") as container:
        stream = container.streams.audio[0]
        samples = sum(int(frame.samples) for frame in container.decode(stream))
        return samples / stream.rate
