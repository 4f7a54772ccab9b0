"""The routes of OpenAI's clients, and captioned speech, which Kokoro's servers add to them."""

from frontend.server.routes.openai.captioned import captioned
from frontend.server.routes.openai.errors import OpenAIRoute
from frontend.server.routes.openai.models import model, models
from frontend.server.routes.openai.speech import speech

OPENAI_ROUTES = [
    OpenAIRoute("/v1/models", models, ["GET"]),
    OpenAIRoute("/v1/models/{model:path}", model, ["GET"]),
    OpenAIRoute("/v1/audio/speech", speech, ["POST"]),
    OpenAIRoute("/v1/audio/speech/captioned", captioned, ["POST"]),
    OpenAIRoute("/dev/captioned_speech", captioned, ["POST"]),
]
