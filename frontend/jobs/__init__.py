"""Batch jobs: texts that are spoken to files when no listener needs the workers.

In come the items of a job, which `readers` make of a file or a client sends; out go files, which
`assembling` makes of the segments that workers have spoken. `storage` keeps everything a job is
made of, so that any frontend can go on with it; `running` is what one frontend does with the jobs
it holds. `Jobs` is all that routes need.
"""
