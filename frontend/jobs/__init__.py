"""Batch jobs: books, rows and subtitles become files, whenever no listener needs the workers.

In come the items of a job, which `readers` make of a file or a client sends; out go audio files,
captions and progress, which `assembling` makes of the segments that workers have spoken. `storage`
is the source of truth: every result is an object of its own, so any frontend can take up a job
whose frontend died. `running` is what one frontend does with the jobs it holds.
It may import `streaming`, `text`, `audio`, `voices`, `protocol` and `cluster`.
"""
