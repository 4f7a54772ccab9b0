"""Dates, years and times of day."""
