"""How much of the server each client uses, and how much it may.

In come a client and what it asks for; out goes nothing, or `TooManyRequests`. Rates are counted by
the `limits` library, streams at once by a script; both in Redis, for all frontends. Without a limit
nothing is counted.
"""
