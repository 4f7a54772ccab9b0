"""Lines typed at a prompt, with a history and completion."""

import os
from collections.abc import AsyncGenerator, Callable, Iterable
from contextlib import suppress
from pathlib import Path

from prompt_toolkit import PromptSession
from prompt_toolkit.completion import CompleteEvent, Completer, Completion
from prompt_toolkit.document import Document
from prompt_toolkit.history import FileHistory, History, InMemoryHistory

PROMPT = "speak> "


async def typed_lines(complete: Callable[[str], list[str]]) -> AsyncGenerator[str]:
    """Yield lines until Ctrl-D. Ctrl-C empties the line."""
    session: PromptSession[str] = PromptSession(
        PROMPT, history=_history(), completer=_Completer(complete), complete_while_typing=False
    )
    while True:
        try:
            line = await session.prompt_async(handle_sigint=False)
        except KeyboardInterrupt:
            continue
        except EOFError:
            return
        yield line


class _Completer(Completer):
    def __init__(self, complete: Callable[[str], list[str]]) -> None:
        self._complete = complete

    def get_completions(self, document: Document, _event: CompleteEvent) -> Iterable[Completion]:
        text = document.text_before_cursor
        _, _, last = text.rpartition(" ")
        for word in self._complete(text):
            yield Completion(word, start_position=-len(last))


def _history() -> History:
    """Return the history in a file that only its user reads; one in memory if that cannot be."""
    path = history_file()
    with suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)
        path.chmod(0o600)  # also one that was made when it was open to all
        return FileHistory(path)
    return InMemoryHistory()


def history_file() -> Path:
    """Return where what is typed is kept from one session to the next."""
    state = Path(os.environ.get("XDG_STATE_HOME") or "~/.local/state").expanduser()
    return state / "voice-server" / "history"
