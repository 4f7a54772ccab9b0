"""One file per protocol: what a client sends becomes a stream, what a stream yields is sent to it.

In come requests, checked by the Structs beside each route; out go that protocol's messages. Routes
may import `server.http` and what `server` may; the document's route also `server.openapi`.
"""
