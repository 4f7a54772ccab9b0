"""What reading formulas and emoji takes is loaded before any text needs it."""

import subprocess
import sys

PROGRAM = """
import sys
import frontend.text
assert not {"emoji", "pylatexenc"} & set(sys.modules), "loaded by those who may not need it"
from frontend.text.markup.loading import load_libraries
load_libraries()
assert {"emoji", "pylatexenc"} <= set(sys.modules)
"""


def test_the_libraries_are_loaded_where_they_are_asked_for_and_not_before() -> None:
    subprocess.run([sys.executable, "-c", PROGRAM], check=True)
