"""What the backends on PyTorch share: the device, torchaudio, checks of damaged files."""
