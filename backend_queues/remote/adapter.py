"""Remote speech services, and any server with OpenAI's protocol, as backends."""

from backend_queues.remote.azure import Azure
from backend_queues.remote.elevenlabs import ElevenLabs
from backend_queues.remote.openai import OpenAI

__all__ = ["Azure", "ElevenLabs", "OpenAI"]
