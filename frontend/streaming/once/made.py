"""The segments that were spoken before, as the replay logs of an utterance have them. Pure."""

from collections import defaultdict
from collections.abc import Container, Iterable, Mapping, Sequence

from msgspec.structs import replace

from tasks.messages import AnyNumberedMessage, Chunk, Finished

Made = Mapping[int, Sequence[AnyNumberedMessage]]


def made_segments(
    logged: Iterable[AnyNumberedMessage], generation: str, parted: Container[int] = ()
) -> Made:
    """Return those of which one attempt is there from its first message to its last.

    They are returned as if this generation had just got them of its first attempt; the `parted`
    ones are left out, of which no attempt is the whole.
    """
    attempts: dict[tuple[str, int, int], list[AnyNumberedMessage]] = defaultdict(list)
    for message in logged:
        attempts[message.utterance, message.segment_index, message.attempt].append(message)
    return {
        index: [replace(message, utterance=generation, attempt=1) for message in messages]
        for (_, index, _), messages in attempts.items()
        if index not in parted and _is_whole(messages)
    }


def _is_whole(messages: Sequence[AnyNumberedMessage]) -> bool:
    numbers = [message.sequence for message in messages]
    if numbers != list(range(len(messages))) or not isinstance(messages[-1], Finished):
        return False
    sample = 0
    for message in messages:
        if isinstance(message, Chunk):
            if message.first_sample != sample:
                return False
            sample += message.samples
    return sample == messages[-1].samples
