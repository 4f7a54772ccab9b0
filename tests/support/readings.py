"""Tables of what is written and what is said for it."""

ARROW = "=>"


def readings(table: str) -> list[tuple[str, str]]:
    """Return the lines of a table as pairs: `written => said`; one with -- is a heading.

    What is said may follow on a line of its own, which begins with the arrow.
    """
    lines = [line.strip() for line in table.strip().splitlines()]
    text = "\n".join(line for line in lines if line and not line.startswith("--"))
    pairs = [line.split(ARROW) for line in text.replace(f"\n{ARROW}", ARROW).splitlines()]
    return [(written.strip(), said.strip()) for written, said in pairs]
