"""Speech tokens, one by one: upstream's inference loops as generators.

Upstream's own loops give all tokens at the end. These take the same steps in the same order, so
that the same seed gives the same tokens; a test compares them.
"""

from collections.abc import Iterator, Mapping
from typing import Any

import torch
import torch.nn.functional as F
from torch import Tensor
from transformers.generation.logits_process import (
    LogitsProcessorList,
    MinPLogitsWarper,
    RepetitionPenaltyLogitsProcessor,
    TemperatureLogitsWarper,
    TopKLogitsWarper,
    TopPLogitsWarper,
)

from backend_queues.base import OptionValue
from backend_queues.chatterbox.alignment import aligned

Options = Mapping[str, OptionValue]


class Draw:
    """Chooses a token from the logits, shape (1, vocabulary), by the seed alone."""

    def __init__(self, processors: LogitsProcessorList, device: str, seed: int) -> None:
        self._processors = processors
        self._generator = torch.Generator(device).manual_seed(seed)

    def __call__(self, spoken: Tensor, logits: Tensor) -> Tensor:
        """Return one token, shape (1, 1); `spoken`, shape (1, n), holds those before it."""
        probabilities = F.softmax(self._processors(spoken, logits), dim=-1)
        return torch.multinomial(probabilities, 1, generator=self._generator)


def guided_processors(options: Options) -> LogitsProcessorList:
    """What the original and the multilingual model do with logits, in their order."""
    return LogitsProcessorList(
        [
            RepetitionPenaltyLogitsProcessor(float(options["repetition_penalty"])),
            TemperatureLogitsWarper(float(options["temperature"])),
            MinPLogitsWarper(float(options["min_p"])),
            TopPLogitsWarper(float(options["top_p"])),
        ]
    )


def turbo_processors(options: Options) -> LogitsProcessorList:
    """What turbo does with logits, in its order; a `top_k` of 0 keeps all tokens."""
    top_k = int(options["top_k"])
    return LogitsProcessorList(
        [
            TemperatureLogitsWarper(float(options["temperature"])),
            *([TopKLogitsWarper(top_k)] if top_k else []),
            TopPLogitsWarper(float(options["top_p"])),
            RepetitionPenaltyLogitsProcessor(float(options["repetition_penalty"])),
        ]
    )


def guided_tokens(
    t3: Any, cond: Any, ids: Tensor, cfg_weight: float, draw: Draw, limit: int
) -> Iterator[int]:
    """Yield the tokens of the original or the multilingual model until it stops, at most `limit`.

    `ids`, shape (1, n), are the text's tokens between those of its start and end. A second text,
    which is all zeros, is what the model would say for any text; `cfg_weight` is how far to keep
    away from that. At 0 it has no say and is left out: upstream fails there.
    """
    texts = ids.repeat(2, 1) if cfg_weight else ids
    start = torch.full((1, 1), t3.hp.start_speech_token, device=ids.device)
    embeds, text_start = t3.prepare_input_embeds(
        t3_cond=cond,
        text_tokens=texts,
        speech_tokens=start.expand(len(texts), 1),
        cfg_weight=cfg_weight,
    )
    # The start is there twice; the models were trained so.
    inputs = torch.cat([embeds, _embedded(t3, start, 0, len(texts))], dim=1)
    past, spoken = None, start
    with aligned(t3, (text_start, text_start + ids.size(1))) as check:
        for position in range(1, limit + 1):
            output = t3.tfmr(inputs_embeds=inputs, past_key_values=past, use_cache=True)
            past = output.past_key_values
            logits = _guided(t3.speech_head(output.last_hidden_state[:, -1]), cfg_weight)
            token = draw(spoken, check(logits, int(spoken[0, -1])))
            if int(token) == t3.hp.stop_speech_token:
                return
            yield int(token)
            spoken = torch.cat([spoken, token], dim=1)
            inputs = _embedded(t3, token, position, len(texts))


def turbo_tokens(t3: Any, cond: Any, ids: Tensor, draw: Draw, limit: int) -> Iterator[int]:
    """Yield turbo's tokens until it stops, at most `limit`; `ids`, shape (1, n), are the text's."""
    start = torch.full((1, 1), t3.hp.start_speech_token, device=ids.device)
    inputs, _ = t3.prepare_input_embeds(t3_cond=cond, text_tokens=ids, speech_tokens=start)
    past, spoken = None, start[:, :0]
    for _ in range(limit):
        output = t3.tfmr(inputs_embeds=inputs, past_key_values=past, use_cache=True)
        past = output.past_key_values
        logits = t3.speech_head(output.last_hidden_state[:, -1])
        # The start counts as spoken for the first token alone, as it does upstream.
        token = draw(spoken if spoken.numel() else start, logits)
        if int(token) == t3.hp.stop_speech_token:
            return
        yield int(token)
        spoken = torch.cat([spoken, token], dim=1)
        inputs = t3.speech_emb(token)


def _guided(logits: Tensor, cfg_weight: float) -> Tensor:
    if len(logits) == 1:
        return logits
    wanted, unwanted = logits.chunk(2)
    return wanted + cfg_weight * (wanted - unwanted)


def _embedded(t3: Any, token: Tensor, position: int, texts: int) -> Tensor:
    embedding = t3.speech_emb(token) + t3.speech_pos_emb.get_fixed_embedding(position)
    return embedding.expand(texts, -1, -1)
