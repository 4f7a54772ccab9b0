"""Processes that are kept alive: started, watched, restarted, and reported on.

In come commands to run; out go their output with a name in front, restarts with growing delays, and
reports of what is wrong. It knows no Redis. It may import `tasks.process` and `backend_queues`.
"""
