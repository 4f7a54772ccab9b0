"""The socket /v1/audio/speech/stream, as vllm-omni and sglang-omni have it.

In: text as it is written. Out: the audio of each sentence, or of each text.
"""
