"""The WebSocket /stream-tokens: text comes in while it is written; a lost one is resumed."""
