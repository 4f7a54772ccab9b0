"""What the languages read alike, but for the words that they say: addresses, ids, capitals."""
