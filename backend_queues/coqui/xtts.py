"""XTTS v2: an autoregressive model of audio tokens, and a decoder that makes samples of them."""

from collections.abc import Callable, Generator, Iterator, Mapping
from contextlib import closing
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple

import soundfile
import torch

from backend_queues.base import OptionValue, Samples
from backend_queues.coqui.decoding import PartDecoder
from backend_queues.coqui.text import bcp47, pieces_of, spellable
from backend_queues.coqui.upstream import XttsConfig, resample, xtts
from backend_queues.errors import NothingToSpeak, shown

SAMPLING = ("temperature", "top_k", "top_p", "repetition_penalty")
CONDITIONING_HZ = 22_050
# Longer speech means that the model has lost its way. A token is 46 ms: that allows
# for two seconds, and for five characters a second, a third of how fast people speak.
FREE_TOKENS = 43
TOKENS_PER_CHARACTER = 4

# Of num2words and the transliterators, for odd numbers and signs that they have no name for.
UNSPEAKABLE = (NotImplementedError, OverflowError, LookupError, ValueError)


class Conditioning(NamedTuple):
    """What XTTS knows of a voice: float32, shapes (1, 32, channels) and (1, 512, 1)."""

    latents: torch.Tensor
    speaker: torch.Tensor


class Piece(NamedTuple):
    """A text that the model can speak in one go, and how many tokens of audio it may become."""

    text_tokens: list[int]
    most_tokens: int


class XttsModel:
    """The weights of a folder in the hub's layout, on a device."""

    def __init__(self, folder: Path, device: str) -> None:
        self._device = device
        self._model = _load(folder).to(device)
        self._tokenizer = self._model.tokenizer
        self.sample_rate_hz: int = self._model.args.output_sample_rate
        self.languages: dict[str, str] = {bcp47(n): n for n in self._model.config.languages}
        self.voices: dict[str, Conditioning] = {
            name: Conditioning(*(part.to(device) for part in known.values()))
            for name, known in self._model.speaker_manager.speakers.items()
        }

    def pieces(self, text: str, language: str) -> list[Piece]:
        """Return the text in pieces, without those in which nothing can be said aloud.

        Raises:
            NothingToSpeak: upstream cannot read a number or a sign of it.
        """
        name = self.languages[language]
        limit = self._tokenizer.char_limits[name.partition("-")[0]]
        return [piece for part in pieces_of(text, limit) for piece in self._pieces(part, name)]

    def speak(
        self,
        piece: Piece,
        voice: Conditioning,
        options: Mapping[str, OptionValue],
        cancelled: Callable[[], bool],
    ) -> Iterator[Samples]:
        """Yield a piece's samples in parts of `stream_chunk_size` tokens; less once cancelled."""
        size = int(options["stream_chunk_size"])
        parts = PartDecoder(self._model.hifigan_decoder, voice.speaker, float(options["speed"]))
        latents: list[torch.Tensor] = []
        with closing(self._latents(piece, voice, options)) as generated:
            for latent in islice(generated, piece.most_tokens):
                if cancelled():
                    return
                latents.append(latent)
                if len(latents) % size == 0:
                    yield parts.part(latents)
        yield parts.part(latents, last=True)

    def condition(self, recording: Path) -> Conditioning:
        """Return what the model makes of a recording, as long parts of it as its config says."""
        config = self._model.config
        samples, rate_hz = soundfile.read(recording, dtype="float32")
        with torch.inference_mode():
            heard = resample(torch.from_numpy(samples)[None], rate_hz, CONDITIONING_HZ)
            heard = heard[:, : CONDITIONING_HZ * config.max_ref_len].to(self._device)
            if config.sound_norm_refs:
                heard = heard / heard.abs().max() * 0.75
            return Conditioning(
                self._model.get_gpt_cond_latents(
                    heard, CONDITIONING_HZ, config.gpt_cond_len, config.gpt_cond_chunk_len
                ),
                self._model.get_speaker_embedding(heard, CONDITIONING_HZ),
            )

    @property
    def conditioning_settings(self) -> str:
        """What else than the recording the conditioning depends on."""
        names = ("max_ref_len", "gpt_cond_len", "gpt_cond_chunk_len", "sound_norm_refs")
        return " ".join(f"{name}={self._model.config[name]}" for name in names)

    def _pieces(self, text: str, name: str) -> Iterator[Piece]:
        """Yield the text as a piece, or as several where its numbers, spelled out, are too long."""
        tokens, spoken = self._read(text, name.partition("-")[0])
        if len(tokens) >= self._model.args.gpt_max_text_tokens and len(text) > 1:
            for half in pieces_of(text, (len(text) + 1) // 2):
                yield from self._pieces(half, name)
        elif any(map(str.isalnum, spoken)):
            yield Piece(tokens, FREE_TOKENS + TOKENS_PER_CHARACTER * len(spoken))

    def _read(self, text: str, language: str) -> tuple[list[int], str]:
        """The text's tokens, and what they say: in Latin letters where the model reads those.

        Raises:
            NothingToSpeak: upstream stumbles over it.
        """
        plain = spellable(text.strip().lower(), language)
        try:
            spoken = self._tokenizer.preprocess_text(plain, language)
            return self._tokenizer.encode(plain, lang=language), spoken
        except UNSPEAKABLE as error:
            raise NothingToSpeak(
                f"XTTS cannot read {shown(text)} in the language {language}. Write its numbers in "
                f"words, and leave out rare signs. ({type(error).__name__}: {error})"
            ) from error

    def _latents(
        self, piece: Piece, voice: Conditioning, options: Mapping[str, OptionValue]
    ) -> Generator[torch.Tensor]:
        """Yield the latent of each token, shape (1, channels)."""
        gpt = self._model.gpt
        tokens = torch.tensor([piece.text_tokens], dtype=torch.int32, device=self._device)
        with torch.inference_mode():
            generated = gpt.get_generator(
                fake_inputs=gpt.compute_embeddings(voice.latents, tokens),
                do_sample=True,
                num_beams=1,
                output_hidden_states=True,
                return_dict_in_generate=True,
                **{name: options[name] for name in SAMPLING},
            )
        with closing(generated):
            for _, latent in generated:
                yield latent


def _load(folder: Path) -> Any:
    config = XttsConfig()
    config.load_json(str(folder / "config.json"))
    model = xtts.Xtts(config)
    model._load_checkpoint = _checkpoint
    model.load_checkpoint(config, checkpoint_dir=folder, eval=True)
    return model


def _checkpoint(path: Path) -> dict[str, torch.Tensor]:
    """Read the weights. Upstream would rewrite a file of Coqui's while other workers read it."""
    with xtts._legacy_safe_globals():
        checkpoint = torch.load(path, map_location="cpu", weights_only=True, mmap=True)
    weights: dict[str, torch.Tensor] = checkpoint["model"]
    return weights
