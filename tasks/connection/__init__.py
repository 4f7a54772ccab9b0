"""How to reach Redis and the broker: every form of `REDIS_URL` and `BROKER_URL`, parsed once.

In come URLs; out go redis-py's clients, kombu's settings, and errors that say which part is wrong
without a password in them. It may import the errors of `backend_queues`.
"""
