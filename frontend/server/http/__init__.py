"""What the routes share: reading requests, sending bodies, errors as answers, disconnects.

In come Starlette's requests and a stream's audio; out go validated values, responses with a send
timeout, and the status of each error. Only `state` knows the parts of the server; the other
modules may import `audio`, `protocol` and `server.messages`, but no route.
"""
