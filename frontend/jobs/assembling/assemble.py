"""One finished file and its captions, from the passages that are spoken in it."""

from collections.abc import Iterable, Iterator
from contextlib import ExitStack, closing
from pathlib import Path
from tempfile import TemporaryDirectory

from msgspec.structs import replace

from backend_queues.errors import NothingToSpeak, shown
from frontend.audio.audio_file import AudioFile
from frontend.audio.cover import Cover
from frontend.audio.formats import FILE_FORMATS, check_encoding
from frontend.audio.mark import Mark
from frontend.jobs.assembling.caption_file import CaptionFile
from frontend.jobs.assembling.captions import Cue, cues_of, lasting
from frontend.jobs.assembling.disk import disk_errors_translated
from frontend.jobs.assembling.ebook.book import write_book
from frontend.jobs.assembling.joining import Joiner, Passage, Read
from frontend.jobs.assembling.names import file_names
from frontend.jobs.assembling.tags import Label, tags_of
from frontend.protocol.jobs import Output


def assemble(
    passages: Iterable[Passage],
    read: Read,
    output: Output,
    label: Label,
    *,
    stem: str,
    folder: Path,
    cover: Cover | None = None,
) -> list[Path]:
    """Write the file of these passages into a local folder, and its captions; return their paths.

    Passages are iterated once and segments read once, as they come; whatever either raises ends
    it. Files get their names when all are whole. Only the files "one" keep to `start_s`.

    Raises:
        NothingToSpeak: there is no sample in the passages.
        EncodingFailed: this machine's codecs cannot do it.
        StorageUnavailable: the disk does not take it.
    """
    names = file_names(stem, output)
    with disk_errors_translated(names[0]):
        made = TemporaryDirectory(dir=folder, prefix="assembling-")
    with made as unfinished:
        paths = [Path(unfinished, name) for name in names]
        if output.format == "epub":
            write_book(passages, read, output, label, paths[0], cover)
        else:
            _write(passages, read, output, label, paths, cover)
        with disk_errors_translated(names[0]):
            return [path.replace(folder / path.name) for path in paths]


def _write(
    passages: Iterable[Passage],
    read: Read,
    output: Output,
    label: Label,
    paths: list[Path],
    cover: Cover | None,
) -> None:
    encoding = check_encoding(output.format, output.sample_rate, FILE_FORMATS)
    with ExitStack() as stack:
        audio = AudioFile(paths[0], encoding, tags_of(output, label), disk_errors_translated, cover)
        stack.callback(audio.close)
        captions = [stack.enter_context(closing(CaptionFile(path))) for path in paths[1:]]
        joiner = Joiner(audio, read, timed=output.files == "one")
        for cue in lasting(_cues(joiner, passages)):
            for file in captions:
                file.write(cue)
        if not audio.samples:
            raise NothingToSpeak(
                f"There is no speech for {shown(label.title)}, so there is no file."
            )
        audio.finish(_titled(joiner.marks, label.title))


def _cues(joiner: Joiner, passages: Iterable[Passage]) -> Iterator[Cue]:
    for passage in passages:
        for placed in joiner.add(passage):
            yield from cues_of(placed.segment, placed.start_s)


def _titled(marks: list[Mark], title: str) -> list[Mark]:
    """Return the chapters, if there are any; what is outside of one has the file's title."""
    if not any(mark.title for mark in marks):
        return []
    return [mark if mark.title else replace(mark, title=title) for mark in marks]
