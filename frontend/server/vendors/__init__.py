"""The protocols of other speech services, so that their clients work here."""
