"""Where jobs are kept: any storage that fsspec knows, the objects of a job, and what they mean."""
