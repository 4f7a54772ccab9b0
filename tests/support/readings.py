"""Tables of readings: each line is what is written and what is said, parted by an arrow."""

ARROW = "->"


def readings(table: str) -> list[tuple[str, str]]:
    """Return what is written and said in each line; one that begins with # is a heading.

    What is said may follow on a line of its own, which begins with the arrow.
    """
    lines = [line.strip() for line in table.splitlines()]
    text = "\n".join(line for line in lines if line and not line.startswith("#"))
    parts = (line.partition(ARROW) for line in text.replace(f"\n{ARROW}", f" {ARROW}").splitlines())
    return [(written.strip(), said.strip()) for written, _, said in parts]
