"""What the backends on ONNX Runtime share: how models are opened, and runs that can be ended."""
