"""The files that can be read, by the suffix of their names."""

SUFFIXES = (".txt", ".md", ".markdown", ".epub", ".jsonl", ".csv", ".srt", ".vtt")
