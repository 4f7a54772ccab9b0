"""What is said in the header of an answer."""

MOST_CHARS = 300


def header_text(text: str, most: int = MOST_CHARS) -> str:
    """Return a text as a header may have it: in ASCII, in one line, and not too long."""
    plain = " ".join(text.encode("ascii", "backslashreplace").decode().split())
    return "".join(char for char in plain if char.isprintable())[:most]
