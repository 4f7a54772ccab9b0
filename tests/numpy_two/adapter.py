"""The backend whose requirements.txt pins numpy."""

from tests.numpy_tone import NumpyTone

__all__ = ["NumpyTone"]
