"""What schemathesis looks at in every answer; its process loads this module as its hooks.

An answer that the server is too busy, or lacks what it needs just now, is none of its faults: 503,
if it says when to come again.
"""

import atexit
import json
import os
from collections import Counter
from pathlib import Path
from typing import Any

import schemathesis

COUNTS = "VOICE_SERVER_FUZZ_COUNTS"  # the file that gets how many answers had which status
counts: Counter[str] = Counter()

schemathesis.serializer.alias("audio/pcm", "application/octet-stream")


@schemathesis.check
def no_fault(
    context: schemathesis.CheckContext, answer: schemathesis.Response, case: schemathesis.Case[Any]
) -> None:
    counts[str(answer.status_code)] += 1
    is_busy = answer.status_code == 503 and "retry-after" in answer.headers
    assert answer.status_code < 500 or is_busy, f"{answer.status_code}: {answer.text[:500]}"


def _write() -> None:
    if path := os.environ.get(COUNTS):
        Path(path).write_text(json.dumps(counts))


atexit.register(_write)
