"""Whose jobs are stored, how much of them there may be, and for how long."""
