"""The two signals by which the parts of one utterance wake each other."""

import asyncio

from tasks.process.cancellation import wait_for_event


class Signals:
    """Wakeup: there may be something to launch or watch. Output: there may be something to send.

    Wakeup is set by
      Utterance           when text came, or has ended
      InFlightSegments    when an attempt has to be enqueued, or a segment has made room
    and awaited by SegmentScheduler.run, which clears it before it looks.

    Output is set by
      Ticket              when the wait in line goes on
      InFlightSegments    when a message came, or a segment failed
      SegmentScheduler    when a segment was announced, or the text is used up or flushed
      EventPump.fail      when the utterance has failed
    and awaited by EventPump.events, which clears it before it looks.

    A batch job's segment has one owner for both: `for_one_owner` makes them the same event.
    """

    def __init__(self, wakeup: asyncio.Event, output: asyncio.Event) -> None:
        self._wakeup = wakeup
        self._output = output

    @classmethod
    def for_stream(cls) -> "Signals":
        return cls(asyncio.Event(), asyncio.Event())

    @classmethod
    def for_one_owner(cls) -> "Signals":
        both = asyncio.Event()
        return cls(both, both)

    def wake(self) -> None:
        """There may be something to enqueue or watch."""
        self._wakeup.set()

    def output_ready(self) -> None:
        """There may be something to send."""
        self._output.set()

    def clear_wakeup(self) -> None:
        """The owner is about to look for work."""
        self._wakeup.clear()

    def clear_output(self) -> None:
        """The owner is about to look for output."""
        self._output.clear()

    async def wait_for_work(self, timeout_s: float | None) -> None:
        """Wait until there may be work, or until the clock may have made some."""
        await wait_for_event(self._wakeup, timeout_s)

    async def wait_for_output(self) -> None:
        await self._output.wait()
