"""A job from what a client has sent to what lies in the storage."""
