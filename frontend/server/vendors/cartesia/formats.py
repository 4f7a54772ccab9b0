"""Cartesia's names for containers and encodings, as encodings of this server."""

from backend_queues.errors import InvalidRequest
from frontend.audio.formats import FORMATS, VENDOR_FORMATS, Encoding, check_encoding
from frontend.server.vendors.cartesia.messages import EXAMPLE, CartesiaFormat

NAMES = {
    ("raw", "pcm_s16le"): "pcm",
    ("raw", "pcm_f32le"): "pcm_f32",
    ("raw", "pcm_mulaw"): "mulaw",
    ("raw", "pcm_alaw"): "alaw",
    ("wav", "pcm_s16le"): "wav",
    ("wav", "pcm_f32le"): "wav_f32",
    ("wav", "pcm_mulaw"): "wav_mulaw",
    ("wav", "pcm_alaw"): "wav_alaw",
}


def encoding_of(asked: CartesiaFormat | None, *, raw: bool = False) -> Encoding:
    """Return the encoding that a client asks for.

    Raises:
        InvalidRequest: none is asked for, or with `raw` one in a container.
        InvalidOption: it does not have that sample rate.
    """
    if asked is None:
        raise InvalidRequest(f"output_format is missing. Send JSON such as {EXAMPLE}")
    if raw and asked.container != "raw":
        raise InvalidRequest(
            f"output_format.container is {asked.container}; events carry raw audio. "
            "POST /tts/bytes has the other containers."
        )
    if asked.container == "mp3":
        return check_encoding("mp3", asked.sample_rate)
    if asked.encoding is None:
        raise InvalidRequest(
            f"output_format.encoding is missing; {asked.container} has pcm_s16le, pcm_f32le, "
            "pcm_mulaw and pcm_alaw."
        )
    name = NAMES[asked.container, asked.encoding]
    return check_encoding(name, asked.sample_rate, (*FORMATS, *VENDOR_FORMATS))
