"""TTS backends, and the contract that they keep: the ground floor, which imports no other package.

`base` is the contract, `errors` what may go wrong anywhere, `registry` reads `backends.yaml`. Each
folder beside `provisioning` is one backend, or what some of them share (`pytorch`, `kokoro_onnx`);
in comes a SpeechRequest, out go float32 samples. Backends may import the contract and
`provisioning`, never `tasks` or `frontend`.
"""
