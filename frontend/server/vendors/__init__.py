"""The protocols of other speech services, for clients that change one URL.

In: their requests and sockets, with their names for voices and models. Out: speech, events and
errors in their forms.
"""
