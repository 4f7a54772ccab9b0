"""Writes VibeVoice Realtime 0.5B with tiny random weights, and voices of it, by upstream's classes.

python -P vibevoice_realtime.py FOLDER
"""

import sys
from pathlib import Path
from typing import Any

import torch
from tokenizers import AddedToken, Tokenizer
from tokenizers.decoders import ByteLevel as ByteLevelDecoder
from tokenizers.models import BPE
from tokenizers.pre_tokenizers import ByteLevel
from transformers.modeling_outputs import BaseModelOutputWithPast
from vibevoice.modular.configuration_vibevoice_streaming import VibeVoiceStreamingConfig
from vibevoice.modular.modeling_vibevoice_streaming_inference import (
    VibeVoiceStreamingForConditionalGenerationInference as VibeVoice,
)

NO_VOICE = "<|image_pad|>"
TOKENS = ["<|endoftext|>", "<|vision_start|>", "<|vision_end|>", "<|vision_pad|>", NO_VOICE]
VOICES = {
    "en-Test_woman": "a voice that speaks English",
    "de-Test_man": "und eine, die Deutsch kann",
}
LATENT = 8


def main(folder: Path) -> None:
    torch.manual_seed(0)
    target = folder / "vibevoice-realtime" / "realtime-0.5b"
    (target / "voices").mkdir(parents=True)
    tokenizer = _tokenizer()
    tokenizer.save(str(target / "tokenizer.json"))
    model = VibeVoice(_config(tokenizer.get_vocab_size())).eval()
    _liven(model)
    model.save_pretrained(target)
    without = [tokenizer.token_to_id(NO_VOICE)]
    for name, prompt in VOICES.items():
        voice = _heard(model, tokenizer.encode(prompt).ids, "")
        torch.save(voice | _heard(model, without, "neg_"), target / "voices" / f"{name}.pt")


def _tokenizer() -> Tokenizer:
    letters = {letter: number for number, letter in enumerate(sorted(ByteLevel.alphabet()))}
    tokenizer = Tokenizer(BPE(vocab=letters, merges=[]))
    tokenizer.pre_tokenizer = ByteLevel(add_prefix_space=False)
    tokenizer.decoder = ByteLevelDecoder()
    tokenizer.add_special_tokens([AddedToken(token, special=True) for token in TOKENS])
    return tokenizer


def _config(tokens: int) -> VibeVoiceStreamingConfig:
    return VibeVoiceStreamingConfig(
        acoustic_tokenizer_config={
            "vae_dim": LATENT,
            "encoder_n_filters": 2,
            "decoder_n_filters": 2,
            "encoder_depths": "1-1-1-1-1-1-1",
        },
        decoder_config={
            "model_type": "qwen2",
            "hidden_size": 32,
            "intermediate_size": 32,
            "num_hidden_layers": 3,
            "num_attention_heads": 4,
            "num_key_value_heads": 2,
            "vocab_size": tokens,
            "max_position_embeddings": 4096,
        },
        diffusion_head_config={
            "hidden_size": 32,
            "head_layers": 1,
            "latent_size": LATENT,
            "speech_vae_dim": LATENT,
        },
        tts_backbone_num_hidden_layers=2,
    )


@torch.no_grad()
def _liven(model: VibeVoice) -> None:
    """Have every layer keep the level of its input, and the speech never end of itself."""
    for weight in model.parameters():
        if weight.ndim > 1:
            torch.nn.init.normal_(weight, std=weight[0].numel() ** -0.5)
    model.model.speech_scaling_factor.fill_(1.0)
    model.model.speech_bias_factor.fill_(0.0)
    model.tts_eos_classifier.fc2.bias.fill_(-100.0)


@torch.inference_mode()
def _heard(model: VibeVoice, prompt: list[int], prefix: str) -> dict[str, Any]:
    """What both language models keep of a prompt, as upstream's files of voices hold it."""
    ids = torch.tensor([prompt])
    common = {
        "input_ids": ids,
        "attention_mask": torch.ones_like(ids),
        "use_cache": True,
        "return_dict": True,
    }
    lower = model.forward_lm(**common)
    upper = model.forward_tts_lm(
        **common,
        lm_last_hidden_state=lower.last_hidden_state,
        tts_text_masks=torch.ones_like(ids),
    )
    return {f"{prefix}lm": _compact(lower), f"{prefix}tts_lm": _compact(upper)}


def _compact(output: Any) -> BaseModelOutputWithPast:
    cache = output.past_key_values
    cache.key_cache = [keys.bfloat16() for keys in cache.key_cache]
    cache.value_cache = [values.bfloat16() for values in cache.value_cache]
    last = output.last_hidden_state.bfloat16()
    return BaseModelOutputWithPast(last_hidden_state=last, past_key_values=cache)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
