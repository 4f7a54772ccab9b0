"""The protocols of other speech services, whose clients work with this server as they are."""
