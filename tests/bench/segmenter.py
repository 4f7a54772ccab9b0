"""Print what the text layer costs per token, in microseconds of this process's CPU time.

Run with: python -m tests.bench.segmenter
"""

import json
import time
from collections.abc import Callable
from pathlib import Path

from frontend.text import Segmenter, SpeakableFilter, TextCutter

LONG_TEXTS = Path(__file__).parent.parent / "data" / "long_texts.json"
TOKEN_CHARS = (4, 5, 4, 4)  # about as long as a language model's tokens
REPEATS = 5
ROUNDS = 40  # the best one counts: the others were disturbed


def tokens(text: str) -> list[str]:
    """Cut a text into tokens of 4.25 characters on average."""
    result: list[str] = []
    start = 0
    while start < len(text):
        end = start + TOKEN_CHARS[len(result) % len(TOKEN_CHARS)]
        result.append(text[start:end])
        start = end
    return result


def microseconds_per_token(pushes: list[str], make: Callable[[], object]) -> float:
    """Return the cost of the best round; `make` gives something with `push` and `flush`."""
    best = float("inf")
    for _ in range(ROUNDS):
        layer = make()
        started = time.process_time()
        for token in pushes:
            layer.push(token)  # type: ignore[attr-defined]
        layer.flush()  # type: ignore[attr-defined]
        best = min(best, time.process_time() - started)
    return best / len(pushes) * 1e6


def main() -> None:
    mean_chars = sum(TOKEN_CHARS) / len(TOKEN_CHARS)
    texts = json.loads(LONG_TEXTS.read_text(encoding="utf-8"))
    for language in ("en", "de", "zh"):
        pushes = tokens("\n".join(t["text"] for t in texts if t["language"] == language) * REPEATS)
        for name, make in (
            ("filter", SpeakableFilter),
            ("segmenter", lambda language=language: Segmenter(language)),
            ("cutter", lambda language=language: TextCutter(language)),
        ):
            cost = microseconds_per_token(pushes, make)
            print(f"{language} {name:10} {cost:6.2f} us a token of {mean_chars:.2f} characters")


if __name__ == "__main__":
    main()
