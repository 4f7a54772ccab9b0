"""Writes the three Chatterbox models with tiny random weights, in the hub's layout.

    python chatterbox.py FOLDER

Upstream's own classes write them, shrunk where their configuration allows it.
"""

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import soundfile
import torch
from safetensors.torch import save_file
from tokenizers import Tokenizer, models, pre_tokenizers

from backend_queues.chatterbox import models as adapted
from backend_queues.chatterbox.upstream import LLAMA_ALIGNED_HEADS, SUPPORTED_LANGUAGES

from chatterbox.models.s3gen import S3Gen, s3gen  # isort: skip
from chatterbox.models.t3 import T3, llama_configs  # isort: skip
from chatterbox.models.t3.modules.perceiver import Perceiver  # isort: skip
from chatterbox.models.t3.modules.t3_config import T3Config  # isort: skip
from chatterbox.models.voice_encoder import VoiceEncoder  # isort: skip
from s3tokenizer.model_v2 import S3TokenizerV2  # isort: skip

SPEECH_TOKENS = 6561
# All tags of turbo's vocabulary, in its order, from its first id behind GPT-2's.
GPT2_SIZE = 50257
TURBO_TAGS = (
    "angry fear surprised whispering advertisement dramatic narration crying happy sarcastic"
    " clear_throat sigh shush cough groan sniff gasp chuckle laugh"
)


def main(folder: Path) -> None:
    torch.manual_seed(0)
    torch.set_num_threads(2)
    shrink()
    recording = folder / "recording.wav"
    write_recording(recording)
    writers = {"original": write_original, "multilingual": write_multilingual, "turbo": write_turbo}
    for name, write in writers.items():
        target = folder / "chatterbox" / name
        target.mkdir(parents=True)
        write(target)
        model = adapted.MODELS[name](target, "cpu")
        with torch.inference_mode():
            model.tts.prepare_conditionals(recording)
        model.tts.conds.save(target / "conds.pt")
    recording.unlink()


def shrink() -> None:
    """Have upstream make small models: their sizes are in its code, not beside the weights.

    So whoever loads the tiny weights must call it too.
    """
    llama_configs.LLAMA_CONFIGS["Llama_520M"].update(
        hidden_size=64,
        intermediate_size=64,
        num_hidden_layers=2,
        num_attention_heads=4,
        num_key_value_heads=4,
        head_dim=16,
    )
    # Which layer and head the check of the multilingual model reads.
    LLAMA_ALIGNED_HEADS[:] = [(0, 3), (1, 1), (1, 2)]
    llama_configs.LLAMA_CONFIGS["GPT2_medium"].update(
        n_embd=64, hidden_size=64, n_head=4, n_layer=2
    )
    Perceiver.__init__.__defaults__ = (32, 64, 64, 4)
    tokenizer = S3TokenizerV2.__init__.__defaults__[0]
    tokenizer.n_audio_state, tokenizer.n_audio_head, tokenizer.n_audio_layer = 128, 2, 1
    encoder, decoder = s3gen.UpsampleConformerEncoder, s3gen.ConditionalDecoder
    s3gen.UpsampleConformerEncoder = with_settings(encoder, num_blocks=1, linear_units=64)
    s3gen.ConditionalDecoder = with_settings(
        decoder, num_mid_blocks=1, n_blocks=1, channels=[64], num_heads=1
    )
    s3gen.HiFTGenerator = with_settings(s3gen.HiFTGenerator, base_channels=64)


def with_settings(kind: Callable[..., Any], **settings: object) -> Callable[..., Any]:
    return lambda **given: kind(**{**given, **settings})


def write_original(target: Path) -> None:
    save(VoiceEncoder(), target / "ve.safetensors")
    save(T3(), target / "t3_cfg.safetensors")
    save(S3Gen(), target / "s3gen.safetensors")
    write_letters(target / "tokenizer.json", [])


def write_multilingual(target: Path) -> None:
    torch.save(state_of(VoiceEncoder()), target / "ve.pt")
    save(T3(T3Config.multilingual()), target / "t3_mtl23ls_v2.safetensors")
    torch.save(state_of(S3Gen()), target / "s3gen.pt")
    languages = [f"[{language}]" for language in SUPPORTED_LANGUAGES]
    codes = [f"[cj_{letter}]" for letter in "abcdefghijklmnopqrstuvwxyz0123456789."]
    write_letters(target / "grapheme_mtl_merged_expanded_v1.json", [*languages, *codes])
    (target / "Cangjie5_TC.json").write_text(json.dumps(["你\tonf", "好\tvnd"]))


