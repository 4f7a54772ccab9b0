"""How many segments of one utterance may be under way at once.

As many as its listener and the idle workers of each backend can use; the rest waits in the
frontend, where cancelling is free and one long text cannot fill the queue.
"""

import msgspec

# 15 characters a second is a calm reader; the utterance's own rate replaces it once known.
SECONDS_PER_CHARACTER = 1 / 15
# Segments of all utterances of a frontend. What workers make of them waits in Redis for as long as
# the frontend does not read, within the output buffer limit of its connection. So from here on only
# those are enqueued that their listeners need within seconds.
MOST_ON_THEIR_WAY = 512
NEEDED_SOON_S = 3.0
NEWEST_WEIGHT = 0.3


class SchedulerState(msgspec.Struct, frozen=True):
    """Where an utterance stands when it could enqueue its next segment."""

    in_flight: int  # segments enqueued at the next one's backend and not finished
    lead_s: float  # what the listener has
    unsent_s: float  # what is here for a listener who has not taken it yet
    in_flight_s: float  # what the segments under way will give
    workers: int
    idle_workers: int
    on_their_way: int  # segments of all utterances, enqueued and not finished

    @property
    def needed_in_s(self) -> float:
        """When the listener will need the next segment."""
        return self.lead_s + self.unsent_s + self.in_flight_s


def may_enqueue(state: SchedulerState, target_lead_s: float, max_unsent_s: float) -> bool:
    """Say whether the next segment may be enqueued now."""
    if state.in_flight > state.workers:  # one waits while each worker speaks another
        return False
    if state.unsent_s + state.in_flight_s >= max_unsent_s:
        return False
    if state.on_their_way >= MOST_ON_THEIR_WAY and state.needed_in_s >= NEEDED_SOON_S:
        return False
    return state.needed_in_s < target_lead_s or state.idle_workers > 0


# Slower than most readers: what is estimated by it is rather too long.
SECONDS_PER_CHARACTER_SLOWLY = 1 / 12


class SpokenSoFar:
    """How long a text sounds, by all that the utterance's own workers have spoken."""

    def __init__(self) -> None:
        self._seconds = 0.0
        self._characters = 0

    def learn(self, text: str, audio_s: float) -> None:
        self._seconds += max(0.0, audio_s)
        self._characters += len(text)

    def seconds_of(self, characters: int, speed: float = 1.0) -> float:
        """Return how long so much text sounds; the speed counts while nothing was spoken."""
        if self._seconds and self._characters:
            return characters * self._seconds / self._characters
        return characters * SECONDS_PER_CHARACTER_SLOWLY / speed


class SpeakingRate:
    """A running estimate of how long a text will sound."""

    def __init__(self) -> None:
        self._seconds_per_character = SECONDS_PER_CHARACTER

    def learn(self, text: str, audio_s: float) -> None:
        if text:
            newest = audio_s / len(text)
            self._seconds_per_character += NEWEST_WEIGHT * (newest - self._seconds_per_character)

    def seconds(self, text: str) -> float:
        return self.seconds_of(len(text))

    def seconds_of(self, characters: int) -> float:
        return characters * self._seconds_per_character
