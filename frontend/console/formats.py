"""Which format a file is to have: its suffix says it, or an option."""

from collections.abc import Collection
from pathlib import Path

from backend_queues.errors import InvalidOption
from backend_queues.suggestions import did_you_mean
from frontend.audio.formats import FILE_FORMATS, Encoding, check_encoding
from frontend.console.playback.pipe import write_errors

STDOUT = Path("-")
USUAL = "wav"


def encoding_of(output: Path | None, format: str, sample_rate_hz: int | None) -> Encoding:
    """Return the encoding of speech that goes to the output, None being no file.

    Raises:
        InvalidOption: the file's suffix is no format's, or not that of the format; there is no
            such format, or it has no such sample rate.
        InvalidConfiguration: the path cannot be looked at.
    """
    if output is None or output == STDOUT or not output.suffix or is_device(output):
        return check_encoding(format or USUAL, sample_rate_hz)
    return check_encoding(format_of(output, format), sample_rate_hz, FILE_FORMATS)


def format_of(output: Path, format: str, among: Collection[str] = FILE_FORMATS) -> str:
    """Return the format that a file's suffix names. Raises InvalidOption."""
    formats = {check_encoding(name, among=among).suffix: name for name in among}
    suffix = output.suffix.lower()
    named = formats.get(suffix)
    if named is None:
        raise InvalidOption(
            f"No format has the suffix {output.suffix}; there are: {', '.join(formats)}."
            f"{did_you_mean(suffix, formats)}"
        )
    if format and format != named:
        raise InvalidOption(f"{output} is {named} by its name, and --format says {format}.")
    return named


def is_device(output: Path) -> bool:
    """Return whether it is a named pipe or a device. Raises InvalidConfiguration."""
    with write_errors(output):
        return output.exists() and not output.is_file()
