"""Writes VibeVoice 1.5B with tiny random weights, by transformers' own classes.

    python -P vibevoice.py FOLDER

Random weights would end at once or say nothing. Here one channel of the language model has the
same sign all the time, and its head looks at that one alone, so that it asks for frames for ever.
"""

import sys
from pathlib import Path

import torch

from backend_queues.pytorch.audio import ensure_torchaudio

ensure_torchaudio()  # transformers imports it

from transformers import (  # noqa: E402
    Qwen2Tokenizer,
    VibeVoiceAcousticTokenizerFeatureExtractor,
    VibeVoiceConfig,
    VibeVoiceForConditionalGeneration,
    VibeVoiceProcessor,
)

END, START, STOP, FRAME = "<|endoftext|>", "<|vision_start|>", "<|vision_end|>", "<|vision_pad|>"
TOKENIZER = {"hidden_size": 8, "num_filters": 2, "depths": [1] * 7}
LANGUAGE_MODEL = {
    "model_type": "qwen2",
    "hidden_size": 32,
    "intermediate_size": 32,
    "num_hidden_layers": 2,
    "num_attention_heads": 4,
    "num_key_value_heads": 2,
    "max_position_embeddings": 4096,
}
LOUD = 1.0
# As upstream's in what it says and in which order: the voices, then what each speaker says.
CHAT_TEMPLATE = (
    " Read this aloud.\n"
    "{% for message in messages %}{% for item in message['content'] %}"
    "{% if item['type'] == 'audio' %}"
    f" Speaker {{{{ message['role'] }}}}:{START}{FRAME}{STOP}\n"
    "{% endif %}{% endfor %}{% endfor %}"
    "{% for message in messages %}{% for item in message['content'] %}"
    "{% if item['type'] == 'text' %}"
    " Speaker {{ message['role'] }}: {{ item['text'] }}\n"
    "{% endif %}{% endfor %}{% endfor %}"
    f" Speech output:\n{START}"
)


def main(folder: Path) -> None:
    torch.manual_seed(0)
    tokenizer = _tokenizer()
    model = VibeVoiceForConditionalGeneration(_config(tokenizer))
    _liven(model)
    _ask_for_frames(model)
    # What upstream's conversion of the published weights sets.
    model.generation_config.update(
        do_sample=False,
        guidance_scale=1.3,
        max_new_tokens=40500,
        eos_token_id=model.config.eos_token_id,
        pad_token_id=model.config.pad_token_id,
        noise_scheduler_class="DPMSolverMultistepScheduler",
        noise_scheduler_config={
            "beta_schedule": "squaredcos_cap_v2",
            "prediction_type": "v_prediction",
        },
    )
    target = folder / "vibevoice" / "1.5b"
    model.save_pretrained(target)
    listener = VibeVoiceAcousticTokenizerFeatureExtractor()
    processor = VibeVoiceProcessor(listener, tokenizer, chat_template=CHAT_TEMPLATE)
    processor.save_pretrained(target)


def _tokenizer() -> Qwen2Tokenizer:
    """One token for each byte, written as upstream's vocabularies write bytes."""
    plain = [*range(33, 127), *range(161, 173), *range(174, 256)]
    other = [byte for byte in range(256) if byte not in plain]
    letters = [*map(chr, plain), *(chr(256 + n) for n in range(len(other)))]
    vocabulary = {letter: number for number, letter in enumerate(letters)}
    tokenizer = Qwen2Tokenizer(vocab=vocabulary, merges=[])
    tokenizer.add_special_tokens({"pad_token": END, "eos_token": END})
    tokenizer.add_tokens([START, STOP, FRAME], special_tokens=True)
    return tokenizer


def _config(tokenizer: Qwen2Tokenizer) -> VibeVoiceConfig:
    number = tokenizer.convert_tokens_to_ids
    return VibeVoiceConfig(
        audio_config={"model_type": "vibevoice_acoustic_tokenizer", **TOKENIZER},
        semantic_model_config={"model_type": "vibevoice_acoustic_tokenizer_encoder", **TOKENIZER},
        text_config={**LANGUAGE_MODEL, "vocab_size": len(tokenizer)},
        diffusion_head_config={
            "num_hidden_layers": 1,
            "intermediate_size": 32,
            "frequency_embedding_size": 16,
        },
        pad_token_id=number(END),
        eos_token_id=number(END),
        audio_bos_token_id=number(START),
        audio_eos_token_id=number(STOP),
        audio_token_id=number(FRAME),
    )


@torch.no_grad()
def _ask_for_frames(model: VibeVoiceForConditionalGeneration) -> None:
    inner = model.model
    inner.language_model.embed_tokens.weight[:, 0] = LOUD
    for layer in inner.language_model.layers:
        layer.self_attn.o_proj.weight[0] = 0
        layer.mlp.down_proj.weight[0] = 0
    for projector in (inner.multi_modal_projector, inner.semantic_connector):
        projector.linear_2.weight[0] = 0
        projector.linear_2.bias[0] = LOUD
    model.lm_head.weight.zero_()
    model.lm_head.weight[model.config.audio_token_id, 0] = 1


@torch.no_grad()
def _liven(model: VibeVoiceForConditionalGeneration) -> None:
    """Have every layer keep the level of its input; as upstream makes them, it fades to nothing."""
    for weight in model.parameters():
        if weight.ndim > 1:
            torch.nn.init.normal_(weight, std=weight[0].numel() ** -0.5)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
