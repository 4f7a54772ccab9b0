"""The voices of a folder: prompts that upstream's model has heard already, one file each."""

from collections import OrderedDict
from pathlib import Path
from typing import Any

import torch
from transformers.cache_utils import DynamicCache
from transformers.modeling_outputs import BaseModelOutputWithPast

from backend_queues.base import Voice
from backend_queues.errors import AssetUnavailable
from backend_queues.pytorch.files import UNREADABLE

Heard = dict[str, BaseModelOutputWithPast]

DEFAULT_VOICE = "en-Carter_man"
# What a file's name begins with; "in" is for English as it is spoken in India.
LANGUAGES = {
    "en": "en",
    "in": "en-IN",
    "de": "de",
    "fr": "fr",
    "it": "it",
    "jp": "ja",
    "kr": "ko",
    "nl": "nl",
    "pl": "pl",
    "pt": "pt",
    "sp": "es",
}
GENDERS = {"man": "male", "woman": "female"}
# The language model and the one above it, each with the voice and, to be guided away from, without.
PARTS = {"lm", "tts_lm", "neg_lm", "neg_tts_lm"}


def voices_in(folder: Path) -> list[Voice]:
    """Return the folder's voices, the default first; files named for no language are skipped."""
    names = sorted(path.stem for path in folder.glob("*.pt"))
    found = [_voice(name) for name in names if name.partition("-")[0] in LANGUAGES]
    order = list(LANGUAGES.values())
    return sorted(found, key=lambda v: (v.name != DEFAULT_VOICE, order.index(v.language)))


def read_voice(path: Path, device: torch.device, dtype: torch.dtype) -> Heard:
    """Return what the model has heard, on the device.

    The file is a pickle, which could run anything it likes. Here it can make tensors and what
    holds them, and nothing else.

    Raises:
        AssetUnavailable: the file is not a voice.
    """
    allowed = [DynamicCache, (_fields, "transformers.modeling_outputs.BaseModelOutputWithPast")]
    try:
        with torch.serialization.safe_globals(allowed):
            heard = torch.load(path, map_location="cpu", weights_only=True)
        return {part: _output(heard[part], device, dtype) for part in PARTS}
    except UNREADABLE as error:
        raise AssetUnavailable(f"{path} is not a voice of VibeVoice: {error}") from error


def _voice(name: str) -> Voice:
    prefix, _, speaker = name.partition("-")
    return Voice(name, LANGUAGES[prefix], GENDERS.get(speaker.rpartition("_")[2], ""))


def _fields(*_: Any) -> OrderedDict[str, Any]:
    """Stands for upstream's class, whose fields the unpickler fills in next; it does so for plain
    dictionaries alone."""
    return OrderedDict()


def _output(
    fields: dict[str, Any], device: torch.device, dtype: torch.dtype
) -> BaseModelOutputWithPast:
    kept = fields["past_key_values"]
    cache = DynamicCache()
    for layer, tensors in enumerate(zip(kept.key_cache, kept.value_cache, strict=True)):
        keys, values = (tensor.to(device, dtype) for tensor in tensors)
        cache.update(keys, values, layer)
    last = fields["last_hidden_state"].to(device, dtype)
    return BaseModelOutputWithPast(last_hidden_state=last, past_key_values=cache)
