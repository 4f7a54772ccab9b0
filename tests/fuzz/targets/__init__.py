"""The targets by name, and how many of a run's inputs each gets."""

from tests.fuzz.running import Outcome, feed
from tests.fuzz.target import Target
from tests.fuzz.targets.deliveries import Deliveries
from tests.fuzz.targets.headers import Headers
from tests.fuzz.targets.journals import Journals
from tests.fuzz.targets.messages import Messages
from tests.fuzz.targets.readers import Bodies, Readers
from tests.fuzz.targets.sockets import Sockets
from tests.fuzz.targets.stored import Stored
from tests.fuzz.targets.texts import Texts
from tests.fuzz.targets.voiced import VoicedTexts

_ALL: list[type[Target]] = [
    Headers,
    Messages,
    Deliveries,
    Stored,
    Journals,
    Readers,
    Bodies,
    Texts,
    VoicedTexts,
    Sockets,
]
TARGETS = {target.name: target for target in _ALL}


def shares(inputs: int) -> dict[str, int]:
    """Return how many of so many inputs each target gets."""
    total = sum(target.share for target in _ALL)
    return {target.name: -(-inputs * target.share // total) for target in _ALL}


def feed_named(work: tuple[str, int, int]) -> Outcome:
    """Feed the target of that name, by that seed, with so many inputs."""
    name, seed, count = work
    return feed(TARGETS[name](), seed, range(count))
