"""The parts of the package chatterbox-tts that are used here, imported once its traps are defused.

It was made for a script that has a network: it wants a torchaudio with its extension, fetches
files while it loads, and prints how far it is. So all imports of it are here, below the mending.
"""

import importlib
import logging
import sys
import warnings
from pathlib import Path
from typing import Any

from backend_queues.errors import EnvironmentFailed
from backend_queues.pytorch.audio import ensure_torchaudio

ensure_torchaudio()

with warnings.catch_warnings():
    # The watermarker finds its weights by way of pkg_resources, which says that it is deprecated.
    warnings.simplefilter("ignore", UserWarning)
    import perth

from chatterbox.models.s3gen import flow_matching  # noqa: E402
from chatterbox.models.s3gen.const import S3GEN_SIL, S3GEN_SR  # noqa: E402
from chatterbox.models.t3.inference.alignment_stream_analyzer import (  # noqa: E402
    LLAMA_ALIGNED_HEADS,
    AlignmentStreamAnalyzer,
)
from chatterbox.models.t3.modules.cond_enc import T3Cond  # noqa: E402
from chatterbox.models.tokenizers import tokenizer as tokenizers  # noqa: E402
from chatterbox.mtl_tts import SUPPORTED_LANGUAGES, ChatterboxMultilingualTTS  # noqa: E402
from chatterbox.mtl_tts import punc_norm as multilingual_punc_norm  # noqa: E402
from chatterbox.tts import ChatterboxTTS, Conditionals, punc_norm  # noqa: E402
from chatterbox.tts_turbo import ChatterboxTurboTTS  # noqa: E402
from chatterbox.tts_turbo import punc_norm as turbo_punc_norm  # noqa: E402

__all__ = [
    "LLAMA_ALIGNED_HEADS",
    "S3GEN_SIL",
    "S3GEN_SR",
    "SUPPORTED_LANGUAGES",
    "AlignmentStreamAnalyzer",
    "ChatterboxMultilingualTTS",
    "ChatterboxTTS",
    "ChatterboxTurboTTS",
    "Conditionals",
    "T3Cond",
    "multilingual_punc_norm",
    "punc_norm",
    "require_watermarker",
    "turbo_punc_norm",
]

SEGMENTER_FILE = "spacy_ontonotes.zip"


def require_watermarker() -> None:
    """Make sure that speech can be watermarked: without pkg_resources upstream would go without.

    Raises:
        EnvironmentFailed: the watermarker is missing.
    """
    if perth.PerthImplicitWatermarker is None:
        raise EnvironmentFailed(
            "The watermarker of chatterbox is missing, and nothing is spoken without it. It needs "
            "pkg_resources, which setuptools has below version 81; "
            "run: voice-server backends install chatterbox"
        )


def _local_file(*, repo_id: str, filename: str, cache_dir: Path) -> str:
    """Stand in for the hub's client: the table of Chinese characters lies beside the tokenizer."""
    return str(Path(cache_dir, filename))


def _block_absent_segmenter() -> None:
    """Have the Chinese segmenter count as not installed while its model is not on this machine.

    It would fetch the model, and the whole tokenizer fails where it cannot; without the package
    upstream leaves Chinese text as it is.
    """
    settings = importlib.import_module("spacy_pkuseg.config").config
    if not Path(settings.pkuseg_home, SEGMENTER_FILE).exists():
        sys.modules["spacy_pkuseg"] = None  # type: ignore[assignment]


def _same(steps: Any, **_: object) -> Any:
    return steps


def _say_nothing(*_: object) -> None: ...


tokenizers.hf_hub_download = _local_file
_block_absent_segmenter()
flow_matching.tqdm = _same
flow_matching.print = _say_nothing
# Its warnings are about single tokens, and useless in a worker's log.
logging.getLogger("chatterbox").setLevel(logging.ERROR)
