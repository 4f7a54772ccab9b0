"""Wyoming over TCP, which Home Assistant speaks.

In: events of the clients of one port. Out: what can speak here, and speech at one sample rate.
Nothing of it is HTTP; whoever reaches the port is let in, as the protocol has no keys.
"""
