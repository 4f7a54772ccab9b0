"""The parts of transformers that are used here, imported once torchaudio can be.

transformers imports torchaudio wherever it is installed; other models of this environment need it.
"""

from backend_queues.pytorch.audio import ensure_torchaudio

ensure_torchaudio()

from transformers import (  # noqa: E402
    AutoModelForTextToWaveform,
    AutoProcessor,
    StoppingCriteria,
    StoppingCriteriaList,
)
from transformers.utils.logging import disable_progress_bar  # noqa: E402

__all__ = [
    "AutoModelForTextToWaveform",
    "AutoProcessor",
    "StoppingCriteria",
    "StoppingCriteriaList",
    "disable_progress_bar",
]
