"""The three models: what each can do, how it reads text, and how it speaks tokens."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any, ClassVar

import numpy as np
import torch
from torch import Tensor

from backend_queues.base import Capabilities, Option, Samples
from backend_queues.chatterbox import upstream
from backend_queues.chatterbox.text import TURBO_TAGS, with_turbo_tags
from backend_queues.chatterbox.tokens import (
    Draw,
    Options,
    guided_processors,
    guided_tokens,
    turbo_processors,
    turbo_tokens,
)
from backend_queues.errors import TextTooLong

# English first: it is spoken where neither the request nor the voice sample names a language.
LANGUAGES = ("en", *(tag for tag in upstream.SUPPORTED_LANGUAGES if tag != "en"))


def _sampling(repetition_penalty: float, top_p: float) -> tuple[Option, ...]:
    return (
        Option("temperature", 0.8, "how much speech varies", minimum=0.05, maximum=5.0),
        Option(
            "repetition_penalty",
            repetition_penalty,
            "how much repetition is avoided; 1 is not at all",
            minimum=1.0,
            maximum=5.0,
            advanced=True,
        ),
        Option(
            "top_p",
            top_p,
            "tokens are chosen from the likeliest that have this share",
            minimum=0.01,
            maximum=1.0,
            advanced=True,
        ),
    )


def _guidance(repetition_penalty: float) -> tuple[Option, ...]:
    return (
        Option("exaggeration", 0.5, "how expressive; 0.5 is neutral", minimum=0.0, maximum=2.0),
        Option(
            "cfg_weight",
            0.5,
            "how closely the text's and the voice's pace is kept; lower is slower",
            minimum=0.0,
            maximum=1.0,
        ),
        Option(
            "min_p",
            0.05,
            "tokens are left out below this share of the likeliest one's probability",
            minimum=0.0,
            maximum=1.0,
            advanced=True,
        ),
        *_sampling(repetition_penalty, top_p=1.0),
    )


class Original:
    """English, with guidance and exaggeration; upstream's first model."""

    kind: ClassVar[Any] = upstream.ChatterboxTTS
    decoder_steps: ClassVar[int] = 10
    closing_tokens: ClassVar[tuple[int, ...]] = ()  # spoken after the model's own
    capabilities: ClassVar[Capabilities] = Capabilities(
        languages=("en",),
        options=_guidance(repetition_penalty=1.2),
        cloning=True,
        min_sample_s=3.0,
        streams=True,
        deterministic=True,
    )

    def __init__(self, folder: Path, device: str) -> None:
        self.device = device
        self.tts = self.kind.from_local(folder, device)

    def ids(self, text: str, language: str) -> Tensor:
        """Return the tokens of the text, shape (1, n).

        Raises:
            TextTooLong: the model cannot read that many at once.
        """
        ids = self._read(text, language).to(self.device, torch.long)
        most = self.tts.t3.hp.max_text_tokens
        if ids.size(1) > most:
            raise TextTooLong(f"The text has {ids.size(1)} tokens; the model reads {most} at once.")
        return ids

    def tokens(
        self, ids: Tensor, voice: Any, options: Options, seed: int, limit: int
    ) -> Iterator[int]:
        """Yield speech tokens, at most `limit`. `voice` is upstream's `Conditionals`."""
        condition = upstream.T3Cond(
            speaker_emb=voice.t3.speaker_emb,
            cond_prompt_speech_tokens=voice.t3.cond_prompt_speech_tokens,
            emotion_adv=torch.full((1, 1, 1), float(options.get("exaggeration", 0.0))),
        ).to(device=self.device)
        return self._tokens(ids, condition, options, seed, limit)

    def _read(self, text: str, language: str) -> Tensor:
        return self._framed(self.tts.tokenizer.text_to_tokens(upstream.punc_norm(text)))

    def _framed(self, ids: Tensor) -> Tensor:
        hp = self.tts.t3.hp
        start, stop = torch.tensor([[hp.start_text_token]]), torch.tensor([[hp.stop_text_token]])
        return torch.cat([start, ids, stop], dim=1)

    def _tokens(
        self, ids: Tensor, condition: Any, options: Options, seed: int, limit: int
    ) -> Iterator[int]:
        draw = Draw(guided_processors(options), self.device, seed)
        weight = float(options["cfg_weight"])
        return guided_tokens(self.tts.t3, condition, ids, weight, draw, limit)


class Multilingual(Original):
    """The original's way of speaking, in 23 languages."""

    kind = upstream.ChatterboxMultilingualTTS
    capabilities = Capabilities(
        languages=LANGUAGES,
        options=_guidance(repetition_penalty=2.0),
        cloning=True,
        min_sample_s=3.0,
        streams=True,
        deterministic=True,
    )

    def _read(self, text: str, language: str) -> Tensor:
        text = upstream.multilingual_punc_norm(text)
        return self._framed(self.tts.tokenizer.text_to_tokens(text, language_id=language))


class Turbo(Original):
    """English, faster and without guidance; it laughs and sighs where tags say so."""

    kind = upstream.ChatterboxTurboTTS
    decoder_steps = 2
    closing_tokens = (upstream.S3GEN_SIL,) * 3
    capabilities = Capabilities(
        languages=("en",),
        options=(
            *_sampling(repetition_penalty=1.2, top_p=0.95),
            Option(
                "top_k",
                1000,
                "tokens are chosen from so many of the likeliest; 0 is all",
                minimum=0,
                maximum=6563,
                advanced=True,
            ),
        ),
        tags=tuple(TURBO_TAGS),
        cloning=True,
        min_sample_s=5.1,  # upstream wants more than 5
        streams=True,
        deterministic=True,
    )

    def __init__(self, folder: Path, device: str) -> None:
        super().__init__(folder, device)
        normalized = self.tts.norm_loudness

        def norm_loudness(wav: Samples, rate_hz: int) -> Samples:
            """With numpy 2 the gain turns the samples into float64, which the model refuses."""
            return np.asarray(normalized(wav, rate_hz), np.float32)

        self.tts.norm_loudness = norm_loudness

    def _read(self, text: str, language: str) -> Tensor:
        text = upstream.turbo_punc_norm(with_turbo_tags(text))
        ids: Tensor = self.tts.tokenizer(text, return_tensors="pt").input_ids
        return ids

    def _tokens(
        self, ids: Tensor, condition: Any, options: Options, seed: int, limit: int
    ) -> Iterator[int]:
        draw = Draw(turbo_processors(options), self.device, seed)
        return turbo_tokens(self.tts.t3, condition, ids, draw, limit)


MODELS: dict[str, type[Original]] = {
    "original": Original,
    "multilingual": Multilingual,
    "turbo": Turbo,
}
