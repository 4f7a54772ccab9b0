"""One utterance from text to events: cut, schedule, deliver, put in order, resume.

In come text as it is written and voice settings; out go `frontend.protocol.events` in reading
order, which the listener pulls. It may import `text`, `audio`, `voices`, `telemetry`, `protocol`
and the messages of `tasks`. It does not import `cluster`: `ports` states what it needs of Redis,
broker and workers, and tests hand it a cluster in memory.
"""
