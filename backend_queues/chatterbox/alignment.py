"""Upstream's check, in the multilingual model, that the speech follows the text."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import torch

from backend_queues.chatterbox.upstream import LLAMA_ALIGNED_HEADS, AlignmentStreamAnalyzer

Check = Callable[[torch.Tensor, int], torch.Tensor]


@contextmanager
def aligned(t3: Any, text: tuple[int, int]) -> Iterator[Check]:
    """Give a check that takes each step's logits and the last token, and returns the logits.

    It forbids an end before the text's, and forces one when the speech runs on or repeats itself.
    `text` is where the text begins and ends in what the model is given. The original model has no
    such check: its logits come back as they are.
    """
    if not t3.hp.is_multilingual:
        yield lambda logits, token: logits
        return
    layers = [t3.tfmr.layers[layer].self_attn for layer, _ in LLAMA_ALIGNED_HEADS]
    before = [set(layer._forward_hooks) for layer in layers]
    analyzer = AlignmentStreamAnalyzer(t3.tfmr, None, text, eos_idx=t3.hp.stop_speech_token)
    # It reads the attentions of three layers by hooks; so the other layers' need not be kept, of
    # which a long text has hundreds of megabytes.
    t3.tfmr.config.output_attentions = False
    try:
        yield lambda logits, token: analyzer.step(logits, next_token=token)
    finally:
        # Upstream leaves its hooks behind, and each would slow down all speech that follows.
        for layer, known in zip(layers, before, strict=True):
            for hook in set(layer._forward_hooks) - known:
                del layer._forward_hooks[hook]
