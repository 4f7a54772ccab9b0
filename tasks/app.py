"""The Celery application. Workers start with it; frontends send tasks through it by name."""

from celery import Celery

app = Celery("voice-server", include=["tasks.synthesize"])
app.config_from_object("celeryconfig")
