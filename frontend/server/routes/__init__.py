"""One file per protocol: what a client sends becomes a stream, what a stream yields is sent to it.

In come requests, checked by the Structs of `server.messages`; out go that protocol's messages.
Routes may import `server.http`, `server.messages` and what `server` may, but not `server.openapi`.
"""
