"""What a file says of itself, so that players sort and name it."""

import msgspec

from backend_queues.voices import primary_of
from frontend.protocol.jobs import Output

GENRE = "Audiobook"
AUDIOBOOK = "2"  # the media type by which Apple's players know one

# ISO 639-2, which the tags of MP3 and MP4 have, of the languages that backends speak.
_ISO_639_2 = {
    "ar": "ara",
    "bg": "bul",
    "bn": "ben",
    "ca": "cat",
    "cs": "ces",
    "cy": "cym",
    "da": "dan",
    "de": "deu",
    "el": "ell",
    "en": "eng",
    "es": "spa",
    "et": "est",
    "fa": "fas",
    "fi": "fin",
    "fr": "fra",
    "he": "heb",
    "hi": "hin",
    "hr": "hrv",
    "hu": "hun",
    "id": "ind",
    "it": "ita",
    "ja": "jpn",
    "ko": "kor",
    "lt": "lit",
    "lv": "lav",
    "ms": "msa",
    "nb": "nob",
    "nl": "nld",
    "no": "nor",
    "pl": "pol",
    "pt": "por",
    "ro": "ron",
    "ru": "rus",
    "sk": "slk",
    "sl": "slv",
    "sr": "srp",
    "sv": "swe",
    "sw": "swa",
    "ta": "tam",
    "th": "tha",
    "tr": "tur",
    "uk": "ukr",
    "ur": "urd",
    "vi": "vie",
    "zh": "zho",
}


class Label(msgspec.Struct, frozen=True):
    """Which of a work's files it is, from 1, of how many; its title and its language."""

    title: str = ""
    number: int = 1
    total: int = 1
    language: str = ""  # BCP 47
    source: str = ""  # what a book made of it is known by, with its title
    made_at: float = 0.0  # in seconds since 1970


def tags_of(output: Output, label: Label) -> dict[str, str]:
    """Return the tags of a file, by FFmpeg's names of them."""
    is_book = output.format == "m4b"
    tags = {
        "title": label.title,
        "artist": output.author,
        "album_artist": output.author,
        "album": output.title or (label.title if is_book else ""),
        "date": output.date,
        "language": _ISO_639_2.get(primary_of(label.language), ""),
    }
    if label.total > 1:
        tags["track"] = f"{label.number}/{label.total}"
    if is_book:
        tags |= {"genre": GENRE, "media_type": AUDIOBOOK}
    return {name: value for name, value in tags.items() if value}
