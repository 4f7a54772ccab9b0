"""The documents stay short, and what they point to is there."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
FOLDERS = ("docs", "deploy", "backend_queues", "voice_samples")
DOCUMENTS = [
    *ROOT.glob("*.md"),
    *(path for folder in FOLDERS for path in sorted((ROOT / folder).rglob("*.md"))),
]
LARGEST = {"README.md": 9_000, "ARCHITECTURE.md": 14_400}

FENCED = re.compile(r"^```.*?^```$", re.MULTILINE | re.DOTALL)
PHONEMES = re.compile("/[^/]+/")  # of a word in an example
LINK = re.compile(r"\]\(([^)\s]+)\)")
HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)
QUOTED = re.compile(r"`([^`\n]+)`")
SOURCE = re.compile(r"[\w/]+\.(py|js|css)|(frontend|tasks|backend_queues|server|docs|tests)/[\w/]+")

each_document = pytest.mark.parametrize(
    "document", DOCUMENTS, ids=lambda path: path.relative_to(ROOT).as_posix()
)


@pytest.mark.parametrize("name", LARGEST)
def test_a_document_to_begin_with_is_short(name: str) -> None:
    assert (ROOT / name).stat().st_size <= LARGEST[name]


@each_document
def test_each_link_leads_to_a_file_and_a_heading(document: Path) -> None:
    dead = [link for link in links(document) if not leads_somewhere(document, link)]
    assert dead == []


@each_document
def test_each_source_file_that_is_named_exists(document: Path) -> None:
    quoted = QUOTED.findall(FENCED.sub("", document.read_text()))
    named = {name for name in quoted if SOURCE.fullmatch(name)}
    assert {name for name in named if not exists(document, name)} == set()


def test_each_document_of_docs_is_linked_from_readme_or_the_decisions() -> None:
    begins = (ROOT / "README.md", ROOT / "docs/decisions/README.md")
    linked = {(begin.parent / link).resolve() for begin in begins for link in links(begin)}
    assert set((ROOT / "docs").rglob("*.md")) <= linked


def links(document: Path) -> Iterator[str]:
    """Yield the links to this repository's own files."""
    for link in LINK.findall(FENCED.sub("", document.read_text())):
        if "://" not in link and not PHONEMES.fullmatch(link):
            yield link


def leads_somewhere(document: Path, link: str) -> bool:
    path, _, anchor = link.partition("#")
    target = document.parent / path if path else document
    return target.exists() and (not anchor or anchor in anchors(target))


def anchors(document: Path) -> set[str]:
    """Return the anchors that GitHub makes of a document's headings."""
    headings = HEADING.findall(FENCED.sub("", document.read_text()))
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def exists(document: Path, name: str) -> bool:
    """Say whether a path exists from the root, beside the document, or in some folder."""
    if (ROOT / name).exists() or (document.parent / name).exists():
        return True
    rooms = (ROOT / "frontend", ROOT / "tasks", ROOT / "backend_queues")
    return any(True for room in rooms for _ in room.rglob(name))
