"""What `voice-server` shows while it works: the step it is at, and the lines of its processes.

All of it goes to stderr, since stdout may carry speech. On a terminal the step is a spinner and
the names have colours, if rich is there; a worker's machine needs no rich.
"""

import importlib.util
import sys
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Protocol

import click

from tasks.errors import TTSError

if TYPE_CHECKING:
    from rich.progress import Progress
    from rich.status import Status

COLOURS = ("cyan", "green", "magenta", "yellow", "blue", "bright_cyan", "bright_magenta")
KEPT_LINES = 40


class Steps(Protocol):
    """How the steps are shown."""

    def show(self, text: str) -> None: ...
    def bar(self, text: str, share: float) -> None: ...
    def print(self, line: str) -> None: ...
    def clear(self) -> None: ...


class Terminal:
    """Shows steps and lines; when it is quiet, keeps the lines in case something fails."""

    def __init__(self, steps: Steps, quiet: bool) -> None:
        self._steps = steps
        self._kept: deque[str] | None = deque(maxlen=KEPT_LINES) if quiet else None
        self._names: dict[str, str] = {}

    def step(self, text: str) -> None:
        """Show what is being done now; it stands until the next step or `clear`."""
        self._steps.show(text)

    def bar(self, text: str, share: float) -> None:
        """Show how far it is, from 0 to 1; this moves on a terminal, and is nothing elsewhere."""
        self._steps.bar(text, share)

    def line(self, name: str, text: str) -> None:
        """Show a line that a process has written."""
        line = f"{self._styled(name)} {text}"
        if self._kept is None:
            self._steps.print(line)
        else:
            self._kept.append(line)

    def clear(self) -> None:
        self._steps.clear()

    def print_kept(self) -> None:
        for line in self._kept or ():
            self._steps.print(line)

    def _styled(self, name: str) -> str:
        colour = COLOURS[len(self._names) % len(COLOURS)]
        return self._names.setdefault(name, click.style(f"{name} |", fg=colour))


class PlainSteps:
    """A line each."""

    def show(self, text: str) -> None:
        self.print(text)

    def bar(self, text: str, share: float) -> None:
        """Ever new lines of it would tell nothing more."""

    def print(self, line: str) -> None:
        click.echo(line, err=True)  # drops colours where stderr is no terminal

    def clear(self) -> None:
        """Lines stay."""


class MovingSteps:
    """One line that moves, below the lines of the processes: a spinner, or a bar."""

    def __init__(self) -> None:
        from rich.console import Console
        from rich.text import Text

        self._console = Console(stderr=True)
        self._text = Text.from_ansi
        self._status: Status | None = None
        self._progress: Progress | None = None

    def show(self, text: str) -> None:
        if self._status is None:
            self.clear()
            self._status = self._console.status(self._text(text))
            self._status.start()
        self._status.update(self._text(text))

    def bar(self, text: str, share: float) -> None:
        if self._progress is None:
            self.clear()
            self._progress = self._new_progress()
            self._progress.start()
        [task] = self._progress.task_ids
        self._progress.update(task, completed=share, description=text)

    def print(self, line: str) -> None:
        self._console.print(self._text(line), soft_wrap=True)

    def clear(self) -> None:
        for moving in (self._status, self._progress):
            if moving:
                moving.stop()
        self._status = self._progress = None

    def _new_progress(self) -> "Progress":
        from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn

        columns = (
            TextColumn("{task.description}", markup=False),
            BarColumn(),
            TaskProgressColumn(),
        )
        progress = Progress(*columns, console=self._console, transient=True)
        progress.add_task("", total=1.0)
        return progress


@contextmanager
def terminal(quiet: bool = False) -> Iterator[Terminal]:
    """Yield the terminal to show things on. A quiet one shows lines only after an error."""
    rich = sys.stderr.isatty() and importlib.util.find_spec("rich")
    screen = Terminal(MovingSteps() if rich else PlainSteps(), quiet)
    try:
        yield screen
    except TTSError:
        screen.print_kept()
        raise
    finally:
        screen.clear()
