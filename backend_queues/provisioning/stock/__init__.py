"""What of the backends is on this machine, and how much of its disk the rest would take."""
