"""Redis, the broker and the workers, as one frontend process sees them.

In come attempts to enqueue, and what workers publish; out go tasks on the queues of backends,
messages for each utterance, and the fleet: which workers there are and what waits. Redis' errors
become RedisUnavailable here and are known nowhere else in `frontend`. It may import `protocol`,
`tasks.connection` and the messages of `tasks`.
"""
