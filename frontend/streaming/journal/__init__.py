"""What is kept of a text, so that any frontend can go on with its stream.

A whole text is kept as it is (`resume_recorder`), one that is being written as it comes.

When a sentence that is still being written is cut depends on the clock. What was decided is kept
with the text, and read again it is cut at the same places, so that a resumed stream goes on with
the very sample that comes next.
"""
