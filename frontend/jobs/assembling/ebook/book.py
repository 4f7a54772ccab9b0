"""Spoken passages to an EPUB 3 whose text is marked in step with its audio.

    EPUB/package.opf    what it is made of, with the length of each chapter
    EPUB/nav.xhtml      its chapters
    EPUB/0001.xhtml     a chapter's text, each sentence or word in an element of its own
    EPUB/0001.smil      which part of the audio says each of them
    EPUB/0001.mp3       its audio

Sources: https://www.w3.org/TR/epub-33/#sec-media-overlays and SMIL 3.0. A chapter is on the disk
until it is in the book, and what is in memory is a line for each chapter.
"""

from collections.abc import Iterable, Iterator
from itertools import groupby
from pathlib import Path
from tempfile import TemporaryDirectory
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from msgspec.structs import replace

from backend_queues.errors import NothingToSpeak, shown
from frontend.audio.audio_file import AudioFile
from frontend.audio.cover import Cover
from frontend.audio.formats import check_encoding
from frontend.jobs.assembling.disk import disk_errors_translated
from frontend.jobs.assembling.ebook.chapter import ChapterFiles
from frontend.jobs.assembling.ebook.package import (
    ChapterEntry,
    container,
    language_of,
    nav,
    package,
)
from frontend.jobs.assembling.ebook.xml import visible
from frontend.jobs.assembling.joining import Joiner, Passage, Read
from frontend.jobs.assembling.tags import Label, tags_of
from frontend.protocol.jobs import Output

AUDIO = "mp3"  # which all readers of EPUB play
UNTITLED = "Untitled"  # as every page needs a title
COPIED_BYTES = 256 * 1024
_DATE = (1980, 1, 1, 0, 0, 0)  # the same book is the same file


def write_book(
    passages: Iterable[Passage],
    read: Read,
    output: Output,
    label: Label,
    path: Path,
    cover: Cover | None,
) -> None:
    """Write the book; whatever passages and `read` raise ends it.

    Raises:
        NothingToSpeak: there is no sample in the passages.
        EncodingFailed: this machine's codecs cannot do it.
        StorageUnavailable: the disk does not take it.
    """
    with disk_errors_translated(path.name):
        zipped = ZipFile(path, "w", ZIP_DEFLATED)
    with disk_errors_translated(path.name), zipped:
        book = _Book(zipped, output, label, path)
        book.begin(cover)
        for number, (title, spoken) in enumerate(groupby(passages, lambda one: one.chapter), 1):
            book.add(number, title, spoken, read)
        book.end(cover)


class _Book:
    def __init__(self, zipped: ZipFile, output: Output, label: Label, path: Path) -> None:
        self._zip = zipped
        self._output = output
        self._label = replace(label, title=visible(label.title) or UNTITLED)
        self._path = path
        self._chapters: list[ChapterEntry] = []

    def begin(self, cover: Cover | None) -> None:
        self._write("mimetype", "application/epub+zip", ZIP_STORED)
        self._write("META-INF/container.xml", container())
        if cover:
            self._zip.writestr(_info(f"EPUB/cover{cover.suffix}", ZIP_STORED), cover.data)

    def add(self, number: int, title: str, passages: Iterator[Passage], read: Read) -> None:
        """Write a chapter, unless nothing of it is spoken."""
        encoding = check_encoding(AUDIO, self._output.sample_rate)
        stem = f"{number:04}"
        title = visible(title) or self._label.title
        with TemporaryDirectory(dir=self._path.parent, prefix="chapter-") as folder:
            tags = tags_of(self._output, self._label) | {"title": title}
            audio = AudioFile(Path(folder, f"{stem}.mp3"), encoding, tags, disk_errors_translated)
            files = ChapterFiles(Path(folder), stem, title, language_of(self._label))
            try:
                self._speak(audio, files, passages, read)
            finally:
                files.close()
                audio.close()
            if audio.samples:
                self._take(Path(folder), stem)
                self._chapters.append(
                    ChapterEntry(stem, title, audio.samples / encoding.sample_rate_hz)
                )

    def _speak(
        self, audio: AudioFile, files: ChapterFiles, passages: Iterator[Passage], read: Read
    ) -> None:
        joiner = Joiner(audio, read, timed=False)
        for passage in passages:
            for placed in joiner.add(passage):
                files.add(placed, by_word=self._output.overlay == "word")
            files.end_paragraph()
        if audio.samples:
            audio.finish()

    def _take(self, folder: Path, stem: str) -> None:
        for suffix in ("xhtml", "smil", "mp3"):
            info = _info(f"EPUB/{stem}.{suffix}", ZIP_STORED if suffix == "mp3" else ZIP_DEFLATED)
            source = folder / f"{stem}.{suffix}"
            info.file_size = source.stat().st_size
            with source.open("rb") as file, self._zip.open(info, "w") as out:
                while part := file.read(COPIED_BYTES):
                    out.write(part)

    def end(self, cover: Cover | None) -> None:
        if not self._chapters:
            raise NothingToSpeak(
                f"There is no speech for {shown(self._label.title)}, so there is no file."
            )
        self._write("EPUB/style.css", ".spoken { background: #ffe08a; color: #000; }\n")
        self._write_lines("EPUB/nav.xhtml", nav(self._label, self._chapters))
        opf = package(self._output, self._label, self._chapters, cover)
        self._write_lines("EPUB/package.opf", opf)

    def _write(self, name: str, text: str, method: int = ZIP_DEFLATED) -> None:
        self._zip.writestr(_info(name, method), text)

    def _write_lines(self, name: str, lines: Iterable[str]) -> None:
        with self._zip.open(_info(name, ZIP_DEFLATED), "w") as out:
            for line in lines:
                out.write(f"{line}\n".encode())


def _info(name: str, method: int) -> ZipInfo:
    info = ZipInfo(name, _DATE)
    info.compress_type = method
    info.external_attr = 0o644 << 16
    return info
