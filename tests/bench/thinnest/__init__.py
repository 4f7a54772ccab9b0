"""The thinnest way over the same parts: Starlette, a Celery task, Redis' pub/sub, and nothing else.

No text is cut, nothing recorded, claimed, logged or put in order, and nobody is admitted: what is
left is what the parts themselves cost between a client and a backend. `python -m
tests.bench.thinnest [BACKEND]` measures it in turns with the bare backend and with the server.

    frontend    the Starlette app
    speaking    the task; its worker runs in the backend's environment
"""
