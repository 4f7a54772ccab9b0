"""Speaks a text into a file by OpenAI's Python client: VOICE PATH TEXT; prints its error."""

import json
import sys

from openai import APIStatusError, OpenAI

voice, path, text = sys.argv[1:]
client = OpenAI(max_retries=0)  # OPENAI_BASE_URL, OPENAI_API_KEY
try:
    with client.audio.speech.with_streaming_response.create(
        model="tts-1", voice=voice, input=text, response_format="wav"
    ) as response:
        response.stream_to_file(path)
    print(json.dumps({"status": response.status_code}))
except APIStatusError as error:
    said = {"status": error.status_code, "code": error.code, "kind": type(error).__name__}
    print(json.dumps(said))
