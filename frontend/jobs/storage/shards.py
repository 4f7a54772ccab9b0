"""The items of a job in parts: a longer job takes no more memory."""

from collections.abc import Iterator, Sequence

from frontend.jobs.job import Item

SHARD_ITEMS = 256
SHARD_CHARS = 250_000


def in_shards(items: Sequence[Item]) -> Iterator[tuple[int, list[Item]]]:
    """Yield the items in shards, each with the index of its first."""
    shard: list[Item] = []
    first = characters = 0
    for index, item in enumerate(items):
        shard.append(item)
        characters += item.characters
        if len(shard) == SHARD_ITEMS or characters > SHARD_CHARS:
            yield first, shard
            shard, first, characters = [], index + 1, 0
    if shard:
        yield first, shard
