"""From a stream's pcm to the bytes of a format: resampling and encoding.

In come events with pcm at the backend's rate; out go the same events with the next bytes of one
encoded stream. `libav` alone knows PyAV. It may import `protocol`.
"""
