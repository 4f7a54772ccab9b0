"""Words that are listed in one string, as they are read best."""


def listed(text: str) -> tuple[str, ...]:
    return tuple(text.split())


def words_of(text: str) -> frozenset[str]:
    """Return the words without an order, to look one up in."""
    return frozenset(text.split())
