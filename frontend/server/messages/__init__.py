"""What clients send and receive, as Structs.

The routes read and write them, and openapi describes them, so this imports neither: only the
vocabulary of `frontend.protocol`, the formats of `frontend.audio`, and the errors.
"""
