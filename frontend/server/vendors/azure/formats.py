"""Azure's names of audio formats, as far as the encoders here make them.

Of mp3, the name tells the sample rate; its bit rate is that of this server's encoder. Not made:
WebM, SILK, AMR, G.722, and Opus without Ogg.

Source: learn.microsoft.com, "Text to speech REST API", "Audio outputs".
"""

from backend_queues.errors import InvalidRequest, shown
from frontend.audio.formats import Encoding, check_encoding

HEADER = "X-Microsoft-OutputFormat"

_PCM = {
    "8khz": 8_000,
    "16khz": 16_000,
    "22050hz": 22_050,
    "24khz": 24_000,
    "44100hz": 44_100,
    "48khz": 48_000,
}
_MP3 = {
    "16khz": (32, 64, 128),
    "24khz": (48, 96, 160),
    "48khz": (96, 192),
}
_OPUS = ("16khz", "24khz", "48khz")

_ENCODINGS = {
    **{f"raw-{rate}-16bit-mono-pcm": check_encoding("pcm", hz) for rate, hz in _PCM.items()},
    **{f"riff-{rate}-16bit-mono-pcm": check_encoding("wav", hz) for rate, hz in _PCM.items()},
    "raw-8khz-8bit-mono-mulaw": check_encoding("mulaw"),
    "raw-8khz-8bit-mono-alaw": check_encoding("alaw"),
    **{
        f"audio-{rate}-{kbit}kbitrate-mono-mp3": check_encoding("mp3", _PCM[rate])
        for rate, all_kbit in _MP3.items()
        for kbit in all_kbit
    },
    **{f"ogg-{rate}-16bit-mono-opus": check_encoding("opus", _PCM[rate]) for rate in _OPUS},
}
NAMES = tuple(_ENCODINGS)


def encoding_of(name: str) -> Encoding:
    """Return the encoding that a format's name means.

    Raises:
        InvalidRequest: there is no name, or nothing here makes it.
    """
    encoding = _ENCODINGS.get(name.strip().lower())
    if encoding is None:
        problem = f"There is no format {shown(name)} here" if name else f"{HEADER} is missing"
        raise InvalidRequest(f"{problem}; there are: {', '.join(NAMES)}.")
    return encoding
