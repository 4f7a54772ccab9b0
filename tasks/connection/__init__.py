"""Connections to Redis and to the broker: what REDIS_URL and BROKER_URL say, clients, errors.

In: the two settings. Out: clients of redis-py, Celery's settings, and RedisUnavailable for
whatever they raise. Imports `backend_queues.errors` alone.
"""
