"""Where an asyncio task is just now, down to what it waits for.

`asyncio.Task.print_stack` names only the outermost function of a task that waits.
"""

import asyncio
from collections.abc import Iterator
from typing import Any


def stack_of(task: "asyncio.Task[Any]") -> str:
    """Return the task's name and its frames, the outermost first, one a line."""
    frames = "\n".join(f"  {frame}" for frame in _frames(task.get_coro()))
    return f"{task.get_name()}\n{frames}"


def _frames(awaited: Any) -> Iterator[str]:
    """Follow coroutines and generators to what they wait for; a future ends the way."""
    while awaited is not None:
        frame = getattr(awaited, "cr_frame", None) or getattr(awaited, "gi_frame", None)
        if frame is None:
            yield repr(awaited)
            return
        yield f"{frame.f_code.co_filename}:{frame.f_lineno} in {frame.f_code.co_qualname}"
        awaited = getattr(awaited, "cr_await", None) or getattr(awaited, "gi_yieldfrom", None)
