"""The document of this server: what all parts say, under one title."""

from importlib.metadata import version
from typing import Any

from frontend.server.openapi import azure, classic, jobs, openai, server, sockets, speech, voices
from frontend.server.openapi.document import Document
from frontend.server.openapi.vendors import cartesia
from frontend.server.vendors.deepgram import openapi as deepgram
from frontend.server.vendors.elevenlabs import described as elevenlabs
from frontend.server.vendors.omni import described as omni

OPERATIONS = (
    *speech.OPERATIONS,
    *openai.OPERATIONS,
    *cartesia.OPERATIONS,
    *deepgram.OPERATIONS,
    *azure.OPERATIONS,
    *jobs.OPERATIONS,
    *voices.OPERATIONS,
    *classic.OPERATIONS,
    *server.OPERATIONS,
    *elevenlabs.OPERATIONS,
)

SOCKETS = (
    *sockets.SOCKETS,
    *cartesia.SOCKETS,
    *deepgram.SOCKETS,
    *elevenlabs.SOCKETS,
    omni.SOCKET,
)

TAGS = {
    speech.TAG: "Text in, speech out. All audio is mono.",
    openai.TAG: "For OpenAI's clients; errors are in OpenAI's shape.",
    cartesia.TAG: cartesia.ABOUT,
    deepgram.TAG: "For Deepgram's clients; errors are in Deepgram's shape.",
    azure.TAG: "For clients of Azure's text to speech over HTTP.",
    jobs.TAG: "Long texts, spoken into files while no listener needs the workers.",
    voices.TAG: "Backends, their voices, and voices made from recordings.",
    classic.TAG: (
        "Backends (`engines`) and voices as plain names, and the server's defaults; GET and POST "
        "do the same."
    ),
    server.TAG: "For load balancers, tools and people.",
    elevenlabs.TAG: elevenlabs.ABOUT,
}
DESCRIPTION = (
    "Text goes in while it is being written, speech comes out at once. Every error is answered "
    "with a sentence that says what to change."
)


def whole_document() -> dict[str, Any]:
    """Return the OpenAPI document of every route."""
    info = {
        "title": "Voice Server",
        "version": version("voice-server"),
        "description": DESCRIPTION,
        "license": {"name": "Apache 2.0", "identifier": "Apache-2.0"},
    }
    return Document(OPERATIONS, SOCKETS).make(info, TAGS)
