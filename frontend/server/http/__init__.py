"""What the routes share: reading requests, sending bodies, errors as answers, disconnects.

In come Starlette's requests and a stream's audio; out go validated values, responses with a send
timeout, and the status of each error. It may import what `server` may, but no route.
"""
