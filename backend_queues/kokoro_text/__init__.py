"""What both Kokoros share: voices and mixes, text to phonemes, word times."""
