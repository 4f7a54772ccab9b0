"""Which voice speaks: defaults, voice samples, and what a request chooses.

In: a request's voice settings, the folder of voice samples, what other frontends publish of
theirs. Out: checked `VoiceSettings`, the catalogue of voice samples. Imports `frontend.cluster`,
`frontend.protocol`, `tasks` and `backend_queues`.
"""
