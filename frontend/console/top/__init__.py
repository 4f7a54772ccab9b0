"""`voice-server top`: the view of a server that refreshes every second.

In comes `/v1/status`; out go tables, or the status as JSON. It may import `client` and `protocol`.
"""