def write_turbo(target: Path) -> None:
    settings = T3Config(text_tokens_dict_size=GPT2_SIZE + 19)
    settings.llama_config_name = "GPT2_medium"
    settings.speech_tokens_dict_size = SPEECH_TOKENS + 2
    settings.input_pos_emb = None
    settings.speech_cond_prompt_len = 375
    settings.use_perceiver_resampler = False
    settings.emotion_adv = False
    save(VoiceEncoder(), target / "ve.safetensors")
    save(T3(settings), target / "t3_turbo_v1.safetensors")
    save(S3Gen(meanflow=True), target / "s3gen_meanflow.safetensors")
    write_gpt2(target)


def state_of(module: torch.nn.Module) -> dict[str, torch.Tensor]:
    """The module's weights, in half the size that the loaders make of them again."""
    state = {name: value.contiguous().clone() for name, value in module.state_dict().items()}
    for name, value in state.items():
        if name.startswith(("tfmr.layers.", "tfmr.h.")) and value.ndim == 2:
            value *= 8  # so small a model would hear nothing but the last token
    head = state.get("speech_head.weight")
    if head is not None:
        # Random weights would draw ids that are not speech; real ones hardly ever do.
        head[:SPEECH_TOKENS] *= 5
        head[SPEECH_TOKENS:] = 0
    return {n: v.half() if v.is_floating_point() else v for n, v in state.items()}


def save(module: torch.nn.Module, target: Path) -> None:
    save_file(state_of(module), target)


def write_letters(target: Path, more: list[str]) -> None:
    """A tokenizer with one token for each letter; [STOP] is 0 and [START] 255, as upstream's."""
    names = ["[STOP]", "[UNK]", "[SPACE]", "[PAD]", "[SEP]", "[CLS]", "[MASK]"]
    names += [chr(code) for code in range(33, 127)]
    names += [f"[R{number}]" for number in range(len(names), 255)] + ["[START]", *more]
    vocabulary = {name: number for number, name in enumerate(names)}
    tokenizer = Tokenizer(models.BPE(vocab=vocabulary, merges=[], unk_token="[UNK]"))
    tokenizer.pre_tokenizer = pre_tokenizers.Whitespace()
    tokenizer.add_special_tokens(["[START]", "[STOP]", "[UNK]", "[SPACE]"])
    if more:
        tokenizer.add_tokens(more)
    tokenizer.save(str(target))


def write_gpt2(target: Path) -> None:
    """GPT-2's tokenizer with its 256 bytes and no merges, and the tags behind its vocabulary."""
    letters = [*range(33, 127), *range(161, 173), *range(174, 256)]
    others = [byte for byte in range(256) if byte not in letters]
    names = [chr(code) for code in letters] + [chr(256 + number) for number in range(len(others))]
    names += [f"<r{number}>" for number in range(len(names), GPT2_SIZE - 1)] + ["<|endoftext|>"]
    tags = [f"[{tag.replace('_', ' ')}]" for tag in TURBO_TAGS.split()]
    added = {tag: GPT2_SIZE + number for number, tag in enumerate(tags)}
    end = "<|endoftext|>"
    config = {
        "tokenizer_class": "GPT2Tokenizer",
        "model_max_length": 1024,
        "unk_token": end,
        "bos_token": end,
        "eos_token": end,
        "added_tokens_decoder": {
            str(number): {"content": tag, "special": False, "normalized": True}
            for tag, number in added.items()
        },
    }
    (target / "vocab.json").write_text(json.dumps({name: id for id, name in enumerate(names)}))
    (target / "merges.txt").write_text("#version: 0.2\n")
    (target / "added_tokens.json").write_text(json.dumps(added))
    (target / "special_tokens_map.json").write_text(json.dumps({"eos_token": end}))
    (target / "tokenizer_config.json").write_text(json.dumps(config))


def write_recording(target: Path, seconds: float = 6.0, rate_hz: int = 24_000) -> None:
    """Something with a pitch that goes up and down, and loudness that comes and goes."""
    time_s = np.arange(int(seconds * rate_hz)) / rate_hz
    pitch = np.sin(2 * np.pi * (120 + 20 * np.sin(2 * np.pi * 3 * time_s)) * time_s)
    samples = 0.3 * pitch * (1 + 0.5 * np.sin(2 * np.pi * 4 * time_s))
    noise = 0.01 * np.random.default_rng(0).standard_normal(len(time_s))
    soundfile.write(target, (samples + noise).astype(np.float32), rate_hz)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
