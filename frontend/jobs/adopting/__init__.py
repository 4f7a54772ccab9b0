"""Which jobs this frontend takes up, of those that nobody runs."""
