"""Redis and the broker as a frontend sees them.

In: segments to enqueue, and what this frontend records of its utterances. Out: the messages of
workers, handed to their utterances; the live workers and their queues. Every failure is a
RedisUnavailable. Imports `tasks` and `backend_queues`, and no other room of the frontend.
"""
