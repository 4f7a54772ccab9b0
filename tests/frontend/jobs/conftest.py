"""A storage of jobs, for tests of what is damaged in it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from frontend.jobs.blocking import Blocking
from tests.frontend.jobs.shelf import Shelf


@pytest.fixture
def shelf(tmp_path: Path) -> Iterator[Shelf]:
    blocking = Blocking()
    yield Shelf(tmp_path, blocking)
    blocking.close()
