"""Texts kept to a number of bytes."""


def within(text: str, limit_bytes: int) -> str:
    """Return as much of the beginning as fits, in UTF-8, without half a character."""
    return text.encode("utf-8", "replace")[:limit_bytes].decode("utf-8", "ignore")
