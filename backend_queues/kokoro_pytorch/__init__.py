"""Kokoro on PyTorch. This is imported before PyTorch, which reads the variable at its import."""

import os

# Apple's GPUs lack some operations; upstream asks for this.
os.environ.setdefault("PYTORCH_ENABLE_MPS_FALLBACK", "1")
