"""Upstream's own classes with random weights, as small as they get."""

import json
from pathlib import Path
from typing import Any

import torch
from kokoro.istftnet import Decoder
from kokoro.modules import CustomAlbert, ProsodyPredictor, TextEncoder
from transformers import AlbertConfig

from backend_queues.kokoro_pytorch.files import WEIGHTS_FILE

PHONEMES = "abcdefghijklmnopqrst"
BERT = {
    "hidden_size": 64,
    "num_attention_heads": 2,
    "intermediate_size": 64,
    "max_position_embeddings": 512,
    "num_hidden_layers": 1,
    "dropout": 0.1,
}
GENERATOR = {
    "upsample_kernel_sizes": [20, 12],
    "upsample_rates": [10, 6],
    "gen_istft_hop_size": 5,
    "gen_istft_n_fft": 20,
    "resblock_dilation_sizes": [[1, 3, 5]],
    "resblock_kernel_sizes": [3],
    "upsample_initial_channel": 512,
}
CONFIG: dict[str, Any] = {
    "istftnet": GENERATOR,
    "dim_in": 64,
    "dropout": 0.2,
    "hidden_dim": 512,
    "max_dur": 4,
    "n_layer": 1,
    "n_mels": 80,
    "n_token": len(PHONEMES) + 1,
    "style_dim": 128,
    "text_encoder_kernel_size": 5,
    "plbert": BERT,
    "vocab": {phoneme: number for number, phoneme in enumerate(PHONEMES, 1)},
}


def write(folder: Path) -> None:
    """Write configuration and weights as they lie on the hub."""
    torch.manual_seed(0)
    hidden, style, layers = CONFIG["hidden_dim"], CONFIG["style_dim"], CONFIG["n_layer"]
    parts = {
        "bert": CustomAlbert(AlbertConfig(vocab_size=CONFIG["n_token"], **BERT)),
        "bert_encoder": torch.nn.Linear(BERT["hidden_size"], hidden),
        "predictor": ProsodyPredictor(
            style_dim=style, d_hid=hidden, nlayers=layers, max_dur=CONFIG["max_dur"], dropout=0.2
        ),
        "text_encoder": TextEncoder(
            channels=hidden, kernel_size=5, depth=layers, n_symbols=CONFIG["n_token"]
        ),
        "decoder": Decoder(dim_in=hidden, style_dim=style, dim_out=CONFIG["n_mels"], **GENERATOR),
    }
    with torch.no_grad():
        parts["predictor"].F0_proj.bias += 20.0  # hertz: about half of it is voiced
        parts["predictor"].F0_proj.weight *= 100
        parts["predictor"].duration_proj.linear_layer.weight *= 10
    torch.save({name: part.state_dict() for name, part in parts.items()}, folder / WEIGHTS_FILE)
    (folder / "config.json").write_text(json.dumps(CONFIG))
