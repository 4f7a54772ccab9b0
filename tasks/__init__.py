"""What frontends and workers share, and the worker itself.

`messages` are what they send one another, `keys` every name in Redis, `synthesize` the one task.
Imports only `backend_queues`; importing it loads no model library and no web server.
"""
