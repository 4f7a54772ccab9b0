"""Kokoro's model on ONNX Runtime."""
