"""Kokoro: voices and mixes, text to phonemes, word times; all its runtimes share this."""
