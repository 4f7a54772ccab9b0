"""One finished file and its captions, from the passages that are spoken in it."""

from collections.abc import Iterable, Iterator
from contextlib import ExitStack, closing
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import get_args

from msgspec.structs import replace

from backend_queues.errors import InvalidOption, NothingToSpeak, shown
from frontend.audio.formats import FILE_FORMATS, check_encoding
from frontend.jobs.assembling.audio_file import AudioFile, Mark
from frontend.jobs.assembling.caption_file import CaptionFile
from frontend.jobs.assembling.captions import Cue, cues_of, lasting
from frontend.jobs.assembling.disk import disk_errors_translated
from frontend.jobs.assembling.joining import Joiner, Passage, Read
from frontend.jobs.assembling.names import file_names
from frontend.protocol.jobs import Captions, Files, Output

GENRE = "Audiobook"
AUDIOBOOK = "2"  # the media type by which Apple's players know one


def check_output(output: Output) -> None:
    """Check that such files can be made.

    Raises:
        InvalidOption: this version does not know the format, the files or the captions, or the
            format cannot have that sample rate or be made for each item.
    """
    if output.files not in get_args(Files):
        raise InvalidOption(f"There are no files {shown(output.files)}.")
    if unknown := set(output.captions).difference(get_args(Captions)):
        raise InvalidOption(f"There are no captions {shown(min(unknown))}.")
    check_encoding(output.format, output.sample_rate, FILE_FORMATS)
    if output.format == "m4b" and output.files == "item":
        raise InvalidOption(
            "m4b is an audio book, not a file for each item: ask for files 'one' or 'chapter'."
        )


def assemble(
    passages: Iterable[Passage],
    read: Read,
    output: Output,
    title: str,
    *,
    stem: str,
    folder: Path,
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
        _write(passages, read, output, title, paths)
        with disk_errors_translated(names[0]):
            return [path.replace(folder / path.name) for path in paths]


def _write(
    passages: Iterable[Passage], read: Read, output: Output, title: str, paths: list[Path]
) -> None:
    encoding = check_encoding(output.format, output.sample_rate, FILE_FORMATS)
    with ExitStack() as stack:
        audio = stack.enter_context(closing(AudioFile(paths[0], encoding, _tags(output, title))))
        captions = [stack.enter_context(closing(CaptionFile(path))) for path in paths[1:]]
        joiner = Joiner(audio, read, timed=output.files == "one")
        for cue in lasting(_cues(joiner, passages)):
            for file in captions:
                file.write(cue)
        if not audio.samples:
            raise NothingToSpeak(f"There is no speech for {shown(title)}, so there is no file.")
        audio.finish(_titled(joiner.marks, title))


def _cues(joiner: Joiner, passages: Iterable[Passage]) -> Iterator[Cue]:
    for passage in passages:
        for placed in joiner.add(passage):
            yield from cues_of(placed.segment, placed.start_s)


def _titled(marks: list[Mark], title: str) -> list[Mark]:
    """Return the chapters, if there are any; what is outside of one has the file's title."""
    if not any(mark.title for mark in marks):
        return []
    return [mark if mark.title else replace(mark, title=title) for mark in marks]


def _tags(output: Output, title: str) -> dict[str, str]:
    tags = {"title": title, "artist": output.author, "album": output.title}
    if output.format == "m4b":
        tags["album"] = output.title or title
        tags |= {"album_artist": output.author, "genre": GENRE, "media_type": AUDIOBOOK}
    return {name: value for name, value in tags.items() if value}
