"""Who asks, what they may do, and how much of it.

In come the credentials and the address of a request; out goes a `Client`, or an error. Keys, tokens
and counts are in Redis, or keys in a file. Imports `protocol`, `tasks` and `connection`.
"""
