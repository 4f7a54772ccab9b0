"""`voice-server batch`: its arguments, read and checked."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from backend_queues.errors import InvalidOption
from frontend.console.options.completing import complete_captions, complete_format
from frontend.console.options.pairs import read_captions
from frontend.console.options.shared import (
    JSON_OPTION,
    YES_OPTION,
    Asked,
    asking,
    with_options,
    wrong_usage,
)

if TYPE_CHECKING:
    from frontend.console.batch.run import Source

FILE_OPTIONS = (
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
        default="",
        type=click.Path(),
        help="A file whose suffix is the format, or a folder: book.m4b, rows/",
    ),
    click.option(
        "--list", "listing", is_flag=True, help="Show chapters and speakers, and speak nothing."
    ),
    click.option(
        "--chapters", default="", metavar="1,3-5", help="Those alone, by the numbers of --list."
    ),
)
JOB_OPTIONS = (
    click.option(
        "--format",
        default="",
        metavar="NAME",
        shell_complete=complete_format,
        help="The files' format.  [default: mp3]",
    ),
    click.option(
        "--files",
        "pieces",
        type=click.Choice(["item", "chapter", "one"]),
        help="What a file in the folder holds.  [default: a chapter, a row]",
    ),
    click.option(
        "--captions",
        default="",
        metavar="srt,vtt",
        callback=read_captions,
        shell_complete=complete_captions,
        help="Also make captions.",
    ),
    click.option(
        "--overlay",
        type=click.Choice(["sentence", "word"]),
        help="What an .epub marks as it is heard.  [default: sentence]",
    ),
    click.option(
        "--notes",
        type=click.Choice(["skip", "speak"]),
        help="Whether footnotes are spoken where they stand.",
    ),
    click.option("--title", default="", help="For the tags.  [default: the book's]"),
    click.option("--author", default="", help="For the tags.  [default: the book's]"),
    click.option("--date", default="", help="For the tags: 1871, or a day.  [default: the book's]"),
    click.option(
        "--cover",
        type=click.Path(exists=True, dir_okay=False),
        help="A JPEG or PNG.  [default: the book's]",
    ),
    click.option("--name", default="", help="What the job is called.  [default: as the file]"),
    click.option("--sample-rate", type=click.IntRange(8_000, 48_000), metavar="HZ"),
    click.option(
        "--seed", type=click.IntRange(0, 2**31 - 1), help="Another seed is another reading."
    ),
    click.option(
        "--pool-size", type=click.IntRange(1), metavar="N", help="Workers of a server started here."
    ),
    click.option("--detach", is_flag=True, help="Leave the job to the running server."),
    YES_OPTION,
    JSON_OPTION,
)


@click.command(
    epilog="""\b
Examples:
  voice-server batch book.epub -o book.m4b --voice af_heart
  voice-server batch book.md -o chapters/ --format opus --captions srt
  voice-server batch play.epub --list
  voice-server batch play.txt -o play.mp3 --cast Alice=af_heart --cast Bob=am_adam"""
)
@partial(with_options, FILE_OPTIONS)
@asking
@partial(with_options, JOB_OPTIONS)
def batch(
    files: tuple[str, ...],
    output: str,
    listing: bool,
    asked: Asked,
    format: str,
    pieces: str | None,
    pool_size: int | None,
    detach: bool,
    yes: bool,
    cover: str | None,
    as_json: bool,
    **fields: object,
) -> int:
    """Read files aloud into audio files.

    Books (.txt .md .epub .docx .pdf), SSML (.ssml), rows (.jsonl .csv), subtitles (.srt .vtt). The
    server at --url speaks them when no listener needs it; if none is named and none runs, one is
    started for this. After an interruption, run the same command again to resume. Exit codes: 0
    done, 1 not done, 2 wrong usage, 3 done except for some items, which are listed, 130
    interrupted.
    """
    from frontend.console.batch.run import BatchOrder, run_batch

    if listing:
        return _list(files, asked, yes=yes, as_json=as_json)
    if not output:
        raise click.UsageError("Name where the speech goes, as in -o book.m4b or -o rows/")
    with wrong_usage():
        named = _format_of(output, format, pieces)
    made = {"format": named, "files": pieces or ("one" if _names_a_file(output) else "")}
    order = BatchOrder(
        sources=_sources(files, output),
        fields=_fields({**asked_fields(asked), **made, **fields}),
        wanted=asked.wanted(pool_size, may_download=yes),
        cover=Path(cover) if cover else None,
        detach=detach,
        as_json=as_json,
    )
    return run_batch(order)


def _list(files: Sequence[str], asked: Asked, *, yes: bool, as_json: bool) -> int:
    from frontend.console.batch.listing import show_contents

    wanted = asked.wanted(may_download=yes)
    fields = _fields(asked_fields(asked))
    show_contents([Path(file) for file in files], fields, wanted, as_json=as_json)
    return 0


def asked_fields(asked: Asked) -> dict[str, object]:
    """Return how the items are to be spoken, as the form of POST /v1/jobs has it."""
    return {
        "backend": asked.backend,
        "voice": asked.voice,
        "language": asked.language,
        "options": asked.options,
        "normalisation": asked.normalisation,
        "pronunciations": asked.all_pronunciations,
        "voices": asked.voices,
        **asked.said.given(),
    }


def _fields(given: Mapping[str, object]) -> dict[str, str]:
    """Return the fields that say something, as text."""
    said = {name: value for name, value in given.items() if value not in ("", None, {})}
    return {
        name: json.dumps(value) if isinstance(value, Mapping) else str(value)
        for name, value in said.items()
    }


def _names_a_file(output: str) -> bool:
    """Return whether the name is a file's; an existing folder is a folder whatever its name."""
    return bool(Path(output).suffix) and not output.endswith(os.sep) and not os.path.isdir(output)


def _format_of(output: str, format: str, pieces: str | None) -> str:
    """Return the requested format, "" for the server's default.

    Raises:
        InvalidOption: the file's name contradicts it, or there is no such format.
        UsageError: one file cannot have several pieces.
    """
    from frontend.audio.formats import JOB_FORMATS, check_encoding
    from frontend.console.formats import format_of

    if not _names_a_file(output):
        return check_encoding(format, among=JOB_FORMATS).format if format else ""
    try:
        named = format_of(Path(output), format, JOB_FORMATS)
    except InvalidOption as error:
        hint = f"For a new folder with a dot in its name, end the name with {os.sep}"
        raise InvalidOption(f"{error} {hint}") from error
    if pieces not in (None, "one"):
        raise click.UsageError(f"{output} is one file; with --files {pieces}, name a folder.")
    return named


def _sources(files: Sequence[str], output: str) -> list[Source]:
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
