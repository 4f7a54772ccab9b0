"""The backend whose requirements.txt pins numpy."""

from tests.support.numpy_tone import NumpyTone

__all__ = ["NumpyTone"]
