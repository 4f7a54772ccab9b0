"""ElevenLabs' routes and sockets.

In: their requests, by their names for voices, models and formats. Out: speech with the time of each
character, and errors, in their forms.
"""
