"""What a frontend tells Redis of an utterance that is over."""

import msgspec


class Farewell(msgspec.Struct, frozen=True):
    """The end of an utterance.

    `waiting` are tasks of it that no worker has begun, each as its queue and id.
    """

    utterance: str
    cancelled: bool = False  # nobody listens to what is not spoken yet
    keeps_log: bool = False  # may be heard again
    waiting: tuple[tuple[str, str], ...] = ()
