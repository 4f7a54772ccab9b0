"""flower beside a server: the child process, its start, its queue lengths.

In come workers' presence and the queues; out go flower's pages. It may import what `processes` may.
"""
