"""A server under faults by the thousand, while every sample that its listeners get is checked.

    python -m tests.chaos.thousand --seed 7 --faults 1000

In come a seed and a number of faults; out goes a table of what was done to the server, and of what
became of its streams. `cluster` is the server, `proxy` its way to Redis, `clock` its wall clock;
`process_faults`, `redis_faults` and `message_faults` are what can be done to it, `plan` when;
`listeners` hear known texts, `hearing` checks them, and `counts` sums up.
"""
