"""Speech tokens to samples, part by part, as one voice without seams.

Upstream turns all tokens into a spectrogram and that into samples, in one go. Its models look at
what is before and behind each frame, so that two parts made for themselves do not fit together.
Here each part is made together with the tokens before it and with three that come after it:

- The spectrogram is cross-faded where two parts overlap, and both start from the same noise.
- The vocoder sees frames of the part before, and its source goes on in phase (source.py).
- What remains as a difference is cross-faded over 10 ms of samples.
"""

from collections.abc import Iterable
from typing import Any

import torch
from torch import Tensor

from backend_queues.base import Samples
from backend_queues.chatterbox.source import SAMPLES_PER_FRAME, Source
from backend_queues.errors import SynthesisFailed

FRAMES_PER_TOKEN = 2
BANDS = 80
PAST_TOKENS = 50  # two seconds that are made again for the sake of what follows them
AHEAD_TOKENS = 3  # as many as the model's encoder looks ahead
PAST_FRAMES = 20  # more than the vocoder's convolutions look back
FADE_SAMPLES = 240


class SpeechStream:
    """One segment. `voice` is upstream's dictionary of what the decoder knows of the voice."""

    def __init__(self, s3gen: Any, voice: dict[str, Any], steps: int, seed: int) -> None:
        self._s3gen = s3gen
        self._voice = _even(voice)
        self._steps = steps
        self._tokens: list[int] = []
        self._done = 0  # tokens whose samples are given out
        self._random = torch.Generator().manual_seed(seed)
        self._prompt_noise = self._drawn(self._voice["prompt_feat"].size(1))
        self._noise = self._drawn(0)
        self._source = Source(s3gen.mel2wav.m_source, seed)
        self._past_mel = self._ahead_mel = torch.empty(1, BANDS, 0, device=s3gen.device)
        self._past_source = torch.empty(1, 1, 0, device=s3gen.device)
        self._tail = torch.empty(0)

    @property
    def waiting(self) -> int:
        """How many tokens could be given out now."""
        return len(self._tokens) - self._done - AHEAD_TOKENS

    def add(self, token: int) -> None:
        self._tokens.append(token)

    def part(self) -> Samples:
        """Return the samples of the tokens that wait: float32, shape (n,), 960 for each."""
        return self._part(AHEAD_TOKENS)

    def last_part(self, closing: Iterable[int]) -> Samples:
        """Return the samples of all tokens that are left, and of those that close every speech.

        Raises:
            SynthesisFailed: the model gave no token.
        """
        if not self._tokens:
            raise SynthesisFailed("The model gave no speech.")
        self._tokens += closing
        return self._part(0)

    def _part(self, ahead: int) -> Samples:
        mel = self._mel()
        frames = mel.size(2) - ahead * FRAMES_PER_TOKEN
        samples = self._vocoded(mel, frames)
        first = self._done == 0
        self._done = len(self._tokens) - ahead
        if first:
            fade = self._s3gen.trim_fade.cpu()[: len(samples)]
            samples[: len(fade)] *= fade  # the end of the prompt can be heard there
        samples[: len(self._tail)] = _crossed(self._tail, samples[: len(self._tail)])
        end = frames * SAMPLES_PER_FRAME
        self._tail = samples[end : end + FADE_SAMPLES]
        spoken: Samples = samples[:end].numpy()
        return spoken

    def _mel(self) -> Tensor:
        """The spectrogram of all tokens not given out yet, shape (1, 80, frames)."""
        first = max(0, self._done - PAST_TOKENS)
        tokens = torch.tensor([self._tokens[first:]], device=self._s3gen.device)
        mel = self._s3gen(
            tokens,
            ref_wav=None,
            ref_sr=None,
            ref_dict=dict(self._voice),  # upstream writes into it
            finalize=True,  # without it the model fails, whatever comes after the last token
            skip_vocoder=True,
            n_cfm_timesteps=self._steps,
            noised_mels=self._noise_from(first),
        )
        mel = mel[:, :, (self._done - first) * FRAMES_PER_TOKEN :]
        overlap = min(self._ahead_mel.size(2), mel.size(2))
        mel[:, :, :overlap] = _crossed(self._ahead_mel[:, :, :overlap], mel[:, :, :overlap])
        return mel

    def _vocoded(self, mel: Tensor, lasting: int) -> Tensor:
        """The samples of the spectrogram, shape (n,). `lasting` frames of it are final."""
        vocoder, past = self._s3gen.mel2wav, self._past_mel.size(2)
        mel = torch.cat([self._past_mel, mel], dim=2)
        pitch = vocoder.f0_predictor(mel)[:, past:]
        source = torch.cat([self._past_source, self._source.extend(pitch, lasting)], dim=2)
        samples = vocoder.decode(x=mel, s=source)[0, past * SAMPLES_PER_FRAME :].float().cpu()
        end = past + lasting
        start = max(0, end - PAST_FRAMES)
        self._past_mel, self._ahead_mel = mel[:, :, start:end], mel[:, :, end:]
        self._past_source = source[:, :, start * SAMPLES_PER_FRAME : end * SAMPLES_PER_FRAME]
        return samples

    def _noise_from(self, token: int) -> Tensor:
        """What the decoder starts from: the same for a frame however often it is made."""
        missing = len(self._tokens) * FRAMES_PER_TOKEN - self._noise.size(2)
        self._noise = torch.cat([self._noise, self._drawn(missing)], dim=2)
        noise = torch.cat([self._prompt_noise, self._noise[:, :, token * FRAMES_PER_TOKEN :]], 2)
        return noise.to(self._s3gen.device)

    def _drawn(self, frames: int) -> Tensor:
        return torch.randn(frames, BANDS, generator=self._random).T[None]


def _even(voice: dict[str, Any]) -> dict[str, Any]:
    """The voice with two frames of spectrogram a token: a recording may have one too many."""
    frames = voice["prompt_token"].size(1) * FRAMES_PER_TOKEN
    return voice | {"prompt_feat": voice["prompt_feat"][:, :frames]}


def _crossed(before: Tensor, after: Tensor) -> Tensor:
    """Fade from one to the other along the last axis; both have the same shape."""
    share = torch.linspace(0, 1, before.size(-1), device=before.device)
    return before + (after - before) * share
