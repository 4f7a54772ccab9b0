"""`voice-server batch --list`: what files hold, to choose of before they are spoken."""

import shlex
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import click
import msgspec

from frontend.client.address import Address
from frontend.client.jobs import jobs_client
from frontend.console.any_server import Wanted, with_any_server
from frontend.console.batch.files import check_file, read_errors
from frontend.console.batch.view import span
from frontend.console.printable import printable
from frontend.console.terminal import terminal
from frontend.protocol.jobs import Contents

# One line alone may begin so by chance; --cast gives a voice to its name all the same.
NO_SPEAKERS = (
    "No speakers: no two lines begin with the same name and a colon, so one voice speaks all of it "
    "that --cast gives to nobody."
)


def show_contents(
    sources: Sequence[Path], fields: Mapping[str, str], wanted: Wanted, *, as_json: bool
) -> None:
    """Print the chapters and speakers of each file.

    Raises:
        SpeakingFailed: the server cannot be reached or refuses.
        InvalidConfiguration: a file cannot be read.
    """
    for source in sources:
        check_file(source)
    found: list[Contents] = []

    async def work(server: Address) -> None:
        async with jobs_client(server, screen.step) as client:
            for source in sources:
                with read_errors(source):
                    found.append(await client.contents(source, fields))

    with terminal(quiet=True) as screen:
        with_any_server(wanted, work, screen)
    if as_json:
        click.echo(msgspec.json.encode(found))
        return
    for contents in found:
        click.echo("\n".join(contents_lines(contents)))


def contents_lines(contents: Contents) -> list[str]:
    """Return what is told of one file, whatever its writer has put into it."""
    return list(map(printable, _lines(contents)))


def _lines(contents: Contents) -> Iterator[str]:
    by = f", by {contents.author}" if contents.author else ""
    yield f"{contents.title or contents.name}{by}: {_about(contents.audio_s)}"
    characters = max(1, sum(chapter.characters for chapter in contents.chapters))
    for chapter in contents.chapters:
        length_s = contents.audio_s * chapter.characters / characters
        yield f"{chapter.number:5}  {chapter.title or 'without a title'}  ({span(length_s)})"
    if contents.chapters_total > len(contents.chapters):
        yield f"       and {contents.chapters_total - len(contents.chapters):,} more"
    yield from _speaker_lines(contents)
    yield from contents.warnings


def _about(seconds: float) -> str:
    return f"about {span(seconds)} of speech"


def _speaker_lines(contents: Contents) -> Iterator[str]:
    if not contents.speakers:
        yield NO_SPEAKERS
        return
    names = [f"{speaker.name} ({speaker.lines} lines)" for speaker in contents.speakers]
    yield f"Speakers: {', '.join(names)}. To give each a voice:"
    casts = (f"--cast {shlex.quote(f'{one.name}=VOICE')}" for one in contents.speakers)
    yield f"  {' '.join(casts)}"
