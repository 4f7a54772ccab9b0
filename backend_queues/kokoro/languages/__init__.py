"""Words and their phonemes in the languages that are read without espeak."""
