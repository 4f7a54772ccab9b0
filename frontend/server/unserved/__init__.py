"""Requests that no route serves.

In: a request or WebSocket. Out: the error that says what there is instead.
"""
