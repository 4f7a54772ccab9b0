"""Texts that are written while they are spoken, several over one connection, and interrupted.

In: the tokens of one text, when it is to be spoken though its sentence has not ended, when its
listener interrupts it. Out: its events, and what was heard of it.
"""
