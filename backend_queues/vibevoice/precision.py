"""How precisely VibeVoice computes."""

import torch


def dtype_for(place: str) -> torch.dtype:
    """The published weights are bfloat16, which is slow or unknown anywhere but on a GPU of
    NVIDIA's."""
    return torch.bfloat16 if place.startswith("cuda") else torch.float32
