"""Which line explains the end of a process: the outputs are real ones, shortened."""

import pytest

from tasks.supervision.crash_reason import LONGEST, CrashReason

SEGFAULT = """
INFO tasks.synthesize: Loading it, for at most 600 s (VOICE_SERVER_LOAD_LIMIT_S).
Fatal Python error: Segmentation fault

Thread 0x00007f0a0b6566c0 (most recent call first):
  File "/lib/python3.11/threading.py", line 982 in run

Current thread 0x00007f0a0c1d8b80 (most recent call first):
  File "/lib/python3.11/ctypes/__init__.py", line 519 in string_at
  File "/code/backend_queues/it/adapter.py", line 60 in load

Thread 0x00007f0a0c1d8b81 (most recent call first):
  File "/lib/python3.11/threading.py", line 324 in wait

Extension modules: msgspec._core, numpy.linalg._umath_linalg (total: 2)
"""
HANG = """
a line of a library
Timeout (0:10:00)!
Thread 0x00007f0a0b6566c0 (most recent call first):
  File "/lib/python3.11/threading.py", line 982 in run

Thread 0x00007f0a0c1d8b80 (most recent call first):
  File "/code/backend_queues/it/adapter.py", line 61 in load
  File "/code/tasks/worker/worker.py", line 42 in load
"""
NATIVE_THREAD = """
Fatal Python error: Aborted

Stack (most recent call first):
  <no Python frame>
"""
EXCEPTION = """
ERROR tasks.synthesize: The worker cannot start.
Traceback (most recent call last):
  File "/code/tasks/synthesize.py", line 48, in _load
    worker.load()
ImportError: libcudnn.so.9: cannot open shared object file
"""
SENTENCE = """
CRITICAL tasks.synthesize: The worker cannot start: it needs a file. Run: voice-server ...
what a library says on its way out
"""
CPP = """
terminate called after throwing an instance of 'std::bad_alloc'
  what():  std::bad_alloc
"""
FIELDS = "CRITICAL tasks.worker: The backend hangs at a segment; the worker ends.  utterance=a"
JSON = """
{"timestamp": "T", "level": "critical", "logger": "tasks.worker", "event": "It hangs.", "n": 1}
{"timestamp": "T", "level": "warning", "logger": "a.library", "event": "what comes after it"}
"""
JSON_EXCEPTION = """
{"level": "error", "logger": "tasks.synthesize", "event": "The worker cannot start.", \
"exception": "Traceback (most recent call last):\\n  ...\\nImportError: libcudnn.so.9: no file"}
{"level": "info", "logger": "a.library", "event": "all is well"}
"""
JSON_OF_OTHERS = '{"a library": "says something", "level": "critical"}'
JSON_WITHOUT_END = '{"event": ' * 30_000
JSON_OF_NOTHING = '{"level": "error", "logger": "l", "event": "It fails.", "exception": " "}'
QUIET = "INFO tasks.worker.worker: it is loaded after 1.0 s.\n\n"


@pytest.mark.parametrize(
    ("output", "reason"),
    [
        (SEGFAULT, "Fatal Python error: Segmentation fault in string_at (ctypes/__init__.py:519)"),
        (HANG, "Timeout (0:10:00) in load (it/adapter.py:61)"),
        (NATIVE_THREAD, "Fatal Python error: Aborted"),
        (EXCEPTION, "ImportError: libcudnn.so.9: cannot open shared object file"),
        (SENTENCE, "The worker cannot start: it needs a file. Run: voice-server ..."),
        (CPP, "what():  std::bad_alloc"),
        (FIELDS, "The backend hangs at a segment; the worker ends."),
        (JSON, "It hangs."),
        (JSON_EXCEPTION, "ImportError: libcudnn.so.9: no file"),
        (JSON_OF_OTHERS, JSON_OF_OTHERS),
        (JSON_WITHOUT_END, JSON_WITHOUT_END[:LONGEST]),
        (JSON_OF_NOTHING, "ERROR l: It fails."),
        (QUIET, ""),
        ("x" * 10_000, "x" * LONGEST),
    ],
)
def test_the_line_that_best_explains_the_end_is_the_reason(output: str, reason: str) -> None:
    crash = CrashReason()
    for line in output.splitlines():
        crash.feed(line)
    assert crash.text() == reason
