"""What is said for the written words of a segment, and by whom it is decided."""
