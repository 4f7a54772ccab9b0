"""What the document says of the protocols of other speech services."""
