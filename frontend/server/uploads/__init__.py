"""Large bodies: kept on disk instead of in memory, and taken in a few at a time."""
