"""What is fuzzed: a part of the server, inputs for it, and what may come of them."""

from abc import ABC, abstractmethod
from random import Random
from typing import Any, ClassVar

from backend_queues.errors import TTSError


def check_told(error: TTSError) -> None:
    """See that the error says something to whoever gets it."""
    assert error.message.strip() and error.code


class Target(ABC):
    """One part of the server. Everything that `feed` raises is a find."""

    name: ClassVar[str]
    share: ClassVar[int]  # of all inputs of a run, compared with the other targets

    @abstractmethod
    def make(self, random: Random) -> Any:
        """Return an input. The same random numbers make the same one."""

    @abstractmethod
    def feed(self, given: Any) -> None:
        """Let the server have the input; raise what it must not raise, or AssertionError."""

    def close(self) -> None:  # noqa: B027 - most have nothing
        """Let go of what it has."""
