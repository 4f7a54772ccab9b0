"""What is kept of a text while it is written, so that any frontend can go on with its stream.

When a sentence that is still being written is cut depends on the clock. What was decided is kept
with the text, and read again it is cut at the same places, so that a resumed stream goes on with
the very sample that comes next.
"""
