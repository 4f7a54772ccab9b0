"""Where speech goes on the command line: the loudspeaker, a WAV file, a pipe.

In comes pcm from the client; out go sound or bytes, and when the first audio and each gap were. It
may import `client`'s events.
"""
