"""Each room imports only what ARCHITECTURE's table allows it, and none grows flat or deep again.

A room is a folder with all that is in it. The files of `frontend/` itself and the entry points of
`tasks` belong to none: they stand on top, or are open to all.
"""

import pytest

from tests.support.code_map import (
    allowed,
    flat_modules,
    is_cyclic,
    loads,
    longest_chain,
    longest_files,
    longest_functions,
    room_imports,
)

pytestmark = pytest.mark.no_cover

OPEN_TO_ALL = ("process", "contract")  # logging and cancellation; the backends' contract
MOST_MODULES = 15
LONGEST_CHAIN = 12
LONGEST_FILE = 260  # lines; above that, look for two nouns
LONGEST_FUNCTION = 50  # lines


def test_the_table_has_all_rooms() -> None:
    assert set(allowed()) == set(room_imports()) - {"", *OPEN_TO_ALL}


@pytest.mark.parametrize("room", sorted(allowed()))
def test_a_room_imports_only_what_it_may(room: str) -> None:
    assert room_imports()[room] - {*OPEN_TO_ALL} <= allowed()[room]


@pytest.mark.parametrize("room", OPEN_TO_ALL)
def test_what_is_open_to_all_imports_no_room(room: str) -> None:
    assert room_imports()[room] <= {*OPEN_TO_ALL}


def test_no_room_stands_below_what_it_imports() -> None:
    assert not is_cyclic(allowed())


def test_no_module_loads_what_loads_it() -> None:
    assert not is_cyclic(loads())


def test_no_folder_grows_flat() -> None:
    assert {folder: n for folder, n in flat_modules().items() if n > MOST_MODULES} == {}


def test_no_chain_of_imports_grows_long() -> None:
    chain = longest_chain()
    assert len(chain) <= LONGEST_CHAIN, " -> ".join(chain)


def test_no_file_grows_long() -> None:
    assert [(lines, file) for lines, file in longest_files() if lines > LONGEST_FILE] == []


def test_no_function_grows_long() -> None:
    assert [it for it in longest_functions() if it[0] > LONGEST_FUNCTION] == []
