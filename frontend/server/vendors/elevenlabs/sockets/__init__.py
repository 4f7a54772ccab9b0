"""ElevenLabs' sockets: texts that come while they are written, one or several at once.

In: messages with pieces of texts. Out: messages with audio and the time of each character.
"""
