"""Where jobs are kept: the objects of a job, and what they mean."""
