"""Prints the coverage that a test run has measured: python -m tests.coverage

It is of the tests' own processes: what only runs in servers and workers that they start is not in
it.
"""

import io

from coverage import Coverage

FOLDERS = ("frontend", "tasks")


def main() -> None:
    measured = Coverage()
    measured.load()
    figures = (f"{folder}/ {_percent(measured, folder):.0f} %" for folder in FOLDERS)
    print(f"Coverage of lines and branches within the tests' own process: {', '.join(figures)}")


def _percent(measured: Coverage, folder: str) -> float:
    return measured.report(include=[f"{folder}/*"], file=io.StringIO())


if __name__ == "__main__":
    main()
