"""Kokoro on PyTorch. Importing this package imports nothing of it, but comes before it."""

import os

# Apple's GPUs lack some operations; upstream asks for this, and torch reads it when imported.
os.environ.setdefault("PYTORCH_ENABLE_MPS_FALLBACK", "1")
