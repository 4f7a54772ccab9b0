"""Connections with limits: below the application, where uvicorn reads what clients send.

uvicorn's own protocols know no bound for a header, for the time that a request takes to come, nor
for what says nothing. `ConnectionServer` looks at each connection once a second.
"""
