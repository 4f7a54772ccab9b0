"""What `voice-server` shows while it works: its current step, and the lines of its processes.

Everything goes to stderr, since stdout may carry speech. On a terminal the step is a spinner and
the names have colours, if rich is installed, which a worker's machine does not need. If the log
format is JSON, everything shown is JSON.
"""

import importlib.util
import sys
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Protocol

import click

from backend_queues.errors import TTSError
from frontend.console.printable import printable
from tasks.process.log_form import LogForm, json_line, log_form

if TYPE_CHECKING:
    from rich.progress import Progress
    from rich.status import Status

COLOURS = ("cyan", "green", "magenta", "yellow", "blue", "bright_cyan", "bright_magenta")
KEPT_LINES = 40


class Steps(Protocol):
    """How the steps are shown."""

    moves: bool  # whether a new step replaces the one before on the screen

    def show(self, text: str) -> None: ...
    def bar(self, text: str, share: float) -> None: ...
    def line(self, name: str, text: str) -> None: ...
    def clear(self) -> None: ...


class Terminal:
    """Shows steps and lines; a quiet one only keeps the lines, in case something fails.

    Where they cannot be shown, as the terminal has been closed or the pipe's reader has gone, the
    work goes on: a supervisor that cannot tell of a crash must still start the process again.
    """

    def __init__(self, steps: Steps, quiet: bool) -> None:
        self._steps = steps
        self._kept: deque[tuple[str, str]] | None = deque(maxlen=KEPT_LINES) if quiet else None

    @property
    def moves(self) -> bool:
        """Whether a bar is visible here."""
        return self._steps.moves

    def step(self, text: str) -> None:
        """Show the current step, until the next one or `clear`."""
        with suppress(OSError):
            self._steps.show(printable(text))

    def bar(self, text: str, share: float) -> None:
        """Show progress from 0 to 1 as a bar on a terminal; elsewhere nothing."""
        with suppress(OSError):
            self._steps.bar(printable(text), share)

    def line(self, name: str, text: str) -> None:
        """Show a line that a process has written."""
        if self._kept is None:
            with suppress(OSError):
                self._steps.line(name, text)
        else:
            self._kept.append((name, text))

    def clear(self) -> None:
        with suppress(OSError):
            self._steps.clear()

    def print_kept(self) -> None:
        for name, text in self._kept or ():
            self._steps.line(name, text)


class Names:
    """Gives each process's name a colour of its own."""

    def __init__(self) -> None:
        self._styled: dict[str, str] = {}

    def before(self, name: str, text: str) -> str:
        colour = COLOURS[len(self._styled) % len(COLOURS)]
        return f"{self._styled.setdefault(name, click.style(f'{name} |', fg=colour))} {text}"


class JsonSteps:
    """Shows each step and line as a JSON object."""

    moves = False

    def show(self, text: str) -> None:
        self.line("", text)

    def bar(self, text: str, share: float) -> None:
        """Show nothing, as in PlainSteps."""

    def line(self, name: str, text: str) -> None:
        if text:
            click.echo(json_line(name, text), err=True)

    def clear(self) -> None:
        """Lines stay."""


class PlainSteps:
    """Shows each step as a line."""

    moves = False

    def __init__(self) -> None:
        self._names = Names()

    def show(self, text: str) -> None:
        click.echo(text, err=True)

    def bar(self, text: str, share: float) -> None:
        """Show nothing: lines cannot move, and repeated ones would not help."""

    def line(self, name: str, text: str) -> None:
        self.show(self._names.before(name, text))  # drops colours if stderr is not a terminal

    def clear(self) -> None:
        """Lines stay."""


class MovingSteps:
    """Shows a spinner or a bar that moves below the lines of the processes."""

    moves = True

    def __init__(self) -> None:
        from rich.console import Console
        from rich.text import Text

        self._console = Console(stderr=True)
        self._text = Text.from_ansi
        self._names = Names()
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

    def line(self, name: str, text: str) -> None:
        line = self._text(self._names.before(name, text))
        self._console.print(line, soft_wrap=True)

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
    """Yield the terminal to show things on. A quiet one shows lines only after an error.

    Raises:
        InvalidConfiguration: the environment asks for an unknown log format.
    """
    screen = Terminal(_steps(), quiet)
    try:
        yield screen
    except TTSError:
        screen.print_kept()
        raise
    finally:
        screen.clear()


def _steps() -> Steps:
    if log_form() is LogForm.JSON:
        return JsonSteps()
    rich = sys.stderr.isatty() and importlib.util.find_spec("rich")
    return MovingSteps() if rich else PlainSteps()
