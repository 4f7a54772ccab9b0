"""Notes that only links tell from text: a mark leads to one, and it leads back to the mark."""

from collections import defaultdict
from collections.abc import Callable, Iterator

from frontend.jobs.readers.work import Warnings
from frontend.jobs.readers.xhtml.document import Document
from frontend.jobs.readers.zipped.archive import resolved

MAX_PARAGRAPHS = 20  # of one note

Documents = dict[str, Document]
Find = Callable[[str], str]  # the name of the document that a link leads to
Span = tuple[str, int, int]  # a document, and the paragraphs that a note begins and ends with


def leave_out_notes(documents: Documents, find: Find, warnings: Warnings) -> None:
    """Empty the paragraphs of notes, and tell how many notes there are."""
    named = sum(document.notes for document in documents.values())
    found = set(_notes(documents, find))
    for name, start, end in found:
        documents[name].paragraphs[start:end] = [""] * (end - start)
    if count := named + len(found):
        warnings.add(f"Notes are left out, {count:,} in all; their marks are not said.")


def _notes(documents: Documents, find: Find) -> Iterator[Span]:
    leads_to: dict[str, dict[int, set[str]]] = defaultdict(lambda: defaultdict(set))
    marks = []
    for name, document in documents.items():
        for link in document.links:
            path, fragment = resolved(name, link.href)
            target = find(path)
            leads_to[name][link.paragraph].add(target)
            if link.is_mark and target in documents:
                marks.append((name, target, fragment))
    for name, target, fragment in marks:
        start, end = _span(documents[target], fragment)
        if any(name in leads_to[target].get(number, ()) for number in range(start, end)):
            yield target, start, end


def _span(document: Document, fragment: str) -> tuple[int, int]:
    """Return which paragraphs an id names; none if they are too many for a note."""
    start, end = document.anchors.get(fragment, (0, 0))
    end = min(end, len(document.paragraphs))
    return (start, end) if end - start <= MAX_PARAGRAPHS else (0, 0)
