"""New processes that run tests in a copy of the checkout, in which a change is made."""

import ast
import os
import resource
import shutil
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.mutation.changes import ROOT, Place, changed_code
from tests.mutation.warm import HANGING_CPU_FACTOR, LIMIT_S, OPTIONS, in_fork

OURS = ("backend_queues", "frontend", "tasks", "tests")


class Trial:
    """Runs tests in a copy of the checkout, each time in a fork that imports all of ours anew."""

    def __init__(self, folder: str) -> None:
        self._copy = Path(folder, "checkout")
        left_out = shutil.ignore_patterns(".git", ".venv*", ".*_cache", "node_modules")
        shutil.copytree(ROOT, self._copy, ignore=left_out)
        self._limits_s: dict[tuple[str, ...], int] = {}  # of the CPU, by tests

    def is_noticed(self, place: Place) -> bool:
        """Make the change, run its tests, and undo it."""
        tests = place.nearest_first()
        limit_s = self._limits_s.get(tests) or self._measured(tests)
        file = self._copy / place.file
        text = file.read_text()
        file.write_text(ast.unparse(changed_code(text, place.number).after))
        try:
            nearest_pass = self._pass(tests[:1], limit_s)
            return not (nearest_pass and self._pass(tests[1:], limit_s))
        finally:
            file.write_text(text)

    def _measured(self, tests: tuple[str, ...]) -> int:
        """Return how much of the CPU the tests may use, from what they use of unchanged code."""
        before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime
        if not self._pass(tests, limit_s=LIMIT_S):
            sys.exit(f"{' '.join(tests)} fail already, before anything is changed")
        used_s = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime - before
        self._limits_s[tests] = 2 + round(HANGING_CPU_FACTOR * used_s)
        return self._limits_s[tests]

    def _pass(self, tests: Sequence[str], limit_s: int) -> bool:
        return not tests or in_fork(lambda: _run_tests(self._copy, tests, limit_s)) == 0


def _run_tests(copy: Path, tests: Sequence[str], limit_s: int) -> int:
    resource.setrlimit(resource.RLIMIT_CPU, (limit_s, limit_s))
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.dup2(nowhere, 2)
    os.chdir(copy)
    sys.path[:] = [str(copy), *(entry for entry in sys.path if entry not in ("", str(ROOT)))]
    for name in [name for name in sys.modules if name.partition(".")[0] in OURS]:
        del sys.modules[name]
    sys.dont_write_bytecode = True  # else a change might be read from that of another
    return pytest.main([*OPTIONS, *tests])
