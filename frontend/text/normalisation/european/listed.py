"""Words that are listed in one string, as they are read best."""


def listed(words: str) -> tuple[str, ...]:
    return tuple(words.split())
