"""Who is spoken to now, who waits in line, and who is told to come back.

In come tickets of new utterances and the workers' measured speed, out goes admission: now, when
those before have what they need, or never. See `admission`.
"""
