"""How many listeners a server serves, and what they hear: `make bench-load`.

Listeners come at random times that a seed decides, whatever the server does (an open loop), and
play what they receive in real time, in processes of their own. How late the generator itself was
is part of the results: where it was too late, they say that they are invalid.

    plan            who comes when, and with which text
    playback        what one listener hears of the audio that arrives
    doors, peer_doors   how a listener asks, by the protocol of a server
    answers         what it is told: samples, its place in line, that it is not served
    listeners       the process that many listeners live in
    generator       hands the plan out to such processes
    machine, processes, gpu   what it ran on, and what was used of it
    speed           what the workers can do, measured first
    figures         what was heard -> the figures of a run
    report, plots   JSON, a table, pictures
"""
