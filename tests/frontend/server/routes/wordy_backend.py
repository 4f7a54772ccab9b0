"""The tone backend with faults, which tells of its words without being asked to."""

import msgspec

from backend_queues.base import Option
from tests.support.faulty_backend import Faulty


def _told(option: Option) -> Option:
    return msgspec.structs.replace(option, default=True) if option.name == "words" else option


class Wordy(Faulty):
    capabilities = msgspec.structs.replace(
        Faulty.capabilities,
        options=tuple(_told(option) for option in Faulty.capabilities.options),
        words=True,
    )
