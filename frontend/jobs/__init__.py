"""Batch jobs: books, rows and subtitles become files, whenever no listener needs the workers.

In come files and items; out go audio files, captions and progress. The storage is the source of
truth: every result is an object of its own, so any frontend can take up a job whose frontend died.
It may import `streaming`, `text`, `audio`, `voices`, `protocol` and `cluster`.
"""
