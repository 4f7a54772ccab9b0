"""Several segments at once: a worker takes what waits already, to speak it beside that in hand.

In comes the segment in hand; out go it and others, each with its own messages, claim and end: in
one batch, for a backend that can speak it, or between the parts of what is less urgent.
"""
