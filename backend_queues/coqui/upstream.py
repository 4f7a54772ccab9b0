"""The parts of the package coqui-tts that are used here, imported once what it needs is there.

It calls the program espeak-ng for phonemes; here it gets the library's (espeak.py).
"""

from backend_queues.pytorch.audio import ensure_torchaudio

ensure_torchaudio()

import transformers  # noqa: E402
from torchaudio.functional import resample  # noqa: E402
from TTS.config import load_config  # noqa: E402
from TTS.tts.configs.xtts_config import XttsConfig  # noqa: E402
from TTS.tts.models import xtts  # noqa: E402
from TTS.tts.models.vits import Vits  # noqa: E402
from TTS.tts.utils.text import phonemizers  # noqa: E402
from TTS.tts.utils.text.phonemizers.base import BasePhonemizer  # noqa: E402
from TTS.tts.utils.text.punctuation import Punctuation  # noqa: E402

transformers.logging.set_verbosity_error()  # it warns of token ids that are never used here

__all__ = [
    "BasePhonemizer",
    "Punctuation",
    "Vits",
    "XttsConfig",
    "load_config",
    "phonemizers",
    "resample",
    "xtts",
]
