"""The routes of batch jobs."""
