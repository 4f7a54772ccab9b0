"""The routes of Azure's clients, as its regions have them and as a resource's own domain does."""

from frontend.server.vendors.azure.errors import AzureRoute
from frontend.server.vendors.azure.speech import speech
from frontend.server.vendors.azure.tokens import issue
from frontend.server.vendors.azure.voices import voices

ROUTES = [
    AzureRoute("/cognitiveservices/v1", speech, ["POST"]),
    AzureRoute("/cognitiveservices/voices/list", voices, ["GET"]),
    AzureRoute("/tts/cognitiveservices/v1", speech, ["POST"]),
    AzureRoute("/tts/cognitiveservices/voices/list", voices, ["GET"]),
    AzureRoute("/sts/v1.0/issueToken", issue, ["POST"]),
]
