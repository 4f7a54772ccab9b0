"""Writes Pocket TTS with tiny random weights, with voice cloning and without, and two voices for
it, by upstream's own classes.

    python -P pocket.py FOLDER

The configuration is upstream's of the English model with smaller numbers. Random weights ask for
the end all the time, so a speech ends soon; with a high `eos_threshold`, upstream's limit ends it.
"""

import shutil
import sys
from pathlib import Path
from typing import Any

import torch
import yaml
from pocket_tts import TTSModel, export_model_state
from pocket_tts.utils.config import CONFIGS_DIR
from safetensors.torch import save_file
from tokenizers import Tokenizer, decoders, models, pre_tokenizers

MODEL = "english"
CHARACTERS = ["<unk>", "▁", *map(chr, range(33, 127))]
FLOW = {"depth": 2, "dim": 32}
TRANSFORMER = {"d_model": 64, "hidden_scale": 2, "num_heads": 4, "num_layers": 2}
SEANET = {"dimension": 64, "n_filters": 4}
CODEC = {
    "d_model": 64,
    "num_heads": 4,
    "dim_feedforward": 128,
    "input_dimension": 64,
    "output_dimensions": [64],
}
PITCHES_HZ = {"alba": 220.0, "marius": 110.0}


def main(folder: Path) -> None:
    torch.manual_seed(0)
    place = folder / "pocket" / MODEL / "languages" / MODEL
    cloning = folder / "pocket" / f"{MODEL}-cloning" / "languages" / MODEL
    for made in (place / "embeddings", cloning):
        made.mkdir(parents=True)
    _write_tokenizer(place / "tokenizer.json")
    config = place / "config.yaml"
    config.write_text(yaml.safe_dump(_config(place)))
    model = TTSModel.load_model(config=config)
    _fill(model)
    weights = {name: tensor.clone() for name, tensor in model.state_dict().items()}
    save_file(weights, place / "model.safetensors")
    shutil.copy(place / "model.safetensors", cloning)
    for name, pitch_hz in PITCHES_HZ.items():
        state = model.get_state_for_audio_prompt(_hum(pitch_hz))
        export_model_state(state, place / "embeddings" / f"{name}.safetensors")


def _config(place: Path) -> dict[str, Any]:
    config: dict[str, Any] = yaml.safe_load((CONFIGS_DIR / f"{MODEL}.yaml").read_text())
    del config["weights_path"], config["weights_path_without_voice_cloning"]
    config["flow_lm"]["flow"] |= FLOW
    config["flow_lm"]["transformer"] |= TRANSFORMER
    config["flow_lm"]["lookup_table"] |= {
        "dim": TRANSFORMER["d_model"],
        "n_bins": len(CHARACTERS),
        "tokenizer_path": str(place / "tokenizer.json"),
    }
    config["mimi"] |= {"outer_dim": SEANET["dimension"]}
    config["mimi"]["seanet"] |= SEANET
    config["mimi"]["transformer"] |= CODEC
    config["mimi"]["quantizer"]["output_dimension"] = SEANET["dimension"]
    return config


def _write_tokenizer(path: Path) -> None:
    """Write a tokenizer of single characters, which puts texts together again as they were."""
    vocabulary = {character: number for number, character in enumerate(CHARACTERS)}
    tokenizer = Tokenizer(models.BPE(vocab=vocabulary, merges=[], unk_token="<unk>"))
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace()
    tokenizer.decoder = decoders.Metaspace()
    tokenizer.save(str(path))


def _fill(model: TTSModel) -> None:
    """Give values to the parameters that upstream leaves for the weights to set."""
    for parameter in model.parameters():
        if not torch.isfinite(parameter).all() or parameter.abs().max() == 0:
            torch.nn.init.normal_(parameter.data, std=0.2)


def _hum(pitch_hz: float) -> torch.Tensor:
    times = torch.arange(24_000) / 24_000
    return 0.2 * torch.sin(2 * torch.pi * pitch_hz * times)[None]


if __name__ == "__main__":
    main(Path(sys.argv[1]))
