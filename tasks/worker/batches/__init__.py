"""Several segments at once: a worker takes what waits already, for a backend that can speak it.

In comes the segment in hand; out go it and others, each with its own messages, claim and end.
"""
