"""Requests that must be spoken once, however often they come: those with an Idempotency-Key."""
