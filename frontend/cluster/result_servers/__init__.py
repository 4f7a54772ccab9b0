"""Utterances over several Redis servers: which has which, and what is done where one is away.

In: RESULT_REDIS_URLS. Out: a bus and a source of messages that do for all servers what those of
`frontend.cluster` do for one. Without the setting nothing here runs.
"""
