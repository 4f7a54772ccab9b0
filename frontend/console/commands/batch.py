"""`voice-server batch`: its arguments, read and checked."""

import json
import os
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from frontend.console.commands.options import JSON_OPTION, VOICE_OPTIONS, with_options
from frontend.protocol.text_options import TextOptions

if TYPE_CHECKING:
    from frontend.console.batch.run import Source

BATCH_OPTIONS = (
    click.argument(
        "files",
        nargs=-1,
        required=True,
        type=click.Path(exists=True, dir_okay=False),
        metavar="FILE...",
    ),
    click.option(
        "-o",
        "--output",
        required=True,
        type=click.Path(),
        help="A file whose suffix is the format, or a folder: book.m4b, rows/",
    ),
    *VOICE_OPTIONS,
    click.option("--format", default="", metavar="NAME", help="The files' format.  [default: mp3]"),
    click.option(
        "--files",
        "pieces",
        type=click.Choice(["item", "chapter", "one"]),
        help="What each file in the folder holds.  [default: a chapter of a book, a row]",
    ),
    click.option("--captions", default="", metavar="srt,vtt", help="Also make captions."),
    click.option(
        "--notes",
        type=click.Choice(["skip", "speak"]),
        help="Whether footnotes are spoken where they stand.  [default: skip]",
    ),
    click.option("--title", default="", help="For the files' tags.  [default: the book's]"),
    click.option("--author", default="", help="For the files' tags.  [default: the book's]"),
    click.option("--sample-rate", type=click.IntRange(8_000, 48_000), metavar="HZ"),
    click.option(
        "--pool-size",
        type=click.IntRange(1),
        metavar="N",
        help="Number of workers, if a server is started for this.",
    ),
    click.option("--detach", is_flag=True, help="Leave the job to the running server."),
    JSON_OPTION,
)


@click.command()
@partial(with_options, BATCH_OPTIONS)
def batch(
    files: tuple[str, ...],
    output: str,
    backend: str,
    voice: str,
    language: str,
    options: dict[str, object],
    normalisation: str | None,
    pronunciations: dict[str, str],
    said: TextOptions,
    url: str,
    key: str,
    format: str,
    pieces: str | None,
    captions: str,
    notes: str | None,
    title: str,
    author: str,
    sample_rate: int | None,
    pool_size: int | None,
    detach: bool,
    as_json: bool,
) -> int:
    """Read FILEs aloud into audio files: .txt, .md, .epub, .docx, .pdf, rows, subtitles.

    The server at --url speaks them when no listener needs it; if none runs, one is started for
    this. After an interruption, run the same command again to resume. Exit codes: 0 done, 1 not
    done, 3 done except for some items, which are listed.
    """
    from frontend.client.address import Address
    from frontend.console.batch.run import BatchOrder, run_batch

    fields = {
        "backend": backend,
        "voice": voice,
        "language": language,
        "options": json.dumps(options) if options else "",
        "normalisation": normalisation or "",
        "pronunciations": json.dumps(pronunciations) if pronunciations else "",
        "format": _format_of(output, format, pieces),
        "files": pieces or ("one" if _names_a_file(output) else ""),
        "captions": captions,
        "notes": notes or "",
        "title": title,
        "author": author,
        "sample_rate": str(sample_rate or ""),
        **said.given(),
    }
    order = BatchOrder(
        sources=_sources(files, output),
        fields={name: value for name, value in fields.items() if value},
        server=Address(url, key),
        pool_size=pool_size,
        detach=detach,
        as_json=as_json,
    )
    return run_batch(order, backend)


def _names_a_file(output: str) -> bool:
    """Return whether the name is a file's; an existing folder is a folder whatever its name."""
    return bool(Path(output).suffix) and not output.endswith(os.sep) and not os.path.isdir(output)


def _format_of(output: str, format: str, pieces: str | None) -> str:
    """Return the requested format, "" for the server's default.

    Raises:
        UsageError: the file's name contradicts it.
    """
    if not _names_a_file(output):
        return format
    from frontend.audio.formats import FILE_FORMATS, check_encoding

    formats = {check_encoding(name, among=FILE_FORMATS).suffix: name for name in FILE_FORMATS}
    suffix = Path(output).suffix
    named = formats.get(suffix.lower())
    if named is None:
        raise click.UsageError(
            f"No format has the suffix {suffix}; there are: {', '.join(formats)}. For a new folder "
            f"with a dot in its name, end the name with {os.sep}"
        )
    if format and format != named:
        raise click.UsageError(f"{output} is {named} by its name, and --format says {format}.")
    if pieces not in (None, "one"):
        raise click.UsageError(f"{output} is one file; with --files {pieces}, name a folder.")
    return named


def _sources(files: Sequence[str], output: str) -> "list[Source]":
    """Return where the speech of each file goes; several files get a folder each.

    Raises:
        UsageError: two of them would go to the same place.
    """
    from frontend.console.batch.files import Destination
    from frontend.console.batch.run import Source

    if len(files) == 1:
        place = Destination(Path(output), is_folder=not _names_a_file(output))
        return [Source(Path(files[0]), place)]
    if _names_a_file(output):
        raise click.UsageError(f"{output} is one file; for several FILEs, name a folder.")
    places = [Path(output) / Path(file).stem for file in files]
    if len(set(places)) < len(places):
        raise click.UsageError("Two FILEs have the same name; convert them one after the other.")
    return [
        Source(Path(file), Destination(place, is_folder=True))
        for file, place in zip(files, places, strict=True)
    ]
