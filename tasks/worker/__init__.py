"""A worker: one loaded backend that speaks one segment after the other.

In come tasks from its backend's queue; out go numbered messages with audio, word times and the end,
its heartbeat and its presence. It may import `tasks.connection`, `tasks.process`, the messages of
`tasks`, and `backend_queues`.
"""
