"""Speech as a whole file, of a known length, and what is kept of it for those who ask for parts.

In come the events of a stream and a request, out go responses. It may import `http` and `audio`,
but no route.
"""
