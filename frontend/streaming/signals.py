"""The two signals by which the parts of one utterance wake each other."""

import asyncio


class Signal:
    """An event that one task waits for.

    A wait takes no task of its own, as `asyncio.Event` needs where the wait has a limit: each
    stream waits several times a second.
    """

    def __init__(self) -> None:
        self._is_set = False
        self._waiting: asyncio.Future[None] | None = None

    def set(self) -> None:
        self._is_set = True
        if self._waiting:
            _end(self._waiting)

    def clear(self) -> None:
        self._is_set = False

    async def wait(self, timeout_s: float | None = None) -> None:
        """Wait until it is set, but no longer than `timeout_s`; None is without a limit."""
        if self._is_set:
            return
        loop = asyncio.get_running_loop()
        self._waiting = waiting = loop.create_future()
        timer = None if timeout_s is None else loop.call_later(timeout_s, _end, waiting)
        try:
            await waiting
        finally:
            self._waiting = None
            if timer:
                timer.cancel()


def _end(waiting: asyncio.Future[None]) -> None:
    if not waiting.done():
        waiting.set_result(None)


class Signals:
    """Wakeup: there may be something to launch or watch. Output: there may be something to send.

    Wakeup is set by
      Utterance           when text came, or has ended
      InFlightSegments    when an attempt has to be enqueued, a segment has made room, or begins
                          to be heard
    and awaited by SegmentScheduler.run, which clears it before it looks.

    Output is set by
      Ticket              when the wait in line goes on
      InFlightSegments    when a message came, or a segment failed
      SegmentScheduler    when a segment was announced, or the text is used up or flushed
      EventPump.fail      when the utterance has failed
    and awaited by EventPump.events, which clears it before it looks.

    A batch job's segment has one owner for both: `for_one_owner` makes them the same signal.
    """

    def __init__(self, wakeup: Signal, output: Signal) -> None:
        self._wakeup = wakeup
        self._output = output

    @classmethod
    def for_stream(cls) -> "Signals":
        return cls(Signal(), Signal())

    @classmethod
    def for_one_owner(cls) -> "Signals":
        both = Signal()
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
        await self._wakeup.wait(timeout_s)

    async def wait_for_output(self, timeout_s: float | None = None) -> None:
        await self._output.wait(timeout_s)
