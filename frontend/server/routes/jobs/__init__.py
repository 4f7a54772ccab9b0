"""The endpoints of batch jobs."""
