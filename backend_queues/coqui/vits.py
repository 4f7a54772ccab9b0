"""VITS: a model that makes a whole text's samples in one go, for one speaker or several."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np

from backend_queues.base import OptionValue, Samples
from backend_queues.coqui.espeak import use_library
from backend_queues.coqui.text import bcp47
from backend_queues.coqui.upstream import Vits, load_config

# The config names files where they were on the machine that trained the model.
OTHER_FILES = {
    "speakers_file": ("speaker_ids.json", "speaker_ids.pth"),
    "d_vector_file": ("speakers.json", "speakers.pth"),
    "language_ids_file": ("language_ids.json",),
}
# What only training and voice conversion need.
UNUSED = ("disc", "posterior_encoder", "speaker_encoder")
# A token lasts for some 5 of the decoder's frames of 12 ms; half of them are pauses of no length.
MOST_FRAMES_PER_TOKEN = 25


class VitsModel:
    """The weights of a folder as Coqui released them, on a device.

    `language` (BCP 47) is what it speaks; "" is what its config says.
    """

    def __init__(self, folder: Path, device: str, language: str) -> None:
        use_library()
        self._model = _load(folder).to(device)
        self._args = self._model.args
        self.sample_rate_hz: int = self._model.config.audio.sample_rate
        self.noise_scale: float = self._model.inference_noise_scale
        self.noise_scale_dp: float = self._model.inference_noise_scale_dp
        self.languages = _languages(self._model, language)
        manager = self._model.speaker_manager
        # VCTK's first speaker is called "ED\n".
        self.speakers: dict[str, str] = {
            name.strip(): name for name in (manager.speaker_names if manager else ())
        }

    def can_say(self, text: str, language: str) -> bool:
        """Tell whether more of the text is known to the model than blanks and punctuation."""
        characters = map(self._model.tokenizer.characters.id_to_char, self._ids(text, language))
        return any(len(character) == 1 and character.isalnum() for character in characters)

    def speak(
        self, text: str, speaker: str, language: str, options: Mapping[str, OptionValue]
    ) -> Samples:
        """Return the samples of a text that it can say, float32, shape (n,).

        `speaker` is one of `speakers`, if there are any; `language` is one of `languages`.
        """
        model = self._model
        model.length_scale = self._args.length_scale / float(options["speed"])
        model.inference_noise_scale = float(options["noise_scale"])
        model.inference_noise_scale_dp = float(options["noise_scale_dp"])
        ids = len(self._ids(text, language))
        model.max_inference_len = int(ids * MOST_FRAMES_PER_TOKEN * max(model.length_scale, 1))
        spoken = model.synthesize(
            text, speaker=self.speakers.get(speaker), language=self._named(language)
        )
        samples: Samples = np.atleast_1d(spoken["wav"]).astype(np.float32)
        return samples

    def _ids(self, text: str, language: str) -> list[int]:
        ids: list[int] = self._model.tokenizer.text_to_ids(text, language=self.languages[language])
        return ids

    def _named(self, language: str) -> str | None:
        """Upstream takes no language where the model has but one."""
        return self.languages[language] if len(self.languages) > 1 else None


def _languages(model: Any, language: str) -> dict[str, str]:
    """The model's languages, and what upstream calls them."""
    names: list[str] = model.language_manager.language_names
    if language and len(names) == 1:
        return {language: names[0]}
    return {bcp47(name): name for name in names}


def _load(folder: Path) -> Any:
    config = load_config(folder / "config.json")
    for field, names in OTHER_FILES.items():
        found = [str(folder / name) for name in names if (folder / name).is_file()]
        config.model_args[field] = found[0] if found else None
    # It would only be loaded to be thrown away.
    config.model_args.speaker_encoder_model_path = None
    config.model_args.use_speaker_encoder_as_loss = False
    model = Vits(config)
    model.load_checkpoint(config, folder / "model_file.pth", eval=True)
    for name in UNUSED:
        if hasattr(model, name):
            delattr(model, name)
    return model
