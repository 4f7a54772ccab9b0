"""What `voice-server` shows while it works: the step it is at, and the lines of its processes.

All of it goes to stderr, since stdout may carry speech. On a terminal the step is a spinner and
the names have colours, if rich is there; a worker's machine needs no rich. Where logs are JSON, all
of it is.
"""

import importlib.util
import sys
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Protocol

import click

from backend_queues.errors import TTSError
from tasks.process.log_form import LogForm, json_line, log_form

if TYPE_CHECKING:
    from rich.progress import Progress
    from rich.status import Status

COLOURS = ("cyan", "green", "magenta", "yellow", "blue", "bright_cyan", "bright_magenta")
KEPT_LINES = 40


class Steps(Protocol):
    """How the steps are shown."""

    moves: bool  # whether what is shown replaces what was

    def show(self, text: str) -> None: ...
    def bar(self, text: str, share: float) -> None: ...
    def line(self, name: str, text: str) -> None: ...
    def clear(self) -> None: ...


class Terminal:
    """Shows steps and lines; when it is quiet, keeps the lines in case something fails."""

    def __init__(self, steps: Steps, quiet: bool) -> None:
        self._steps = steps
        self._kept: deque[tuple[str, str]] | None = deque(maxlen=KEPT_LINES) if quiet else None

    @property
    def moves(self) -> bool:
        """Whether a bar can be seen here."""
        return self._steps.moves

    def step(self, text: str) -> None:
        """Show what is being done now; it stands until the next step or `clear`."""
        self._steps.show(text)

    def bar(self, text: str, share: float) -> None:
        """Show how far it is, from 0 to 1; this moves on a terminal, and is nothing elsewhere."""
        self._steps.bar(text, share)

    def line(self, name: str, text: str) -> None:
        """Show a line that a process has written."""
        if self._kept is None:
            self._steps.line(name, text)
        else:
            self._kept.append((name, text))

    def clear(self) -> None:
        self._steps.clear()

    def print_kept(self) -> None:
        for name, text in self._kept or ():
            self._steps.line(name, text)


class Names:
    """The processes' names, each in a colour of its own."""

    def __init__(self) -> None:
        self._styled: dict[str, str] = {}

    def before(self, name: str, text: str) -> str:
        colour = COLOURS[len(self._styled) % len(COLOURS)]
        return f"{self._styled.setdefault(name, click.style(f'{name} |', fg=colour))} {text}"


class JsonSteps:
    """A JSON object each."""

    moves = False

    def show(self, text: str) -> None:
        self.line("", text)

    def bar(self, text: str, share: float) -> None:
        """Nothing, as in PlainSteps."""

    def line(self, name: str, text: str) -> None:
        if text:
            click.echo(json_line(name, text), err=True)

    def clear(self) -> None:
        """Lines stay."""


class PlainSteps:
    """A line each."""

    moves = False

    def __init__(self) -> None:
        self._names = Names()

    def show(self, text: str) -> None:
        click.echo(text, err=True)

    def bar(self, text: str, share: float) -> None:
        """Ever new lines of it would tell nothing more."""

    def line(self, name: str, text: str) -> None:
        self.show(self._names.before(name, text))  # drops colours where stderr is no terminal

    def clear(self) -> None:
        """Lines stay."""


class MovingSteps:
    """One line that moves, below the lines of the processes: a spinner, or a bar."""

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
        InvalidConfiguration: the environment asks for a form of logs that there is not.
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
