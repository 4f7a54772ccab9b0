"""ElevenLabs' names of output formats: the codec, the sample rate and maybe the bit rate."""

from frontend.audio.formats import Encoding
from frontend.server.vendors.elevenlabs.words import InvalidInput

RATES_HZ = (8_000, 16_000, 22_050, 24_000, 32_000, 44_100, 48_000)
KBITS_PER_S = (32, 64, 96, 128, 192)

# Codecs have a bit rate of their own here, whichever of a format's is asked for.
FORMATS = {
    **{
        f"mp3_{name}": Encoding("mp3", rate)
        for name, rate in (("22050_32", 22_050), ("24000_48", 24_000))
    },
    **{f"mp3_44100_{kbits}": Encoding("mp3", 44_100) for kbits in KBITS_PER_S},
    **{f"pcm_{rate}": Encoding("pcm", rate) for rate in RATES_HZ},
    **{f"wav_{rate}": Encoding("wav", rate) for rate in RATES_HZ},
    **{f"opus_48000_{kbits}": Encoding("opus", 48_000) for kbits in KBITS_PER_S},
    "ulaw_8000": Encoding("mulaw", 8_000),
    "alaw_8000": Encoding("alaw", 8_000),
}


def encoding_of(output_format: str) -> Encoding:
    """Return the encoding of that name. Raises InvalidInput if there is none."""
    if encoding := FORMATS.get(output_format):
        return encoding
    expected = f"Input should be {', '.join(FORMATS)}"
    raise InvalidInput(("query", "output_format"), expected, "literal_error")
