"""A batch: segments that a backend speaks at once, each published as if it were alone."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from contextvars import Context
from typing import ParamSpec, TypeVar

from backend_queues.base import BatchBackend, Speech
from backend_queues.errors import ModelFailed, RedisUnavailable, SynthesisFailed, TTSError
from tasks.messages import SegmentTask
from tasks.process.logs import SPEECH, get_logger
from tasks.worker.attempt import Attempt, Parts, leave
from tasks.worker.speed import Spoken

log = get_logger(__name__)
speech_log = get_logger(SPEECH)

T = TypeVar("T")
P = ParamSpec("P")

FAILED = "A batch has failed; its segments are spoken one by one."
# Python's own, and PyTorch's, which is not to be imported here.
OUT_OF_MEMORY = {"MemoryError", "OutOfMemoryError"}


class Item:
    """A segment that is spoken with others until it has ended, however it did."""

    def __init__(
        self,
        attempt: Attempt,
        end: Callable[[Exception | None], None],
        context: Context | None = None,
    ) -> None:
        """`end` is called once, with what the backend raised and nobody expected.

        In the context its lines are logged, which say which segment they are about; None is that of
        the caller.
        """
        self.attempt = attempt
        self.is_open = True
        self._end = end
        self._context = context
        self._parts: Parts | None = None

    @property
    def task(self) -> SegmentTask:
        return self.attempt.segment.task

    @property
    def is_begun(self) -> bool:
        """Whether `go_on` has been called."""
        return self._parts is not None

    def is_unwanted(self) -> bool:
        """Tell whether no more need be spoken of it."""
        return not self.is_open or self.attempt.segment.cancelled()

    def begin(self, batch: int) -> None:
        self._run(self.attempt.begin, batch)

    def add(self, part: Speech | None) -> Spoken | None:
        """Publish a part, or the end; return what has been spoken in all, at the end."""
        if not self.is_open:
            return None
        if self.attempt.segment.cancelled():
            self.end()
        elif part is None:
            return self._finish()
        else:
            self._run(self.attempt.add, part)
        return None

    def go_on(self) -> float | Spoken | None:
        """Speak the next part alone; return its seconds, and at the end what was spoken, if any."""
        if not self.is_open:
            return None
        self._parts = self._parts or self.attempt.parts()
        try:
            return self._run(next, self._parts)
        except StopIteration as ended:
            self.end()
            spoken: Spoken | None = ended.value
            return spoken
        except RedisUnavailable as error:
            self.leave(error)
        except Exception as error:  # noqa: BLE001 - its end is told of it
            self.end(error)
        return None

    def send_all(self) -> None:
        """Let its listener have all there is of it before others are spoken."""
        if not self.is_open:
            return
        try:
            self._run(self.attempt.send_all)
        except RedisUnavailable as error:
            self.leave(error)

    def speak(self) -> Spoken | None:
        """Speak it alone, if it is open; what was published of it is not published again."""
        if not self.is_open:
            return None
        try:
            spoken = self._run(self.attempt.run)
        except RedisUnavailable:
            raise
        except Exception as error:  # noqa: BLE001 - its end is told of it
            self.end(error)
            return None
        self.end()
        return spoken

    def leave(self, error: RedisUnavailable) -> None:
        """Leave it to another worker, as no message can be sent."""
        self._run(leave, error)
        self.end()

    def end(self, error: Exception | None = None) -> None:
        """End it, unless it has ended."""
        if not self.is_open:
            return
        self.is_open = False
        if self._parts:
            self._parts.close()
        self._run(self._end, error)

    def _finish(self) -> Spoken | None:
        spoken = None
        try:
            spoken = self._run(self.attempt.finish)
        except SynthesisFailed as error:  # silence
            self._run(self.attempt.fail, error)
        self.end()
        return spoken

    def _run(self, function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        if self._context is None:
            return function(*args, **kwargs)
        return self._context.run(function, *args, **kwargs)


@contextmanager
def in_hand(attempt: Attempt, scope: ExitStack) -> Iterator[Item]:
    """Yield the item of the segment that Celery has given, and raise what its backend raised.

    Its scope is closed when it ends.
    """
    raised: list[Exception] = []

    def end(error: Exception | None) -> None:
        scope.close()
        if error:
            raised.append(error)

    yield Item(attempt, end)
    if raised:
        raise raised[0]


class Batch:
    """Speaks its items at once; those that are left when that fails, one after the other."""

    def __init__(
        self, backend: BatchBackend, items: Sequence[Item], learn: Callable[..., None]
    ) -> None:
        """`learn` is called with all that was spoken at once, if that was all of it."""
        self._backend = backend
        self._items = items
        self._learn = learn
        self.out_of_memory = False

    @property
    def _open(self) -> list[Item]:
        return [item for item in self._items if item.is_open]

    def speak(self) -> None:
        """Speak all items to their ends. Raises nothing: each end is told of by its item."""
        # Not in the handler of its error, which holds what the model has made so far: there might
        # be no memory for a single segment either.
        if not self._is_spoken_at_once():
            self._speak_one_by_one()

    def _is_spoken_at_once(self) -> bool:
        try:
            spoken = self._speak_at_once()
        except Exception as error:  # noqa: BLE001 - a backend may raise anything
            self._note(error)
            return False
        if len(spoken) == len(self._items):
            self._learn(*spoken)
        return True

    def _speak_at_once(self) -> list[Spoken]:
        for item in self._items:
            item.begin(len(self._items))
        requests = [item.attempt.request for item in self._items]
        unwanted = [item.is_unwanted for item in self._items]
        spoken: list[Spoken] = []
        for part in self._backend.synthesize_many(requests, unwanted):
            item = self._items[part.item]
            try:
                ended = item.add(part.speech)
            except RedisUnavailable as error:
                self._leave(item, error)
                if not self._open:
                    return spoken
            else:
                spoken += [ended] if ended else []
        if self._open:
            raise SynthesisFailed("The backend has left out segments of a batch.")
        return spoken

    def _speak_one_by_one(self) -> None:
        for item in self._items:
            try:
                spoken = item.speak()
            except RedisUnavailable as error:
                self._leave(item, error)
            else:
                if spoken:
                    self._learn(spoken)

    def _leave(self, item: Item, error: RedisUnavailable) -> None:
        """Leave the item to other workers, and all that the same Redis server carries."""
        for other in self._open:
            if other.task.server == item.task.server:
                other.leave(error)

    def _note(self, error: Exception) -> None:
        """Log why there is no batch. One of its segments may be to blame, which fails again."""
        cause = error.__cause__ or error
        self.out_of_memory = any(kind.__name__ in OUT_OF_MEMORY for kind in type(cause).__mro__)
        size = len(self._items)
        if isinstance(error, TTSError) and not isinstance(error, ModelFailed):
            speech_log.info(FAILED, batch=size, code=error.code)
        else:
            log.error(FAILED, batch=size, exc_info=cause)
