"""Write tiny XTTS and VITS models with random weights, in the layouts of the hub and the releases.

python coqui.py FOLDER
"""

import json
import string
import sys
from pathlib import Path
from typing import Any

import torch
from tokenizers import Tokenizer, models, pre_tokenizers
from TTS.tts.configs.vits_config import VitsConfig

from backend_queues.coqui.espeak import use_library
from backend_queues.coqui.upstream import Vits, XttsConfig, xtts

LATENTS = 64
AUDIO_TOKENS = 1026
MOST_AUDIO_TOKENS = 62
SPECIAL = ["[STOP]", "[START]", "[UNK]", "[SPACE]"]
SPEAKERS = ("Claribel Dervla", "Damien Black")


def main(folder: Path) -> None:
    torch.manual_seed(0)
    use_library()
    write_xtts(folder / "coqui" / "xtts-v2")
    write_vits(folder / "coqui" / "ljspeech-vits")
    write_vits(folder / "coqui" / "vctk-vits", speakers=("p225", "p226\n"))


def write_xtts(folder: Path) -> None:
    folder.mkdir(parents=True)
    config = xtts_config()
    write_vocabulary(folder / "vocab.json", config)
    model = xtts.Xtts(config)
    model.tokenizer = xtts.VoiceBpeTokenizer(vocab_file=folder / "vocab.json")
    model.init_models()
    with torch.no_grad():  # so that speech ends by its bound and not by chance
        model.gpt.mel_head.bias[config.model_args.gpt_stop_audio_token] = -10_000
        model.hifigan_decoder.waveform_decoder.conv_post.weight *= 20
    config.save_json(str(folder / "config.json"))
    with xtts._legacy_safe_globals():  # Coqui's file names classes where they once were
        torch.save({"model": halved(model), "config": config}, folder / "model.pth")
    torch.save({name: speaker() for name in SPEAKERS}, folder / "speakers_xtts.pth")


def xtts_config() -> Any:
    config = XttsConfig()
    arguments = config.model_args
    arguments.gpt_layers = 2
    arguments.gpt_n_heads = 4
    arguments.gpt_n_model_channels = arguments.decoder_input_dim = LATENTS
    arguments.gpt_use_perceiver_resampler = True
    arguments.gpt_max_audio_tokens = MOST_AUDIO_TOKENS
    arguments.gpt_num_audio_tokens = AUDIO_TOKENS
    arguments.gpt_start_audio_token = AUDIO_TOKENS - 2
    arguments.gpt_stop_audio_token = AUDIO_TOKENS - 1
    return config


def write_vocabulary(path: Path, config: Any) -> None:
    characters = [c for c in string.printable if not c.isspace()]
    languages = [f"[{language}]" for language in config.languages]
    names = [*SPECIAL, *characters, *languages]
    vocabulary = {name: number for number, name in enumerate(names)}
    tokenizer = Tokenizer(models.BPE(vocab=vocabulary, merges=[], unk_token="[UNK]"))
    tokenizer.pre_tokenizer = pre_tokenizers.Whitespace()
    tokenizer.add_special_tokens([*SPECIAL, *languages])
    tokenizer.save(str(path))


def speaker() -> dict[str, torch.Tensor]:
    return {
        "gpt_cond_latent": torch.randn(1, 32, LATENTS) * 0.1,
        "speaker_embedding": torch.randn(1, 512, 1) * 0.1,
    }


def write_vits(folder: Path, speakers: tuple[str, ...] = ()) -> None:
    folder.mkdir(parents=True)
    config = vits_config()
    if speakers:
        (folder / "speaker_ids.json").write_text(json.dumps({n: i for i, n in enumerate(speakers)}))
        config.model_args.use_speaker_embedding = True
        config.model_args.init_discriminator = False
        config.model_args.speakers_file = str(folder / "speaker_ids.json")
    model = Vits(config)
    if speakers:  # as in Coqui's files, a path of the machine that trained
        config.model_args.speakers_file = "/trained/here/speakers.json"
    with torch.no_grad():
        # Durations of some five frames, as in speech.
        model.duration_predictor.proj.weight.zero_()
        model.duration_predictor.proj.bias.fill_(1.5)
        model.waveform_decoder.conv_post.weight *= 20
    config.save_json(str(folder / "config.json"))
    torch.save({"model": halved(model), "config": config.to_dict()}, folder / "model_file.pth")


def halved(model: Any) -> dict[str, torch.Tensor]:
    """The weights at half their size: what is large in them cannot be set to be smaller."""
    return {name: value.half() for name, value in model.state_dict().items()}


def vits_config() -> Any:
    config = VitsConfig(
        use_phonemes=True,
        phonemizer="espeak",
        phoneme_language="en-us",
        text_cleaner="phoneme_cleaners",
    )
    arguments = config.model_args
    arguments.use_sdp = False
    arguments.hidden_channels = arguments.hidden_channels_ffn_text_encoder = 32
    arguments.num_layers_text_encoder = 1
    arguments.num_layers_flow = arguments.num_layers_posterior_encoder = 1
    arguments.speaker_embedding_channels = 16
    arguments.upsample_initial_channel_decoder = 32
    arguments.periods_multi_period_discriminator = [2]
    return config


if __name__ == "__main__":
    main(Path(sys.argv[1]))
