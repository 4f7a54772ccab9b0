"""What the backends on ONNX Runtime share: runs that can be ended."""
