"""WS /stream-tokens: text in as it is written, speech out in binary messages; lost, it is resumed.

In:  {"voice": "af_heart", "opts": {"speed": 1.0}}, also "backend", "language" and "fallback";
     optional, at any time; applies to the text that is cut from then on.
     {"format": "mulaw", "sample_rate": 8000, "events": true}; optional, before the first token.
     {"voices": {"Alice": "af_heart"}}; the same: names that the text uses for voices
     {"ssml": true}; before the first token: the text is SSML, and spoken once it is complete
     {"token": "Hello "}, any string, any number of times.
     {"done": true}
     {"interrupt": true, "played_s": 3.2}; at any time: the text is spoken no further, and another
     one may follow over the same connection, with all that was asked for
     {"resume": "...", "after": 48000}; instead of all that before, over a new connection; optional
     with it "segment" and "words", see below
Out: {"type": "generating", "sentence": "...", "queue_depth": 0} for each segment enqueued
     binary messages: one stream of the format, or mono little-endian int16 at 24 kHz
     {"type": "interrupted", "spoken": "...", "remaining": "..."}: nothing more comes of the text
     {"type": "error", "code": "...", "message": "..."} if the stream fails; sometimes retry_after_s
     with events, each {"type": ...}:
       queued   utterance, position, eta_s: the workers are busy; before start, any number of times
       start    utterance, backend, voice, sample_rate_hz, format, maybe warnings
       fallback segment_index, start_s, from, to, voice, reason: another backend speaks from there
                on, and tells words again that were told for later
       segment  segment_index, text, start_s
       mark     segment_index, name, start_s: a mark of SSML is heard
       warning  message: something in the text cannot be followed; before start, it tells that
       words    segment_index, words: [[text, start_s, end_s], ...]
       taken    messages: so many messages of the client are kept, should its connection be lost
       resumed  messages: the stream goes on; the client sends again what came after so many
       done     segments, audio_s
The server closes after the last audio.

With events, the start of a stream without a container has a `resume`, a secret. For a minute after
its connection or frontend is lost, a client goes on with the stream at any frontend: `after` so
many samples that it has, it gets the very next one. Of the events it gets those that belong behind
them, and none twice if it also tells the last `segment` and how many of its `words` it has. The
messages count from the first one of the stream, without those that resume it.
"""
