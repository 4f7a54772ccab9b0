"""What the process that decodes a file hands to the one that started it."""

import msgspec


class Outcome(msgspec.Struct, frozen=True):
    """What a file gave. The problem is a sentence without its subject, the file."""

    problem: str = ""
    form: str = ""  # "wav", "mp3" or "flac", whatever the file is called
    seconds: float = 0.0  # of the recording
    cut: bool = False  # there was more than it holds
