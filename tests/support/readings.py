"""Tables of what is written and what is said for it."""

ARROW = " => "


def readings(table: str) -> list[tuple[str, str]]:
    """Return the lines of a table as pairs: `written => said`."""
    lines = [line.strip() for line in table.strip().splitlines()]
    pairs = [line.split(ARROW) for line in lines if line and not line.startswith("--")]
    return [(written, said) for written, said in pairs]
