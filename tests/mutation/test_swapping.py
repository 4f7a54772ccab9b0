"""A change is made in modules that are imported already, or not at all."""

import gc
import sys
import weakref
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

from tests.mutation.changes import Changed, changed_code
from tests.mutation.swapping import DefinedAtImport, lines_of, rebind, swap, swapped_codes

CODE = """
LIMIT = 3
TWICE = LIMIT + LIMIT


def longer(given):
    return given + 1


def is_over(given, least=1):
    return given > LIMIT
"""
OF_LIMIT, OF_TWICE, OF_LONGER, OF_DEFAULT, OF_IS_OVER = 0, 1, 2, 4, 5


@pytest.fixture(autouse=True)
def frozen_again() -> Iterator[None]:
    """What a change is looked for in is looked through for garbage from then on."""
    yield
    gc.freeze()


@pytest.fixture
def module() -> Iterator[ModuleType]:
    module = ModuleType("changed_by_a_test")
    exec(compile(CODE, "changed_by_a_test.py", "exec"), vars(module))
    sys.modules[module.__name__] = module
    yield module
    del sys.modules[module.__name__]


def change(number: int, code: str = CODE) -> Changed:
    return changed_code(code, number)


def test_a_function_that_is_imported_gets_the_changed_code(module: ModuleType) -> None:
    codes = swapped_codes(change(OF_LONGER))
    assert lines_of(codes) == {7}
    assert swap(codes)
    assert module.longer(5) == 4
    assert not module.is_over(3)


def test_weak_references_to_what_is_gone_are_left_alone(module: ModuleType) -> None:
    gone = weakref.proxy(type("Gone", (), {})())
    gc.collect()
    assert swap(swapped_codes(change(OF_LONGER)))
    del gone


def test_code_that_no_function_has_is_not_swapped() -> None:
    nobodys = CODE.replace("given", "never_given")
    assert not swap(swapped_codes(change(OF_IS_OVER, nobodys)))


@pytest.mark.parametrize("number", [OF_LIMIT, OF_TWICE, OF_DEFAULT])
def test_what_is_defined_at_import_is_told_apart(number: int) -> None:
    with pytest.raises(DefinedAtImport):
        swapped_codes(change(number))


def test_a_constant_that_functions_read_gets_its_changed_value(module: ModuleType) -> None:
    assert rebind(Path("changed_by_a_test.py"), change(OF_LIMIT))
    assert not module.is_over(4)


def test_a_default_of_an_argument_is_not_rebound(module: ModuleType) -> None:
    assert not rebind(Path("changed_by_a_test.py"), change(OF_DEFAULT))
