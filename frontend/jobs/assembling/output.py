"""Which files a job can make."""

from typing import get_args

from backend_queues.errors import InvalidOption, shown
from frontend.audio.cover import TAGGED
from frontend.audio.formats import BOOKS, JOB_FORMATS, check_encoding
from frontend.protocol.jobs import Captions, Files, Output, Overlay


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
    check_encoding(output.format, output.sample_rate, JOB_FORMATS)
    if output.overlay not in get_args(Overlay):
        raise InvalidOption(f"There is no overlay {shown(output.overlay)}.")
    if output.format in BOOKS and output.files == "item":
        raise InvalidOption(
            f"{output.format} is an audio book, not a file for each item: ask for files 'one' or "
            "'chapter'."
        )
    if output.format == "epub" and output.captions:
        raise InvalidOption("epub has its text in step with its audio: ask for no captions.")


def check_may_have_cover(format: str) -> None:
    """Raise InvalidOption if files of that format have no place for a cover."""
    if format in JOB_FORMATS and format not in TAGGED:
        raise InvalidOption(f"{format} has no cover: ask for one of {', '.join(TAGGED)}.")
