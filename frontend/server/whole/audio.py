"""The audio of finished streams, and how much memory it takes, of all clients together."""

import weakref

from frontend.audio.formats import Encoding
from frontend.server.connections.held import HeldBytes

ROOM = HeldBytes(256_000_000)  # the memory is the process's, so there is one for all of it


class WholeAudio:
    """The audio of a finished stream; the room that it takes is given back with it."""

    def __init__(self, data: bytes, encoding: Encoding) -> None:
        """Raises Overloaded if there is no room."""
        ROOM.take(len(data))
        weakref.finalize(self, ROOM.give, len(data))
        self.data = data
        self.encoding = encoding
