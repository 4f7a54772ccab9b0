"""Which items of a timed file begin late, as what is said before them lasts into their time."""

UNHEARD_S = 0.25  # nobody misses so little


class Lateness:
    """What is noted of the items of one file, in their order."""

    def __init__(self) -> None:
        self._end_s = 0.0  # of the speech so far
        self._count = 0
        self._worst = (0.0, "")

    def note(self, id: str, start_s: float | None, audio_s: float) -> None:
        """Note an item that should begin at `start_s`, and lasts for `audio_s`."""
        begin_s = self._end_s if start_s is None else max(self._end_s, start_s)
        late_s = 0.0 if start_s is None else begin_s - start_s
        if late_s > UNHEARD_S:
            self._count += 1
            self._worst = max(self._worst, (late_s, id))
        self._end_s = begin_s + audio_s

    def warning(self) -> str:
        """Say how many are late, and how much; "" if none is."""
        if not self._count:
            return ""
        late_s, id = self._worst
        items = "1 item begins" if self._count == 1 else f"{self._count:,} items begin"
        return (
            f"{items} late, as what is said before takes longer than there is time for; the "
            f"latest is {id}, by {late_s:.1f} s. A higher speed makes up for it."
        )
