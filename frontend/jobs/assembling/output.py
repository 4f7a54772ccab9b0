"""Which files a job can make."""

from typing import get_args

from backend_queues.errors import InvalidOption, shown
from frontend.audio.formats import FILE_FORMATS, check_encoding
from frontend.protocol.jobs import Captions, Files, Output


def check_output(output: Output) -> None:
    """Tell whether there can be such files.

    Raises:
        InvalidOption: the format is none, does not have that sample rate, or is not for items; or
            another version asks for files or captions that this one does not know.
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
