"""What `tests.mutation` changes exists, and so do the tests that should notice."""

import pytest

from tests.mutation.changes import MODULES, ROOT


@pytest.mark.parametrize("module", MODULES)
def test_a_changed_module_and_its_tests_exist(module: str) -> None:
    assert [path for path in (module, *MODULES[module]) if not (ROOT / path).exists()] == []
