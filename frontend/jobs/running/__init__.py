"""The jobs that this frontend runs: each is held by a lease and run from its stored items to files.

JobRunner takes up jobs, RunningJob holds one, and Run does its work: a Lane for each backend gives
items to the ItemSpeaker, the SegmentMaker gets their segments, ItemRecords notes how items end,
and the Assembler makes the files. JobStatus collects what the job reports.
"""
